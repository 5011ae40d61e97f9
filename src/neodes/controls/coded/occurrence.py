"""What a coded control looks at: occurrences of blocs, with their lines, parent and children."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from neodes.parser import VALUE_START

TYPE_CHECKING = False
if TYPE_CHECKING:
    from neodes.controls.coded.rule import Rule

UNSURE = -1
"""Place of a rubrique whose line holds a fault that is reported by itself."""


class Unsure(Exception):
    """The control cannot be judged: it depends on a line or a bloc that is at fault already."""


class Shape:
    """The rubriques of an occurrence, in order: there are few distinct shapes in a file of any size.

    `places` gives the offset of each rubrique. `checks` holds, for this shape, the controls that may still fail:
    what the presence of rubriques alone decides was decided when the shape was met first.
    """

    __slots__ = ("bloc", "checks", "held", "memo", "places", "rules")

    def __init__(self, bloc: str, places: dict[str, int]) -> None:
        self.bloc = bloc
        self.places = places
        self.checks: tuple[Callable[[Occurrence], bool], ...] = ()
        self.rules: tuple[Rule, ...] = ()
        self.held: tuple[str, ...] = ()
        self.memo: dict[int, Callable[[Occurrence], bool]] = {}


class Source:
    """Lines that occurrences share, and their numbers in the file."""

    __slots__ = ("lines", "numbers")

    def __init__(self, lines: Sequence[str], numbers: Sequence[int]) -> None:
        self.lines = lines
        self.numbers = numbers


class Occurrence:
    """One occurrence of a bloc, that starts at the line `start` of its source.

    The occurrences of individus of one layout are made once: the next individu only changes the lines of their source.
    Nothing is added to them any more: what is below one of them is looked for once (`remembered`).
    """

    __slots__ = ("children", "parent", "remembered", "shape", "source", "start")

    def __init__(self, shape: Shape, source: Source, start: int, parent: Occurrence | None) -> None:
        self.shape = shape
        self.source = source
        self.start = start
        self.parent = parent
        self.children: list[Occurrence] = []
        self.remembered: dict[str, tuple[Occurrence, ...]] | None = None

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

    def below(self, bloc: str) -> Iterable[Occurrence]:
        """All the blocs of that type under this one, in the order of the lines."""
        if self.remembered is None:
            return self._below(bloc)
        found = self.remembered.get(bloc)
        if found is None:
            found = self.remembered[bloc] = tuple(self._below(bloc))
        return found

    def _below(self, bloc: str) -> Iterator[Occurrence]:
        for child in self.children:
            if child.shape.bloc == bloc:
                yield child
            else:
                yield from child._below(bloc)
