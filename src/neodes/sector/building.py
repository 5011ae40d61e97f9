"""The checks of the building trades: categories, caisse de congés and its bases, payments."""

from __future__ import annotations

from collections.abc import Iterator

from neodes.sector.tables import MANDATAIRE, VRP_IDCC
from neodes.sector.words import Fault, Place, bases_of, code
from neodes.tree.declared import Bloc

CATEGORIES = {
    "1596": ("07",),
    "1597": ("07",),
    "1702": ("07",),
    "2609": ("05", "06"),
    "2614": ("05", "06"),
    "2420": ("03", "04"),
    "3212": ("03", "04"),
}
"""Convention of the building trades → S21.G00.40.002: workers, employees and supervisors, or managers."""

MONTHLY_FROM, QUARTER = 10, "T"
"""Employees from whom a payment to BTP-Prévoyance is monthly; letter of a quarter in S21.G00.55.004."""

CAISSE_DIGITS, WHOLE = 2, "11"
"""Length of the code of a caisse; S20.G00.05.003 of a declaration that is not cut into fractions."""


def other_category(place: Place) -> Iterator[Fault]:
    for _, contract in place.contracts:
        wanted = CATEGORIES.get(contract.get(code("40.017")))
        if wanted and contract.get(code("40.002")) not in wanted:
            yield Fault(contract, code("40.002"), contract.get(code("40.017")))


def no_caisse(place: Place) -> Iterator[Fault]:
    for _, contract in place.contracts:
        left_out = contract.get(code("40.007")) == MANDATAIRE or contract.get(code("40.017")) == VRP_IDCC
        if not left_out and not contract.get(code("40.022")):
            yield Fault(contract)


def several_caisses(place: Place) -> Iterator[Fault]:
    seen: dict[str, Bloc] = {}
    for _, contract in place.contracts:
        if caisse := contract.get(code("40.022")):
            seen.setdefault(caisse, contract)
    if len(seen) > 1:
        yield Fault(list(seen.values())[1], code("40.022"), ", ".join(sorted(seen)))


def no_conges_base(place: Place) -> Iterator[Fault]:
    for person in place.etablissement.people:
        covered = any(contract.get(code("40.022")) for contract in person.contracts)
        if covered and person.bases and "20" not in bases_of(person):
            yield Fault(person, code("30.001"))


def both_weathers(place: Place) -> Iterator[Fault]:
    kinds = [(person, bases_of(person) & {"34", "35"}) for person in place.etablissement.people]
    if len(set().union(*(found for _, found in kinds))) == 2:
        yield Fault(place.etablissement)


def special_bases(place: Place) -> Iterator[Fault]:
    for person in place.etablissement.people:
        for base in person.bases:
            if base.get(code("78.001")) in {"36", "39", "40"}:
                yield Fault(base, code("78.001"))


def caisse_paid(place: Place) -> Iterator[Fault]:
    """The caisse is paid by its own mandate; its code has two digits, or is the one that contracts give."""
    caisses = {contract.get(code("40.022")) for _, contract in place.contracts} - {""}
    for payment in place.etablissement.payments:
        paid = payment.get(code("20.001"))
        if paid in caisses or (len(paid) == CAISSE_DIGITS and paid.isdigit()):
            yield Fault(payment, code("20.001"))


def no_caisse_without_people(place: Place) -> Iterator[Fault]:
    declared = place.etablissement
    if not declared.people and declared.fraction in {"", WHOLE} and not declared.caisse:
        yield Fault(declared)


def quarter_of_many(place: Place) -> Iterator[Fault]:
    """Below ten employees the quarter is the rule, and the month may be chosen: nothing is said of it."""
    if len(place.etablissement.people) < MONTHLY_FROM:
        return
    for payment in place.etablissement.payments:
        if payment.get(code("20.001")) in place.main_organisms():
            for part in payment.parts:
                if part.get(code("55.004"))[4:5] == QUARTER:
                    yield Fault(part, code("55.004"))


def no_profession(place: Place) -> Iterator[Fault]:
    for _, contract in place.contracts:
        missing = [name for name in ("40.005", "40.041") if not contract.get(code(name))]
        if contract.get(code("40.022")) and missing:
            yield Fault(contract, about=" et ".join(map(code, missing)))


def unpaid_leave(place: Place) -> Iterator[Fault]:
    for person in place.etablissement.people:
        for bloc in person.suspensions:
            if bloc.get(code("65.001")) == "501":
                yield Fault(bloc, code("65.001"))
