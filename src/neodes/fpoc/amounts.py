"""What is paid to the organismes beside what is declared for employees, contract by contract."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from neodes.controls import fiches as ids
from neodes.controls.base import Finding, Severity
from neodes.fpoc.model import Contract
from neodes.fpoc.people import contracts_of_base
from neodes.fpoc.situation import Situation, finding
from neodes.tree.declared import BASE_OC, Base, Bloc
from neodes.values.amounts import format_cents, parse_cents
from neodes.values.dates import parse_date

CONTRIBUTION_OC = "059"
"""S21.G00.81.001: contribution to an organisme complémentaire."""

QUARTER_ENDS = (3, 6, 9, 12)
WHOLE = ("", "11")
"""S20.G00.05.003: a declaration that is not cut into fractions, where all employees are beside what is paid."""

REFERENCE, PAID = "S21.G00.55.003", "S21.G00.55.001"


def check_amounts(situation: Situation) -> Iterator[Finding]:
    """FP-10, FP-12, FP-13, for contracts that the fiches know."""
    parts = [part for payment in situation.etablissement.payments for part in payment.parts]
    rhythm = {each.reference: each.periodicity for each in situation.active}
    for part in parts:
        if rhythm.get(part.get(REFERENCE)) == "Trimestriel" and situation.first.month not in QUARTER_ENDS:
            yield finding(situation, ids.QUARTER, "mois", part, REFERENCE)
    if situation.etablissement.fraction in WHOLE:
        monthly = {reference for reference, each in rhythm.items() if each == "Mensuel"}
        yield from _check_month(situation, [part for part in parts if part.get(REFERENCE) in monthly])
    for person in situation.etablissement.people:
        for base in person.bases:
            if base.get("S21.G00.78.001") == BASE_OC:
                yield from _check_rate(situation, base, contracts_of_base(situation, person, base))


def _check_month(situation: Situation, parts: list[Bloc]) -> Iterator[Finding]:
    """FP-12, for what is paid of the month itself, in one part or several."""
    month = f"{situation.first.year}M{situation.first.month:02d}"
    due = _contributions(situation)
    by_reference: dict[str, list[Bloc]] = {}
    for part in parts:
        if part.get("S21.G00.55.004") == month and part.get(REFERENCE) in due:
            by_reference.setdefault(part.get(REFERENCE), []).append(part)
    for reference, mine in by_reference.items():
        amounts = [parse_cents(part.get(PAID)) for part in mine]
        paid = sum(filter(None, amounts))
        if None not in amounts and abs(paid - due[reference]) > ids.TOLERANCE:
            about = {"du": format_cents(due[reference]), "paye": format_cents(paid), "contrat": reference}
            yield finding(situation, ids.CONTRACT_SUM, "somme", mine[0], PAID, about=about)


def _contributions(situation: Situation) -> Counter[str]:
    """Reference of a contract → cents declared for its employees (81.004 of code 059) for days of the month."""
    found: Counter[str] = Counter()
    for person in situation.etablissement.people:
        by_id = {each.get("S21.G00.70.012"): each for each in person.affiliations}
        for base in person.bases:
            affiliation = by_id.get(base.get("S21.G00.78.005"))
            adhesion = situation.adhesion_of(affiliation) if affiliation else None
            if adhesion is not None and base.get("S21.G00.78.001") == BASE_OC and _is_of_month(situation, base):
                found[adhesion.get("S21.G00.15.001")] += contributions_of(base)
    return found


def _is_of_month(situation: Situation, base: Base) -> bool:
    """Whether a base starts in the month; what puts another month right is paid by a part of its own."""
    start = parse_date(base.get("S21.G00.78.002"))
    return start is None or situation.first <= start <= situation.last


def contributions_of(base: Base) -> int:
    """Cents of the contributions of a base to its organisme."""
    amounts = (
        parse_cents(bloc.get("S21.G00.81.004")) or 0
        for bloc in base.contributions
        if bloc.get("S21.G00.81.001") == CONTRIBUTION_OC
    )
    return sum(amounts)


def _check_rate(situation: Situation, base: Base, contracts: tuple[Contract, ...]) -> Iterator[Finding]:
    """FP-10: only where the fiche gives the rate of each component of the base, and says it once."""
    if len(contracts) != 1:
        return
    rates = {component.code: component.rate for component in contracts[0].components}
    expected = Decimal(0)
    for component in base.components:
        rate, cents = rates.get(component.get("S21.G00.79.001")), parse_cents(component.get("S21.G00.79.004"))
        if rate is None or cents is None:
            return
        expected += rate * cents / 100
    declared = contributions_of(base)
    if base.components and abs(declared - expected) > ids.TOLERANCE:
        yield finding(
            situation, ids.RATE, "taux", base, severity=Severity.INFORMATION,
            declare=format_cents(declared), du=format_cents(int(expected.to_integral_value())),
            contrat=contracts[0].reference,
        )  # fmt: skip
