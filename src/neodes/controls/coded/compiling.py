"""Declarations of controls → checks of one shape of a bloc, in one nature and type of declaration."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from neodes.controls.base import Severity
from neodes.controls.coded.catalogue import RULES
from neodes.controls.coded.conditions import NATURE
from neodes.controls.coded.gathered import Across, Each, gathered_by
from neodes.controls.coded.occurrence import UNSURE, Codes, Occurrence, Outline, Shape, Source, Unsure, Verdicts
from neodes.controls.coded.rule import Rule
from neodes.controls.coded.terms import At, Test, Verdict, blocs_of
from neodes.controls.nature import NatureRules
from neodes.norm import load_norm
from neodes.norm.named import NamedControl, load_named_controls
from neodes.parser import VALUE_START
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

    `coded` are the occurrences whose shape depends on codes, `checked` those that controls look at, `faulty` those with
    a line at fault. `gathering` gives the lines (from the start of the individu) of rubriques whose values are kept,
    `unsure` those of them whose line is at fault; `ends` are its last two runs. Nothing is judged of an individu whose
    lines or blocs are `disordered`: what belongs to what is not sure.
    """

    source: Source
    individu: Occurrence
    occurrences: tuple[Occurrence, ...]
    coded: tuple[tuple[Occurrence, Codes, Outline], ...]
    checked: tuple[Occurrence, ...]
    gathering: tuple[tuple[int, str], ...]
    unsure: frozenset[str]
    faulty: tuple[Occurrence, ...]
    disordered: bool
    ends: tuple[str, ...]


class VersionRules:
    """The controls that run in one version of the norm, by bloc."""

    def __init__(self, version: str) -> None:
        self.norm = load_norm(version)
        self.named = named_in(version)
        self.rules = {rule.id: rule for rule in RULES if runs_in(rule, version)}
        self.across = [(rule, rule.then) for rule in self.rules.values() if isinstance(rule.then, Across)]
        self.by_bloc: defaultdict[str, list[Rule]] = defaultdict(list)
        for rule in self.rules.values():
            self.by_bloc[rule.bloc].append(rule)


@lru_cache(maxsize=4)
def rules_of_version(version: str) -> VersionRules:
    """The controls of a version, made once a process."""
    return VersionRules(version)


def runs_in(rule: Rule, version: str) -> bool:
    """Whether the norm of that version has the control, in the words it was written from, and all its rubriques."""
    norm, control = load_norm(version), named_in(version).get(rule.id)
    if control is None or any(rubrique not in norm.rubriques for rubrique in rule.rubriques):
        return False
    return version in rule.versions if rule.versions else control.wording == REFERENCE_WORDING


