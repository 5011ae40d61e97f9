"""The cases of the catalogue: a few rubriques in short form → what one control says of them.

`nature=07 40.007=02 62.001=31012026` makes a declaration of nature 07 with the blocs named, in the order given, and the
blocs that must hold them. A rubrique that does not come after the one before it opens another bloc; `+40` opens a bloc,
with the rubriques that follow or empty; `_` stands for a blank, `\\_` for itself. What a case does not
say is in `DEFAULTS`. `+05` opens another declaration of the same envoi.
"""

from __future__ import annotations

import re

from neodes.controls.coded.compiling import compile_rule
from neodes.controls.coded.gathered import (
    DECLARATION,
    INDIVIDU,
    Across,
    DeclarationOccurrence,
    Each,
    Gathered,
    gathered_by,
    note,
)
from neodes.controls.coded.names import bloc_id, rubrique_id
from neodes.controls.coded.occurrence import Occurrence, Said, Shape, Source
from neodes.controls.coded.rule import Rule
from neodes.controls.coded.terms import At, Verdict
from neodes.controls.coded.writing import write_checks
from neodes.tree.plan import load_plan

DEFAULTS = {
    "S20.G00.05.001": "01",
    "S20.G00.05.002": "01",
    "S20.G00.05.005": "01012026",
    "S21.G00.06.001": "000000018",
    "S21.G00.11.001": "00008",
}
ENVOI = "S10.G00.00"
ALWAYS = (DECLARATION, "S21.G00.06", "S21.G00.11")

Given = list[tuple[str, dict[str, str]]]
"""Blocs in order, each with its rubriques."""


def blocs_of(case: str) -> Given:
    """The blocs that a case names."""
    found: Given = []
    for word in case.split():
        if word.startswith("+"):
            found.append((bloc_id(word[1:]), {}))
            continue
        name, _, value = word.partition("=")
        rubrique = "S20.G00.05.001" if name == "nature" else rubrique_id(name)
        bloc = rubrique[:10]
        if not found or found[-1][0] != bloc or any(rubrique <= other for other in found[-1][1]):
            found.append((bloc, {}))
        found[-1][1][rubrique] = re.sub(r"\\?_", _blank_or_underscore, value)
    return found


def _blank_or_underscore(found: re.Match[str]) -> str:
    return " " if found[0] == "_" else "_"


class Case:
    """The tree of a case."""

    def __init__(self, text: str, rule: Rule, version: str) -> None:
        self.plan = load_plan(version)
        self.rule = rule
        self.open: dict[str, Occurrence] = {}
        self.blocs: list[Occurrence] = []
        for rank, part in enumerate(text.split("+05")):
            self._add_declaration(blocs_of(part), ALWAYS if rank else (ENVOI, *ALWAYS))

    def _add_declaration(self, given: Given, always: tuple[str, ...]) -> None:
        first: dict[str, dict[str, str]] = {bloc: {} for bloc in always}
        for rubrique, value in DEFAULTS.items():
            first[rubrique[:10]][rubrique] = value
        for bloc, values in given:
            if bloc in first:
                first[bloc].update(values)
        rest = [(bloc, values) for bloc, values in given if bloc not in first]
        if self.rule.bloc not in {ENVOI, *ALWAYS, *(bloc for bloc, _ in rest)}:
            rest.append((self.rule.bloc, {}))
        for bloc, values in (*first.items(), *rest):
            self._add(bloc, values)

    def _add(self, bloc: str, values: dict[str, str]) -> None:
        above = self.plan.norm.blocs[bloc].parent
        if above is not None and above not in self.open:
            self._add(above, {})
        parent = None if above is None else self.open[above]
        rubriques = sorted(values)
        shape = Shape(bloc, {rubrique: place for place, rubrique in enumerate(rubriques)})
        lines = [f"{rubrique},'{values[rubrique]}'" for rubrique in rubriques] or [""]
        kind = DeclarationOccurrence if bloc == DECLARATION else Occurrence
        occurrence = kind(
            shape, Source(lines, range(len(self.blocs) * 100 + 1, len(self.blocs) * 100 + 100)), 0, parent
        )
        if parent is not None and bloc != INDIVIDU:
            parent.children.append(occurrence)
        depth = self.plan.depth[self.plan.index[bloc]]
        self.open = {
            other: found for other, found in self.open.items() if self.plan.depth[self.plan.index[other]] < depth
        }
        self.open[bloc] = occurrence
        self.blocs.append(occurrence)

    def fails(self) -> bool:
        """Whether the control finds something."""
        declaration = first = next(bloc for bloc in self.blocs if isinstance(bloc, DeclarationOccurrence))
        declarations: list[DeclarationOccurrence] = []
        for bloc in self.blocs:
            declaration = bloc if isinstance(bloc, DeclarationOccurrence) else declaration
            declarations.append(declaration)
            self._gather(bloc, declaration.gathered)
        if isinstance(self.rule.then, Across):
            return bool(self.rule.then.judge(first.up(ENVOI)))
        if isinstance(self.rule.then, Each):
            return any(self.rule.then.faults(found) for found in dict.fromkeys(declarations))
        pairs = zip(self.blocs, declarations, strict=True)
        return any(self._fails(bloc, found) for bloc, found in pairs if bloc.shape.bloc == self.rule.bloc)

    def _gather(self, bloc: Occurrence, gathered: Gathered) -> None:
        wanted = (*gathered_by(self.rule.then), *gathered_by(self.rule.when))
        if not self.plan.of_person[self.plan.index[bloc.shape.bloc]]:
            return
        if bloc.shape.bloc == INDIVIDU:
            note(gathered, INDIVIDU, "", bloc.line())
        for rubrique in bloc.shape.places:
            if rubrique in wanted:
                note(gathered, rubrique, bloc.get(rubrique) or "", bloc.line(rubrique))

    def _fails(self, bloc: Occurrence, declaration: Occurrence) -> bool:
        """By the closures alone; knowing the codes of the bloc, and written as a function, must say the same."""
        nature, kind = declaration.get("S20.G00.05.001") or "", declaration.get("S20.G00.05.002") or ""
        at, knowing = (At(self.plan.norm, nature, kind, shape) for shape in (bloc.shape, self._with_codes(bloc)))
        holds = _holds(compile_rule(self.rule, at), bloc)
        assert _holds(compile_rule(self.rule, knowing), bloc) is holds
        if self.plan.of_person[self.plan.index[bloc.shape.bloc]]:
            self._remember()
            assert bool(write_checks([self.rule], knowing)(bloc)) is holds
        return not holds

    def _with_codes(self, bloc: Occurrence) -> Shape:
        specs, places = self.plan.norm.rubriques, bloc.shape.places
        known = {name: bloc.get(name) or "" for name in places if name in specs and specs[name].codes is not None}
        return Shape(bloc.shape.bloc, places, known)

    def _remember(self) -> None:
        """As in a layout: what is around the blocs of an individu is looked for once."""
        for bloc in self.blocs:
            if self.plan.of_person[self.plan.index[bloc.shape.bloc]]:
                bloc.remembered = {}
                bloc.source.said = Said(bloc.up(INDIVIDU).up("S21.G00.11"))


def _holds(verdict: Verdict, bloc: Occurrence) -> bool:
    return bool(verdict(bloc)) if callable(verdict) else verdict
