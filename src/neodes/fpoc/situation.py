"""An establishment in a month, beside the contracts of its fiches."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from neodes.controls.base import Finding, Severity
from neodes.fpoc.model import Contract, Fiche, Group
from neodes.tree.declared import Bloc, Etablissement


@dataclass(frozen=True, slots=True)
class Situation:
    """`contracts` are all those of the fiches, `active` those that are valid at some day of the month."""

    etablissement: Etablissement
    first: date
    last: date
    groups: tuple[Group, ...]
    contracts: tuple[Contract, ...]
    active: tuple[Contract, ...]

    @classmethod
    def of(cls, etablissement: Etablissement, fiches: Iterable[Fiche], first: date, last: date) -> Situation:
        """From the fiches that are for that establishment."""
        groups = tuple(group for fiche in fiches for group in fiche.groups)
        contracts = tuple(contract for group in groups for contract in group.contracts)
        active = tuple(contract for contract in contracts if is_active(contract, first, last))
        return cls(etablissement, first, last, groups, contracts, active)

    def adhesion_of(self, affiliation: Bloc) -> Bloc | None:
        """The adhésion that an affiliation names (S21.G00.70.013 → S21.G00.15.005)."""
        wanted = affiliation.get("S21.G00.70.013")
        return next((bloc for bloc in self.etablissement.adhesions if bloc.get("S21.G00.15.005") == wanted), None)

    def contracts_of(self, affiliation: Bloc) -> tuple[Contract, ...]:
        """The active contracts of the fiches that an affiliation is to; empty when no fiche speaks of it."""
        adhesion = self.adhesion_of(affiliation)
        if adhesion is None:
            return ()
        oc, reference = adhesion.get("S21.G00.15.002"), adhesion.get("S21.G00.15.001")
        return tuple(each for each in self.active if (each.oc, each.reference) == (oc, reference))


def is_active(contract: Contract, first: date, last: date) -> bool:
    """Whether it is valid at some day between these."""
    starts_in_time = contract.starts_on is None or contract.starts_on <= last
    return starts_in_time and (contract.ends_on is None or contract.ends_on >= first)


def finding(
    situation: Situation,
    control: str,
    reason: str,
    bloc: Bloc,
    rubrique: str | None = None,
    *,
    severity: Severity = Severity.AVERTISSEMENT,
    about: Mapping[str, str | int] | None = None,
    **details: str | int,
) -> Finding:
    """A finding on a bloc, at the line of the rubrique when it is there."""
    value = (bloc.get(rubrique) or None) if rubrique else None
    line = bloc.line_of(rubrique) if rubrique else bloc.line
    place = rubrique[:10] if rubrique else None
    return Finding(
        control,
        severity,
        line,
        reason,
        rubrique,
        place,
        value,
        situation.etablissement.declaration,
        {**(about or {}), **details},
    )
