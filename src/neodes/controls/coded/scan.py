"""The controls of the catalogue run over a file, individu by individu, as its lines go by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

from neodes.controls.base import Finding, Severity
from neodes.controls.coded.compiling import CodedRules, Layout
from neodes.controls.coded.gathered import DeclarationOccurrence, Each, Gathered, note
from neodes.controls.coded.occurrence import Occurrence, Unsure
from neodes.controls.coded.rule import Rule
from neodes.controls.groups import Groups
from neodes.controls.results import Crash
from neodes.parser import VALUE_START
from neodes.tree.occurrences import occurrences
from neodes.tree.plan import FAULTY, UNREADABLE, Plan

FAULTS_OF_OURS = (LookupError, ValueError, TypeError, AttributeError, ArithmeticError, RecursionError)
MOST_HELD_LINES = 200_000
ENVELOPE = "01"

CODED = "non_respecte"
"""Reason of all the findings of the catalogue: the control itself tells what was demanded."""


class Declarations(Protocol):
    """What is known of the declarations of the file."""

    def declaration_at(self, line: int) -> int | None:
        """Index of the declaration that a line belongs to."""


class CodedScan:
    """Judges one file; `feed` it lines and characters, then `finish`."""

    def __init__(
        self,
        plan: Plan,
        rules_of: Callable[[str, str], CodedRules],
        groups: Groups,
        known: Declarations,
        crashes: list[Crash],
    ) -> None:
        self.plan = plan
        self.groups = groups
        self.known = known
        self.crashes = crashes
        self.held: Counter[str] = Counter()
        self._rules_of = rules_of
        self._rules = self._envelope = rules_of(ENVELOPE, "01")
        self._current: dict[int, Occurrence] = {}
        self._aside: list[Occurrence] = []
        self._person: list[Occurrence] = []
        self._damaged = False
        self._lines: list[str] = []
        self._numbers: list[int] = []
        self._marked = ""

    def feed(self, lines: Sequence[str], marked: str, first: int) -> None:
        """Take the next lines; the last individu, or the last bloc, is held back."""
        self._lines = [*self._lines, *lines]
        self._numbers += range(first, first + len(lines))
        self._marked += marked
        plain = self._plain()
        cut = plain.rfind(self.plan.first_of_individu)
        if cut <= 0:
            cut = self._last_bloc(plain)
        if cut > 0:
            self._judge(plain[:cut], cut)
            self._lines, self._numbers, self._marked = self._lines[cut:], self._numbers[cut:], self._marked[cut:]

    def finish(self) -> None:
        """End of the file."""
        plain = self._plain()
        self._judge(plain, len(plain))
        self._close_declaration()

    def _plain(self) -> str:
        marked = self._marked
        if not marked or max(marked) < chr(FAULTY):
            return marked
        return "".join(
            chr(ord(character) - FAULTY) if chr(FAULTY) <= character < UNREADABLE else character for character in marked
        )

    def _last_bloc(self, plain: str) -> int:
        last = len(plain) - 1
        while last > 0 and plain[last] >= UNREADABLE:
            last -= 1
        if last <= 0:
            return 0
        bloc = self.plan.bloc(plain[last]) if plain[last] < UNREADABLE else -1
        while last > 0 and (plain[last - 1] >= UNREADABLE or self.plan.bloc(plain[last - 1]) == bloc):
            last -= 1
        return last

    def _judge(self, plain: str, end: int) -> None:
        start = 0
        for text in self._cut(plain):
            self._stretch(text, start)
            start += len(text)

    def _cut(self, plain: str) -> Iterable[str]:
        """The lines before the first individu, then those of each individu."""
        first = self.plan.first_of_individu
        head, *people = plain.split(first)
        if head:
            yield head
        for person in people:
            yield first + person

    def _stretch(self, plain: str, start: int) -> None:
        marked = self._marked[start : start + len(plain)]
        if plain[0] == self.plan.first_of_individu:
            outer = self._current.get(self.plan.parent[self.plan.individu])
            layout = self._rules.layout(plain, marked)
            if layout is not None:
                self._close_person()
                if outer is not None:
                    self._known_person(layout, start, outer)
                return
        self._general(plain, marked, start)

    def _known_person(self, layout: Layout, start: int, outer: Occurrence) -> None:
        lines, numbers = self._lines, self._numbers
        person: list[Occurrence] = []
        for shape, offset, parent in layout.entries:
            if parent < 0:
                occurrence = Occurrence(shape, lines, numbers, start + offset, None)
                occurrence.parent = outer
            else:
                occurrence = Occurrence(shape, lines, numbers, start + offset, person[parent])
            person.append(occurrence)
        failed = []
        try:
            for rank in layout.checked:
                occurrence = person[rank]
                for place, check in enumerate(occurrence.shape.checks):
                    if not check(occurrence):
                        failed.append((occurrence, place))
        except (Unsure, *FAULTS_OF_OURS):
            self._evaluate(person)
        else:
            for occurrence, place in failed:
                self._report(occurrence.shape.rules[place], occurrence)
            self._count_held(person)
        if layout.gathering:
            gathered = self._gathered()
            for offset, rubrique, _ in layout.gathering:
                note(gathered, rubrique, lines[start + offset][VALUE_START:-1], numbers[start + offset])

    def _gathered(self) -> Gathered:
        declaration = self._current.get(self.plan.declaration)
        return declaration.gathered if isinstance(declaration, DeclarationOccurrence) else {}

    def _general(self, plain: str, marked: str, start: int) -> None:
        """Open the blocs of these lines one by one."""
        place = 0
        while place < len(plain):
            if plain[place] >= UNREADABLE:
                self._damaged = True
                place += 1
                continue
            match = self.plan.runs.match(plain, place)
            assert match is not None  # noqa: S101 - any readable character is in a class of the pattern
            self._run(match[0], marked[place : match.end()], start + place)
            place = match.end()

    def _run(self, run: str, marked: str, start: int) -> None:
        bloc = self.plan.bloc(run[0])
        if bloc == self.plan.declaration:
            self._open_declaration(marked, start)
            return
        rules = self._rules if self.plan.of_declaration[bloc] else self._envelope
        obligatory = rules.structure.obligatory(bloc)
        starts = [group[0][0] for group in occurrences(run, obligatory, single=False)]
        for first, last in zip(starts, [*starts[1:], len(run)], strict=True):
            self._open(rules, bloc, marked[first:last], start + first)

    def _open_declaration(self, marked: str, start: int) -> None:
        self._close_declaration()
        lines = self._lines[start : start + len(marked)]
        values = {line[:14]: line[VALUE_START:-1] for line in lines}
        self._rules = self._rules_of(values.get("S20.G00.05.001", ""), values.get("S20.G00.05.002", ""))
        parent = self._current.get(self.plan.parent[self.plan.declaration])
        shape = self._rules.shape(marked)
        numbers = self._numbers[start : start + len(marked)]
        declaration = DeclarationOccurrence(shape, lines, numbers, 0, parent)
        self._current[self.plan.declaration] = declaration
        self._aside.append(declaration)

    def _open(self, rules: CodedRules, bloc: int, marked: str, start: int) -> None:
        in_person = self.plan.individu in self._chain(bloc)
        if bloc == self.plan.individu or not in_person:
            self._close_person()
        parent = self._current.get(self.plan.parent[bloc])
        lines, numbers = self._lines, self._numbers
        if not in_person:
            end = start + len(marked)
            lines, numbers, start = lines[start:end], numbers[start:end], 0
        outer = parent if bloc != self.plan.individu else None
        occurrence = Occurrence(rules.shape(marked), lines, numbers, start, outer)
        if bloc == self.plan.individu:
            occurrence.parent = parent
        depth = self.plan.depth[bloc]
        for other in [other for other in self._current if self.plan.depth[other] >= depth]:
            del self._current[other]
        self._current[bloc] = occurrence
        (self._person if in_person else self._aside).append(occurrence)

    def _chain(self, bloc: int) -> list[int]:
        found = [bloc]
        while (parent := self.plan.parent[found[-1]]) >= 0:
            found.append(parent)
        return found

    def _close_person(self) -> None:
        person, damaged = self._person, self._damaged
        if not person:
            return
        self._person, self._damaged = [], False
        if not damaged:
            self._evaluate(person)
        gathered, wanted = self._gathered(), self._rules.version.gathered
        for occurrence in person:
            for rubrique, place in occurrence.shape.places.items():
                if rubrique in wanted and place >= 0:
                    note(gathered, rubrique, occurrence.get(rubrique) or "", occurrence.line(rubrique))

    def _close_declaration(self) -> None:
        self._close_person()
        blocs, self._aside = self._aside, []
        self._evaluate(blocs)
        for bloc in blocs:
            if isinstance(bloc, DeclarationOccurrence):
                self._judge_each(bloc)
        self._damaged = False

    def _judge_each(self, declaration: DeclarationOccurrence) -> None:
        for rule in self._rules.version.rules.values():
            if isinstance(rule.then, Each) and self._rules.nature in self._rules.version.named[rule.id].natures:
                for line, value in rule.then.faults(declaration):
                    self._add(rule, line, value, {})

    def _evaluate(self, blocs: Sequence[Occurrence]) -> None:
        """Judge blocs one check at a time: what is unsure, or our own fault, is put apart."""
        for occurrence in blocs:
            for place, check in enumerate(occurrence.shape.checks):
                rule = occurrence.shape.rules[place]
                try:
                    if not check(occurrence):
                        self._report(rule, occurrence)
                except Unsure:
                    self.held[rule.id] += 1
                except FAULTS_OF_OURS as error:
                    self.crashes.append(Crash(rule.id, occurrence.line(), f"{type(error).__name__}: {error}"))
        self._count_held(blocs)

    def _count_held(self, blocs: Sequence[Occurrence]) -> None:
        for occurrence in blocs:
            if occurrence.shape.held:
                self.held.update(occurrence.shape.held)

    def _report(self, rule: Rule, occurrence: Occurrence) -> None:
        values: dict[str, str] = {}
        for rubrique in rule.rubriques:
            value = _value_near(occurrence, rubrique)
            if value is not None:
                values[rubrique] = value
        self._add(rule, occurrence.line(rule.rubrique), values.get(rule.rubrique), values)

    def _add(self, rule: Rule, line: int, value: str | None, values: dict[str, str]) -> None:
        named = self._rules.version.named[rule.id]
        blocking = named.blocking and not rule.reading
        self.groups.add(
            Finding(
                control=rule.id,
                severity=Severity.BLOQUANT if blocking else Severity.AVERTISSEMENT,
                line=line,
                reason=CODED,
                rubrique=rule.rubrique,
                bloc=rule.rubrique[:10],
                value=value,
                declaration=None if rule.rubrique.startswith(("S10", "S90")) else self.known.declaration_at(line),
                details={rubrique: value for rubrique, value in values.items() if rubrique != rule.rubrique},
            )
        )


def _value_near(occurrence: Occurrence, rubrique: str) -> str | None:
    """The value of a rubrique in this bloc or in one above it, if there is one."""
    found: Occurrence | None = occurrence
    while found is not None and found.shape.bloc != rubrique[:10]:
        found = found.parent
    if found is None or found.shape.places.get(rubrique, -1) < 0:
        return None
    return found.get(rubrique)
