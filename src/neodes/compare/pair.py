"""A declaration and the one of the month before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from neodes.compare.snapshot import DeclarationSnapshot, Slot, month_number, order_number, slot_of
from neodes.controls.base import Finding, Severity


class Pair(NamedTuple):
    """Two monthly declarations of one slot whose months follow one another."""

    previous: DeclarationSnapshot
    current: DeclarationSnapshot

    def finding(
        self,
        control: str,
        reason: str,
        line: int,
        rubrique: str | None = None,
        value: str | None = None,
        **details: str | int,
    ) -> Finding:
        """A warning on the declaration of the month."""
        months = {"mois_precedent": self.previous.summary.period, "mois": self.current.summary.period}
        bloc = rubrique[:10] if rubrique else None
        index = self.current.summary.index
        return Finding(control, Severity.AVERTISSEMENT, line, reason, rubrique, bloc, value, index, details | months)


def pairs(previous: Iterable[DeclarationSnapshot], current: Iterable[DeclarationSnapshot]) -> Iterator[Pair]:
    """Each declaration with the last one of the month before, of the same slot, when there is one."""
    last: dict[tuple[Slot, int], DeclarationSnapshot] = {}
    for declaration in filter(_is_monthly, previous):
        key = _key(declaration)
        held = last.get(key)
        if held is None or (order_number(declaration.summary) or 0) >= (order_number(held.summary) or 0):
            last[key] = declaration
    for declaration in filter(_is_monthly, current):
        slot, month = _key(declaration)
        before = last.get((slot, month - 1))
        if before is not None:
            yield Pair(before, declaration)


def _is_monthly(declaration: DeclarationSnapshot) -> bool:
    return declaration.monthly


def _key(declaration: DeclarationSnapshot) -> tuple[Slot, int]:
    return slot_of(declaration.summary), month_number(declaration.summary.period) or 0
