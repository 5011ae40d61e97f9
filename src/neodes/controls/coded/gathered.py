"""What the individus of a declaration say that the declaration as a whole is judged by.

Individus are judged one by one and forgotten. The values of a few of their rubriques are kept by declaration, with the
first lines that hold them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from neodes.controls.coded.measures import COMPARISONS, DATE_WORDS, sortable
from neodes.controls.coded.names import rubrique_id
from neodes.controls.coded.occurrence import Occurrence, Shape, Source, Unsure
from neodes.controls.coded.terms import At, Condition, Verdict, codes_in_words, full, named, parts_of, split_codes
from neodes.norm import Norm

LINES_KEPT = 20
"""Lines remembered of one value."""

Gathered = dict[str, dict[str, list[int]]]
"""Rubrique → value → its first lines; S21.G00.30 → nothing → first lines of the first individus."""

DECLARATION = "S20.G00.05"
INDIVIDU = "S21.G00.30"


@dataclass(slots=True)
class Record:
    """What a part of a file says of a declaration: stretches of lines outside individus, values of individus."""

    damaged: bool = False
    stretches: list[tuple[Sequence[int], list[str]]] = field(default_factory=list)
    gathered: Gathered = field(default_factory=dict)
    unsure: set[str] = field(default_factory=set)

    def absorb(self, later: Record) -> None:
        """Add what the next part says of the same declaration."""
        self.damaged |= later.damaged
        self.unsure |= later.unsure
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
        return Record(self.damaged, stretches, gathered, self.unsure)


class DeclarationOccurrence(Occurrence):
    """S20.G00.05, with what its individus said; `firsts` is the memo of `unique`, for declarations of many blocs.

    `unsure` are the rubriques that may have other values, in lines or individus at fault.
    """

    __slots__ = ("firsts", "gathered", "unsure")

    def __init__(self, shape: Shape, source: Source, start: int, parent: Occurrence | None) -> None:
        super().__init__(shape, source, start, parent)
        self.gathered: Gathered = {}
        self.unsure: set[str] = set()
        self.firsts: dict[int, dict[tuple[str | None, ...], Occurrence]] = {}


def note(gathered: Gathered, rubrique: str, value: str, line: int) -> None:
    """Keep one value."""
    lines = gathered.setdefault(rubrique, {}).setdefault(value, [])
    if len(lines) < LINES_KEPT:
        lines.append(line)


def values_of(occurrence: Occurrence, rubrique: str) -> dict[str, list[int]]:
    """The values of a rubrique in the individus of the declaration that holds this bloc."""
    declaration = occurrence.up(DECLARATION)
    return declaration.gathered.get(rubrique, {}) if isinstance(declaration, DeclarationOccurrence) else {}


def surely(occurrence: Occurrence, rubrique: str) -> None:
    """Raise `Unsure` where the individus may hold other values of the rubrique than those that were read."""
    declaration = occurrence.up(DECLARATION)
    if isinstance(declaration, DeclarationOccurrence) and rubrique in declaration.unsure:
        raise Unsure


class Declared(Condition):
    """At least one individu of the declaration holds one of these codes (any value when none is given)."""

    def __init__(self, rubrique: str, *codes: str) -> None:
        self.gathered = full((rubrique,))
        self.codes = split_codes(codes)

    def compile(self, at: At, *, absent: bool) -> Verdict:
        rubrique, codes = self.gathered[0], self.codes

        def test(occurrence: Occurrence) -> bool:
            values = values_of(occurrence, rubrique)
            if any(code in values for code in codes) if codes else values:
                return True
            surely(occurrence, rubrique)
            return False

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
            if value is None:
                return absent
            if value in values_of(occurrence, by):
                return True
            surely(occurrence, by)
            return False

        return test

    def words(self, norm: Norm) -> str:
        return self._told(norm, "se retrouve dans une")

    def negation(self, norm: Norm) -> str:
        return self._told(norm, "ne se retrouve dans aucune")

    def _told(self, norm: Norm, how: str) -> str:
        mine, theirs = named(norm, self.rubriques[0]), named(norm, self.gathered[0])
        return f"la valeur de {mine} {how} rubrique {theirs} de la déclaration"


class Latest(Condition):
    """A date compared with the latest one of the individus: `latest("22.004", ">=", "50.001")`."""

    def __init__(self, rubrique: str, comparison: str, of: str) -> None:
        self.rubriques = full((rubrique,))
        self.gathered = full((of,))
        self.comparison = comparison

    def compile(self, at: At, *, absent: bool) -> Verdict:
        read, of = at.reader(self.rubriques[0]), self.gathered[0]
        if read is None:
            return absent
        compare = COMPARISONS[self.comparison][0]

        def test(occurrence: Occurrence) -> bool:
            surely(occurrence, of)
            value, last = read(occurrence), max(map(sortable, values_of(occurrence, of)), default=None)
            return absent if value is None or last is None else compare(sortable(value), last)

        return test

    def words(self, norm: Norm) -> str:
        how, mine = DATE_WORDS[self.comparison], named(norm, self.rubriques[0])
        return f"la date {mine} {how} la plus récente date {named(norm, self.gathered[0])} de la déclaration"


class Individus(Condition):
    """The number of individus of the declaration compared with a small figure (of `LINES_KEPT` at most)."""

    def __init__(self, comparison: str, number: int) -> None:
        self.comparison = comparison
        self.number = number

    def compile(self, at: At, *, absent: bool) -> Verdict:
        compare, number = COMPARISONS[self.comparison][0], self.number

        def test(occurrence: Occurrence) -> bool:
            surely(occurrence, INDIVIDU)
            return bool(compare(len(values_of(occurrence, INDIVIDU).get("", ())), number))

        return test

    def words(self, norm: Norm) -> str:
        return f"le nombre d'individus de la déclaration est {COMPARISONS[self.comparison][1]} à {self.number}"


Overseer = Callable[[Occurrence], Sequence[Occurrence]]
"""Envoi → the blocs at fault, of the envoi itself or of its declarations."""


class Across(Condition):
    """A control over all the declarations of an envoi, judged once it ends; `judge` gives the blocs at fault."""

    def __init__(self, judge: Overseer, words: str, *rubriques: str) -> None:
        self.judge = judge
        self.text = words
        self.rubriques = full(rubriques)

    def compile(self, at: At, *, absent: bool) -> Verdict:
        return True

    def words(self, norm: Norm) -> str:
        return self.text


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


declared, mentioned, latest, each = Declared, Mentioned, Latest, Each
individus, across = Individus, Across


def gathered_by(condition: Condition | None) -> tuple[str, ...]:
    """The rubriques of individus that a condition asks to be kept."""
    if condition is None:
        return ()
    return tuple(rubrique for part in parts_of(condition) for rubrique in getattr(part, "gathered", ()))
