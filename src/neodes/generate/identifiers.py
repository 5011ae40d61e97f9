"""Identifiers that are right in form and cannot be anybody's.

* SIREN from 000 001 000 to 000 099 999: no entry of Insee's public register begins with 0000.
* NIR: the commune of birth is numbered 910 to 989, which no French département or foreign country has.
* Telephone: 01 99 00 xx xx, kept for works of fiction by Arcep's numbering plan (decision 2018-0881).
* E-mail: under `.test` and `example.org`, reserved by RFC 2606.
* Bank account: bank code 99999, which no French bank has; its keys are right.
"""

from __future__ import annotations

from neodes.values.siren import luhn_key

SIREN_COUNT = 9_900
"""How many fictitious SIREN there are."""

BIC = "TESTFRPP"

_FIRST_SIREN = 100
_COMMUNES = range(910, 990)
_ORDERS = 999
_PER_MONTH_OF_BIRTH = len(_COMMUNES) * _ORDERS


def siren(number: int) -> str:
    """The `number`-th fictitious SIREN (from 0)."""
    if not 0 <= number < SIREN_COUNT:
        raise ValueError(number)
    root = f"{_FIRST_SIREN + number:08d}"
    return f"{root}{luhn_key(root)}"


def nic(siren_: str, number: int) -> str:
    """NIC of the `number`-th establishment (from 1) of a firm."""
    root = f"{number:04d}"
    return f"{root}{luhn_key(siren_ + root)}"


def nir(sexe: int, year: int, month: int, departement: str, number: int) -> str:
    """NIR of 13 characters; two people of one establishment (different `number`) never share theirs."""
    commune, order = divmod(number % _PER_MONTH_OF_BIRTH, _ORDERS)
    return f"{sexe}{year % 100:02d}{month:02d}{departement}{_COMMUNES[commune]}{order + 1:03d}"


def birth_month_shift(number: int) -> int:
    """Months to add to the birth of person `number`, so that NIR stay unique past 79,920 people."""
    return number // _PER_MONTH_OF_BIRTH


def ntt(sexe: int, siren_: str, number: int) -> str:
    """Numéro technique temporaire: sex, SIREN of the employer, then a number of the employer's."""
    return f"{sexe}{siren_}{number:09d}"


def telephone(number: int) -> str:
    """A number of the range kept for fiction."""
    return f"019900{number % 10_000:04d}"


def iban(account: int) -> str:
    """French IBAN of a bank that does not exist, with its RIB and IBAN keys."""
    bank, branch = 99_999, 1
    rib = 97 - (89 * bank + 15 * branch + 3 * account) % 97
    bban = f"{bank:05d}{branch:05d}{account:011d}{rib:02d}"
    return f"FR{98 - int(bban + '152700') % 97:02d}{bban}"
