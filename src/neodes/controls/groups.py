"""Findings as they come → groups with exact counts and the first places of each."""

from __future__ import annotations

from collections.abc import Callable, Iterator

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

    def absorb(self, later: Groups, moved: Callable[[Finding], Finding], first_declaration: int) -> None:
        """Add the groups of the next part of the file; `moved` puts a finding at its place in the whole file."""
        for (declaration, control, severity, reason), group in later._groups.items():
            number = None if declaration is None else declaration + first_declaration
            mine = self._groups.setdefault((number, control, severity, reason), _Group())
            mine.count += group.count
            places = sorted((*mine.places, *map(moved, group.places)), key=lambda place: place.line)
            mine.places = places[:PLACES_KEPT]
        self.total += later.total

    def clear(self) -> None:
        """Forget everything."""
        self._groups.clear()
        self.total = 0

    def has(self, control: str) -> bool:
        """Whether a control found anything."""
        return any(key[1] == control for key in self._groups)

    def result(self) -> tuple[FindingGroup, ...]:
        """The groups in the order of their first line."""
        return tuple(sorted(self._made(), key=lambda group: (group.places[0].line, group.control)))

    def _made(self) -> Iterator[FindingGroup]:
        for (declaration, control, severity, reason), group in self._groups.items():
            places = tuple(sorted(group.places, key=lambda place: place.line))
            yield FindingGroup(control, severity, reason, declaration, group.count, places)
