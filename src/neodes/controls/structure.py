"""Order, parents, cardinalities and usages, from the characters of a file (one a line, see `neodes.tree.plan`).

Two ways through the same rules. The general one opens blocs one by one. The fast one holds for the individus of a
monthly declaration: an individu is a string of run keys, and the string of one that was found right is remembered;
all those of a piece that are remembered are counted at once. Both give the same findings: an individu enters the
memory only after the general way had nothing to say of it.

An individu is judged when the start of the next one is seen, so that nothing depends on how the file is cut.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from itertools import accumulate, pairwise

from neodes.controls.base import Finding, Severity
from neodes.controls.nature import ENVELOPE, NatureRules, RunFinding, RunInfo
from neodes.tree.occurrences import ascending_parts
from neodes.tree.opening import OpenBloc, Opening, Place
from neodes.tree.plan import Plan

MOST_CLEAN = 50_000
"""Distinct individus remembered as right."""

MOST_HELD = 100_000
"""Lines held back while an individu does not end; beyond, it is judged as it comes."""

HELD_RUNS = 4
"""Runs held back at the end of a piece where there are no individus."""

Report = Callable[[Finding], None]
ValueAt = Callable[[int], str]
RulesOf = Callable[[str, str], NatureRules]


class Stretch:
    """Lines of one declaration cut into runs; `offsets` is where each run starts, and where the last one ends."""

    def __init__(self, runs: list[str], numbers: Sequence[int]) -> None:
        self.runs = runs
        self.numbers = numbers

    @cached_property
    def offsets(self) -> list[int]:
        return list(accumulate(map(len, self.runs), initial=0))


class Structure:
    """Judges the structure of one file; `feed` it characters and line numbers, then `finish`.

    `report` gets the findings; `value_at` gives the value of a line of S20.G00.05, from which the nature is known.
    """

    def __init__(self, plan: Plan, rules: RulesOf, report: Report, value_at: ValueAt) -> None:
        self.plan = plan
        self.report = report
        self.value_at = value_at
        self.rules_of = rules
        self.envelope = rules(ENVELOPE, "")
        self.rules = self.envelope
        self.opening = Opening(plan, self._closed)
        self.declarations: list[int] = []
        self.individus: list[int] = []
        self.findings = 0
        self._start_declaration = plan.runs_of(plan.declaration)
        self._text = ""
        self._numbers: Sequence[int] = range(0)
        self._is_cut = False
        self._cut_at = 0
        self._envois = 0

    def feed(self, text: str, numbers: Sequence[int], *, outside: bool = True) -> None:
        """Take the next lines; the end, which may go on in the next piece, is held back.

        `outside` False is a promise: these lines are of individus only, no declaration starts among them.
        """
        text, numbers = self._text + text, _joined(self._numbers, numbers)
        if outside:
            self._feed(text, numbers, final=False)
        else:
            self._section(text, numbers, final=False)

    def finish(self, *, cut: bool) -> None:
        """End of the file; nothing is said of what is missing behind the place where a file was cut."""
        self._cut_at = self._numbers[-1] if cut and self._numbers else 0
        self._feed(self._text, self._numbers, final=True)
        if not self.opening.envoi_seen:
            self._report_bloc("CARD", "manquant", 0, 1, found=0)
        self._is_cut = cut
        self.opening.close_all()

    def _feed(self, text: str, numbers: Sequence[int], *, final: bool) -> None:
        starts = [match.start() for match in self._start_declaration.finditer(text)]
        cuts = [start for start in starts if start] + [len(text)]
        position = 0
        for cut in cuts[:-1]:
            self._section(text[position:cut], numbers[position:cut], final=True)
            position = cut
        self._section(text[position:], numbers[position:], final=final)

    def _section(self, text: str, numbers: Sequence[int], *, final: bool) -> None:
        """Lines of one declaration (or of S10): a start of declaration stands at the head or nowhere."""
        runs: list[str] = self.plan.runs.findall(text)
        if runs and self.plan.bloc(runs[0][0]) == self.plan.declaration:
            if len(runs) == 1 and not final:
                self._text, self._numbers = text, numbers
                return
            start = len(runs[0])
            self._declaration_run(runs[0], numbers[:start])
            text, numbers, runs = text[start:], numbers[start:], runs[1:]
        stretch = Stretch(runs, numbers)
        held = len(runs) if final else max(0, len(runs) - HELD_RUNS)
        if self.rules.many_individus:
            held = self._with_individus(stretch, held, final=final)
        else:
            self._general(stretch, 0, held)
        start = stretch.offsets[held]
        self._text, self._numbers = text[start:], numbers[start:]

    def _with_individus(self, stretch: Stretch, held: int, *, final: bool) -> int:
        """Judge what is known to be whole; gives the first run held back, `held` where no individu starts."""
        keys = "".join(map(self.rules.__getitem__, stretch.runs))
        people = keys.split(self.rules.individu_key)
        if len(people) == 1:
            self._general(stretch, 0, held)
            return held
        first, last = len(people[0]), len(keys) - 1 - len(people[-1])
        self._general(stretch, 0, first)
        self._people(stretch, people[1:-1], first)
        if not final and stretch.offsets[-1] - stretch.offsets[last] <= MOST_HELD:
            return last
        end = max(last, held)
        self._general(stretch, last, end)
        return end

    def _people(self, stretch: Stretch, people: list[str], first: int) -> None:
        """Individus that are known to be whole; those already known to be right are counted at once."""
        if people and not self._among_individus():
            end = first + 1 + len(people[0])
            self._general(stretch, first, end)
            first, people = end, people[1:]
        if not people:
            return
        if self._among_individus() and self.rules.clean.issuperset(people):
            self._count_individus(len(people))
            return
        for person in people:
            end = first + 1 + len(person)
            self._person(stretch, person, first, end)
            first = end

    def _person(self, stretch: Stretch, person: str, first: int, end: int) -> None:
        among = self._among_individus()
        if among and person in self.rules.clean:
            self._count_individus(1)
            return
        before = self.findings
        self._general(stretch, first, end)
        if among and self._among_individus():
            self.opening.close_from(self.plan.depth[self.plan.individu])
            if self.findings == before:
                self._remember(person)

    def _remember(self, person: str) -> None:
        if len(self.rules.clean) > MOST_CLEAN:
            self.rules.clean.clear()
        self.rules.clean.add(person)

    def _among_individus(self) -> bool:
        """An individu may start here, and everything before it is in order."""
        depth = self.plan.depth[self.plan.individu]
        parent, current = self.opening.open[depth - 1], self.opening.open[depth]
        return (
            parent is not None
            and not parent.muted
            and parent.bloc == self.plan.parent[self.plan.individu]
            and parent.last == self.plan.individu
            and (current is None or current.bloc == self.plan.individu)
        )

    def _count_individus(self, count: int) -> None:
        depth = self.plan.depth[self.plan.individu]
        parent = self.opening.open[depth - 1]
        if parent is not None:
            self.opening.close_from(depth)
            parent.counts[self.plan.individu] += count
        self._add_individus(count)

    def _add_individus(self, count: int) -> None:
        if self.individus:
            self.individus[-1] += count

    def _general(self, stretch: Stretch, first: int, end: int) -> None:
        """Open the blocs of these runs one by one."""
        numbers, offsets = stretch.numbers, stretch.offsets
        for rank in range(first, end):
            run, start = stretch.runs[rank], offsets[rank]
            rules = self._rules_for(run)
            self._run(rules, rules.info_of(run), numbers[start : start + len(run)])

    def _rules_for(self, run: str) -> NatureRules:
        bloc = self.plan.bloc(run[0])
        return self.rules if self.plan.of_declaration[bloc] else self.envelope

    def _run(self, rules: NatureRules, info: RunInfo, numbers: Sequence[int]) -> None:
        for start, findings in zip(info.starts, info.findings, strict=True):
            node = self._enter(rules, info.bloc, numbers[start])
            self._report_occurrence(node, findings, numbers)

    def _report_occurrence(self, node: OpenBloc, findings: Sequence[RunFinding], numbers: Sequence[int]) -> None:
        """Say what is wrong with the rubriques; of a bloc that was cut, not what may stand behind the cut."""
        cut = self._cut_at and numbers[-1] == self._cut_at
        for finding in findings:
            if not (finding.usage and node.muted) and not (cut and finding.reason == "absente"):
                self._report_rubrique(finding, node.bloc, numbers)

    def _declaration_run(self, run: str, numbers: Sequence[int]) -> None:
        """S20.G00.05 is cut before each .001, since its nature must be known before it can be judged."""
        first = self.plan.character["S20.G00.05.001"]
        cuts = [0, *(place for place in range(1, len(run)) if run[place] == first), len(run)]
        for start, end in pairwise(cuts):
            self._declaration(run[start:end], numbers[start:end])

    def _declaration(self, run: str, numbers: Sequence[int]) -> None:
        nature, kind = self._value(run, numbers, "001"), self._value(run, numbers, "002")
        self.opening.forget_from(1)
        self.rules = rules = self.rules_of(nature, kind)
        self.declarations.append(numbers[0])
        self.individus.append(0)
        node = self._enter(rules, self.plan.declaration, numbers[0])
        findings = rules.findings_of(run, self.plan.declaration, ascending_parts(run))
        self._report_occurrence(node, findings, numbers)

    def _value(self, run: str, numbers: Sequence[int], rubrique: str) -> str:
        place = run.find(self.plan.character[f"S20.G00.05.{rubrique}"])
        return self.value_at(numbers[place]) if place >= 0 else ""

    def _enter(self, rules: NatureRules, bloc: int, line: int) -> OpenBloc:
        node = self.opening.enter(bloc, line)
        if bloc == self.plan.individu:
            self._add_individus(1)
        parent = node.parent
        if bloc == 0:
            self._count_envoi(line)
        if parent is not None and parent.muted:
            node.muted = True
            return node
        if rules.forbidden(bloc):
            node.muted = True
            self._report_bloc("CARD", "interdit", bloc, line, severity=rules.severity(bloc), nature=rules.nature)
        elif node.place is Place.ORPHAN:
            self._report_bloc("PARENT", "orphelin", bloc, line, parent=self._name(self.plan.parent[bloc]))
        elif node.place is Place.MISPLACED:
            self._report_bloc("ORDRE", "avant", bloc, line, expected=self._name(node.after))
        if parent is not None and not node.muted:
            self._check_upper(rules, node, parent)
        return node

    def _count_envoi(self, line: int) -> None:
        self._envois += 1
        if self._envois > 1:
            self._report_bloc("CARD", "trop", 0, line, found=self._envois)

    def _check_upper(self, rules: NatureRules, node: OpenBloc, parent: OpenBloc) -> None:
        bounds = rules.bounds[node.bloc]
        found = parent.counts[node.bloc]
        if bounds is not None and bounds.upper is not None and found > bounds.upper:
            self._report_bloc(
                "CARD",
                "trop",
                node.bloc,
                node.line,
                severity=rules.severity(node.bloc),
                found=found,
                parent=self._name(parent.bloc),
                nature=rules.nature,
            )

    def _closed(self, node: OpenBloc) -> None:
        """A bloc ends: are the children there that it must have?"""
        rules = self.rules if self.plan.of_declaration[node.bloc] else self.envelope
        required = rules.required[node.bloc]
        if not required or node.muted or self._is_cut:
            return
        for child in required:
            if node.counts.get(child, 0) < rules.lower(child):
                self._report_bloc(
                    "CARD",
                    "manquant",
                    child,
                    node.line,
                    severity=rules.severity(child),
                    found=node.counts.get(child, 0),
                    parent=self._name(node.bloc),
                    nature=rules.nature if self.plan.of_declaration[child] else "",
                )

    def _name(self, bloc: int) -> str:
        return self.plan.blocs[bloc].id

    def _current(self, bloc: int) -> int | None:
        return len(self.declarations) - 1 if self.plan.of_declaration[bloc] and self.declarations else None

    def _report_bloc(
        self,
        family: str,
        reason: str,
        bloc: int,
        line: int,
        severity: Severity = Severity.BLOQUANT,
        **details: str | int,
    ) -> None:
        name = self._name(bloc)
        self.findings += 1
        self.report(
            Finding(
                control=f"{name}/{family}",
                severity=severity,
                line=line,
                reason=reason,
                bloc=name,
                declaration=self._current(bloc),
                details=details,
            )
        )

    def _report_rubrique(self, finding: RunFinding, bloc: int, numbers: Sequence[int]) -> None:
        line = numbers[finding.offset]
        details = {"expected": finding.expected} if finding.expected else {}
        if finding.usage:
            details["nature"] = self.rules.nature
        self.findings += 1
        self.report(
            Finding(
                control=finding.control,
                severity=finding.severity,
                line=line,
                reason=finding.reason,
                rubrique=finding.rubrique,
                bloc=self._name(bloc),
                declaration=self._current(bloc),
                details=details,
            )
        )


def _joined(first: Sequence[int], second: Sequence[int]) -> Sequence[int]:
    """Line numbers one after the other, as a range whenever they follow one another."""
    if not first:
        return second
    if not second:
        return first
    if isinstance(first, range) and isinstance(second, range) and first.stop == second.start:
        return range(first.start, second.stop)
    return [*first, *second]
