"""Who should be affiliated to what, by the criteria of the fiches (level 2B): FP-07."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from neodes.controls import fiches as ids
from neodes.controls.base import Finding, Severity
from neodes.fpoc.model import Contract, Criterion, Group
from neodes.fpoc.situation import Situation, finding, is_active
from neodes.tree.declared import Bloc, Person

NIC_CRITERION = "S21.G00.40.019"
"""The place of work is a SIRET there, and a NIC in the fiche."""

Reference = tuple[str, str]
"""Organisme and reference of a contract."""


class _Held(NamedTuple):
    """A group with its active contracts by reference; one that is not `judged` may be for anybody.

    Those that the establishment does not declare are told once, for it, and not again for each employee.
    """

    group: Group
    contracts: dict[Reference, list[Contract]]
    judged: bool


class Membership:
    """The groups of the fiches of an establishment, made once for all its employees."""

    def __init__(self, situation: Situation) -> None:
        self._situation = situation
        self._declared = {
            (bloc.get("S21.G00.15.002"), bloc.get("S21.G00.15.001")) for bloc in situation.etablissement.adhesions
        }
        self._groups = [held for held in map(self._held, situation.groups) if held.contracts]
        self._is_needed = any(held.judged for held in self._groups)

    def check(self, person: Person) -> Iterator[Finding]:
        """Affiliations that are missing, to another population, or beyond what the fiches say."""
        if not self._is_needed or not person.contracts:
            return
        mine = self._affiliated(person)
        open_to = [held for held in self._groups if not held.judged or _admits(held.group, person)]
        told: set[Reference] = set()
        for held in open_to:
            for reference, offered in held.contracts.items() if held.judged else ():
                found = self._check_offer(person, held, offered, mine)
                if found is not None and reference not in told and not _is_elsewhere(reference, mine, open_to, held):
                    told.add(reference)
                    yield found
        for reference in mine:
            if reference not in told and not any(reference in held.contracts for held in open_to):
                yield self._outside(person, reference)

    def _held(self, group: Group) -> _Held:
        contracts: dict[Reference, list[Contract]] = {}
        for contract in group.contracts:
            is_here = contract.key[:2] in self._declared
            if is_here and is_active(contract, self._situation.first, self._situation.last):
                contracts.setdefault(contract.key[:2], []).append(contract)
        return _Held(group, contracts, bool(group.criteria) and not group.is_partial)

    def _affiliated(self, person: Person) -> dict[Reference, set[str]]:
        """Contracts that the fiches know → populations under which the person is affiliated to them."""
        found: dict[Reference, set[str]] = {}
        for affiliation in person.affiliations:
            for contract in self._situation.contracts_of(affiliation)[:1]:
                found.setdefault(contract.key[:2], set()).add(affiliation.get("S21.G00.70.005"))
        return found

    def _check_offer(
        self, person: Person, held: _Held, offered: list[Contract], mine: dict[Reference, set[str]]
    ) -> Finding | None:
        """A person that a group is for, beside the contracts of that group that bear one reference."""
        populations = {contract.population for contract in offered}
        about = {"contrat": offered[0].reference, "groupe": held.group.label or held.group.number}
        given = mine.get(offered[0].key[:2])
        if given is None:
            # Some employees may refuse one of several contracts: the law and the firm say which.
            severity = Severity.INFORMATION if mine.keys() & held.contracts.keys() else Severity.AVERTISSEMENT
            return self._finding(person, "sans_affiliation", about, severity)
        known = {each.population for other in self._groups for each in other.contracts.get(offered[0].key[:2], ())}
        if given & populations or not given & known:
            # One that the contract has nowhere is told for the affiliation itself.
            return None
        return self._finding(person, "population", {**about, "attendu": " ou ".join(sorted(populations))})

    def _outside(self, person: Person, reference: Reference) -> Finding:
        held = next(held for held in self._groups if reference in held.contracts)
        about = {"contrat": reference[1], "groupe": held.group.label or held.group.number}
        return self._finding(person, "hors_groupe", about)

    def _finding(
        self, person: Person, reason: str, about: dict[str, str], severity: Severity = Severity.AVERTISSEMENT
    ) -> Finding:
        return finding(self._situation, ids.PEOPLE, reason, person, "S21.G00.30.001", severity=severity, about=about)


def _is_elsewhere(reference: Reference, mine: dict[Reference, set[str]], open_to: list[_Held], but: _Held) -> bool:
    """Whether another group that may be his offers that contract under the population that he has."""
    given = mine.get(reference, set())
    return any(
        given & {contract.population for contract in held.contracts.get(reference, ())}
        for held in open_to
        if held is not but
    )


def _admits(group: Group, person: Person) -> bool:
    return any(all(_meets(criterion, contract) for criterion in group.criteria) for contract in person.contracts)


def _meets(criterion: Criterion, contract: Bloc) -> bool:
    value = contract.get(criterion.rubrique)
    return criterion.admits(value[-5:] if criterion.rubrique == NIC_CRITERION else value)
