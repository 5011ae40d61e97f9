"""Numbers of contracts (chapter 4.4.11 of the norm) and titles of jobs."""

from __future__ import annotations

import re

_NUMBER = re.compile(r"(?! )[A-Za-z0-9 .@/_\-àéèêëïôç]+(?<! )")
_REPEATED = re.compile(r"([^0-9iI])\1\1|([iI])\2{3}")


def is_contract_number(value: str) -> bool:
    """Letters, digits, a few signs and the usual small letters with an accent; no blank at either end."""
    return _NUMBER.fullmatch(value) is not None


def is_job_title(value: str) -> bool:
    """A letter or a digit first, no character three times running but digits, and « i » that may (« CADRE III »)."""
    return value[:1].isalnum() and _REPEATED.search(value) is None
