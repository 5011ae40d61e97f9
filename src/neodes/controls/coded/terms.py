"""What conditions are made of: where a value is read from, and what is known before any value is read."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from neodes.controls.coded.names import rubrique_id
from neodes.controls.coded.occurrence import Occurrence, Shape, Unsure
from neodes.norm import Norm, RubriqueSpec
from neodes.parser import VALUE_START

MOST_LABELS = 8
"""Codes of a list beyond which their labels would hide what is said."""

INDIVIDU = "S21.G00.30"

Test = Callable[[Occurrence], bool]
Verdict = Test | bool
"""True or False when the presence of rubriques alone decides, else a test of values."""

Reader = Callable[[Occurrence], str | None]


@dataclass(frozen=True, slots=True)
class At:
    """Where a condition is compiled: an occurrence of a given shape, in a declaration of a given nature and type.

    `asked` takes down the rubriques whose code was asked for: what was compiled holds wherever these are the same.
    """

    norm: Norm
    nature: str
    kind: str
    shape: Shape
    asked: dict[str, None] = field(default_factory=dict)

    def inside(self, shape: Shape) -> At:
        """The same for another occurrence of the same declaration."""
        return At(self.norm, self.nature, self.kind, shape)

    def known(self, rubrique: str) -> str | None:
        """The code that this shape is known to hold in a rubrique of its own."""
        self.asked[rubrique] = None
        return self.shape.known.get(rubrique)

    def reader(self, rubrique: str) -> Reader | None:
        """How to read a rubrique from here: in this bloc, in a bloc above it, or in the only one of its type.

        None: it is absent from this shape. Raises `Unsure` when its line is at fault in this shape.
        """
        bloc = rubrique[:10]
        if bloc == self.shape.bloc:
            return self._here(rubrique)
        above = self.chain(self.shape.bloc)
        if bloc in above:
            return _from_outside(rubrique) if self.is_outside(bloc) else _from_above(above.index(bloc), rubrique)
        return self._from_aside(bloc, rubrique, above)

    def is_outside(self, bloc: str) -> bool:
        """Whether this shape is of an individu, and the bloc one that holds individus."""
        above = self.chain(self.shape.bloc)
        return INDIVIDU in above and bloc in above[above.index(INDIVIDU) + 1 :]

    def _here(self, rubrique: str) -> Reader | None:
        place = self.shape.places.get(rubrique)
        if place is None:
            return None
        if place < 0:
            raise Unsure

        def read(occurrence: Occurrence) -> str | None:
            return occurrence.source.lines[occurrence.start + place][VALUE_START:-1]

        return read

    def chain(self, bloc: str) -> list[str]:
        """A type of bloc and those above it, up to the envoi."""
        found = [bloc]
        while (parent := self.norm.blocs[found[-1]].parent) is not None:
            found.append(parent)
        return found

    def _from_aside(self, bloc: str, rubrique: str, above: list[str]) -> Reader:
        """The only bloc of its type: down from the nearest bloc that holds both."""
        path = self.chain(bloc)
        common = next(step for step in path if step in above)
        down = path[: path.index(common)][::-1]

        def read(occurrence: Occurrence) -> str | None:
            found: Occurrence | None = occurrence.up(common)
            for step in down:
                assert found is not None  # noqa: S101 - for the type checker
                found = next((child for child in found.children if child.shape.bloc == step), None)
                if found is None:
                    return None
            return found.get(rubrique) if found else None

        return read


def _from_outside(rubrique: str) -> Reader:
    """From a bloc that holds the individu."""
    return lambda occurrence: outside(occurrence, rubrique)


def outside(occurrence: Occurrence, rubrique: str) -> str | None:
    """The value of a rubrique in a bloc that holds the individu; read once for all those of an establishment."""
    said = occurrence.source.said
    return occurrence.up(rubrique[:10]).get(rubrique) if said is None else said[rubrique]


def _from_above(steps: int, rubrique: str) -> Reader:
    if steps == 1:
        return _from_parent(rubrique)

    def read(occurrence: Occurrence) -> str | None:
        found: Occurrence | None = occurrence
        for _ in range(steps):
            found = found.parent if found else None
        if found is None:
            raise Unsure
        return found.get(rubrique)

    return read


def _from_parent(rubrique: str) -> Reader:
    def read(occurrence: Occurrence) -> str | None:
        if occurrence.parent is None:
            raise Unsure
        return occurrence.parent.get(rubrique)

    return read


class Condition(ABC):
    """Something that holds or not at an occurrence of a bloc. Built once, compiled for each shape."""

    rubriques: tuple[str, ...] = ()
    """The rubriques it names, whose values a finding shows."""

    @abstractmethod
    def compile(self, at: At, *, absent: bool) -> Verdict:
        """The test for that shape; `absent` is the answer of a comparison that lacks one of its sides.

        A demand is met by what is not there (True); a premise is not (False).
        """

    @abstractmethod
    def words(self, norm: Norm) -> str:
        """The condition as a French clause, without capital nor full stop."""

    def negation(self, norm: Norm) -> str:
        """The clause that says that it does not hold."""
        return f"il n'est pas vrai que {self.words(norm)}"


def parts_of(condition: Condition) -> Iterator[Condition]:
    """The condition and all those it is made of."""
    yield condition
    inner = (getattr(condition, name, None) for name in ("condition", "where", "others"))
    for part in (*getattr(condition, "conditions", ()), *inner):
        if isinstance(part, Condition):
            yield from parts_of(part)


def blocs_of(condition: Condition) -> set[str]:
    """The types of the blocs below or around that a condition looks for."""
    return {bloc for part in parts_of(condition) if (bloc := getattr(part, "bloc", None))}


def named(norm: Norm, rubrique: str) -> str:
    """« Nature du contrat » (S21.G00.40.007)."""
    spec = norm.rubriques.get(rubrique)
    return f"« {spec.label} » ({rubrique})" if spec else rubrique


def coded(spec: RubriqueSpec | None, code: str) -> str:
    """A code with its label: 02 – CDD de droit privé."""
    label = (spec.codes or {}).get(code) if spec else None
    return f"{code} – {label}" if label else f"« {code} »"


def listed(items: Iterable[str], last: str = "ou") -> str:
    """a, b ou c."""
    *first, final = items
    return f"{', '.join(first)} {last} {final}" if first else final


def codes_in_words(norm: Norm, rubrique: str, codes: Iterable[str]) -> str:
    """The codes that this version has, in a list, with their labels when they are few."""
    spec, wanted = norm.rubriques.get(rubrique), tuple(codes)
    known = tuple(code for code in wanted if spec and code in (spec.codes or ())) or wanted
    return listed(known if len(known) > MOST_LABELS else (coded(spec, code) for code in known))


def full(shorts: Iterable[str]) -> tuple[str, ...]:
    """Full ids of short names."""
    return tuple(rubrique_id(short) for short in shorts)


def split_codes(codes: Iterable[str]) -> tuple[str, ...]:
    """Codes given one by one or several in a text: `"01 02"`, `"03"` → 01, 02, 03."""
    return tuple(dict.fromkeys(_each(codes)))


def _each(codes: Iterable[str]) -> Iterator[str]:
    for text in codes:
        yield from text.split() or [text]
