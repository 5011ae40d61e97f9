"""Declarations of controls → checks of one shape of a bloc, in one nature and type of declaration."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from neodes.controls.coded.catalogue import RULES
from neodes.controls.coded.gathered import Each, gathered_by
from neodes.controls.coded.occurrence import UNSURE, Shape, Unsure
from neodes.controls.coded.rule import Rule
from neodes.controls.coded.terms import At, Test, Verdict
from neodes.controls.nature import NatureRules
from neodes.norm import load_norm
from neodes.norm.named import NamedControl, load_named_controls
from neodes.tree.plan import FAULTY, UNREADABLE, Plan

MOST_SHAPES = 20_000
MOST_LAYOUTS = 20_000


class Entry(NamedTuple):
    """One occurrence of an individu: its shape, its first line and the rank of its parent (-1: the establishment)."""

    shape: Shape
    start: int
    parent: int


class Layout(NamedTuple):
    """The occurrences of an individu, which of them have checks, and which have values to gather."""

    entries: tuple[Entry, ...]
    checked: tuple[int, ...]
    gathering: tuple[tuple[int, str, int], ...]
    """Line in the individu, rubrique, rank of the occurrence."""


class VersionRules:
    """The controls that run in one version of the norm, by bloc, and the rubriques they gather."""

    def __init__(self, version: str) -> None:
        self.norm = load_norm(version)
        self.named = {named.id: named for named in load_named_controls(version)}
        self.rules = {rule.id: rule for rule in RULES if runs_in(rule, version)}
        self.by_bloc: defaultdict[str, list[Rule]] = defaultdict(list)
        for rule in self.rules.values():
            self.by_bloc[rule.bloc].append(rule)
        wanted = (gathered_by(rule.then) + gathered_by(rule.when) for rule in self.rules.values())
        self.gathered = frozenset(rubrique for rubriques in wanted for rubrique in rubriques)


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
        shape = Shape(next(iter(places))[:10], places)
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
        return [rule for rule in self.version.by_bloc.get(bloc, ()) if self._applies(self.version.named[rule.id])]

    def _applies(self, named: NamedControl) -> bool:
        return self.nature in named.natures or self.nature in named.silent

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
        plan, entries = self.plan, []
        if max(marked) >= UNREADABLE:
            return None
        ranks: dict[int, int] = {}
        start = 0
        for run in plan.runs.findall(plain):
            bloc = plan.bloc(run[0])
            starts = self.structure.info_of(run).starts
            if bloc == plan.individu and (start or len(starts) > 1):
                return None
            parent = plan.parent[bloc]
            for first, last in zip(starts, (*starts[1:], len(run)), strict=True):
                if bloc != plan.individu and parent not in ranks:
                    return None
                shape = self.shape(marked[start + first : start + last])
                entries.append(Entry(shape, start + first, ranks.get(parent, -1)))
                forget_below(plan, ranks, bloc)
                ranks[bloc] = len(entries) - 1
            start += len(run)
        return self._described(entries)

    def _described(self, entries: Sequence[Entry]) -> Layout:
        gathering = [
            (entry.start + place, rubrique, rank)
            for rank, entry in enumerate(entries)
            for rubrique, place in entry.shape.places.items()
            if rubrique in self.version.gathered and place >= 0
        ]
        checked = tuple(rank for rank, entry in enumerate(entries) if entry.shape.checks)
        return Layout(tuple(entries), checked, tuple(gathering))


def forget_below(plan: Plan, current: dict[int, int], bloc: int) -> None:
    """A new bloc closes those that belonged to the one before it of its type, and its deeper neighbours."""
    depth = plan.depth[bloc]
    for other in [other for other in current if plan.depth[other] >= depth]:
        del current[other]


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