@lru_cache(maxsize=4)
def named_in(version: str) -> dict[str, NamedControl]:
    """The controls that a version names, by id."""
    return {control.id: control for control in load_named_controls(version)}


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
        self._by_bloc: defaultdict[str, list[Rule]] = defaultdict(list)
        for rule in applying:
            self._by_bloc[rule.bloc].append(rule)
        self.each = tuple(rule for rule in applying if isinstance(rule.then, Each))
        self.gathered = frozenset(
            rubrique for rule in applying for part in (rule.then, rule.when) for rubrique in gathered_by(part)
        )
        self._outlines: dict[str, Outline] = {}
        self._made = 0

    def outline(self, characters: str) -> Outline:
        """The outline of an occurrence given by its characters, those of lines at fault marked."""
        found = self._outlines.get(characters)
        if found is None:
            self._forget_when_many()
            found = self._outlines[characters] = self._outline(characters)
        return found

    def shape(self, outline: Outline, codes: str | tuple[str, ...]) -> Shape:
        """The shape that those lines with codes give an outline; () when it has none."""
        found = outline.shapes.get(codes)
        if found is None:
            self._made += 1
            found = outline.shapes[codes] = self._compile(outline, codes)
        return found

    def write(self, shape: Shape) -> None:
        """Write the checks of a shape that comes often as one function."""
        # Not needed by the command that reads a file of a few people: its start counts.
        from neodes.controls.coded.writing import write_checks

        shape.holds = write_checks(shape.rules, At(self.plan.norm, self.nature, self.kind, shape))

    def occurrence(self, characters: str, source: Source, start: int) -> Occurrence:
        """An occurrence of its own, that no other lines will be read through."""
        outline = self.outline(characters)
        codes = outline.codes_from(start)
        return Occurrence(self.shape(outline, codes(source.lines) if codes else ()), source, start, None)

    def _forget_when_many(self) -> None:
        if len(self._outlines) + self._made > MOST_SHAPES:
            self._outlines.clear()
            self.layouts.clear()
            self._made = 0

    def _outline(self, characters: str) -> Outline:
        places: dict[str, int] = {}
        for place, character in enumerate(characters):
            faulty = character >= chr(FAULTY)
            rubrique = self.plan.rubrique(chr(ord(character) - FAULTY) if faulty else character)
            places.setdefault(rubrique, UNSURE if faulty else place)
        bloc = next(iter(places))[:10]
        # An obligatory rubrique that is missing is reported by itself.
        for character in self.structure.obligatory(self.plan.index[bloc]):
            places.setdefault(self.plan.rubrique(character), UNSURE)
        specs = self.plan.norm.rubriques
        coded = tuple((name, place) for name, place in places.items() if place >= 0 and specs[name].codes is not None)
        return Outline(bloc, places, coded, len(self._by_bloc[bloc]))

    def _compile(self, outline: Outline, codes: str | tuple[str, ...]) -> Shape:
        lines = (codes,) if isinstance(codes, str) else codes
        known = {name: line[VALUE_START:-1] for (name, _), line in zip(outline.coded, lines, strict=True)}
        shape = Shape(outline.bloc, outline.places, known)
        checks: list[Test] = []
        rules: list[Rule] = []
        held: list[str] = []
        for rank, rule in enumerate(self._by_bloc[shape.bloc]):
            verdict = self._verdict(rule, outline.verdicts[rank], shape)
            if verdict is None:
                held.append(rule.id)
            elif verdict is not True:
                rules.append(rule)
                checks.append(verdict if callable(verdict) else _never)
        shape.checks, shape.rules, shape.held = tuple(checks), tuple(rules), tuple(held)
        return shape

    def _verdict(self, rule: Rule, known: Verdicts, shape: Shape) -> Verdict | None:
        """The check of a control; None when it depends on a line at fault. Compiled once for the codes it asks for."""
        for asked, verdicts in known.items():
            codes = tuple(map(shape.known.get, asked))
            if codes in verdicts:
                return verdicts[codes]
        at = At(self.plan.norm, self.nature, self.kind, shape)
        try:
            verdict: Verdict | None = compile_rule(rule, at)
        except Unsure:
            verdict = None
        asked = tuple(at.asked)
        known.setdefault(asked, {})[tuple(map(shape.known.get, asked))] = verdict
        return verdict

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
        plan, found = self.plan, list[tuple[Occurrence, Outline]]()
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
                outline = self.outline(marked[start + first : start + last])
                occurrence = Occurrence(Shape(plan.blocs[bloc].id, outline.places), source, start + first, None)
                occurrence.parent = current.get(parent)
                occurrence.remembered = {}
                if occurrence.parent is not None:
                    disordered |= self.comes_late(bloc, occurrence.parent)
                    occurrence.parent.children.append(occurrence)
                open_bloc(plan, current, bloc, occurrence)
                found.append((occurrence, outline))
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
        self, source: Source, found: Sequence[tuple[Occurrence, Outline]], ends: tuple[str, ...], *, disordered: bool
    ) -> Layout:
        occurrences = tuple(occurrence for occurrence, _ in found)
        gathering = tuple(
            (occurrence.start + place, rubrique)
            for occurrence in occurrences
            for rubrique, place in occurrence.shape.places.items()
            if rubrique in self.gathered and place >= 0
        )
        coded = []
        for occurrence, outline in found:
            codes = outline.codes_from(occurrence.start)
            if codes is None:
                occurrence.shape = self.shape(outline, ())
            else:
                coded.append((occurrence, codes, outline))
        return Layout(
            source=source,
            individu=occurrences[0],
            occurrences=occurrences,
            coded=tuple(coded),
            checked=tuple(occurrence for occurrence in occurrences if self._by_bloc[occurrence.shape.bloc]),
            gathering=gathering,
            unsure=self.gathered if disordered else self.unsure_of(occurrences),
            faulty=tuple(occurrence for occurrence, outline in found if outline.unsure),
            disordered=disordered,
            ends=ends,
        )

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
