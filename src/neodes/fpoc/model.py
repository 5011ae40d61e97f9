"""A fiche de paramétrage as values: who publishes it, for whom, and what each contract asks for.

Codes are kept as they are written; dates are dates. What could not be read is empty, and told by a `Remark`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to ask: about the fiche itself, or about the contract."""

    name: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Component:
    """One element of calculation that is expected: `code` is the value of S21.G00.79.001.

    `rate` is a percentage, `amount` is in euros; a fiche gives one of them, or none.
    """

    name: str
    code: str
    label: str = ""
    rate: Decimal | None = None
    amount: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Criterion:
    """Which employees a group is for: values of a rubrique that are in, or out."""

    name: str
    rubrique: str
    included: frozenset[str] = frozenset()
    excluded: frozenset[str] = frozenset()

    def admits(self, value: str) -> bool:
        """Whether an employee of whom the rubrique holds this value is in."""
        return value not in self.excluded and (not self.included or value in self.included)


@dataclass(frozen=True, slots=True)
class Contract:
    """What one contract (with its option and its population, if it has any) asks for, between two dates."""

    reference: str
    oc: str
    delegate: str = ""
    label: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    periodicity: str = ""
    change: str = ""
    former_reference: str = ""
    former_oc: str = ""
    former_delegate: str = ""
    option: str = ""
    option_label: str = ""
    former_option: str = ""
    population: str = ""
    population_label: str = ""
    former_population: str = ""
    components: tuple[Component, ...] = ()

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What tells it from the others: organisme, reference, option, population."""
        return self.oc, self.reference, self.option, self.population

    def holds_on(self, day: date) -> bool:
        """Whether it is valid that day; an end that is not given never comes."""
        return (self.starts_on is None or self.starts_on <= day) and (self.ends_on is None or day <= self.ends_on)


@dataclass(frozen=True, slots=True)
class Group:
    """Contracts that go together for the same employees; `is_partial` when one of their criteria could not be read."""

    number: str = ""
    label: str = ""
    contracts: tuple[Contract, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    is_partial: bool = False


@dataclass(frozen=True, slots=True)
class Fiche:
    """One fiche. `nic` is empty when it is for a set of establishments, which the fiche does not name."""

    identifier: str
    siren: str
    version: str = ""
    created_at: datetime | None = None
    nic: str = ""
    entreprise: str = ""
    producer: str = ""
    producer_name: str = ""
    risk_carrier: str = ""
    technical_contact: Contact = Contact()
    manager_contact: Contact = Contact()
    message: str = ""
    groups: tuple[Group, ...] = ()

    @property
    def siret(self) -> str:
        """The establishment, empty when it is for several."""
        return self.siren + self.nic if self.nic else ""

    @property
    def contracts(self) -> tuple[Contract, ...]:
        """Those of all groups, in their order."""
        return tuple(contract for group in self.groups for contract in group.contracts)

    @property
    def level(self) -> str:
        """`1`: contracts alone; `2A`: with elements of calculation; `2B`: with criteria on employees too."""
        if any(group.criteria for group in self.groups):
            return "2B"
        return "2A" if any(contract.components for contract in self.contracts) else "1"


@dataclass(frozen=True, slots=True)
class Remark:
    """What was read otherwise than it was written, or not at all.

    `reason` is a stable code, `where` the element or attribute, `value` what stood there; `line` counts from 1 (0: the
    file as a whole).
    """

    reason: str
    where: str = ""
    value: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class FichesRead:
    """What a file holds; `lot` is the identifier of the lot, empty for a single fiche."""

    fiches: tuple[Fiche, ...] = ()
    remarks: tuple[Remark, ...] = ()
    lot: str = ""
    assureur: str = ""

    @property
    def is_readable(self) -> bool:
        """False when nothing could be read of it."""
        return bool(self.fiches)
