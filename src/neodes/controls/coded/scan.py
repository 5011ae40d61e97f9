"""The controls of the catalogue run over a file, individu by individu, as its lines go by."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence

from neodes.controls.base import Finding
from neodes.controls.coded.compiling import CodedRules, Layout, open_bloc
from neodes.controls.coded.conditions import KIND, NATURE
from neodes.controls.coded.gathered import INDIVIDU, Across, DeclarationOccurrence, Each, Record, note
from neodes.controls.coded.occurrence import Occurrence, Said, Source, Unsure
from neodes.controls.coded.rule import Rule
from neodes.controls.results import Crash
from neodes.controls.scanned import Scanned
from neodes.parser import VALUE_START
from neodes.tree.plan import APART, BLANK, FAULTY, SPECIAL, UNREADABLE, Plan
from neodes.tree.runs import joined_numbers

FAULTS_OF_OURS = (LookupError, ValueError, TypeError, AttributeError, ArithmeticError, RecursionError)
ENVELOPE = "01"
ENVOI = "S10.G00.00"

OFTEN = 100
"""Occurrences of a shape after which its checks are written as one function."""

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
        self._envoi: Occurrence | None = None
        self._envoi_damaged = False
        self._person: list[Occurrence] = []
        self._person_damaged = self._aside_damaged = False
        self._lines: list[str] = []
        self._numbers: Sequence[int] = range(0)
        self._marked = ""
        self._breaks: list[int] = []
        self._before: tuple[str, ...] = ()
        self._said: Said | None = None

    def feed(self, lines: list[str], marked: str, numbers: Sequence[int]) -> None:
        """Take the next lines; the last individu, or the last bloc, is held back."""
        if APART.search(marked):
            lines, marked, numbers = self._readable(lines, marked, numbers)
        self._lines += lines
        self._marked += marked
        self._numbers = joined_numbers(self._numbers, numbers)
        plain = self._plain()
        cut = plain.rfind(self.plan.first_of_individu)
        whole = cut > 0
        if not whole:
            cut = self._last_bloc(plain)
        if cut > 0:
            self._judge(plain[:cut], whole=whole)
            del self._lines[:cut]
            self._numbers, self._marked = self._numbers[cut:], self._marked[cut:]
            self._breaks = [place - cut for place in self._breaks if place > cut]

    def _readable(self, lines: list[str], marked: str, numbers: Sequence[int]) -> tuple[list[str], str, Sequence[int]]:
        """The lines that name a rubrique of the norm; where another one stood, something may be missing."""
        kept = [place for place, character in enumerate(marked) if character < UNREADABLE]
        for place, character in enumerate(marked):
            if character >= UNREADABLE and character != BLANK:
                self._breaks.append(len(self._lines) + bisect_left(kept, place))
        return [lines[place] for place in kept], "".join(marked[place] for place in kept), [numbers[p] for p in kept]

    def finish(self, *, cut: bool) -> None:
        """End of the file; where it was cut, the last individu and the last declaration may not be whole."""
        self._flush()
        if not cut:
            self._close_declaration()
            self._close_envoi()

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
            declaration.gathered, declaration.unsure = self.records[-1].gathered, self.records[-1].unsure

    def end_of_part(self) -> list[Record]:
        """The part ends where an individu starts, or at the end of the file: what is left to judge."""
        self._flush()
        self._close_person()
        self.records[-1].damaged |= self._aside_damaged
        return self.records

    def replay(self, records: Sequence[Record], mark: Callable[[str], str]) -> None:
        """Judge declarations recorded in parts; `mark` gives the character of a line."""
        for record in records:
            for numbers, lines in record.stretches:
                self._lines, self._numbers = list(lines), numbers
                self._marked = "".join(map(mark, lines))
                self._judge(self._plain())
            self._aside_damaged = record.damaged
            for bloc in self._aside:
                if isinstance(bloc, DeclarationOccurrence):
                    bloc.gathered, bloc.unsure = record.gathered, record.unsure
        self._lines, self._marked = [], ""
        self.finish(cut=not self.known.totals)

    def _flush(self) -> None:
        self._judge(self._plain())
        self._lines, self._marked, self._numbers, self._breaks = [], "", range(0), []

    def _plain(self) -> str:
        return SPECIAL.sub(_plain_of, self._marked)

    def _last_bloc(self, plain: str) -> int:
        """Start of the last bloc, which may go on."""
        last = len(plain) - 1
        while last > 0 and self.plan.bloc(plain[last - 1]) == self.plan.bloc(plain[-1]):
            last -= 1
        return max(0, last)

    def _judge(self, plain: str, *, whole: bool = True) -> None:
        """Judge these lines; unless they are `whole`, the last individu goes on behind them."""
        first, start = self.plan.first_of_individu, 0
        head, *people = plain.split(first)
        if head:
            self._general(head, 0)
            start = len(head)
        for person in people:
            end = start + 1 + len(person)
            layout = self._rules.layout(first + person, self._marked[start:end])
            outer = self._current.get(self.plan.parent[self.plan.individu])
            ends_early = (first + person)[-1] in self.plan.of_individu
            goes_on = (end == len(plain) and not whole) or ends_early or self._goes_on(first)
            if layout is None or outer is None or goes_on or self._is_broken(start, end):
                self._general(first + person, start)
            else:
                self._close_person()
                self._known_person(layout, start, end, outer)
            start = end

    def _is_broken(self, start: int, end: int) -> bool:
        """Whether unreadable lines stood behind the line `start`, up to the line `end`."""
        return bool(self._breaks) and any(start < place <= end for place in self._breaks)

    def _known_person(self, layout: Layout, start: int, end: int, outer: Occurrence) -> None:
        source = layout.source
        source.lines = lines = self._lines[start:end]
        source.numbers = self._numbers[start:end]
        source.facts = {}
        layout.individu.parent = outer
        source.said = self._said_by(outer)
        self._before = layout.ends
        rules = self._rules
        for occurrence, codes, outline in layout.coded:
            key = codes(lines)
            occurrence.shape = outline.shapes.get(key) or rules.shape(outline, key)
        if layout.disordered:
            self._hold_back(layout.occurrences)
        else:
            self._judge_person(layout)
        declaration = self._declaration()
        if declaration is None:
            return
        gathered = declaration.gathered
        note(gathered, INDIVIDU, "", source.numbers[0])
        for offset, rubrique in layout.gathering:
            note(gathered, rubrique, lines[offset][VALUE_START:-1], source.numbers[offset])
        if layout.unsure:
            declaration.unsure |= layout.unsure

    def _said_by(self, outer: Occurrence) -> Said:
        """What the blocs that hold individus say, from this one up."""
        if self._said is None or self._said.outer is not outer:
            self._said = Said(outer)
        return self._said

    def _judge_person(self, layout: Layout) -> None:
        failed = []
        try:
            for occurrence in layout.checked:
                shape = occurrence.shape
                if shape.holds is None:
                    shape.uses += 1
                    if shape.uses == OFTEN:
                        self._rules.write(shape)
                elif shape.holds(occurrence):
                    continue
                for place, check in enumerate(shape.checks):
                    if not check(occurrence):
                        failed.append((occurrence, place))
        except (Unsure, *FAULTS_OF_OURS):
            self._evaluate(layout.occurrences)
            return
        for occurrence, place in failed:
            self._report(occurrence.shape.rules[place], occurrence)
        for occurrence in layout.faulty:
            self.held.update(occurrence.shape.held)

    def _declaration(self) -> DeclarationOccurrence | None:
        declaration = self._current.get(self.plan.declaration)
        return declaration if isinstance(declaration, DeclarationOccurrence) else None

    def _general(self, plain: str, start: int) -> None:
        """Open the blocs of these lines one by one."""
        for match in self.plan.runs.finditer(plain):
            begin, end = start + match.start(), start + match.end()
            self._run(match[0], begin)
            if self._is_broken(begin, end):
                self._damage()

    def _run(self, run: str, start: int) -> None:
        bloc = self.plan.bloc(run[0])
        rules = self._rules if self.plan.of_declaration[bloc] else self._envelope
        in_person = self.plan.of_person[bloc]
        cut_off = self._is_cut_off(run, rules)
        if cut_off:
            self._damage()
        if bloc == self.plan.individu or not in_person:
            self._close_person()
        lines, numbers = self._lines[start : start + len(run)], self._numbers[start : start + len(run)]
        marked = self._marked[start : start + len(run)]
        if bloc == self.plan.declaration:
            if self.known.starts_at(numbers[0]):
                self._open_declaration(marked, lines, numbers)
            else:
                self._aside_damaged = True
            return
        if self.partial and not in_person:
            self.records[-1].stretches.append((numbers, lines))
        outer = self._current.get(self.plan.parent[self.plan.individu]) if in_person else None
        source = Source(lines, numbers, self._said_by(outer) if outer else None)
        starts = rules.structure.info_of(run).starts
        for begin, end in zip(starts, (*starts[1:], len(run)), strict=True):
            self._open(rules.occurrence(marked[begin:end], source, begin), bloc)
        if cut_off or rules.is_disordered(run):
            self._damage()

    def _is_cut_off(self, run: str, rules: CodedRules) -> bool:
        """Whether the run is the rest of a bloc that another one, or a line out of place, has cut in two."""
        goes_on = self._goes_on(run)
        before = () if run[0] == self.plan.first_of_individu else self._before
        self._before = (*before[-1:], run)
        return goes_on or rules.is_cut_off(run, before)

    def _goes_on(self, run: str) -> bool:
        """Whether lines of S21.G00.30 follow others of it without NIR, of which they are the rest."""
        before = self._before[-1][-1] if self._before else ""
        return run[0] == self.plan.first_of_individu and before in self.plan.of_individu

    def _open_declaration(self, marked: str, lines: list[str], numbers: Sequence[int]) -> None:
        self._close_declaration()
        if self.partial:
            self.records.append(Record(stretches=[(numbers, lines)]))
        values = {line[: VALUE_START - 2]: line[VALUE_START:-1] for line in lines}
        self._rules = self._rules_of(values.get("S20.G00.05.001", ""), values.get("S20.G00.05.002", ""))
        plain = self._rules.occurrence(marked, Source(lines, numbers), 0)
        declaration = DeclarationOccurrence(plain.shape, plain.source, 0, None)
        if self.partial:
            declaration.gathered, declaration.unsure = self.records[-1].gathered, self.records[-1].unsure
        self._open(declaration, self.plan.declaration)

    def _open(self, occurrence: Occurrence, bloc: int) -> None:
        """An individu knows the bloc that holds it, which does not know it: it will be forgotten."""
        parent = occurrence.parent = self._current.get(self.plan.parent[bloc])
        in_person = self.plan.of_person[bloc]
        (self._person if in_person else self._aside).append(occurrence)
        declaration = self._declaration()
        if bloc == self.plan.individu and declaration is not None:
            note(declaration.gathered, INDIVIDU, "", occurrence.line())
        if parent is None and bloc != 0:
            self._damage()
        elif parent is not None and bloc != self.plan.individu:
            if self._rules.comes_late(bloc, parent):
                self._damage()
            parent.add(occurrence)
        open_bloc(self.plan, self._current, bloc, occurrence)

    def _damage(self) -> None:
        """What is open is not sure: nothing will be judged of it."""
        if self._person:
            self._person_damaged = True
        else:
            self._aside_damaged = True

    def _close_person(self) -> None:
        """Judge an individu that was opened bloc by bloc."""
        person, damaged = self._person, self._person_damaged
        self._person, self._person_damaged = [], False
        if not person:
            return
        if damaged:
            self._hold_back(person)
        else:
            self._evaluate(person)
        declaration, wanted = self._declaration(), self._rules.gathered
        if declaration is None:
            return
        declaration.unsure |= wanted if damaged else self._rules.unsure_of(person)
        if person[0].shape.bloc != INDIVIDU:
            declaration.unsure.add(INDIVIDU)
        for occurrence in person:
            for rubrique, place in occurrence.shape.places.items():
                if rubrique in wanted and place >= 0:
                    note(declaration.gathered, rubrique, occurrence.get(rubrique) or "", occurrence.line(rubrique))

    def _close_declaration(self) -> None:
        self._close_person()
        blocs, damaged = self._aside, self._aside_damaged
        self._aside, self._aside_damaged = [], False
        if self.partial:
            self.records[-1].damaged |= damaged
            return
        if damaged:
            self._hold_back(blocs)
        else:
            self._evaluate(blocs)
            for bloc in blocs:
                if isinstance(bloc, DeclarationOccurrence):
                    self._judge_each(bloc)
                    bloc.gathered = {}
        self._follow_envoi(blocs, damaged=damaged)

    def _follow_envoi(self, blocs: Sequence[Occurrence], *, damaged: bool) -> None:
        """Another S10.G00.00 ends the envoi before it."""
        self._envoi_damaged |= damaged
        for bloc in blocs:
            if bloc.parent is None and bloc.shape.bloc == ENVOI:
                self._close_envoi()
                self._envoi, self._envoi_damaged = bloc, damaged

    def _close_envoi(self) -> None:
        """Judge what the declarations of the envoi say of one another."""
        envoi = self._envoi
        if envoi is None:
            return
        natures = {_value_near(bloc, NATURE) for bloc in envoi.children}
        for rule, demand in self._rules.version.across:
            named = self._rules.version.named[rule.id]
            if not natures.isdisjoint((*named.natures, *named.silent)):
                self._judge_envoi(rule, demand, envoi)

    def _judge_envoi(self, rule: Rule, demand: Across, envoi: Occurrence) -> None:
        if self._envoi_damaged:
            self.held[rule.id] += 1
            return
        try:
            faults = demand.judge(envoi)
        except Unsure:
            self.held[rule.id] += 1
            return
        except FAULTS_OF_OURS as error:
            self.crashes.append(Crash(rule.id, envoi.line(), f"{type(error).__name__}: {error}"))
            return
        for bloc in faults:
            self._rules = self._rules_of(_value_near(bloc, NATURE) or ENVELOPE, _value_near(bloc, KIND) or "01")
            self._report(rule, bloc)

    def _hold_back(self, blocs: Sequence[Occurrence]) -> None:
        for occurrence in blocs:
            self.held.update(rule.id for rule in occurrence.shape.rules)
            self.held.update(occurrence.shape.held)

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
        """Judge blocs one check at a time: what is unsure, or our own fault, is put apart.

        They are whole: what is below one of them can be remembered, but for the envoi, whose declarations go on.
        """
        for occurrence in blocs:
            if occurrence.remembered is None and occurrence.parent is not None:
                occurrence.remembered = {}
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
        envelope = rule.rubrique.startswith(("S10", "S90"))
        severity = (self._envelope if envelope else self._rules).severity(rule)
        declaration = None if envelope else self.known.declaration_at(line)
        key = (declaration, rule.id, severity, CODED)
        if self.groups.wants_place(key):
            bloc = rule.rubrique[:10]
            finding = Finding(rule.id, severity, line, CODED, rule.rubrique, bloc, value, declaration, dict(values))
            self.groups.keep(key, finding)


def _plain_of(match: re.Match[str]) -> str:
    return chr(ord(match[0]) - FAULTY)


def _value_near(occurrence: Occurrence, rubrique: str) -> str | None:
    """The value of a rubrique in this bloc or in one above it, if there is one."""
    found: Occurrence | None = occurrence
    while found is not None and found.shape.bloc != rubrique[:10]:
        found = found.parent
    if found is None or found.shape.places.get(rubrique, -1) < 0:
        return None
    return found.get(rubrique)
