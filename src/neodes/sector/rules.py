"""The checks of each rule of a trade, by the id of its page (`neodes.controls.explanations.sectors`)."""

from __future__ import annotations

from collections.abc import Iterator

from neodes.controls.coded.conditions import organism_types
from neodes.sector import building
from neodes.sector.tables import CONGES_SPECTACLES, DRIVERS, GRAPHIC_APETS, IPRIAC, valid
from neodes.sector.words import Check, Fault, Place, bases_of, code, contributions_of
from neodes.tree.declared import Bloc
from neodes.values.dates import parse_date

USAGE, MOTIF_USAGE = "02", "05"
"""S21.G00.40.007 and .021: contrat à durée déterminée d'usage."""

REGIME_AGRICOLE = "300"
AGRICULTURAL = frozenset(["051", "053", "054", "056", "057", "058", "092", "903", "904", "905", "906"])
"""S21.G00.81.001: contributions that only agriculture knows."""

OF_USAGE = frozenset(["041", "908"])
"""S21.G00.81.001: contributions that only a contrat d'usage owes."""

AGIRC_ARRCO = "AAR"
"""Type of the institutions of retirement in the table of organisms."""

ADULT = 18


def no_idcc(place: Place) -> Iterator[Fault]:
    if not place.idcc:
        yield Fault(place.etablissement)
    for _, contract in place.contracts:
        if not contract.get(code("40.017")):
            yield Fault(contract)


def no_apet(place: Place) -> Iterator[Fault]:
    if not place.etablissement.get(code("11.002")):
        yield Fault(place.etablissement)


def other_retirement(place: Place) -> Iterator[Fault]:
    """Those whom no complementary retirement covers (40.003 of 98 or 99) are left out."""
    for person in place.etablissement.people:
        left_out = any(contract.get(code("40.003")) in {"98", "99"} for contract in person.contracts)
        for bloc in person.retirements:
            if not left_out and bloc.get(code("71.002")) != "RUAA":
                yield Fault(bloc, code("71.002"))


def other_idcc(place: Place) -> Iterator[Fault]:
    """The convention is not one of the trade."""
    if place.idcc and place.idcc not in place.known_idccs():
        yield Fault(place.etablissement, code("11.022"))


def other_idcc_with_contract(place: Place) -> Iterator[Fault]:
    """The same, where a contract of the organism of the trade is declared."""
    if place.organisms & place.main_organisms():
        yield from other_idcc(place)


def no_contract(place: Place) -> Iterator[Fault]:
    """No contract of the organism of the trade, while there is somebody to cover."""
    if place.etablissement.people and not place.organisms & place.main_organisms():
        yield Fault(place.etablissement, about=" ou ".join(sorted(place.main_organisms())))


def no_contract_of_the_convention(place: Place) -> Iterator[Fault]:
    """The same, where the convention is one of the trade."""
    if place.idcc in place.known_idccs():
        yield from no_contract(place)


def no_contract_at_all(place: Place) -> Iterator[Fault]:
    declared = place.etablissement
    if declared.people and place.idcc in place.known_idccs() and not declared.adhesions:
        yield Fault(declared)


def other_regime(place: Place) -> Iterator[Fault]:
    if not place.organisms & place.main_organisms():
        return
    for _, contract in place.contracts:
        for name in ("40.018", "40.020", "40.039"):
            if contract.get(code(name)) not in {"", REGIME_AGRICOLE}:
                yield Fault(contract, code(name))


def other_depot(place: Place) -> Iterator[Fault]:
    depot = place.etablissement.depot
    agricultural = any(contract.get(code("40.018")) == REGIME_AGRICOLE for _, contract in place.contracts)
    if agricultural and depot and depot != "02":
        yield Fault(place.etablissement, about=depot)


def agricultural_contributions(place: Place) -> Iterator[Fault]:
    for person in place.etablissement.people:
        regimes = {contract.get(code("40.018")) for contract in person.contracts}
        found = sorted(contributions_of(person) & AGRICULTURAL)
        if found and regimes and REGIME_AGRICOLE not in regimes:
            yield Fault(person, code("30.001"), ", ".join(found))


def retirement_paid(place: Place) -> Iterator[Fault]:
    """Where all are of the régime agricole, the MSA collects for the institutions Agirc-Arrco."""
    regimes = {contract.get(code("40.018")) for _, contract in place.contracts}
    if regimes != {REGIME_AGRICOLE}:
        return
    for payment in place.etablissement.payments:
        if organism_types().get(payment.get(code("20.001"))) == AGIRC_ARRCO:
            yield Fault(payment, code("20.001"))


