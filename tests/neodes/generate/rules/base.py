"""Relations of the norm that the generator relies on, checked on the tree: each named by its control.

A rule takes what was read and yields the lines that do not meet it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from neodes.generate.months import Month
from tests.neodes.generate.reading import Node, Read, day

Rule = Callable[[Read], Iterator[int]]
RULES: dict[str, Rule] = {}


def rule(control: str) -> Callable[[Rule], Rule]:
    def keep(function: Rule) -> Rule:
        RULES[control] = function
        return function

    return keep


def declarations(found: Read) -> Iterator[tuple[Node, Node, Node]]:
    """(S20.G00.05, S21.G00.06, S21.G00.11)."""
    for node in found.declarations:
        entreprise = node.all("S21.G00.06")[0]
        yield node, entreprise, entreprise.all("S21.G00.11")[0]


def main_month(declaration: Node) -> Month | None:
    text = declaration.get("005")
    return Month.of(int(text[4:]), int(text[2:4])) if text else None


def individus(found: Read) -> Iterator[Node]:
    return (node for node in found.nodes if node.id == "S21.G00.30")


def of(found: Read, bloc: str) -> Iterator[Node]:
    return (node for node in found.nodes if node.id == bloc)


def end_of(contrat: Node) -> date | None:
    ends = contrat.all("S21.G00.62")
    return day(ends[0].values["001"]) if ends else None


def declaration_of(node: Node) -> Node:
    while node.id != "S20.G00.05":
        assert node.parent
        node = node.parent
    return node
