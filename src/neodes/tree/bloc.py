"""A file as a tree of blocs, for display and for rules that need to look around.

Flat lists hold the tree (type, first line and parent of each occurrence); views are made when asked for.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property

from neodes.norm import BlocSpec, Usage, load_norm, nearest_version
from neodes.parser import TextReader, parse_line, pieces_of
from neodes.parser.text import chunks_of
from neodes.tree.occurrences import occurrences
from neodes.tree.opening import OpenBloc, Opening
from neodes.tree.plan import Plan, load_plan

NO_PARENT = -1

_VERSION = re.compile(rb"S10\.G00\.00\.006,'([^'\r\n]{0,16})")


class Bloc:
    """One occurrence of a bloc: a view on its tree, made when asked for; equal views are the same occurrence."""

    __slots__ = ("rank", "tree")

    def __init__(self, tree: Tree, rank: int) -> None:
        self.tree = tree
        self.rank = rank

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Bloc) and other.tree is self.tree and other.rank == self.rank

    def __hash__(self) -> int:
        return hash((id(self.tree), self.rank))

    def __repr__(self) -> str:
        return f"Bloc({self.id}, line {self.line})"

    @property
    def spec(self) -> BlocSpec:
        """What the norm says of blocs of this type."""
        return self.tree.plan.blocs[self.tree.types[self.rank]]

    @property
    def id(self) -> str:
        """Type of the bloc, `S21.G00.40`."""
        return self.spec.id

    @property
    def line(self) -> int:
        """First line, from 1."""
        return self.tree.first_lines[self.rank]

    @property
    def parent(self) -> Bloc | None:
        """The bloc it belongs to; None for the envoi and for an orphan."""
        parent = self.tree.parents[self.rank]
        return None if parent == NO_PARENT else Bloc(self.tree, parent)

    def children(self, bloc: str | None = None) -> tuple[Bloc, ...]:
        """Its children, or those of one type, in the order of the lines."""
        blocs = (Bloc(self.tree, rank) for rank in self.tree.children_of(self.rank))
        return tuple(child for child in blocs if bloc is None or child.id == bloc)

    def first(self, bloc: str) -> Bloc | None:
        """Its first child of that type."""
        return next(iter(self.children(bloc)), None)

    def descendants(self, bloc: str) -> Iterator[Bloc]:
        """All the blocs of that type below it, in the order of the lines."""
        for child in self.children():
            if child.id == bloc:
                yield child
            yield from child.descendants(bloc)

    @property
    def rubriques(self) -> dict[str, str]:
        """Rubrique → value, the first one of a rubrique that is repeated."""
        found: dict[str, str] = {}
        for _, rubrique, value in self.lines():
            found.setdefault(rubrique, value)
        return found

    def lines(self) -> Iterator[tuple[int, str, str]]:
        """Number of the line, rubrique and value of each line of the bloc."""
        for number in range(self.line, self.tree.last_line(self.rank) + 1):
            parsed = parse_line(self.tree.lines[number - 1])
            if parsed.rubrique[:10] == self.id:
                yield number, parsed.rubrique, parsed.value

    def value(self, rubrique: str, default: str = "") -> str:
        """Value of a rubrique, given by its id or by its last three digits."""
        name = rubrique if len(rubrique) > 3 else f"{self.id}.{rubrique}"
        return self.rubriques.get(name, default)


class Tree:
    """All the blocs of a file, in the order of their first lines; `lines` holds every line as it was read."""

    def __init__(self, plan: Plan, lines: list[str]) -> None:
        self.plan = plan
        self.lines = lines
        self.types: list[int] = []
        self.first_lines = array("q")
        self.parents: list[int] = []
        self._build()

    def __len__(self) -> int:
        return len(self.types)

    def __iter__(self) -> Iterator[Bloc]:
        return (Bloc(self, rank) for rank in range(len(self)))

    @property
    def envoi(self) -> Bloc | None:
        """S10.G00.00, None in a file that has none."""
        return next((bloc for bloc in self if bloc.id == self.plan.blocs[0].id), None)

    @property
    def declarations(self) -> tuple[Bloc, ...]:
        """The blocs S20.G00.05."""
        wanted = self.plan.declaration
        return tuple(Bloc(self, rank) for rank, bloc in enumerate(self.types) if bloc == wanted)

    @property
    def roots(self) -> tuple[Bloc, ...]:
        """Blocs without parent: the envoi, and orphans."""
        return tuple(Bloc(self, rank) for rank, parent in enumerate(self.parents) if parent == NO_PARENT)

    def bloc_at(self, line: int) -> Bloc | None:
        """The bloc that a line belongs to."""
        rank = bisect_right(self.first_lines, line) - 1
        return Bloc(self, rank) if rank >= 0 and line <= len(self.lines) else None

    def children_of(self, rank: int) -> list[int]:
        """Ranks of the children of an occurrence."""
        return self._children.get(rank, [])

    def last_line(self, rank: int) -> int:
        """Last line before the next bloc."""
        following = rank + 1
        return self.first_lines[following] - 1 if following < len(self) else len(self.lines)

    @cached_property
    def _children(self) -> dict[int, list[int]]:
        found: defaultdict[int, list[int]] = defaultdict(list)
        for rank, parent in enumerate(self.parents):
            found[parent].append(rank)
        return dict(found)

    def _build(self) -> None:
        opening = Opening(self.plan)
        ranks: dict[OpenBloc, int] = {}
        for run, numbers in self._runs():
            bloc = self.plan.bloc(run[0])
            for group in occurrences(run, self._obligatory(bloc), single=False):
                node = opening.enter(bloc, numbers[group[0][0]])
                ranks[node] = len(self.types)
                self.types.append(bloc)
                self.first_lines.append(numbers[group[0][0]])
                self.parents.append(NO_PARENT if node.parent is None else ranks.get(node.parent, NO_PARENT))

    def _obligatory(self, bloc: int) -> frozenset[str]:
        """Rubriques that are obligatory in every nature that has the bloc: they tell occurrences apart."""
        specs = [self.plan.norm.rubriques[name] for name in self.plan.blocs[bloc].rubriques]
        natures = self.plan.blocs[bloc].cardinality
        always = (spec.id for spec in specs if all(spec.usage.get(nature) is Usage.OBLIGATOIRE for nature in natures))
        return frozenset(self.plan.characters(always))

    def _runs(self) -> Iterator[tuple[str, list[int]]]:
        """Stretches of lines of one bloc, lines without a place in the structure left out."""
        characters, numbers = [], []
        for number, line in enumerate(self.lines, 1):
            character = self.plan.character.get(parse_line(line).rubrique)
            if character is not None:
                characters.append(character)
                numbers.append(number)
        for match in self.plan.runs.finditer("".join(characters)):
            yield match[0], numbers[match.start() : match.end()]


def read_tree(data: bytes, norm: str | None = None) -> Tree:
    """The tree of a file in memory, whatever its form; `norm` forces a version. See `check_bytes` for its faults."""
    version = _VERSION.search(data)
    named = nearest_version(version[1].decode("latin-1") if version else "")[0]
    reader = TextReader()
    lines: list[str] = []
    for piece in pieces_of(chunks_of(data)):
        text = reader.decode(piece)
        lines += reader.split_mixed(text) if reader.line_end != "\r" else reader.split(text)
    return Tree(load_plan(load_norm(norm or named).version), lines)
