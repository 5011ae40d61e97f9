"""The controls of the catalogue run over a file, individu by individu, as its lines go by."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from neodes.controls.base import Finding, Severity
from neodes.controls.coded.compiling import CodedRules, Layout, open_bloc
from neodes.controls.coded.gathered import DeclarationOccurrence, Each, Gathered, Record, note
from neodes.controls.coded.occurrence import Occurrence, Source, Unsure
from neodes.controls.coded.rule import Rule
from neodes.controls.results import Crash
from neodes.controls.scanned import Scanned
from neodes.parser import VALUE_START
from neodes.tree.plan import APART, FAULTY, SPECIAL, UNREADABLE, Plan

FAULTS_OF_OURS = (LookupError, ValueError, TypeError, AttributeError, ArithmeticError, RecursionError)
ENVELOPE = "01"

CODED = "non_respecte"
"""Reason of all the findings of the catalogue: the control itself tells what was demanded."""


RulesOf = Callable[[str, str], CodedRules]
"""Nature and type of declaration → the controls that hold."""


class CodedScan:
    """Judges one file; `feed` it lines and characters, then `finish`.

    In a part of a file read by several processes (`partial`), declarations are not judged as a whole but recorded:
    their lines outside individus, and what their individus said. `replay` judges the records put together.
    """

    def __init__(self, plan: Plan, rules_of: RulesOf, seen: Scanned) -> None:
        self.plan = plan
        self.groups = seen.groups
        self.known = seen.facts
        self.crashes = seen.crashes
        self.held = seen.held
        self.partial = False
        self.records: list[Record] = [Record()]
        self._rules_of = rules_of
        self._rules = self._envelope = rules_of(ENVELOPE, "01")
        self._current: dict[int, Occurrence] = {}
        self._aside: list[Occurrence] = []
        self._person: list[Occurrence] = []
        self._damaged = False
        self._lines: list[str] = []
        self._first = 1
        self._marked = ""

    def feed(self, lines: Sequence[str], marked: str, first: int) -> None:
        """Take the next lines; the last individu, or the last bloc, is held back."""
        if not self._lines:
            self._first = first
        self._lines += lines
        self._marked += marked
        plain = self._plain()
        cut = plain.rfind(self.plan.first_of_individu)
        if cut <= 0:
            cut = self._last_bloc(plain)
        if cut > 0:
            self._judge(plain[:cut])
            del self._lines[:cut]
            self._first += cut
            self._marked = self._marked[cut:]

    def finish(self) -> None:
        """End of the file."""
        self._flush()
        self._close_declaration()

    def start_part(self) -> None:
        """What was read so far, if anything, only prepares what follows: nothing of it is judged here."""
        self._flush()
        self._close_person()
        self.held.clear()
        self._aside.clear()
        self.partial = True
        self.records = [Record()]
        declaration = self._current.get(self.plan.declaration)
        if isinstance(declaration, DeclarationOccurrence):
            declaration.gathered = self.records[-1].gathered

    def end_of_part(self) -> list[Record]:
        """The part ends where an individu starts, or at the end of the file: what is left to judge."""
        self._flush()
        self._close_person()
        return self.records

    def replay(self, records: Sequence[Record], mark: Callable[[str], str]) -> None:
        """Judge declarations recorded in parts; `mark` gives the character of a line."""
        for record in records:
            for first, lines in record.stretches:
                self._lines, self._first = list(lines), first
                self._marked = "".join(map(mark, lines))
                self._judge(self._plain())
            declaration = self._current.get(self.plan.declaration)
            if isinstance(declaration, DeclarationOccurrence):
                declaration.gathered = record.gathered
        self._lines, self._marked = [], ""
        self._close_declaration()

    def _flush(self) -> None:
        self._judge(self._plain())
        self._lines, self._marked = [], ""

    def _plain(self) -> str:
        return SPECIAL.sub(lambda match: _plain_of(match[0]), self._marked)

    def _last_bloc(self, plain: str) -> int:
        """Start of the last bloc, which may go on."""
        readable = APART.sub(lambda match: "\0" * len(match[0]), plain).rstrip("\0")
        if not readable:
            return 0
        bloc = self.plan.bloc(readable[-1])
        last = len(readable) - 1
        while last > 0 and (readable[last - 1] == "\0" or self.plan.bloc(readable[last - 1]) == bloc):
            last -= 1
        return last

    def _judge(self, plain: str) -> None:
        first, start = self.plan.first_of_individu, 0
        head, *people = plain.split(first)
        if head:
            self._general(head, self._marked[: len(head)], 0)
            start = len(head)
        for person in people:
            end = start + 1 + len(person)
            marked = self._marked[start:end]
            layout = self._rules.layout(first + person, marked)
            outer = self._current.get(self.plan.parent[self.plan.individu])
            if layout is None or outer is None:
                self._general(first + person, marked, start)
            else:
                self._close_person()
                self._known_person(layout, start, end, outer)
            start = end

    def _known_person(self, layout: Layout, start: int, end: int, outer: Occurrence) -> None:
        source = layout.source
        source.lines = lines = self._lines[start:end]
        source.first = self._first + start
        layout.individu.parent = outer
        failed = []
        try:
            for occurrence in layout.checked:
                for place, check in enumerate(occurrence.shape.checks):
                    if not check(occurrence):
                        failed.append((occurrence, place))
        except (Unsure, *FAULTS_OF_OURS):
            self._evaluate(layout.occurrences)
        else:
            for occurrence, place in failed:
                self._report(occurrence.shape.rules[place], occurrence)
            self.held.update(layout.held)
        if layout.gathering:
            gathered = self._gathered()
            for offset, rubrique in layout.gathering:
                note(gathered, rubrique, lines[offset][VALUE_START:-1], source.first + offset)

    def _gathered(self) -> Gathered:
        declaration = self._current.get(self.plan.declaration)
        return declaration.gathered if isinstance(declaration, DeclarationOccurrence) else {}

    def _general(self, plain: str, marked: str, start: int) -> None:
        """Open the blocs of these lines one by one."""
        place = 0
        while place < len(plain):
            match = self.plan.runs.match(plain, place)
            if match is None:
                self._damaged = True
                place += 1
                continue
            self._run(match[0], marked[place : match.end()], start + place)
            place = match.end()

    def _run(self, run: str, marked: str, start: int) -> None:
        bloc = self.plan.bloc(run[0])
        rules = self._rules if self.plan.of_declaration[bloc] else self._envelope
        in_person = self.plan.of_person[bloc]
        if bloc == self.plan.individu or not in_person:
            self._close_person()
        lines, first = self._lines[start : start + len(run)], self._first + start
        if bloc == self.plan.declaration:
            self._open_declaration(marked, lines, first)
            return
        if self.partial and not in_person:
            self.records[-1].stretches.append((first, lines))
        source = Source(lines, first)
        starts = rules.structure.info_of(run).starts
        for begin, end in zip(starts, (*starts[1:], len(run)), strict=True):
            self._open(Occurrence(rules.shape(marked[begin:end]), source, begin, None), bloc)

    def _open_declaration(self, marked: str, lines: list[str], first: int) -> None:
        self._close_declaration()
        if self.partial:
            self.records.append(Record([(first, lines)], {}))
        values = {line[: VALUE_START - 2]: line[VALUE_START:-1] for line in lines}
        self._rules = self._rules_of(values.get("S20.G00.05.001", ""), values.get("S20.G00.05.002", ""))
        declaration = DeclarationOccurrence(self._rules.shape(marked), Source(lines, first), 0, None)
        if self.partial:
            declaration.gathered = self.records[-1].gathered
        self._open(declaration, self.plan.declaration)

    def _open(self, occurrence: Occurrence, bloc: int) -> None:
        """An individu knows the bloc that holds it, which does not know it: it will be forgotten."""
        parent = occurrence.parent = self._current.get(self.plan.parent[bloc])
        if parent is not None and bloc != self.plan.individu:
            parent.children.append(occurrence)
        open_bloc(self.plan, self._current, bloc, occurrence)
        (self._person if self.plan.of_person[bloc] else self._aside).append(occurrence)

    def _close_person(self) -> None:
        """Judge an individu that was opened bloc by bloc; of one with unreadable lines nothing sure can be said."""
        person, damaged = self._person, self._damaged
        self._person, self._damaged = [], False
        if not person:
            return
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
        if self.partial:
            return
        self._evaluate(blocs)
        for bloc in blocs:
            if isinstance(bloc, DeclarationOccurrence):
                self._judge_each(bloc)

    def _judge_each(self, declaration: DeclarationOccurrence) -> None:
        for rule in self._rules.each:
            assert isinstance(rule.then, Each)  # noqa: S101 - for the type checker
            try:
                faults = rule.then.faults(declaration)
            except Unsure:
                self.held[rule.id] += 1
                continue
            for line, value in faults:
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
            self.held.update(occurrence.shape.held)

    def _report(self, rule: Rule, occurrence: Occurrence) -> None:
        values: dict[str, str] = {}
        for rubrique in rule.rubriques:
            value = _value_near(occurrence, rubrique)
            if value is not None:
                values[rubrique] = value
        self._add(rule, occurrence.line(rule.rubrique), values.pop(rule.rubrique, None), values)

    def _add(self, rule: Rule, line: int, value: str | None, values: dict[str, str]) -> None:
        blocking = self._rules.version.named[rule.id].blocking and not rule.reading
        severity = Severity.BLOQUANT if blocking else Severity.AVERTISSEMENT
        envelope = rule.rubrique.startswith(("S10", "S90"))
        declaration = None if envelope else self.known.declaration_at(line)
        key = (declaration, rule.id, severity, CODED)
        if self.groups.wants_place(key):
            bloc = rule.rubrique[:10]
            finding = Finding(rule.id, severity, line, CODED, rule.rubrique, bloc, value, declaration, dict(values))
            self.groups.keep(key, finding)


def _plain_of(character: str) -> str:
    return chr(ord(character) - FAULTY) if character < UNREADABLE else character


def _value_near(occurrence: Occurrence, rubrique: str) -> str | None:
    """The value of a rubrique in this bloc or in one above it, if there is one."""
    found: Occurrence | None = occurrence
    while found is not None and found.shape.bloc != rubrique[:10]:
        found = found.parent
    if found is None or found.shape.places.get(rubrique, -1) < 0:
        return None
    return found.get(rubrique)
