"""Dates of the norm: `JJMMAAAA` in the calendar, main months, months, and birth dates with unknown parts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from neodes.values.siren import all_digits

DATE_LENGTH = 8
UNKNOWN_PARTS = ("00", "99")


def parse_date(value: str) -> date | None:
    """`JJMMAAAA` → date; None when it is not eight digits or not a day of the calendar."""
    if not all_digits(value, DATE_LENGTH):
        return None
    try:
        return date(int(value[4:]), int(value[2:4]), int(value[:2]))
    except ValueError:
        return None


def format_date(day: date) -> str:
    """Date → `JJMMAAAA`."""
    return f"{day.day:02d}{day.month:02d}{day.year:04d}"


def main_month(value: str) -> str | None:
    """`01MMAAAA` (S20.G00.05.005) → `AAAA-MM`; None when it is not the first day of a month."""
    day = parse_date(value)
    return None if day is None or day.day != 1 else f"{day.year:04d}-{day.month:02d}"


def format_main_month(month: str) -> str:
    """`AAAA-MM` → `01MMAAAA`. Raises `ValueError` for another form or a month that does not exist."""
    first = date.fromisoformat(f"{month}-01")
    return format_date(first)


@dataclass(frozen=True, slots=True)
class BirthDate:
    """Date of birth; `day` or `month` is None where the register does not know it."""

    year: int
    month: int | None
    day: int | None


def parse_birth_date(value: str) -> BirthDate | None:
    """`JJMMAAAA` where day and month may be 00 or 99 for unknown (data type N4DS_DDN); None when wrong.

    A known day under an unknown month must exist in some month (01 to 31); a known day of a known month must
    exist in the calendar.
    """
    if not all_digits(value, DATE_LENGTH):
        return None
    day, month, year = _known(value[:2]), _known(value[2:4]), int(value[4:])
    return BirthDate(year, month, day) if _may_exist(day, month, year) else None


def _known(part: str) -> int | None:
    return None if part in UNKNOWN_PARTS else int(part)


def _may_exist(day: int | None, month: int | None, year: int) -> bool:
    """Unknown parts are tried with the values that allow most: January has 31 days."""
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        return False
    return True
