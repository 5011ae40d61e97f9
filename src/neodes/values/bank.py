"""Keys of bank accounts: IBAN (ISO 13616) and, for French and Monegasque accounts, the RIB that it holds.

The other countries have keys of their own in their BBAN, or none: nothing is said of them.
"""

from __future__ import annotations

import re

_IBAN = re.compile(r"[A-Z]{2}(?:0[2-9]|[1-8][0-9]|9[0-8])[A-Z0-9]+", re.ASCII)
_RIB = re.compile(r"([0-9]{5})([0-9]{5})([0-9A-Z]{11})([0-9]{2})", re.ASCII)
_AS_IN_IBAN = {ord("A") + rank: str(10 + rank) for rank in range(26)}
_AS_IN_RIB = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "12345678912345678923456789")

WITH_RIB = ("FR", "MC")
"""Countries whose IBAN holds a RIB; French overseas accounts are FR too."""


def is_iban(value: str) -> bool:
    """Whether the two digits behind the country are the key of the account."""
    return _IBAN.fullmatch(value) is not None and int((value[4:] + value[:4]).translate(_AS_IN_IBAN)) % 97 == 1


def is_rib(value: str) -> bool:
    """Bank, branch, account and a key of two digits (01 to 97); letters stand for digits in the key."""
    match = _RIB.fullmatch(value)
    if match is None or not 1 <= int(match[4]) <= 97:
        return False
    bank, branch, account = int(match[1]), int(match[2]), int(match[3].translate(_AS_IN_RIB))
    return (89 * bank + 15 * branch + 3 * account + int(match[4])) % 97 == 0


def has_right_bban(iban: str) -> bool:
    """Whether the key of the RIB is right; True for the IBAN of a country whose keys are not known here."""
    return not iban.startswith(WITH_RIB) or is_rib(iban[4:])
