"""What the comparison keeps of a file: who, which contracts, how much; everything else is forgotten."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from neodes.controls.results import DeclarationSummary, EnvoiSummary

MENSUELLE = "01"
TOTALE = "01"
"""S20.G00.05.008 of a whole declaration, which is also what is meant when nothing is said."""

Identity = tuple[str, str]
"""Number and first day of a contract: together they are its name (S21.G00.40.009 and 001)."""


@dataclass(slots=True)
class Contrat:
    """One contract of the month; `former_…` is what its blocs 41 say it was, `ended` that it has a bloc 62."""

    number: str = ""
    start: str = ""
    number_line: int = 0
    start_line: int = 0
    former_numbers: tuple[str, ...] = ()
    former_starts: tuple[str, ...] = ()
    former_sirets: tuple[str, ...] = ()
    ended: bool = False

    @property
    def identity(self) -> Identity:
        """What it is called this month."""
        return self.number, self.start

    def was(self, identity: Identity) -> bool:
        """Whether it is the contract that was called so, by what its changes tell."""
        number, start = identity
        return number in (self.number, *self.former_numbers) and start in (self.start, *self.former_starts)


@dataclass(slots=True)
class Individu:
    """One person; `former_nirs` are those that a bloc 31 tells."""

    line: int
    nir: str = ""
    ntt: str = ""
    former_nirs: tuple[str, ...] = ()
    contrats: list[Contrat] = field(default_factory=list)

    @property
    def ids(self) -> tuple[str, ...]:
        """All that the person may have been known by; empty for one that nothing identifies."""
        return tuple(name for name in (self.nir, self.ntt, *self.former_nirs) if name)


@dataclass(slots=True)
class DeclarationSnapshot:
    """One declaration; individus only of a monthly one. `gross` is in cents, `lines` those of S20.G00.05."""

    summary: DeclarationSummary
    individus: list[Individu]
    gross: int
    lines: Mapping[str, int]

    @property
    def monthly(self) -> bool:
        """A DSN mensuelle that says its main month."""
        return self.summary.nature == MENSUELLE and bool(self.summary.period)

    def line_of(self, rubrique: str) -> int:
        """Line of a rubrique of S20.G00.05, the first line of the declaration when it is absent."""
        return self.lines.get(rubrique, self.summary.first_line)


@dataclass(frozen=True, slots=True)
class FileSnapshot:
    """What one file holds; `readable` is False when it is no text, or names no declaration."""

    norm: str
    encoding: str
    lines: int
    envoi: EnvoiSummary
    declarations: tuple[DeclarationSnapshot, ...]

    @property
    def readable(self) -> bool:
        return bool(self.declarations)


Slot = tuple[str, str, str]
"""Establishment, fraction and champ: what one sequence of declarations is about."""


def slot_of(summary: DeclarationSummary) -> Slot:
    """The slot of a declaration; a champ that is not said is the whole."""
    return summary.siret, summary.fraction, summary.champ or TOTALE


def month_number(period: str) -> int | None:
    """`2026-11` → a number that grows by one a month, None for anything else."""
    year, dash, month = period.partition("-")
    if not dash or not (year.isdecimal() and month.isdecimal()):
        return None
    return int(year) * 12 + int(month) - 1


def month_of(number: int) -> str:
    """The month of that number."""
    return f"{number // 12:04d}-{number % 12 + 1:02d}"


def order_number(summary: DeclarationSummary) -> int | None:
    """S20.G00.05.004 as a number, None when it is not one."""
    return int(summary.ordre) if summary.ordre.isascii() and summary.ordre.isdecimal() else None
