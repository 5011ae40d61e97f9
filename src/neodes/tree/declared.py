"""What a file declares, as it is looked at beside fiches and trades: adhésions, payments, employees and their bases.

Read in one pass over the lines, by rubrique alone: order and completeness are judged by the controls of the norm.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from sys import intern

from neodes.parser import VALUE_START, TextReader, parse_line, pieces_of, recognise_binary
from neodes.parser.text import chunks_of

OF_DECLARATION = ("S20.G00.05.001", "S20.G00.05.003", "S20.G00.05.005", "S20.G00.08.001")
AROUND = ("S10.G00.00.007", *OF_DECLARATION, "S21.G00.06.001")
"""What an establishment keeps of the blocs above it."""

WANTED = frozenset(
    {
        *AROUND,
        *(f"S21.G00.11.{number}" for number in ("001", "002", "022")),
        *(f"S21.G00.15.{number}" for number in ("001", "002", "003", "005")),
        *(f"S21.G00.20.{number}" for number in ("001", "005")),
        *(f"S21.G00.55.{number}" for number in ("001", "003", "004")),
        *(f"S21.G00.30.{number}" for number in ("001", "006")),
        *(f"S21.G00.40.{number:03d}" for number in (2, 3, 4, 5, 7, 14, 16, 17, 18, 19, 20, 21, 22, 24, 26, 39, 41, 42)),
        *(f"S21.G00.40.{number:03d}" for number in (48, 49, 50, 51)),
        "S21.G00.65.001",
        *(f"S21.G00.70.{number}" for number in ("004", "005", "012", "013")),
        "S21.G00.71.002",
        *(f"S21.G00.78.{number}" for number in ("001", "002", "005")),
        *(f"S21.G00.79.{number}" for number in ("001", "004")),
        *(f"S21.G00.81.{number}" for number in ("001", "004")),
    }
)
"""The rubriques that the fiches and the trades ask for; a test compares them with what their code names."""

BASE_OC = "31"
"""S21.G00.78.001: base of prévoyance complémentaire."""

MONTHLY = "01"
"""S20.G00.05.001: déclaration mensuelle."""


@dataclass(slots=True)
class Bloc:
    """One occurrence: its first line, and rubrique → (value, line), the first of each."""

    line: int
    values: dict[str, tuple[str, int]] = field(default_factory=dict)

    def get(self, rubrique: str) -> str:
        """A value; empty when the rubrique is absent."""
        return self.values.get(rubrique, ("", 0))[0]

    def line_of(self, rubrique: str) -> int:
        """Its line; that of the bloc when it is absent."""
        return self.values.get(rubrique, ("", self.line))[1]


@dataclass(slots=True)
class Base(Bloc):
    """S21.G00.78, with its components (79) and its contributions (81)."""

    components: list[Bloc] = field(default_factory=list)
    contributions: list[Bloc] = field(default_factory=list)


@dataclass(slots=True)
class Person(Bloc):
    """S21.G00.30, with contracts (40), suspensions (65), affiliations (70), retirement (71) and bases (78)."""

    contracts: list[Bloc] = field(default_factory=list)
    suspensions: list[Bloc] = field(default_factory=list)
    retirements: list[Bloc] = field(default_factory=list)
    affiliations: list[Bloc] = field(default_factory=list)
    bases: list[Base] = field(default_factory=list)


@dataclass(slots=True)
class Payment(Bloc):
    """S21.G00.20, with its parts (55)."""

    parts: list[Bloc] = field(default_factory=list)


@dataclass(slots=True)
class Etablissement(Bloc):
    """S21.G00.11 in a declaration; `siren` is that of the entreprise above it, `depot` the point de dépôt of the envoi.

    `caisse` is the caisse de congés that a declaration without individu names.
    """

    declaration: int = 0
    depot: str = ""
    nature: str = ""
    fraction: str = ""
    month: str = ""
    caisse: str = ""
    siren: str = ""
    adhesions: list[Bloc] = field(default_factory=list)
    payments: list[Payment] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)

    @property
    def siret(self) -> str:
        """From the SIREN above and the NIC."""
        return self.siren + self.get("S21.G00.11.001")


def read_declared(content: bytes | Iterable[bytes]) -> list[Etablissement]:
    """The establishments of a file. Never raises on what the bytes hold; of what is no text nothing is read."""
    reading, reader = _Reading(), TextReader()
    pieces = pieces_of(chunks_of(content) if isinstance(content, bytes) else content)
    for rank, piece in enumerate(pieces):
        if rank == 0 and recognise_binary(piece) is not None:
            return []
        text = reader.decode(piece)
        for line in reader.split(text) if reader.line_end == "\r" else reader.split_mixed(text):
            reading.line(line)
    return reading.etablissements


class _Reading:
    """The pass over the lines: what is open, and where the next occurrence goes."""

    def __init__(self) -> None:
        self.etablissements: list[Etablissement] = []
        self._number = 0
        self._declaration = -1
        self._around: dict[str, str] = {}
        self._bloc: Bloc = Bloc(0)
        self._type = self._before = ""

    def line(self, line: str) -> None:
        """One more line. Most lines are of no use here, and are left at a glance."""
        self._number += 1
        rubrique = line[:14]
        bloc = rubrique[:10]
        if bloc != self._type or rubrique <= self._before:
            self._type = bloc
            self._open(bloc)
        self._before = rubrique
        if rubrique in WANTED:
            well_formed = line[14:VALUE_START] == ",'" and line[-1] == "'"
            value = line[VALUE_START:-1] if well_formed else parse_line(line).value
            self._bloc.values.setdefault(intern(rubrique), (intern(value), self._number))
            if rubrique in AROUND:
                self._around[rubrique] = value

    def _open(self, bloc: str) -> None:
        """A bloc begins."""
        opener = OPENERS.get(bloc)
        self._bloc = (opener and opener(self)) or Bloc(self._number)
        if bloc == "S20.G00.05":
            self._declaration += 1
            for rubrique in OF_DECLARATION:
                self._around.pop(rubrique, None)

    @property
    def _here(self) -> Etablissement | None:
        return self.etablissements[-1] if self.etablissements else None

    @property
    def _person(self) -> Person | None:
        return self._here.people[-1] if self._here and self._here.people else None

    @property
    def _base(self) -> Base | None:
        return self._person.bases[-1] if self._person and self._person.bases else None

    def etablissement(self) -> Bloc:
        around = self._around
        opened = Etablissement(
            self._number,
            declaration=self._declaration,
            depot=around.get("S10.G00.00.007", ""),
            nature=around.get("S20.G00.05.001", ""),
            fraction=around.get("S20.G00.05.003", ""),
            month=around.get("S20.G00.05.005", ""),
            caisse=around.get("S20.G00.08.001", ""),
            siren=around.get("S21.G00.06.001", ""),
        )
        self.etablissements.append(opened)
        return opened

    def adhesion(self) -> Bloc | None:
        return _added(self._here and self._here.adhesions, Bloc(self._number))

    def payment(self) -> Bloc | None:
        return _added(self._here and self._here.payments, Payment(self._number))

    def part(self) -> Bloc | None:
        payments = self._here.payments if self._here else []
        return _added(payments and payments[-1].parts, Bloc(self._number))

    def person(self) -> Bloc | None:
        return _added(self._here and self._here.people, Person(self._number))

    def contract(self) -> Bloc | None:
        return _added(self._person and self._person.contracts, Bloc(self._number))

    def suspension(self) -> Bloc | None:
        return _added(self._person and self._person.suspensions, Bloc(self._number))

    def retirement(self) -> Bloc | None:
        return _added(self._person and self._person.retirements, Bloc(self._number))

    def affiliation(self) -> Bloc | None:
        return _added(self._person and self._person.affiliations, Bloc(self._number))

    def base(self) -> Bloc | None:
        return _added(self._person and self._person.bases, Base(self._number))

    def component(self) -> Bloc | None:
        return _added(self._base and self._base.components, Bloc(self._number))

    def contribution(self) -> Bloc | None:
        return _added(self._base and self._base.contributions, Bloc(self._number))


def _added(where: object, bloc: Bloc) -> Bloc | None:
    """The bloc, put where it goes; None when what should hold it is missing."""
    if not isinstance(where, list):
        return None
    where.append(bloc)
    return bloc


OPENERS: dict[str, Callable[[_Reading], Bloc | None]] = {
    "S21.G00.11": _Reading.etablissement,
    "S21.G00.15": _Reading.adhesion,
    "S21.G00.20": _Reading.payment,
    "S21.G00.55": _Reading.part,
    "S21.G00.30": _Reading.person,
    "S21.G00.40": _Reading.contract,
    "S21.G00.65": _Reading.suspension,
    "S21.G00.70": _Reading.affiliation,
    "S21.G00.71": _Reading.retirement,
    "S21.G00.78": _Reading.base,
    "S21.G00.79": _Reading.component,
    "S21.G00.81": _Reading.contribution,
}
