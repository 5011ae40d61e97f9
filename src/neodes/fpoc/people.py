"""Each employee beside the fiches: option and population, who should be affiliated, what each base must hold."""

from __future__ import annotations

from collections.abc import Iterator

from neodes.controls import fiches as ids
from neodes.controls.base import Finding
from neodes.fpoc.model import Contract, Criterion, Group
from neodes.fpoc.situation import Situation, finding
from neodes.tree.declared import BASE_OC, Base, Bloc, Person
from neodes.values.amounts import parse_cents
from neodes.values.ceilings import pmss
from neodes.values.dates import parse_date

ONE_BY_ONE = ("10", "11", "20")
"""Components of which each one that the fiche expects must be there; of the others, one is enough."""

FORFAIT = "18"
NIC_CRITERION = "S21.G00.40.019"


def check_people(situation: Situation) -> Iterator[Finding]:
    """FP-05, FP-07, FP-08, FP-09 for each employee."""
    for person in situation.etablissement.people:
        for affiliation in person.affiliations:
            yield from _check_codes(situation, affiliation)
        yield from _check_groups(situation, person)
        for base in person.bases:
            if base.get("S21.G00.78.001") == BASE_OC:
                yield from _check_base(situation, person, base)


def _check_codes(situation: Situation, affiliation: Bloc) -> Iterator[Finding]:
    """FP-05: the codes are among those of the contract; a contract that has some asks for one."""
    contracts = situation.contracts_of(affiliation)
    for rubrique, name, crm in (
        ("S21.G00.70.004", "option", "EAFF03"),
        ("S21.G00.70.005", "population", "EAFF06"),
    ):
        known = {str(getattr(contract, name)) for contract in contracts}
        given = affiliation.get(rubrique)
        if contracts and given not in known:
            expected = " ou ".join(sorted(known - {""}))
            reason = name if given and expected else f"{name}_{'inutile' if given else 'absente'}"
            details = {"attendu": expected, "contrat": contracts[0].reference, "crm": crm}
            yield finding(situation, ids.OPTION, reason, affiliation, rubrique, about=details)


def _check_groups(situation: Situation, person: Person) -> Iterator[Finding]:
    """FP-07: whom a group is for has an affiliation to one of its contracts, and the others have none."""
    mine = {contract for affiliation in person.affiliations for contract in situation.contracts_of(affiliation)}
    for group in situation.groups:
        contracts = set(group.contracts).intersection(situation.active)
        if not contracts or not group.criteria or group.is_partial:
            continue
        wanted = any(_admitted(group, contract) for contract in person.contracts)
        reference = min(contract.reference for contract in contracts)
        details = {"contrat": reference, "groupe": group.label or group.number}
        if wanted and not mine & contracts:
            yield finding(situation, ids.PEOPLE, "sans_affiliation", person, "S21.G00.30.001", about=details)
        elif not wanted and person.contracts and mine & contracts and not _has_other(situation, group, mine, contracts):
            yield finding(situation, ids.PEOPLE, "hors_groupe", person, "S21.G00.30.001", about=details)


def _has_other(situation: Situation, group: Group, mine: set[Contract], contracts: set[Contract]) -> bool:
    """Whether the same contracts stand in another group too, which may be the one."""
    return any(mine & contracts & set(other.contracts) for other in situation.groups if other is not group)


def _admitted(group: Group, contract: Bloc) -> bool:
    return all(_meets(criterion, contract) for criterion in group.criteria)


def _meets(criterion: Criterion, contract: Bloc) -> bool:
    value = contract.get(criterion.rubrique)
    return criterion.admits(value[-5:] if criterion.rubrique == NIC_CRITERION else value)


def _check_base(situation: Situation, person: Person, base: Base) -> Iterator[Finding]:
    """FP-08, FP-09."""
    day = parse_date(base.get("S21.G00.78.002"))
    kinds = {bloc.get("S21.G00.79.001") for bloc in base.components}
    contracts = [each for each in contracts_of_base(situation, person, base) if day is None or each.holds_on(day)]
    expected = {component.code for contract in contracts for component in contract.components}
    if expected and contracts:
        missing = sorted((expected & set(ONE_BY_ONE)) - kinds)
        details = {"contrat": contracts[0].reference, "crm": "ECIN05"}
        if not expected & kinds:
            yield finding(
                situation, ids.COMPONENTS, "aucun", base, attendu=" ou ".join(sorted(expected)), about=details
            )
        elif missing:
            yield finding(situation, ids.COMPONENTS, "manquant", base, attendu=" et ".join(missing), about=details)
    if contracts and day is not None:
        yield from _check_ceiling(situation, base, pmss(day))


def _check_ceiling(situation: Situation, base: Base, ceiling: int | None) -> Iterator[Finding]:
    """FP-09; nothing is judged where the ceiling is not known."""
    for component in base.components:
        cents = parse_cents(component.get("S21.G00.79.004"))
        if component.get("S21.G00.79.001") != FORFAIT or ceiling is None or cents is None:
            continue
        if cents <= 0 or cents % (ceiling * 100):
            details: dict[str, str | int] = {"plafond": ceiling, "crm": "ECIN07"}
            yield finding(situation, ids.CEILING, "multiple", component, "S21.G00.79.004", about=details)


def contracts_of_base(situation: Situation, person: Person, base: Base) -> tuple[Contract, ...]:
    """The contracts of the fiches that a base is for, by the affiliation, the option and the population it names."""
    wanted = base.get("S21.G00.78.005")
    affiliation = next((each for each in person.affiliations if each.get("S21.G00.70.012") == wanted), None)
    if affiliation is None:
        return ()
    codes = affiliation.get("S21.G00.70.004"), affiliation.get("S21.G00.70.005")
    return tuple(each for each in situation.contracts_of(affiliation) if (each.option, each.population) == codes)
