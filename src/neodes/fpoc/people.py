"""Each employee beside the fiches: option and population, who should be affiliated, what each base must hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from neodes.controls import fiches as ids
from neodes.controls.base import Finding
from neodes.fpoc.membership import Membership
from neodes.fpoc.model import Contract
from neodes.fpoc.situation import Situation, finding
from neodes.tree.declared import BASE_OC, Base, Bloc, Person
from neodes.values.amounts import parse_cents
from neodes.values.ceilings import pmss
from neodes.values.dates import parse_date

ONE_BY_ONE = ("10", "11", "20")
"""Components of which each one that the fiche expects must be there; of the others, one is enough."""

FORFAIT = "18"
CODES = {"option": "S21.G00.70.004", "population": "S21.G00.70.005"}
CRM = {"option": "EAFF03", "population": "EAFF06"}


def check_people(situation: Situation) -> Iterator[Finding]:
    """FP-05, FP-07, FP-08, FP-09 for each employee."""
    membership = Membership(situation)
    for person in situation.etablissement.people:
        for affiliation in person.affiliations:
            yield from _check_codes(situation, affiliation)
        yield from membership.check(person)
        for base in person.bases:
            if base.get("S21.G00.78.001") == BASE_OC:
                yield from _check_base(situation, person, base)


def _check_codes(situation: Situation, affiliation: Bloc) -> Iterator[Finding]:
    """FP-05: each code is among those of the contract, and both go together; a contract that has some asks for one."""
    contracts = situation.contracts_of(affiliation)
    option, population = affiliation.get(CODES["option"]), affiliation.get(CODES["population"])
    if not contracts or (option, population) in {(each.option, each.population) for each in contracts}:
        return
    of_option = [each for each in contracts if each.option == option]
    if not of_option:
        yield _wrong_code(situation, affiliation, "option", contracts)
    if population not in {each.population for each in contracts}:
        yield _wrong_code(situation, affiliation, "population", contracts)
    elif of_option:
        expected = {"attendu": _listed(each.population for each in of_option), "contrat": contracts[0].reference}
        about = {**expected, "option": option or "aucune", "crm": CRM["population"]}
        yield finding(situation, ids.OPTION, "couple", affiliation, CODES["population"], about=about)


def _wrong_code(situation: Situation, affiliation: Bloc, name: str, contracts: tuple[Contract, ...]) -> Finding:
    given, expected = affiliation.get(CODES[name]), _listed(str(getattr(contract, name)) for contract in contracts)
    reason = name if given and expected else f"{name}_{'inutile' if given else 'absente'}"
    about = {"attendu": expected, "contrat": contracts[0].reference, "crm": CRM[name]}
    return finding(situation, ids.OPTION, reason, affiliation, CODES[name], about=about)


def _check_base(situation: Situation, person: Person, base: Base) -> Iterator[Finding]:
    """FP-08, FP-09. When the contract stands several times in the fiches, one that is met is enough."""
    day = parse_date(base.get("S21.G00.78.002"))
    kinds = {bloc.get("S21.G00.79.001") for bloc in base.components}
    contracts = [each for each in contracts_of_base(situation, person, base) if day is None or each.holds_on(day)]
    lacking = [(contract, _lacking(contract, kinds)) for contract in contracts]
    told = [(contract, reason, codes) for contract, (reason, codes) in lacking if reason]
    if told and len(told) == len(contracts):
        contract, reason, codes = max(told, key=lambda each: each[1] == "manquant")
        about = {"contrat": contract.reference, "attendu": codes, "crm": "ECIN05"}
        yield finding(situation, ids.COMPONENTS, reason, base, about=about)
    if contracts and day is not None:
        yield from _check_ceiling(situation, base, pmss(day))


def _lacking(contract: Contract, kinds: set[str]) -> tuple[str, str]:
    """Reason, and the components that a base lacks for that contract; both empty when it has what is needed."""
    expected = {component.code for component in contract.components}
    if expected and not expected & kinds:
        return "aucun", " ou ".join(sorted(expected))
    missing = sorted((expected & set(ONE_BY_ONE)) - kinds)
    return ("manquant", " et ".join(missing)) if missing else ("", "")


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


def _listed(codes: Iterable[str]) -> str:
    return " ou ".join(sorted({*codes} - {""}))
