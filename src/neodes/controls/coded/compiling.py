"""Declarations of controls → checks of one shape of a bloc, in one nature and type of declaration."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from neodes.controls.base import Severity
from neodes.controls.coded.catalogue import RULES
from neodes.controls.coded.conditions import NATURE
from neodes.controls.coded.gathered import Each, gathered_by
from neodes.controls.coded.occurrence import UNSURE, Occurrence, Shape, Source, Unsure
from neodes.controls.coded.rule import Rule
from neodes.controls.coded.terms import At, Test, Verdict, blocs_of
from neodes.controls.nature import NatureRules
from neodes.norm import load_norm
from neodes.norm.named import load_named_controls
from neodes.tree.plan import FAULTY, Plan
from neodes.tree.runs import cut_in_two

DPAE = "10"
"""Nature whose table of applicability is derived from that of the others."""

OUT_OF_ORDER = frozenset({"avant", "repetee"})
"""Reasons of the findings that leave in doubt what belongs to what."""

MISSING = "absente"
"""Reason of the findings on obligatory rubriques."""

MOST_SHAPES = 20_000
MOST_LAYOUTS = 20_000


class Layout(NamedTuple):
    """The occurrences of an individu, made once: the next one of the same layout only changes the lines of `source`.

    `gathering` gives the lines (from the start of the individu) of rubriques whose values are kept, `unsure` those of
    them whose line is at fault, `held` the controls that cannot be judged because of it; `ends` are its last two runs.
    Nothing is judged of an individu whose lines or blocs are `disordered`: what belongs to what is not sure.
    """

    source: Source
    individu: Occurrence
    checked: tuple[Occurrence, ...]
    occurrences: tuple[Occurrence, ...]
    gathering: tuple[tuple[int, str], ...]
    unsure: frozenset[str]
    held: tuple[str, ...]
    disordered: bool
    ends: tuple[str, ...]


class VersionRules:
    """The controls that run in one version of the norm, by bloc."""

    def __init__(self, version: str) -> None:
        self.norm = load_norm(version)
        self.named = {named.id: named for named in load_named_controls(version)}
        self.rules = {rule.id: rule for rule in RULES if runs_in(rule, version)}
        self.by_bloc: defaultdict[str, list[Rule]] = defaultdict(list)
        for rule in self.rules.values():
            self.by_bloc[rule.bloc].append(rule)


@lru_cache(maxsize=4)
def rules_of_version(version: str) -> VersionRules:
    """The controls of a version, made once a process."""
    return VersionRules(version)


def runs_in(rule: Rule, version: str) -> bool:
    """Whether the norm of that version has the control, in the words it was written from, and all its rubriques."""
    norm = load_norm(version)
    named = {control.id: control for control in load_named_controls(version)}
    control = named.get(rule.id)
    if control is None or any(rubrique not in norm.rubriques for rubrique in rule.rubriques):
        return False
    return version in rule.versions if rule.versions else control.wording == REFERENCE_WORDING


REFERENCE_WORDING = 0
"""The wording of P26V01; others are numbered from 1 (see `NamedControl.wording`)."""


class CodedRules:
    """The controls of one nature and type of declaration, compiled for each shape as it is met."""

    def __init__(self, plan: Plan, structure: NatureRules, nature: str, kind: str) -> None:
        self.plan = plan
        self.structure = structure
        self.nature = nature
        self.kind = kind
        self.version = rules_of_version(plan.norm.version)
        self.layouts: dict[str, Layout | None] = {}
        applying = [rule for rules in self.version.by_bloc.values() for rule in rules if self._applies(rule)]
        self.each = tuple(rule for rule in applying if isinstance(rule.then, Each))
        self.gathered = frozenset(
            rubrique for rule in applying for part in (rule.then, rule.when) for rubrique in gathered_by(part)
        )
        self._shapes: dict[str, Shape] = {}

    def shape(self, characters: str) -> Shape:
        """The shape of an occurrence given by its characters, those of lines at fault marked."""
        found = self._shapes.get(characters)
        if found is None:
            if len(self._shapes) > MOST_SHAPES:
                self._shapes.clear()
                self.layouts.clear()
            found = self._shapes[characters] = self._compile(characters)
        return found

    def _compile(self, characters: str) -> Shape:
        places: dict[str, int] = {}
        for place, character in enumerate(characters):
            faulty = character >= chr(FAULTY)
            rubrique = self.plan.rubrique(chr(ord(character) - FAULTY) if faulty else character)
            places.setdefault(rubrique, UNSURE if faulty else place)
        bloc = next(iter(places))[:10]
        # An obligatory rubrique that is missing is reported by itself.
        for character in self.structure.obligatory(self.plan.index[bloc]):
            places.setdefault(self.plan.rubrique(character), UNSURE)
        shape = Shape(bloc, places)
        checks: list[Test] = []
        rules: list[Rule] = []
        held: list[str] = []
        for rule in self._rules(shape.bloc):
            try:
                verdict = compile_rule(rule, At(self.plan.norm, self.nature, self.kind, shape))
            except Unsure:
                held.append(rule.id)
                continue
            if verdict is not True:
                rules.append(rule)
                checks.append(verdict if callable(verdict) else _never)
        shape.checks, shape.rules, shape.held = tuple(checks), tuple(rules), tuple(held)
        return shape

    def _rules(self, bloc: str) -> list[Rule]:
        return [rule for rule in self.version.by_bloc.get(bloc, ()) if self._applies(rule)]

    def _applies(self, rule: Rule) -> bool:
        """What demands a bloc that the nature does not have cannot be meant for it."""
        named = self.version.named[rule.id]
        return (self.nature in named.natures or self.nature in named.silent) and all(
            self.nature in self.version.norm.blocs[bloc].cardinality
            for bloc in blocs_of(rule.then)
            if bloc in self.version.norm.blocs
        )

    def severity(self, rule: Rule) -> Severity:
        """A control that was not written for the nature is only supposed to apply to it: it warns there."""
        named = self.version.named[rule.id]
        derived = self.nature == DPAE and named.natures != (DPAE,) and NATURE not in rule.rubriques
        supposed = derived or self.nature in named.silent
        blocking = named.blocking and not rule.reading and not supposed
        return Severity.BLOQUANT if blocking else Severity.AVERTISSEMENT

    def layout(self, plain: str, marked: str) -> Layout | None:
        """The occurrences of an individu; None when these lines are not those of one individu and nothing else."""
        try:
            return self.layouts[marked]
        except KeyError:
            if len(self.layouts) > MOST_LAYOUTS:
                self.layouts.clear()
            found = self.layouts[marked] = self._layout(plain, marked)
            return found

    def _layout(self, plain: str, marked: str) -> Layout | None:
        plan, found = self.plan, list[Occurrence]()
        source = Source((), ())
        current: dict[int, Occurrence] = {}
        disordered = False
        start = 0
        before: tuple[str, ...] = ()
        for run in plan.runs.findall(plain):
            bloc = plan.bloc(run[0])
            starts = self.structure.info_of(run).starts
            disordered |= self.is_disordered(run) or self.is_cut_off(run, before)
            before = (*before[-1:], run)
            if bloc == plan.individu and (start or len(starts) > 1):
                return None
            parent = plan.parent[bloc]
            for first, last in zip(starts, (*starts[1:], len(run)), strict=True):
                if bloc != plan.individu and parent not in current:
                    return None
                shape = self.shape(marked[start + first : start + last])
                occurrence = Occurrence(shape, source, start + first, current.get(parent))
                occurrence.remembered = {}
                if occurrence.parent is not None:
                    disordered |= self.comes_late(bloc, occurrence.parent)
                    occurrence.parent.children.append(occurrence)
                open_bloc(plan, current, bloc, occurrence)
                found.append(occurrence)
            start += len(run)
        return self._described(source, found, before, disordered=disordered)

    def is_cut_off(self, run: str, before: tuple[str, ...]) -> bool:
        """Whether the run is the rest of the last one but one."""
        return len(before) == 2 and self._faults(run) > 0 and cut_in_two(before[0], run, self.plan.bloc, self._faults)

    def is_disordered(self, run: str) -> bool:
        """Whether rubriques of the run are out of order or given twice.

        Where a bloc comes several times, one without its first rubrique may be a part of another.
        """
        info = self.structure.info_of(run)
        if not info.faults:
            return False
        first = self.plan.blocs[info.bloc].rubriques[0] if len(info.starts) > 1 else ""
        return any(
            finding.reason in OUT_OF_ORDER or (finding.reason == MISSING and finding.rubrique == first)
            for findings in info.findings
            for finding in findings
        )

    def _faults(self, run: str) -> int:
        return self.structure.info_of(run).faults

    def comes_late(self, bloc: int, parent: Occurrence) -> bool:
        """Whether a bloc comes after one that it should precede."""
        return bool(parent.children) and self.plan.index[parent.children[-1].shape.bloc] > bloc

    def _described(
        self, source: Source, found: Sequence[Occurrence], ends: tuple[str, ...], *, disordered: bool
    ) -> Layout:
        gathering = [
            (occurrence.start + place, rubrique)
            for occurrence in found
            for rubrique, place in occurrence.shape.places.items()
            if rubrique in self.gathered and place >= 0
        ]
        unsure = self.gathered if disordered else self.unsure_of(found)
        checked = tuple(occurrence for occurrence in found if occurrence.shape.checks)
        held = tuple(control for occurrence in found for control in occurrence.shape.held)
        return Layout(source, found[0], checked, tuple(found), tuple(gathering), unsure, held, disordered, ends)

    def unsure_of(self, blocs: Sequence[Occurrence]) -> frozenset[str]:
        """The rubriques whose values are kept and that are at fault in these blocs."""
        return frozenset(
            rubrique for bloc in blocs for rubrique, place in bloc.shape.places.items() if place < 0
        ).intersection(self.gathered)


def open_bloc(plan: Plan, current: dict[int, Occurrence], bloc: int, occurrence: Occurrence) -> None:
    """A new bloc closes the one before it of its type, and all that is as deep or deeper."""
    depth = plan.depth[bloc]
    for other in [other for other in current if plan.depth[other] >= depth]:
        del current[other]
    current[bloc] = occurrence


def compile_rule(rule: Rule, at: At) -> Verdict:
    """The check of a control for one shape; True when it cannot fail there. Raises `Unsure`."""
    if isinstance(rule.then, Each):
        return True
    when = True if rule.when is None else rule.when.compile(at, absent=False)
    if when is False and not rule.iff:
        return True
    then = rule.then.compile(at, absent=True)
    if rule.iff:
        return _equivalent(when, then)
    if then is True or when is True:
        return then
    if then is False:
        return _not(when)
    return _implies(when, then)


def _equivalent(when: Verdict, then: Verdict) -> Verdict:
    if isinstance(when, bool):
        return then if when else _not(then)
    if isinstance(then, bool):
        return when if then else _not(when)
    return lambda occurrence: when(occurrence) == then(occurrence)


def _implies(when: Verdict, then: Verdict) -> Verdict:
    assert callable(when)  # noqa: S101 - for the type checker
    assert callable(then)  # noqa: S101
    return lambda occurrence: not when(occurrence) or then(occurrence)


def _not(verdict: Verdict) -> Verdict:
    if isinstance(verdict, bool):
        return not verdict
    return lambda occurrence: not verdict(occurrence)


def _never(_occurrence: object) -> bool:
    return False
