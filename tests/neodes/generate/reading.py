"""A second reader, written from the norm's tables and not from the generator or the engine: tests compare with it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from itertools import pairwise

from neodes.norm import Cardinality, Coverage, Norm, Usage, load_norm, table_for

LINE = re.compile(rb"(S\d\d\.G\d\d\.\d\d)\.(\d{3}),'([^\r\n]+)'\r?\n")


@dataclass(slots=True)
class Node:
    """A bloc as read: its rubriques (number → value), its parent and children, its first line (from 1)."""

    id: str
    line: int
    parent: Node | None
    values: dict[str, str] = field(default_factory=dict)
    children: list[Node] = field(default_factory=list)

    def get(self, number: str) -> str | None:
        return self.values.get(number)

    def all(self, bloc: str) -> list[Node]:
        """Descendants of that type."""
        found = []
        for child in self.children:
            if child.id == bloc:
                found.append(child)
            found += child.all(bloc)
        return found


@dataclass(slots=True)
class Read:
    norm: Norm
    nature: str
    root: Node
    lines: int
    nodes: list[Node]

    @property
    def declarations(self) -> list[Node]:
        return [node for node in self.root.children if node.id == "S20.G00.05"]


def read(content: bytes) -> Read:
    """Tree of a well-formed file; AssertionError at the first line that is not."""
    lines = content.splitlines(keepends=True)
    version = next(line for line in lines if line.startswith(b"S10.G00.00.006"))[16:-3].decode().strip("'")
    nature = next(line for line in lines if line.startswith(b"S20.G00.05.001"))[16:18].decode()
    norm = load_norm(version)
    root = Node("S10.G00.00", 1, None)
    nodes = [root]
    opened = {"S10.G00.00": root}
    current, last = root, "000"
    for number, line in enumerate(lines, 1):
        match = LINE.fullmatch(line)
        assert match, (number, line)
        bloc, rubrique, value = match[1].decode(), match[2].decode(), match[3].decode("iso-8859-1")
        if bloc != current.id or rubrique <= last:
            current = _open(norm, opened, bloc, number)
            nodes.append(current)
        current.values[rubrique] = value
        last = rubrique
    return Read(norm, nature, root, len(lines), nodes)


def _open(norm: Norm, opened: dict[str, Node], bloc: str, number: int) -> Node:
    parent_id = norm.blocs[bloc].parent
    assert parent_id in opened, (number, bloc, "its parent is not open")
    parent = opened[parent_id]
    node = Node(bloc, number, parent)
    parent.children.append(node)
    for other in below(norm.version, bloc) & opened.keys():
        del opened[other]
    opened[bloc] = node
    return node


@cache
def below(version: str, ancestor: str) -> frozenset[str]:
    """Blocs that hang under a bloc, at any depth."""
    blocs = load_norm(version).blocs.values()
    children = {bloc.id for bloc in blocs if bloc.parent == ancestor}
    return frozenset(children).union(*(below(version, child) for child in children))


def form_faults(found: Read) -> list[tuple[str, int]]:
    """(control, line) of all that is wrong in form and structure, under the names of the generic controls."""
    faults = []
    for node in found.nodes:
        for offset, (number, value) in enumerate(node.values.items()):
            rubrique = f"{node.id}.{number}"
            if not is_right(found.norm.version, rubrique, value):
                faults.append((f"{rubrique}/CSL-00", node.line + offset))
        usages = wrong_usages(found.norm.version, found.nature, node.id, tuple(node.values))
        present = list(node.values)
        for rubrique in usages:
            own = present.index(rubrique[11:]) if rubrique[11:] in present else 0
            faults.append((f"{rubrique}/USAGE", node.line + own))
        faults += _structure_faults(found, node)
    return faults


@cache
def is_right(version: str, rubrique: str, value: str) -> bool:
    spec = load_norm(version).rubriques[rubrique]
    table = table_for(spec)
    return (
        spec.min_len <= len(value) <= spec.max_len
        and (spec.pattern is None or re.fullmatch(spec.pattern, value, re.ASCII) is not None)
        and (spec.codes is None or value in spec.codes)
        and value == value.strip()
        and (spec.kind != "D" or is_day(value))
        and (table is None or table.coverage is Coverage.MISSING or value in table.codes)
    )


@cache
def wrong_usages(version: str, nature: str, bloc: str, present: tuple[str, ...]) -> list[str]:
    norm = load_norm(version)
    wrong = []
    for rubrique in norm.blocs[bloc].rubriques:
        usage = norm.rubriques[rubrique].usage.get(nature)
        here = rubrique[11:] in present
        if (usage is Usage.OBLIGATOIRE and not here) or (usage in (Usage.INTERDIT, Usage.ABSENT) and here):
            wrong.append(rubrique)
    return wrong


def _structure_faults(found: Read, node: Node) -> list[tuple[str, int]]:
    faults = []
    counts = Counter(child.id for child in node.children)
    for bloc in found.norm.blocs.values():
        if bloc.parent == node.id:
            bounds = bloc.cardinality.get(found.nature, Cardinality(0, 0))
            if counts[bloc.id] < bounds.lower:
                faults.append((f"{bloc.id}/CARD", node.line))
            if bounds.upper is not None and counts[bloc.id] > bounds.upper:
                children = [child for child in node.children if child.id == bloc.id]
                faults.append((f"{bloc.id}/CARD", children[bounds.upper].line))
    for before, after in pairwise(node.children):
        if found.norm.blocs[before.id].order > found.norm.blocs[after.id].order:
            faults.append((f"{after.id}/ORDRE", after.line))
    return faults


def is_day(text: str) -> bool:
    try:
        day(text)
    except ValueError:
        return "0000" in text or "99" in text[:4]
    return True


def day(text: str) -> date:
    """JJMMAAAA, a day of the calendar."""
    return date(int(text[4:]), int(text[2:4]), int(text[:2]))


def cents(text: str | None) -> int:
    assert text is not None
    assert re.fullmatch(r"-?\d+\.\d\d", text)
    return int(text.replace(".", ""))


def by_contract(nodes: list[Node], number: str) -> dict[str | None, list[Node]]:
    groups: dict[str | None, list[Node]] = defaultdict(list)
    for node in nodes:
        groups[node.get(number)].append(node)
    return groups
