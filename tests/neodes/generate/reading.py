"""A second reader, written from the norm's tables and not from the generator or the engine: tests compare with it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from itertools import pairwise

from neodes.norm import Coverage, Norm, Usage, load_norm, table_for

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
    for other in [key for key, value in opened.items() if _under(norm, key, bloc)]:
        del opened[other]
    opened[bloc] = node
    return node


def _under(norm: Norm, bloc: str, ancestor: str) -> bool:
    parent = norm.blocs[bloc].parent
    return parent == ancestor or (parent is not None and _under(norm, parent, ancestor))


def form_faults(found: Read) -> list[str]:
    """Everything that is wrong in form and structure: values, usages, tables, order and number of blocs."""
    faults = []
    for node in found.nodes:
        for number, value in node.values.items():
            reasons = value_faults(found.norm.version, f"{node.id}.{number}", value)
            faults += [f"{reason} {node.id}.{number} line {node.line}: {value!r}" for reason in reasons]
        reasons = usage_faults(found.norm.version, found.nature, node.id, tuple(node.values))
        faults += [f"{reason} line {node.line}" for reason in reasons]
        faults += _structure_faults(found, node)
    return faults


@cache
def value_faults(version: str, rubrique: str, value: str) -> list[str]:
    spec = load_norm(version).rubriques[rubrique]
    table = table_for(spec)
    if spec.kind == "D" and rubrique != "S21.G00.30.006":
        day(value)
    wrong = {
        "length": not spec.min_len <= len(value) <= spec.max_len,
        "pattern": spec.pattern is not None and not re.fullmatch(spec.pattern, value, re.ASCII),
        "code": spec.codes is not None and value not in spec.codes,
        "blank": value != value.strip(),
        "table": table is not None and table.coverage is not Coverage.MISSING and value not in table.codes,
    }
    return [reason for reason, is_wrong in wrong.items() if is_wrong]


@cache
def usage_faults(version: str, nature: str, bloc: str, present: tuple[str, ...]) -> list[str]:
    norm = load_norm(version)
    faults = []
    for rubrique in norm.blocs[bloc].rubriques:
        usage = norm.rubriques[rubrique].usage.get(nature)
        if usage is Usage.OBLIGATOIRE and rubrique[11:] not in present:
            faults.append(f"absent {rubrique}")
        if usage in (Usage.INTERDIT, Usage.ABSENT) and rubrique[11:] in present:
            faults.append(f"forbidden {rubrique}")
    return faults


def _structure_faults(found: Read, node: Node) -> list[str]:
    faults = []
    counts = Counter(child.id for child in node.children)
    for bloc in found.norm.blocs.values():
        bounds = bloc.cardinality.get(found.nature)
        if bloc.parent != node.id:
            continue
        if bounds is None:
            if counts[bloc.id]:
                faults.append(f"bloc {bloc.id} is not of nature {found.nature}")
        elif counts[bloc.id] < bounds.lower or (bounds.upper is not None and counts[bloc.id] > bounds.upper):
            faults.append(f"cardinality {bloc.id}: {counts[bloc.id]} under line {node.line}")
    orders = [found.norm.blocs[child.id].order for child in node.children]
    faults += [f"order under {node.id} line {node.line}" for before, after in pairwise(orders) if before > after]
    return faults


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
