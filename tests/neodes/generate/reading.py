"""A second reader, written from the norm's tables and not from the generator or the engine: tests compare with it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date
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


def form_faults(content: bytes) -> list[str]:
    """Everything that is wrong in form and structure: values, usages, tables, order and number of blocs."""
    found = read(content)
    faults = []
    for node in found.nodes:
        faults += _value_faults(found, node)
        faults += _usage_faults(found, node)
        faults += _structure_faults(found, node)
    return faults


def _value_faults(found: Read, node: Node) -> list[str]:
    faults = []
    for number, value in node.values.items():
        spec = found.norm.rubriques[f"{node.id}.{number}"]
        where = f"{spec.id} line {node.line}: {value!r}"
        if not spec.min_len <= len(value) <= spec.max_len:
            faults.append(f"length {where}")
        if spec.pattern and not re.fullmatch(spec.pattern, value, re.ASCII):
            faults.append(f"pattern {where}")
        if spec.codes and value not in spec.codes:
            faults.append(f"code {where}")
        if value != value.strip():
            faults.append(f"blank {where}")
        if spec.kind == "D" and spec.id != "S21.G00.30.006":
            day(value)
        table = table_for(spec)
        if table and table.coverage is not Coverage.MISSING and value not in table.codes:
            faults.append(f"table {where}")
    return faults


def _usage_faults(found: Read, node: Node) -> list[str]:
    faults = []
    for rubrique in found.norm.blocs[node.id].rubriques:
        usage = found.norm.rubriques[rubrique].usage.get(found.nature)
        present = rubrique[11:] in node.values
        if usage is Usage.OBLIGATOIRE and not present:
            faults.append(f"absent {rubrique} line {node.line}")
        if usage in (Usage.INTERDIT, Usage.ABSENT) and present:
            faults.append(f"forbidden {rubrique} line {node.line}")
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
