"""What a coded control looks at: occurrences of blocs, with their lines, parent and children."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from operator import itemgetter
from typing import Any

from neodes.parser import VALUE_START

TYPE_CHECKING = False
if TYPE_CHECKING:
    from neodes.controls.coded.rule import Rule

UNSURE = -1
"""Place of a rubrique whose line holds a fault that is reported by itself."""


OUTSIDE = frozenset({"S10.G00.00", "S20.G00.05", "S21.G00.06", "S21.G00.11"})
"""The blocs that hold individus."""


class Unsure(Exception):
    """The control cannot be judged: it depends on a line or a bloc that is at fault already."""


class Shape:
    """The rubriques of an occurrence, in order, and the codes that some of them hold: there are few distinct ones.

    `places` gives the offset of each rubrique, `known` the codes. `checks` holds, for this shape, the controls that may
    still fail: what presence and codes alone decide was decided when the shape was met first. `holds` are the same in
    one function, once the shape has been met often (see `writing`).
    """

    __slots__ = ("bloc", "checks", "held", "holds", "known", "memo", "places", "rules", "uses")

    def __init__(self, bloc: str, places: dict[str, int], known: dict[str, str] | None = None) -> None:
        self.bloc = bloc
        self.places = places
        self.known = known or {}
        self.checks: tuple[Callable[[Occurrence], bool], ...] = ()
        self.rules: tuple[Rule, ...] = ()
        self.held: tuple[str, ...] = ()
        self.holds: Callable[[Occurrence], bool] | None = None
        self.uses = 0
        self.memo: dict[int, Callable[[Occurrence], bool] | bool] = {}


Verdicts = dict[tuple[str, ...], dict[tuple[str | None, ...], "Callable[[Occurrence], bool] | bool | None"]]

Codes = Callable[[Sequence[str]], str | tuple[str, ...]]
"""Lines of a bloc (or of what holds it) → those of its lines that hold a code."""


class Outline:
    """The rubriques of an occurrence, in order; `shapes` are those that the codes it may hold make of it.

    `coded` are the rubriques that hold a code, with their offsets; `verdicts` is what was compiled for it, control by
    control: rubriques asked for → their codes → check, so that shapes that differ elsewhere share it.
    """

    __slots__ = ("bloc", "coded", "places", "shapes", "unsure", "verdicts")

    def __init__(self, bloc: str, places: dict[str, int], coded: tuple[tuple[str, int], ...], rules: int) -> None:
        self.bloc = bloc
        self.places = places
        self.coded = coded
        self.shapes: dict[str | tuple[str, ...], Shape] = {}
        self.verdicts: tuple[Verdicts, ...] = tuple({} for _ in range(rules))
        self.unsure = any(place < 0 for place in places.values())

    def codes_from(self, start: int) -> Codes | None:
        """How to get the lines with codes where the bloc starts at that line; None when it has none."""
        return itemgetter(*(start + place for _, place in self.coded)) if self.coded else None


class Source:
    """Lines that occurrences share, and their numbers in the file; `said` is what the blocs around their individu say.

    `facts` keeps what controls have worked out from the blocs around, for those that ask for the same.
    """

    __slots__ = ("facts", "lines", "numbers", "said")

    def __init__(self, lines: Sequence[str], numbers: Sequence[int], said: Said | None = None) -> None:
        self.lines = lines
        self.numbers = numbers
        self.said = said
        self.facts: dict[object, Any] = {}


class Occurrence:
    """One occurrence of a bloc, that starts at the line `start` of its source.

    The occurrences of individus of one layout are made once: the next individu only changes the lines of their source.
    Nothing is added to them any more: what is below or around one of them is looked for once (`remembered`).
    """

    __slots__ = ("children", "parent", "remembered", "shape", "source", "start")

    def __init__(self, shape: Shape, source: Source, start: int, parent: Occurrence | None) -> None:
        self.shape = shape
        self.source = source
        self.start = start
        self.parent = parent
        self.children: list[Occurrence] = []
        self.remembered: dict[str | tuple[str, str], tuple[Occurrence, ...]] | None = None

    def add(self, child: Occurrence) -> None:
        """One more bloc below; what was looked for here and above is not true any more."""
        self.children.append(child)
        found: Occurrence | None = self
        while found is not None:
            found.remembered = None
            found = found.parent

    def get(self, rubrique: str) -> str | None:
        """Value of a rubrique, None when it is absent; raises `Unsure` when its line is at fault."""
        place = self.shape.places.get(rubrique)
        if place is None:
            return None
        if place < 0:
            raise Unsure
        return self.source.lines[self.start + place][VALUE_START:-1]

    def line(self, rubrique: str = "") -> int:
        """Line of a rubrique; of the start of the bloc when it is absent."""
        return self.source.numbers[self.start + max(0, self.shape.places.get(rubrique, 0))]

    def up(self, bloc: str) -> Occurrence:
        """The bloc of that type that holds this one; raises `Unsure` when its parent is missing."""
        found: Occurrence | None = self
        while found is not None and found.shape.bloc != bloc:
            found = found.parent
        if found is None:
            raise Unsure
        return found

    def below(self, bloc: str) -> tuple[Occurrence, ...]:
        """All the blocs of that type under this one, in the order of the lines."""
        if self.remembered is None:
            return tuple(self._below(bloc))
        found = self.remembered.get(bloc)
        if found is None:
            found = self.remembered[bloc] = tuple(self._below(bloc))
        return found

    def around(self, within: str, bloc: str) -> tuple[Occurrence, ...]:
        """All the blocs of a type under the bloc that holds this one, as `up` and `below` give them."""
        if self.remembered is None or self.source.said is None:
            return self.up(within).below(bloc)
        if within in OUTSIDE:
            return self.source.said.below(within, bloc)
        found = self.remembered[within, bloc] = self.up(within).below(bloc)
        return found

    def _below(self, bloc: str) -> Iterator[Occurrence]:
        for child in self.children:
            if child.shape.bloc == bloc:
                yield child
            else:
                yield from child._below(bloc)


class Said(dict[str, str | None]):
    """Rubrique → its value in a bloc that holds individus, or in one above it; each is read once."""

    def __init__(self, outer: Occurrence) -> None:
        super().__init__()
        self.outer = outer
        self._below: dict[tuple[str, str], tuple[Occurrence, int, tuple[Occurrence, ...]]] = {}

    def below(self, within: str, bloc: str) -> tuple[Occurrence, ...]:
        """The blocs of a type under one that holds individus; looked for again when one more stands there."""
        holder, count, found = self._below.get((within, bloc)) or (self.outer.up(within), -1, ())
        if count != len(holder.children):
            found = holder.below(bloc)
            self._below[within, bloc] = holder, len(holder.children), found
        return found

    def __missing__(self, rubrique: str) -> str | None:
        value = self[rubrique] = self.outer.up(rubrique[:10]).get(rubrique)
        return value
