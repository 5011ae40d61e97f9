"""SIREN (9 digits, an entreprise) and SIRET (SIREN + NIC of 5 digits, an etablissement).

Both end with a Luhn key, given by Insee. The etablissements of La Poste other than its head office follow
another rule, so that a SIRET of La Poste can be right although its Luhn key is wrong.
"""

from __future__ import annotations

from enum import StrEnum

SIREN_LENGTH = 9
NIC_LENGTH = 5
SIRET_LENGTH = SIREN_LENGTH + NIC_LENGTH
SIREN_LA_POSTE = "356000000"

_DOUBLED = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)


class SiretCheck(StrEnum):
    """What can be said of a SIRET from its digits alone; only the Sirene register knows if it exists."""

    VALIDE = "valide"
    LA_POSTE = "la_poste"
    INVALIDE = "invalide"


def all_digits(value: str, length: int) -> bool:
    """Exactly `length` ASCII digits: neither signs, nor blanks, nor the digits of other scripts."""
    return len(value) == length and value.isascii() and value.isdigit()


def luhn_sum(digits: str) -> int:
    """Luhn sum of ASCII digits, the last one being the key: a multiple of 10 when the key is right."""
    total = sum(map(int, digits[-1::-2]))
    return total + sum(_DOUBLED[int(digit)] for digit in digits[-2::-2])


def luhn_key(digits: str) -> str:
    """The digit to append to `digits` so that the whole passes the Luhn test."""
    return str(-luhn_sum(digits + "0") % 10)


def is_siren(value: str) -> bool:
    """Nine digits, not all zero, with a right Luhn key."""
    return all_digits(value, SIREN_LENGTH) and value != "0" * SIREN_LENGTH and luhn_sum(value) % 10 == 0


def check_siret(value: str) -> SiretCheck:
    """`LA_POSTE`: wrong Luhn key, but SIREN of La Poste and sum of the 14 digits a multiple of 5."""
    if not all_digits(value, SIRET_LENGTH) or not is_siren(value[:SIREN_LENGTH]):
        return SiretCheck.INVALIDE
    if luhn_sum(value) % 10 == 0:
        return SiretCheck.VALIDE
    if value.startswith(SIREN_LA_POSTE) and sum(map(int, value)) % 5 == 0:
        return SiretCheck.LA_POSTE
    return SiretCheck.INVALIDE


def is_siret(value: str) -> bool:
    """Whether the SIRET can be accepted: a right Luhn key, or the exception of La Poste."""
    return check_siret(value) is not SiretCheck.INVALIDE


def is_siren_of_siret(value: str) -> bool:
    """Whether the SIREN that a SIRET starts with has a right key."""
    return is_siren(value[:SIREN_LENGTH])


def make_siren(first_eight: str) -> str:
    """SIREN from its eight first digits. Raises `ValueError` when they are not eight digits."""
    if not all_digits(first_eight, SIREN_LENGTH - 1):
        raise ValueError(f"eight digits expected, not {first_eight!r}")
    return first_eight + luhn_key(first_eight)


def make_siret(siren: str, number: int) -> str:
    """SIRET of the etablissement `number` (0 to 9999) of a SIREN. Raises `ValueError` beyond."""
    if not all_digits(siren, SIREN_LENGTH) or not 0 <= number <= 9999:
        raise ValueError(f"a SIREN and a number from 0 to 9999 expected, not {siren!r} and {number}")
    body = f"{siren}{number:04d}"
    return body + luhn_key(body)
