"""What may be shown of a value that tells who a person is, where they live or how they are paid.

The sets below are read from the list of rubriques of all versions of the norm; a test walks that list and fails
when a rubrique that looks personal is neither here nor among those looked at and left in clear.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

DOT = "•"
HIDDEN = DOT * 3


def _rubriques(text: str) -> frozenset[str]:
    """`S21.G00.30.001 008 S89.G00.91.001` → identifiers: three digits alone belong to the last bloc named."""
    found, bloc = [], ""
    for word in text.split():
        if len(word) > 3:
            bloc = word[:10]
        found.append(f"{bloc}.{word[-3:]}")
    return frozenset(found)


IDENTIFIERS = _rubriques(
    "S21.G00.30.001 019 020 S21.G00.31.008 S21.G00.73.007 008 S21.G00.98.001 S89.G00.67.001 002"
    " S89.G00.87.007 008 S89.G00.88.008 009 S89.G00.89.007 008 S89.G00.91.001 016 021"
)
"""NIR, NTT, matricules and the number of a seizure: first character and last two are kept."""

NAMES = _rubriques(
    "S10.G00.02.002 S20.G00.07.001 S21.G00.30.002 003 004 S21.G00.31.009 010 S21.G00.73.006 009"
    " S21.G00.85.013 014 015 S89.G00.32.002 003 S89.G00.91.002 003 004"
)
"""Names and first names: the initial is kept."""

BIRTH = _rubriques(
    "S21.G00.30.006 007 014 015 029 S21.G00.31.011 S21.G00.73.005 S21.G00.85.016 017"
    " S89.G00.32.018 S89.G00.91.006 007 019 020"
)
"""Date and place of birth: nothing is kept."""

ADDRESSES = _rubriques(
    "S21.G00.30.008 009 010 011 012 016 017 S89.G00.32.007 008 009 010 011 012 013 014"
    " S89.G00.91.008 009 010 011 012 013 014"
)
"""Addresses of persons: nothing is kept. Those of entreprises and etablissements are public."""

ACCOUNTS = _rubriques("S21.G00.12.002 003 S21.G00.20.003 004 S21.G00.60.007 008")
"""IBAN and BIC: the four first characters (country and key, or bank) are kept."""

EMAILS = _rubriques("S10.G00.02.004 S20.G00.07.003 S21.G00.30.018 S89.G00.91.015")
"""E-mail addresses: the initial and the domain are kept."""

PHONES = _rubriques("S10.G00.02.005 006 S20.G00.07.002")
"""Telephone numbers: the last two digits are kept."""


def _identifier(value: str) -> str:
    if len(value) < 8:
        return DOT * len(value)
    return value[0] + DOT * (len(value) - 3) + value[-2:]


def _name(value: str) -> str:
    return value[0] + HIDDEN


def _nothing(value: str) -> str:
    return re.sub(r"\S", DOT, value) if value.isdigit() else HIDDEN


def _account(value: str) -> str:
    return value[:4] + DOT * max(len(value) - 4, 3)


def _email(value: str) -> str:
    local, at, domain = value.rpartition("@")
    return f"{local[:1]}{HIDDEN}{at}{domain}" if at else HIDDEN


def _phone(value: str) -> str:
    return DOT * max(len(value) - 2, 3) + value[-2:] if len(value) > 4 else HIDDEN


def _by_rubrique(
    kinds: Iterable[tuple[frozenset[str], Callable[[str], str]]],
) -> dict[str, Callable[[str], str]]:
    return {rubrique: masked for rubriques, masked in kinds for rubrique in rubriques}


_MASKS = _by_rubrique(
    (
        (IDENTIFIERS, _identifier),
        (NAMES, _name),
        (BIRTH, _nothing),
        (ADDRESSES, _nothing),
        (ACCOUNTS, _account),
        (EMAILS, _email),
        (PHONES, _phone),
    )
)

SENSITIVE = frozenset(_MASKS)
"""Every rubrique whose value is masked."""


def mask(rubrique: str, value: str) -> str:
    """What may be shown of that value: the value itself when the rubrique is not a sensitive one."""
    masked = _MASKS.get(rubrique)
    return value if masked is None or not value else masked(value)


def mask_unknown(text: str) -> str:
    """What may be shown of a text that belongs to no known rubrique: its shape, letters and digits hidden."""
    return re.sub(r"[^\W_]", DOT, text)
