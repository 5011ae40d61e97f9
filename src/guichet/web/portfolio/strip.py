"""The strip of 24 months of an establishment: one square a month, its colour and its sign, and the table beside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from guichet.deposits.models import Declaration
from guichet.portfolio.guess import month_in_words
from guichet.web.templatetags.guichet import count

MONTHS = 24
BY_ROW = 12
SIDE, GAP, HEAD = 44, 6, 18
SIGNS = {"good": "✓", "warning": "!", "blocking": "✕", "neutral": "–"}


@dataclass(frozen=True, slots=True)
class Month:
    """One square; `row` is the declaration shown, None where there is none."""

    period: str
    row: Declaration | None
    x: int
    y: int

    @property
    def tone(self) -> str:
        """Of its worst finding."""
        if self.row is None:
            return "neutral"
        return "blocking" if self.row.bloquants else "warning" if self.row.avertissements else "good"

    @property
    def sign(self) -> str:
        """Beside the colour, which never speaks alone."""
        return SIGNS[self.tone]

    @property
    def words(self) -> str:
        """What the table says."""
        if self.row is None:
            return "Aucune déclaration"
        if self.row.bloquants:
            return count(self.row.bloquants, "anomalie bloquante,anomalies bloquantes")
        if self.row.avertissements:
            return count(self.row.avertissements, "avertissement,avertissements")
        return "Sans anomalie"

    @property
    def label(self) -> str:
        """« 11/26 » under the square."""
        return f"{self.period[5:]}/{self.period[2:4]}"


@dataclass(frozen=True, slots=True)
class Strip:
    """The squares, the oldest first, and the size of the picture."""

    months: tuple[Month, ...]
    width: int
    height: int

    @property
    def newest_first(self) -> tuple[Month, ...]:
        """As tables have it."""
        return self.months[::-1]

    @property
    def title(self) -> str:
        """From when to when."""
        first, last = (month_in_words(month.period) for month in (self.months[0], self.months[-1]))
        return f"Déclarations mensuelles, de {first} à {last}"

    @property
    def description(self) -> str:
        """How many of each kind."""
        told = [month for month in self.months if month.row]
        blocking = sum(month.tone == "blocking" for month in told)
        return (
            f"{count(len(told), 'mois déclaré,mois déclarés')} sur {MONTHS}, dont {blocking} avec des anomalies "
            "bloquantes. Le détail est dans le tableau qui suit."
        )


def first_month(today: date) -> str:
    """The oldest of the strip, which ends with the month of today."""
    return next(_periods(today))


def strip_of(rows: Iterable[Declaration], today: date) -> Strip:
    """From the last declaration of each month."""
    by_period = {row.period: row for row in rows}
    months = tuple(
        Month(period, by_period.get(period), (rank % BY_ROW) * (SIDE + GAP), (rank // BY_ROW) * (SIDE + GAP + HEAD))
        for rank, period in enumerate(_periods(today))
    )
    return Strip(months, BY_ROW * (SIDE + GAP) - GAP, MONTHS // BY_ROW * (SIDE + GAP + HEAD))


def _periods(today: date) -> Iterator[str]:
    last = today.year * 12 + today.month - 1
    for number in range(last - MONTHS + 1, last + 1):
        yield f"{number // 12:04d}-{number % 12 + 1:02d}"