def no_apecita(place: Place) -> Iterator[Fault]:
    for _, contract in place.contracts:
        agricultural = contract.get(code("40.018")) == REGIME_AGRICOLE
        if agricultural and contract.get(code("40.003")) in {"01", "02"} and not contract.get(code("40.042")):
            yield Fault(contract)


def no_object(place: Place) -> Iterator[Fault]:
    for contract in _of_usage(place):
        if not contract.get(code("40.050")):
            yield Fault(contract)


def no_licence(place: Place) -> Iterator[Fault]:
    for _, contract in place.contracts:
        if not contract.get(code("40.050")):
            continue
        known = contract.get(code("40.049")) or contract.get(code("40.048"))
        if not known or not contract.get(code("40.051")):
            yield Fault(contract, code("40.050"))


def no_show_profession(place: Place) -> Iterator[Fault]:
    for contract in _of_usage(place):
        if not contract.get(code("40.005")):
            yield Fault(contract)


def no_show_leave(place: Place) -> Iterator[Fault]:
    usage = [person for person, contract in place.contracts if _is_usage(contract)]
    for person in usage:
        if "27" not in bases_of(person) or "066" not in contributions_of(person):
            yield Fault(person, code("30.001"))
    if usage and CONGES_SPECTACLES not in place.payees:
        yield Fault(place.etablissement, about=CONGES_SPECTACLES)


def usage_contributions(place: Place) -> Iterator[Fault]:
    for person in place.etablissement.people:
        found = sorted(contributions_of(person) & OF_USAGE)
        if found and person.contracts and not any(map(_is_usage, person.contracts)):
            yield Fault(person, code("30.001"), ", ".join(found))


def _is_usage(contract: Bloc) -> bool:
    return contract.get(code("40.007")) == USAGE and contract.get(code("40.021")) == MOTIF_USAGE


def _of_usage(place: Place) -> Iterator[Bloc]:
    return (contract for _, contract in place.contracts if _is_usage(contract))


def other_apet(place: Place) -> Iterator[Fault]:
    apet = place.etablissement.get(code("11.002"))
    if apet and apet not in valid(GRAPHIC_APETS, place.day):
        yield Fault(place.etablissement, code("11.002"))


def adult_not_affiliated(place: Place) -> Iterator[Fault]:
    """Whoever is eighteen in the month is affiliated to a contract of the trade."""
    ours = {
        adhesion.get(code("15.005"))
        for adhesion in place.etablissement.adhesions
        if adhesion.get(code("15.002")) in place.main_organisms()
    }
    for person in place.etablissement.people:
        born = parse_date(person.get(code("30.006")))
        if not ours or born is None or place.day.year - born.year - _before(place, born.month) < ADULT:
            continue
        if not ours & {affiliation.get(code("70.013")) for affiliation in person.affiliations}:
            yield Fault(person, code("30.001"))


def _before(place: Place, month: int) -> bool:
    """Whether the birthday of the year is still to come."""
    return place.day.month < month


def driver_without_ipriac(place: Place) -> Iterator[Fault]:
    drivers = valid(DRIVERS, place.day)
    if IPRIAC in place.organisms:
        return
    for _, contract in place.contracts:
        if contract.get(code("40.004")) in drivers:
            yield Fault(contract, code("40.004"), IPRIAC)


CHECKS: dict[str, Check] = {
    "G-01": no_idcc,
    "G-02": no_apet,
    "G-04": other_retirement,
    "BTP-01": other_idcc,
    "BTP-02": building.other_category,
    "BTP-03": no_contract,
    "BTP-04": building.no_caisse,
    "BTP-05": building.several_caisses,
    "BTP-06": building.no_caisse_without_people,
    "BTP-07": building.no_conges_base,
    "BTP-09": building.both_weathers,
    "BTP-10": building.special_bases,
    "BTP-12": building.no_profession,
    "BTP-13": building.unpaid_leave,
    "BTP-14": building.caisse_paid,
    "BTP-17": building.quarter_of_many,
    "AGR-01": other_regime,
    "AGR-02": other_depot,
    "AGR-03": retirement_paid,
    "AGR-04": agricultural_contributions,
    "AGR-05": no_apecita,
    "AGR-06": no_contract_at_all,
    "AUD-01": no_object,
    "AUD-02": no_licence,
    "AUD-03": no_show_profession,
    "AUD-04": no_show_leave,
    "AUD-05": no_contract,
    "AUD-06": usage_contributions,
    "AUTO-01": other_idcc_with_contract,
    "AUTO-04": no_contract_at_all,
    "LOU-01": other_idcc_with_contract,
    "LOU-02": other_apet,
    "LOU-03": adult_not_affiliated,
    "B2V-01": other_idcc_with_contract,
    "TRA-01": no_contract_of_the_convention,
    "TRA-02": driver_without_ipriac,
    "TRA-05": building.no_conges_base,
}
