"""What changes from one version of a fiche to the next, as data, and what starts or ends soon.

`neodes.report.fiche_differences` says it in words.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from neodes.fpoc.model import Component, Contract, Fiche, Group

DECLARED, MANAGED, TOLD = 0, 1, 2
"""Weights: what payroll declares, when and to whom it does, what only people read."""

FIELDS = {
    "starts_on": MANAGED,
    "ends_on": MANAGED,
    "delegate": DECLARED,
    "periodicity": MANAGED,
    "label": TOLD,
    "option_label": TOLD,
    "population_label": TOLD,
}
"""Fields of a contract that may change without making another contract of it."""

AROUND = {
    "nic": MANAGED,
    "risk_carrier": MANAGED,
    "entreprise": TOLD,
    "producer_name": TOLD,
    "message": TOLD,
    "technical_contact": TOLD,
    "manager_contact": TOLD,
}
"""Fields of the fiche itself; its identifier, its version and its date always change."""

Key = tuple[str, str, str, str]


class Difference(NamedTuple):
    """One change. `weight` sorts them; `field` is the one that changes, or the code of the component.

    `reason` is `new`, `gone`, `replaces`, `period_new`, `period_gone`, `field`, `component_new`, `component_gone`,
    `component`, `criteria`, `group` or `fiche`.
    """

    weight: int
    reason: str
    contract: Contract | None = None
    former: Contract | None = None
    field: str = ""
    before: object = None
    after: object = None


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
        *(each for key in after if key in before for each in _periods(before[key], after[key])),
        *_criteria(old, new),
        *_around(old, new),
    ]
    return tuple(sorted(found, key=lambda each: each.weight))


def upcoming(fiche: Fiche, today: date, days: int) -> tuple[Upcoming, ...]:
    """What starts after that day or ends from it on, within so many days; the soonest first."""
    found = [
        Upcoming(day, contract, starts)
        for contract in fiche.contracts
        for day, starts in ((contract.starts_on, True), (contract.ends_on, False))
        if day is not None and (today < day if starts else today <= day) and day - today <= timedelta(days=days)
    ]
    return tuple(sorted(found, key=lambda each: (each.day, each.contract.key)))


def _by_key(fiche: Fiche) -> dict[Key, list[Contract]]:
    """The periods of each contract, the oldest first; the same line in two groups counts once."""
    found: dict[Key, list[Contract]] = {}
    for contract in dict.fromkeys(fiche.contracts):
        found.setdefault(contract.key, []).append(contract)
    for periods in found.values():
        periods.sort(key=lambda each: each.starts_on or date.min)
    return found


def _added_and_removed(before: dict[Key, list[Contract]], after: dict[Key, list[Contract]]) -> Iterator[Difference]:
    gone = {key: periods[-1] for key, periods in before.items() if key not in after}
    for key, periods in after.items():
        if key in before:
            continue
        contract = periods[0]
        former = next((other for other in gone.values() if _succeeds(contract, other)), None)
        if former is None:
            yield Difference(DECLARED, "new", contract)
        else:
            del gone[former.key]
            yield Difference(DECLARED, "replaces", contract, former)
            yield from _changed(former, contract)
    for contract in gone.values():
        yield Difference(DECLARED, "gone", former=contract)


def _succeeds(new: Contract, old: Contract) -> bool:
    """Whether the new one says that it was the other."""
    told = (new.former_reference, new.former_oc, new.former_option, new.former_population)
    was = tuple(
        former or now for former, now in zip(told, (new.reference, new.oc, new.option, new.population), strict=True)
    )
    return any(told) and was == (old.reference, old.oc, old.option, old.population)


def _periods(before: list[Contract], after: list[Contract]) -> Iterator[Difference]:
    """One period on each side: the same, changed. Several: those that start the same day, then the others."""
    if len(before) == len(after) == 1:
        yield from _changed(before[0], after[0])
        return
    starts = {each.starts_on: each for each in before}
    last = before[0]
    for period in after:
        same = starts.pop(period.starts_on, None)
        if same is not None:
            yield from _changed(same, period)
        else:
            yield Difference(DECLARED, "period_new", period)
            yield from _components(last, period)
        last = period
    for period in starts.values():
        yield Difference(TOLD, "period_gone", former=period)


def _changed(old: Contract, new: Contract) -> Iterator[Difference]:
    for name, weight in FIELDS.items():
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            yield Difference(weight, "field", new, old, name, before, after)
    yield from _components(old, new)


def _components(old: Contract, new: Contract) -> Iterator[Difference]:
    before, after = ({each.code: each for each in contract.components} for contract in (old, new))
    for code in sorted(before.keys() | after.keys()):
        was, now = before.get(code), after.get(code)
        if was is None:
            yield Difference(DECLARED, "component_new", new, old, code, None, now)
        elif now is None:
            yield Difference(DECLARED, "component_gone", new, old, code, was, None)
        elif _figures(was) != _figures(now):
            yield Difference(DECLARED, "component", new, old, code, was, now)


def _figures(component: Component) -> tuple[Decimal | None, Decimal | None]:
    return component.rate, component.amount


def _criteria(old: Fiche, new: Fiche) -> Iterator[Difference]:
    before, after = ({_name(group): group for group in fiche.groups} for fiche in (old, new))
    for name, group in after.items():
        if name not in before:
            continue
        was = before[name]
        if _criteria_of(was) != _criteria_of(group):
            yield Difference(DECLARED, "criteria", field=name, before=was, after=group)
        if was.label != group.label:
            yield Difference(TOLD, "group", field=name, before=was.label, after=group.label)


def _name(group: Group) -> str:
    return group.number or group.label


def _criteria_of(group: Group) -> frozenset[tuple[str, frozenset[str], frozenset[str]]]:
    return frozenset((each.rubrique, each.included, each.excluded) for each in group.criteria)


def _around(old: Fiche, new: Fiche) -> Iterator[Difference]:
    for name, weight in AROUND.items():
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            yield Difference(weight, "fiche", field=name, before=before, after=after)
