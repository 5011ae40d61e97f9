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
from neodes.tree.declared import BASE_OC, Base, Bloc, Payment
from neodes.values.amounts import format_cents, parse_cents

CONTRIBUTION_OC = "059"
"""S21.G00.81.001: contribution to an organisme complémentaire."""

QUARTER_ENDS = (3, 6, 9, 12)


def check_amounts(situation: Situation) -> Iterator[Finding]:
    """FP-10 to FP-14."""
    ours = {code for contract in situation.active for code in (contract.oc, contract.delegate) if code}
    payments = [each for each in situation.etablissement.payments if each.get("S21.G00.20.001") in ours]
    for payment in payments:
        yield from _check_payment(situation, payment)
    yield from _check_contracts(situation, payments)
    for person in situation.etablissement.people:
        for base in person.bases:
            if base.get("S21.G00.78.001") == BASE_OC:
                contracts = contracts_of_base(situation, person, base)
                yield from _check_rate(situation, base, contracts)


def _check_payment(situation: Situation, payment: Payment) -> Iterator[Finding]:
    """FP-11, FP-14."""
    parts = [parse_cents(part.get("S21.G00.55.001")) for part in payment.parts]
    whole = parse_cents(payment.get("S21.G00.20.005"))
    if parts and whole is not None and None not in parts and sum(filter(None, parts)) != whole:
        total = format_cents(sum(filter(None, parts)))
        yield finding(situation, ids.PAYMENT_SUM, "somme", payment, "S21.G00.20.005", attendu=total)
    told = {bloc.get("S21.G00.15.001") for bloc in situation.etablissement.adhesions}
    for part in payment.parts:
        reference = part.get("S21.G00.55.003")
        if reference and reference not in told:
            yield finding(situation, ids.PAYMENT_REFERENCE, "reference", part, "S21.G00.55.003")


def _check_contracts(situation: Situation, payments: list[Payment]) -> Iterator[Finding]:
    """FP-12, FP-13, for contracts whose periodicity the fiche gives."""
    periodicity = {each.reference: each.periodicity for each in situation.active}
    due = _contributions(situation)
    for part in (part for payment in payments for part in payment.parts):
        rhythm = periodicity.get(part.get("S21.G00.55.003"), "")
        if rhythm == "Trimestriel" and situation.first.month not in QUARTER_ENDS:
            yield finding(situation, ids.QUARTER, "mois", part, "S21.G00.55.003")
        elif rhythm == "Mensuel":
            yield from _check_month(situation, part, due)


def _check_month(situation: Situation, part: Bloc, due: Counter[str]) -> Iterator[Finding]:
    """FP-12, for what is paid of the month itself."""
    month = f"{situation.first.year}M{situation.first.month:02d}"
    reference, paid = part.get("S21.G00.55.003"), parse_cents(part.get("S21.G00.55.001"))
    if part.get("S21.G00.55.004") != month or reference not in due or paid is None:
        return
    if abs(paid - due[reference]) > ids.TOLERANCE:
        total = format_cents(due[reference])
        yield finding(situation, ids.CONTRACT_SUM, "somme", part, "S21.G00.55.001", attendu=total)


def _contributions(situation: Situation) -> Counter[str]:
    """Reference of a contract → cents declared for its employees (81.004 of code 059)."""
    found: Counter[str] = Counter()
    for person in situation.etablissement.people:
        by_id = {each.get("S21.G00.70.012"): each for each in person.affiliations}
        for base in person.bases:
            affiliation = by_id.get(base.get("S21.G00.78.005"))
            adhesion = situation.adhesion_of(affiliation) if affiliation else None
            if adhesion is not None and base.get("S21.G00.78.001") == BASE_OC:
                found[adhesion.get("S21.G00.15.001")] += contributions_of(base)
    return found


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
            declare=format_cents(declared), attendu=format_cents(int(expected.to_integral_value())),
            contrat=contracts[0].reference,
        )  # fmt: skip
