"""Months, days and amounts as a declaration writes them."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Month:
    """A civil month; `index` counts months since year 0, so months subtract and shift as integers."""

    index: int

    @classmethod
    def parse(cls, text: str) -> Month:
        """Month of `YYYY-MM`; raises ValueError otherwise."""
        year, _, month = text.partition("-")
        if len(year) != 4 or len(month) != 2 or not 1 <= int(month) <= 12:
            raise ValueError(text)
        return cls.of(int(year), int(month))

    @classmethod
    def of(cls, year: int, month: int) -> Month:
        """Month number `month` (1 to 12) of `year`."""
        return cls(year * 12 + month - 1)

    @property
    def year(self) -> int:
        """Civil year."""
        return self.index // 12

    @property
    def number(self) -> int:
        """1 for January … 12 for December."""
        return self.index % 12 + 1

    @property
    def first(self) -> date:
        """First day."""
        return _bounds(self.index)[0]

    @property
    def last(self) -> date:
        """Last day."""
        return _bounds(self.index)[1]

    def shift(self, months: int) -> Month:
        """The month `months` later (earlier when negative)."""
        return Month(self.index + months)

    def day(self, number: int) -> date:
        """Day `number`, or the last one when the month is shorter."""
        return self.first.replace(day=min(number, self.last.day))


@lru_cache(maxsize=4096)
def _bounds(index: int) -> tuple[date, date]:
    year, month = index // 12, index % 12 + 1
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


@lru_cache(maxsize=65536)
def jour(day: date) -> str:
    """JJMMAAAA, the norm's way to write a day."""
    return f"{day.day:02d}{day.month:02d}{day.year:04d}"


def montant(centimes: int) -> str:
    """Two decimals after a point, minus sign when negative; also used for hours in hundredths."""
    if centimes < 0:
        return f"-{-centimes // 100}.{-centimes % 100:02d}"
    return f"{centimes // 100}.{centimes % 100:02d}"


def part(amount: int, rate: int) -> int:
    """`rate` thousandths of a per cent (6.90 % = 6900) of an amount in cents, rounded half up."""
    return (amount * rate + 50_000) // 100_000
