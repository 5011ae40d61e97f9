"""What the rules of the trades are written with: where they look, and what they find."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from neodes.sector.tables import Family, valid
from neodes.tree.declared import Bloc, Etablissement, Person


@dataclass(frozen=True, slots=True)
class Place:
    """An establishment in a month, under a family; None: under those common to all."""

    etablissement: Etablissement
    day: date
    family: Family | None

    @property
    def idcc(self) -> str:
        """The convention of the establishment."""
        return self.etablissement.get("S21.G00.11.022")

    @property
    def organisms(self) -> frozenset[str]:
        """The organisms of its contracts of insurance."""
        return frozenset(adhesion.get("S21.G00.15.002") for adhesion in self.etablissement.adhesions)

    @property
    def payees(self) -> frozenset[str]:
        """The organisms that are paid."""
        return frozenset(payment.get("S21.G00.20.001") for payment in self.etablissement.payments)

    @property
    def contracts(self) -> Iterator[tuple[Person, Bloc]]:
        """Each contract of employment, with its person."""
        for person in self.etablissement.people:
            for contract in person.contracts:
                yield person, contract

    def known_idccs(self) -> frozenset[str]:
        """The conventions of the family that day."""
        return valid(self.family.idccs, self.day) if self.family else frozenset()

    def main_organisms(self) -> frozenset[str]:
        """The organisms of prévoyance of the family that day."""
        return valid(self.family.main, self.day) if self.family else frozenset()


@dataclass(frozen=True, slots=True)
class Fault:
    """Where a rule is not met; `rubrique` is empty for the bloc as a whole, `about` what its sentence needs."""

    bloc: Bloc
    rubrique: str = ""
    about: str = ""


Check = Callable[[Place], Iterable[Fault]]


def code(short: str) -> str:
    """`40.022` → `S21.G00.40.022`."""
    return f"S21.G00.{short}"


def bases_of(person: Person) -> set[str]:
    """The codes of the bases of a person."""
    return {base.get(code("78.001")) for base in person.bases}


def contributions_of(person: Person) -> set[str]:
    """The codes of the contributions of a person."""
    return {each.get(code("81.001")) for base in person.bases for each in base.contributions}
