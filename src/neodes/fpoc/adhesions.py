"""The contracts that an establishment declares beside those of its fiches: FP-01, FP-02, FP-03, FP-15."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from neodes.controls import fiches as ids
from neodes.controls.base import Finding, Severity
from neodes.fpoc.model import Contract
from neodes.fpoc.situation import Situation, finding
from neodes.tree.declared import Bloc

REFERENCE, OC, DELEGATE = "S21.G00.15.001", "S21.G00.15.002", "S21.G00.15.003"
CRM = {REFERENCE: "EADH02", OC: "EADH03", DELEGATE: "EADH04"}


def check_adhesions(situation: Situation) -> Iterator[Finding]:
    """Each contract declared, then those that are not, then those that change soon."""
    for adhesion in situation.etablissement.adhesions:
        yield from _check_adhesion(situation, adhesion)
    yield from _undeclared(situation)
    yield from _soon(situation)


def _check_adhesion(situation: Situation, adhesion: Bloc) -> Iterator[Finding]:
    """The reference, then the organisme, then the délégataire."""
    reference, oc, delegate = (adhesion.get(rubrique) for rubrique in (REFERENCE, OC, DELEGATE))
    same = [each for each in situation.active if each.reference == reference]
    of_oc = [each for each in same if each.oc == oc]
    if of_oc:
        expected = {each.delegate for each in of_oc} - {""}
        if expected and delegate not in expected:
            heirs = [each for each in of_oc if delegate and each.former_delegate == delegate]
            yield _otherwise(situation, adhesion, "delegataire", expected, heirs)
    elif same:
        heirs = [each for each in same if oc and each.former_oc == oc]
        yield _otherwise(situation, adhesion, "oc", {each.oc for each in same}, heirs)
    else:
        yield from _unknown_reference(situation, adhesion, reference, oc)


def _unknown_reference(situation: Situation, adhesion: Bloc, reference: str, oc: str) -> Iterator[Finding]:
    heirs = [each for each in situation.active if reference and each.former_reference == reference]
    if heirs:
        yield _otherwise(situation, adhesion, "reference", {each.reference for each in heirs}, heirs)
    elif any(each.reference == reference and each.oc == oc for each in situation.contracts):
        yield _otherwise(situation, adhesion, "perime", set(), [])
    elif expected := {each.reference for each in situation.active if each.oc == oc}:
        yield _otherwise(situation, adhesion, "reference", expected, [])


def _otherwise(situation: Situation, adhesion: Bloc, reason: str, expected: set[str], heirs: list[Contract]) -> Finding:
    """FP-02 when a contract of the fiche says that it was that one, else FP-01."""
    rubrique = {"oc": OC, "delegataire": DELEGATE}.get(reason, REFERENCE)
    starts = [each.starts_on for each in heirs if each.starts_on]
    about = {
        "crm": CRM[rubrique],
        "attendu": _listed(expected),
        "depuis": f"{min(starts):%d/%m/%Y}" if starts else "",
    }
    control = ids.REPLACED if heirs else ids.ADHESION
    return finding(
        situation, control, reason, adhesion, rubrique, about={name: value for name, value in about.items() if value}
    )


def _undeclared(situation: Situation) -> Iterator[Finding]:
    """FP-03: contracts of the fiches, one by organisme and reference, that the month does not declare."""
    told = {bloc.get(REFERENCE) for bloc in situation.etablissement.adhesions}
    missing: dict[tuple[str, str], Contract] = {}
    for each in situation.active:
        if each.reference and not told & {each.reference, each.former_reference}:
            missing.setdefault((each.oc, each.reference), each)
    for contract in missing.values():
        about = {"contrat": contract.reference, "organisme": contract.oc}
        yield finding(situation, ids.UNDECLARED, "absent", situation.etablissement, about=about)


def _soon(situation: Situation) -> Iterator[Finding]:
    """FP-15: what ends from the month declared on, starts or changes after it, before long. No clock is read."""
    until = situation.last + timedelta(days=ids.SOON_DAYS)
    told: set[tuple[str, str, str, date]] = set()
    for contract in situation.contracts:
        for reason, day in _changes(contract, situation.contracts):
            key = (contract.oc, contract.reference, reason, day)
            since = situation.first if reason == "finit" else situation.last + timedelta(days=1)
            if key in told or not since <= day <= until:
                continue
            told.add(key)
            about = {"contrat": contract.reference, "organisme": contract.oc, "jour": f"{day:%d/%m/%Y}"}
            where = _declared(situation, contract) or situation.etablissement
            yield finding(situation, ids.SOON, reason, where, severity=Severity.INFORMATION, about=about)


def _changes(contract: Contract, contracts: Iterable[Contract]) -> Iterator[tuple[str, date]]:
    """Its start and its end; when the same contract goes on the day after, one change."""
    same = [each for each in contracts if each.key == contract.key]
    if contract.starts_on is not None:
        goes_on = any(_follow(each.ends_on, contract.starts_on) for each in same)
        yield "change" if goes_on else "commence", contract.starts_on
    if contract.ends_on is not None and not any(_follow(contract.ends_on, each.starts_on) for each in same):
        yield "finit", contract.ends_on


def _follow(end: date | None, start: date | None) -> bool:
    """Whether one is the day before the other. The last day of all, which says « without end », has none after it."""
    return end is not None and start is not None and (start - end).days == 1


def _declared(situation: Situation, contract: Contract) -> Bloc | None:
    """The adhésion of that contract."""
    wanted = contract.oc, contract.reference
    adhesions = situation.etablissement.adhesions
    return next((bloc for bloc in adhesions if (bloc.get(OC), bloc.get(REFERENCE)) == wanted), None)


def _listed(values: Iterable[str]) -> str:
    return " ou ".join(sorted(values))
