"""Days some months later: how long a demande is granted."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

LONGEST = 60
"""Months; a mandate is not given for ever."""


def months_after(day: date, months: int) -> date:
    """The same day that many months later, or the last one of that month."""
    rank = day.year * 12 + day.month - 1 + months
    year, month = rank // 12, rank % 12 + 1
    return day.replace(year=year, month=month, day=min(day.day, monthrange(year, month)[1]))
