"""Findings as they come → groups with exact counts and the first places of each."""

from __future__ import annotations

from collections.abc import Iterator

from neodes.controls.base import PLACES_KEPT, Finding, FindingGroup, Severity

Key = tuple[int | None, str, Severity, str]
"""Declaration, control, severity, reason."""


class _Group:
    __slots__ = ("count", "places")

    def __init__(self) -> None:
        self.count = 0
        self.places: list[Finding] = []


class Groups:
    """Collects findings; a file full of the same fault costs a count a line."""

    def __init__(self) -> None:
        self._groups: dict[Key, _Group] = {}
        self.total = 0

    def wants_place(self, key: Key) -> bool:
        """Count one finding more; whether its place is to be kept."""
        group = self._groups.get(key)
        if group is None:
            group = self._groups[key] = _Group()
        group.count += 1
        self.total += 1
        return len(group.places) < PLACES_KEPT

    def keep(self, key: Key, finding: Finding) -> None:
        """Keep a place that `wants_place` asked for."""
        self._groups[key].places.append(finding)

    def add(self, finding: Finding) -> None:
        """Count a finding and keep it among the first."""
        key = (finding.declaration, finding.control, finding.severity, finding.reason)
        if self.wants_place(key):
            self.keep(key, finding)

    def has(self, control: str) -> bool:
        """Whether a control found anything."""
        return any(key[1] == control for key in self._groups)

    def drop(self, control: str) -> None:
        """Forget what a control found, when a graver finding explains it."""
        for key in [key for key in self._groups if key[1] == control]:
            self.total -= self._groups.pop(key).count

    def result(self) -> tuple[FindingGroup, ...]:
        """The groups in the order of their first line."""
        return tuple(sorted(self._made(), key=lambda group: (group.places[0].line, group.control)))

    def _made(self) -> Iterator[FindingGroup]:
        for (declaration, control, severity, reason), group in self._groups.items():
            places = tuple(sorted(group.places, key=lambda place: place.line))
            yield FindingGroup(control, severity, reason, declaration, group.count, places)
