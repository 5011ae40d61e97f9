"""The general way through the structure: blocs are opened one by one, and judged as they open and close."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from neodes.controls.groups import Groups
from neodes.controls.nature import ENVELOPE, NatureRules, RunFinding, RunInfo
from neodes.controls.reporting import Reporter
from neodes.tree.occurrences import ascending_parts
from neodes.tree.opening import OpenBloc, Opening, Place
from neodes.tree.plan import Plan

RulesOf = Callable[[str, str], NatureRules]


class Declarations(Protocol):
    """What is known of the declarations from their values."""

    def starts_at(self, line: int) -> bool:
        """Whether a declaration starts at that line of S20.G00.05."""

    def value_at(self, line: int) -> str:
        """Nature or type of declaration, written at that line."""


class BlocJudge:
    """Opens the blocs of a file and says what is wrong with their parents, order, number and rubriques."""

    def __init__(self, plan: Plan, rules: RulesOf, groups: Groups, known: Declarations) -> None:
        self.plan = plan
        self.known = known
        self.report = Reporter(plan, groups)
        self.opening = Opening(plan, self._closed)
        self.rules_of = rules
        self.envelope = rules(ENVELOPE, "")
        self.rules = self.envelope
        self.individus: list[int] = []
        self.cut_at = 0
        self._is_cut = False
        self._envois = 0
        self._last_bloc = 0
        self._growing = (plan.individu, plan.declaration)

    def info_of(self, run: str) -> tuple[NatureRules, RunInfo]:
        """A run taken apart by the rules of the declaration, or by those of S10 and S90."""
        info = self.rules.info_of(run)
        if self.plan.of_declaration[info.bloc]:
            return self.rules, info
        return self.envelope, self.envelope.info_of(run)

    def run(self, text: str, numbers: Sequence[int]) -> None:
        """Open the occurrences of a run; lines of S20.G00.05 that start no declaration are only misplaced."""
        rules, info = self.info_of(text)
        if info.bloc == self.plan.declaration:
            self.report.misplaced(text[0], numbers[0], self._last_bloc)
            return
        for start, findings in zip(info.starts, info.findings, strict=True):
            node = self._enter(rules, info.bloc, numbers[start])
            if findings:
                self._report(node, findings, numbers)

    def declaration(self, run: str, numbers: Sequence[int]) -> None:
        """Open a declaration: its nature and type say which rules hold from here on."""
        nature, kind = self._value(run, numbers, "001"), self._value(run, numbers, "002")
        self.opening.forget_from(1)
        self.rules = rules = self.rules_of(nature, kind)
        self.report.declaration += 1
        self.individus.append(0)
        node = self._enter(rules, self.plan.declaration, numbers[0])
        self._report(node, rules.findings_of(run, self.plan.declaration, ascending_parts(run)), numbers)

    def among_individus(self) -> bool:
        """An individu may start here, and everything before it is in order."""
        depth = self.plan.depth[self.plan.individu]
        parent, current = self.opening.at(depth - 1), self.opening.at(depth)
        return (
            parent is not None
            and not parent.muted
            and parent.bloc == self.plan.parent[self.plan.individu]
            and parent.last == self.plan.individu
            and (current is None or current.bloc == self.plan.individu)
        )

    def may_start_individus(self) -> bool:
        """An individu may start here: its establishment is open, and nothing that must follow individus has come."""
        parent = self.opening.at(self.plan.depth[self.plan.individu] - 1)
        return (
            parent is not None
            and not parent.muted
            and parent.bloc == self.plan.parent[self.plan.individu]
            and parent.last <= self.plan.individu
        )

    def first_individu(self, line: int) -> None:
        """An individu without any fault, the first of its establishment; its blocs are not opened."""
        self._enter(self.rules, self.plan.individu, line).muted = True
        self.close_individu()

    def close_individu(self) -> None:
        """The next line starts another individu."""
        self.opening.close_from(self.plan.depth[self.plan.individu])

    def count_individus(self, count: int) -> None:
        """Individus without any fault, which need not be opened; only `among_individus`."""
        self.close_individu()
        parent = self.opening.at(self.plan.depth[self.plan.individu] - 1)
        if parent is not None:
            parent.counts[self.plan.individu] += count
        self._add_individus(count)

    def boundary(self) -> tuple[object, ...]:
        """All that the next individu could depend on, but for the number of those before it."""
        depth = self.plan.depth[self.plan.individu]
        chains = [self.opening.open[:depth], *(chain for _, chain in sorted(self.opening.aside.items()))]
        return (
            self.rules.nature,
            self.rules.kind,
            self._envois,
            self.among_individus(),
            sorted(self.opening.aside),
            tuple(tuple(self._outline(node) for node in chain) for chain in chains),
        )

    def _outline(self, node: OpenBloc | None) -> object:
        if node is None:
            return None
        counts = sorted(item for item in node.counts.items() if item[0] not in self._growing)
        return node.bloc, node.place, node.after, node.last, node.muted, tuple(counts)

    def finish(self, *, cut: bool) -> None:
        """End of the file: close what is open."""
        if not self.opening.envoi_seen:
            self.report.bloc("CARD", "manquant", 0, 1, found=0)
        self._is_cut = cut
        self.opening.close_all()

    def _add_individus(self, count: int) -> None:
        if self.individus:
            self.individus[-1] += count

    def _value(self, run: str, numbers: Sequence[int], rubrique: str) -> str:
        place = run.find(self.plan.character[f"S20.G00.05.{rubrique}"])
        return self.known.value_at(numbers[place]) if place >= 0 else ""

    def _report(self, node: OpenBloc, findings: Sequence[RunFinding], numbers: Sequence[int]) -> None:
        """Say what is wrong with the rubriques; of a bloc that was cut, not what may stand behind the cut."""
        cut = self.cut_at and numbers[-1] == self.cut_at
        for finding in findings:
            if not (finding.usage and node.muted) and not (cut and finding.reason == "absente"):
                self.report.rubrique(finding, node.bloc, numbers[finding.offset], self.rules.nature)

    def _enter(self, rules: NatureRules, bloc: int, line: int) -> OpenBloc:
        node = self.opening.enter(bloc, line)
        self._last_bloc = bloc
        if bloc in self._growing or bloc == 0:
            self._count(bloc, line)
        parent, bounds = node.parent, rules.bounds[bloc]
        if parent is not None and parent.muted:
            node.muted = True
            return node
        if bounds is None or node.place is not Place.RIGHT:
            self._judge_place(rules, node)
        if parent is not None and bounds is not None and bounds.upper is not None:
            found = parent.counts[bloc]
            if found > bounds.upper:
                self.report.too_many(rules, bloc, parent.bloc, line, found)
        return node

    def _judge_place(self, rules: NatureRules, node: OpenBloc) -> None:
        bloc, line = node.bloc, node.line
        if rules.forbidden(bloc):
            node.muted = True
            self.report.bloc("CARD", "interdit", bloc, line, severity=rules.severity(bloc), nature=rules.nature)
        elif node.place is Place.ORPHAN:
            self.report.bloc("PARENT", "orphelin", bloc, line, parent=self.report.name(self.plan.parent[bloc]))
        elif node.place is Place.MISPLACED:
            self.report.bloc("ORDRE", "avant", bloc, line, expected=self.report.name(node.after))

    def _count(self, bloc: int, line: int) -> None:
        if bloc == self.plan.individu:
            self._add_individus(1)
        elif bloc == 0:
            self._envois += 1
            if self._envois > 1:
                self.report.bloc("CARD", "trop", 0, line, found=self._envois)

    def _closed(self, node: OpenBloc) -> None:
        """A bloc ends: are the children there that it must have?"""
        rules = self.rules if self.plan.of_declaration[node.bloc] else self.envelope
        required = rules.required[node.bloc]
        if not required or node.muted or self._is_cut:
            return
        for child in required:
            found = node.counts.get(child, 0)
            if found < rules.lower(child):
                self.report.missing(rules, child, node.bloc, node.line, found)
