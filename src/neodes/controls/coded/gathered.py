"""What the individus of a declaration say that the declaration as a whole is judged by.

Individus are judged one by one and forgotten. The values of a few of their rubriques are kept by declaration, with the
first lines that hold them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from neodes.controls.coded.names import rubrique_id
from neodes.controls.coded.occurrence import Occurrence, Shape, Source
from neodes.controls.coded.terms import At, Condition, Verdict, codes_in_words, full, named, parts_of, split_codes
from neodes.norm import Norm

LINES_KEPT = 20
"""Lines remembered of one value."""

Gathered = dict[str, dict[str, list[int]]]
"""Rubrique → value → its first lines."""

DECLARATION = "S20.G00.05"


@dataclass(slots=True)
class Record:
    """What a part of a file says of a declaration: stretches of lines outside individus, values of individus."""

    damaged: bool = False
    stretches: list[tuple[Sequence[int], list[str]]] = field(default_factory=list)
    gathered: Gathered = field(default_factory=dict)

    def absorb(self, later: Record) -> None:
        """Add what the next part says of the same declaration."""
        self.damaged |= later.damaged
        self.stretches += later.stretches
        for rubrique, values in later.gathered.items():
            for value, lines in values.items():
                for line in lines:
                    note(self.gathered, rubrique, value, line)

    def moved(self, offset: int) -> Record:
        """The same where the part starts behind `offset` lines."""
        stretches: list[tuple[Sequence[int], list[str]]] = [
            ([number + offset for number in numbers], lines) for numbers, lines in self.stretches
        ]
        gathered = {
            rubrique: {value: [line + offset for line in lines] for value, lines in values.items()}
            for rubrique, values in self.gathered.items()
        }
        return Record(self.damaged, stretches, gathered)


class DeclarationOccurrence(Occurrence):
    """S20.G00.05, with what its individus said."""

    __slots__ = ("gathered",)

    def __init__(self, shape: Shape, source: Source, start: int, parent: Occurrence | None) -> None:
        super().__init__(shape, source, start, parent)
        self.gathered: Gathered = {}


def note(gathered: Gathered, rubrique: str, value: str, line: int) -> None:
    """Keep one value."""
    lines = gathered.setdefault(rubrique, {}).setdefault(value, [])
    if len(lines) < LINES_KEPT:
        lines.append(line)


def values_of(occurrence: Occurrence, rubrique: str) -> dict[str, list[int]]:
    """The values of a rubrique in the individus of the declaration that holds this bloc."""
    declaration = occurrence.up(DECLARATION)
    return declaration.gathered.get(rubrique, {}) if isinstance(declaration, DeclarationOccurrence) else {}


class Declared(Condition):
    """At least one individu of the declaration holds one of these codes (any value when none is given)."""

    def __init__(self, rubrique: str, *codes: str) -> None:
        self.gathered = full((rubrique,))
        self.codes = split_codes(codes)

    def compile(self, at: At, *, absent: bool) -> Verdict:
        rubrique, codes = self.gathered[0], self.codes

        def test(occurrence: Occurrence) -> bool:
            values = values_of(occurrence, rubrique)
            return any(code in values for code in codes) if codes else bool(values)

        return test

    def words(self, norm: Norm) -> str:
        codes = f" avec {codes_in_words(norm, self.gathered[0], self.codes)}" if self.codes else ""
        return f"au moins une rubrique {named(norm, self.gathered[0])} est renseignée dans la déclaration{codes}"


class Mentioned(Condition):
    """The value here is that of a rubrique of an individu: `mentioned("15.005", "70.013")`."""

    def __init__(self, rubrique: str, by: str) -> None:
        self.rubriques = full((rubrique,))
        self.gathered = full((by,))

    def compile(self, at: At, *, absent: bool) -> Verdict:
        read, by = at.reader(self.rubriques[0]), self.gathered[0]
        if read is None:
            return absent

        def test(occurrence: Occurrence) -> bool:
            value = read(occurrence)
            return absent if value is None else value in values_of(occurrence, by)

        return test

    def words(self, norm: Norm) -> str:
        mine, theirs = named(norm, self.rubriques[0]), named(norm, self.gathered[0])
        return f"la valeur de {mine} se retrouve dans une rubrique {theirs} de la déclaration"


Judge = Callable[[Occurrence, str, Sequence[int]], Sequence[int]]
"""Declaration, value and its lines → the lines at fault."""


class Each(Condition):
    """Every value of a rubrique of the individus is right; `judge` gives the lines that are not."""

    def __init__(self, rubrique: str, judge: Judge, words: str) -> None:
        self.rubriques = self.gathered = full((rubrique,))
        self.judge = judge
        self.text = words

    def compile(self, at: At, *, absent: bool) -> Verdict:
        rubrique, judge = self.gathered[0], self.judge
        return lambda occurrence: (
            not any(judge(occurrence, value, lines) for value, lines in values_of(occurrence, rubrique).items())
        )

    def faults(self, declaration: Occurrence) -> list[tuple[int, str]]:
        """Lines at fault, with their values."""
        found = values_of(declaration, self.gathered[0]).items()
        return [(line, value) for value, lines in found for line in self.judge(declaration, value, lines)]

    def words(self, norm: Norm) -> str:
        return self.text


def distinct(rubrique: str) -> Each:
    """No value of the rubrique comes twice in the declaration."""
    return Each(
        rubrique,
        lambda _declaration, _value, lines: lines[1:],
        f"chaque valeur de la rubrique {rubrique_id(rubrique)} n'apparaît qu'une fois dans la déclaration",
    )


declared, mentioned, each = Declared, Mentioned, Each


def gathered_by(condition: Condition | None) -> tuple[str, ...]:
    """The rubriques of individus that a condition asks to be kept."""
    if condition is None:
        return ()
    return tuple(rubrique for part in parts_of(condition) for rubrique in getattr(part, "gathered", ()))
