"""What changes from one version of a fiche to the next, in words, and what starts or ends soon."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from neodes.fpoc.fields import decimal_in_words
from neodes.fpoc.model import Component, Contract, Fiche, Group
from neodes.fpoc.vocabulary import LABELS

FIELDS = (
    ("starts_on", "Début de validité"),
    ("ends_on", "Fin de validité"),
    ("delegate", "Délégataire de gestion"),
    ("periodicity", "Périodicité"),
    ("label", "Libellé"),
    ("option_label", "Libellé de l'option"),
    ("population_label", "Libellé de la population"),
)
"""Fields of a contract that may change without making another contract of it."""


class Difference(NamedTuple):
    """One change. `weight` sorts: 0 changes what payroll declares, 1 when it does, 2 the rest."""

    weight: int
    subject: str
    sentence: str


class Upcoming(NamedTuple):
    """A contract that starts or ends soon."""

    day: date
    contract: Contract
    starts: bool


def differences(old: Fiche, new: Fiche) -> tuple[Difference, ...]:
    """What changes for payroll, then the rest; empty when both ask for the same."""
    before, after = _by_key(old), _by_key(new)
    found = [
        *_added_and_removed(before, after),
        *(each for key, contract in after.items() if key in before for each in _changed(before[key], contract)),
        *_criteria(old, new),
        *_around(old, new),
    ]
    return tuple(sorted(found, key=lambda each: each.weight))


def upcoming(fiche: Fiche, today: date, days: int) -> tuple[Upcoming, ...]:
    """What starts after that day or ends from it on, within so many days; the soonest first."""
    last = today + timedelta(days=days)
    found = [
        Upcoming(day, contract, starts)
        for contract in fiche.contracts
        for day, starts in ((contract.starts_on, True), (contract.ends_on, False))
        if day is not None and (today < day if starts else today <= day) and day <= last
    ]
    return tuple(sorted(found, key=lambda each: (each.day, each.contract.key)))


def named(contract: Contract) -> str:
    """« contrat PREV-1 de P0958, option A, population CAD »."""
    parts = [f"contrat {contract.reference} de {contract.oc}"]
    parts += [f"option {contract.option}"] * bool(contract.option)
    parts += [f"population {contract.population}"] * bool(contract.population)
    return ", ".join(parts)


def _by_key(fiche: Fiche) -> dict[tuple[str, str, str, str], Contract]:
    return {contract.key: contract for contract in fiche.contracts}


def _added_and_removed(
    before: dict[tuple[str, str, str, str], Contract], after: dict[tuple[str, str, str, str], Contract]
) -> Iterator[Difference]:
    gone = {key: contract for key, contract in before.items() if key not in after}
    for key, contract in after.items():
        if key in before:
            continue
        former = next((other for other in gone.values() if _succeeds(contract, other)), None)
        if former is not None:
            del gone[former.key]
            yield Difference(0, contract.reference, f"Le {named(contract)} remplace le {named(former)}.")
            yield from _changed(former, contract)
        else:
            start = f" à partir du {contract.starts_on:%d/%m/%Y}" if contract.starts_on else ""
            yield Difference(0, contract.reference, f"Nouveau {named(contract)}{start} : à déclarer.")
    for contract in gone.values():
        yield Difference(0, contract.reference, f"Le {named(contract)} n'est plus dans la fiche : à ne plus déclarer.")


def _succeeds(new: Contract, old: Contract) -> bool:
    """Whether the new one says that it was the other."""
    told = (new.former_reference, new.former_oc, new.former_option, new.former_population)
    was = tuple(
        former or now for former, now in zip(told, (new.reference, new.oc, new.option, new.population), strict=True)
    )
    return any(told) and was == (old.reference, old.oc, old.option, old.population)


def _changed(old: Contract, new: Contract) -> Iterator[Difference]:
    for name, label in FIELDS:
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            weight = 2 if name.endswith("label") else 1
            yield Difference(
                weight, new.reference, f"{label} du {named(new)} : {_told(before)} devient {_told(after)}."
            )
    yield from _components(old, new)


def _components(old: Contract, new: Contract) -> Iterator[Difference]:
    before, after = ({each.code: each for each in contract.components} for contract in (old, new))
    for code in sorted(before.keys() | after.keys()):
        mine, theirs = before.get(code), after.get(code)
        name = f"le composant {code} ({_component_label(theirs or mine)}) du {named(new)}"
        if mine is None:
            yield Difference(0, new.reference, f"Nouveau : {name} est attendu{_figure(theirs)}.")
        elif theirs is None:
            yield Difference(0, new.reference, f"Terminé : {name} n'est plus attendu.")
        elif (mine.rate, mine.amount) != (theirs.rate, theirs.amount):
            yield Difference(
                0, new.reference, f"{name[0].upper()}{name[1:]} passe de {_value(mine)} à {_value(theirs)}."
            )


def _criteria(old: Fiche, new: Fiche) -> Iterator[Difference]:
    before, after = (
        {group.number or group.label: _criteria_of(group) for group in fiche.groups} for fiche in (old, new)
    )
    for name in after:
        if name in before and before[name] != after[name]:
            yield Difference(0, name, f"Les critères qui désignent les salariés du groupe {name} changent.")


def _criteria_of(group: Group) -> frozenset[tuple[str, frozenset[str], frozenset[str]]]:
    return frozenset((each.rubrique, each.included, each.excluded) for each in group.criteria)


def _around(old: Fiche, new: Fiche) -> Iterator[Difference]:
    for name, label in (
        ("entreprise", "Raison sociale"),
        ("nic", "NIC"),
        ("risk_carrier", "Porteur de risque"),
        ("producer_name", "Producteur"),
        ("message", "Message"),
    ):
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            weight = 1 if name in {"nic", "risk_carrier"} else 2
            yield Difference(weight, label, f"{label} : {_told(before)} devient {_told(after)}.")
    for name, label in (("technical_contact", "technique"), ("manager_contact", "de gestion")):
        if getattr(old, name) != getattr(new, name):
            yield Difference(2, "Contact", f"Le contact {label} change.")


def _told(value: object) -> str:
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return f"« {value} »" if value else "rien"


def _component_label(component: Component | None) -> str:
    return "" if component is None else component.label or LABELS.get(component.code, "")


def _figure(component: Component | None) -> str:
    known = component is not None and (component.rate is not None or component.amount is not None)
    return f" : {_value(component)}" if component is not None and known else ""


def _value(component: Component) -> str:
    if component.rate is not None:
        return f"{decimal_in_words(component.rate)} %"
    return f"{decimal_in_words(component.amount)} €" if component.amount is not None else "rien"
