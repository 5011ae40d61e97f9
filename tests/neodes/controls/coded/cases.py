"""The cases of the catalogue: a few rubriques in short form → what one control says of them.

`nature=07 40.007=02 62.001=31012026` makes a declaration of nature 07 with the blocs named, in the order given, and the
blocs that must hold them. A rubrique that does not come after the one before it opens another bloc; `+40` opens a bloc,
with the rubriques that follow or empty; `_` stands for a blank. What a case does not say is in `DEFAULTS`.
"""

from __future__ import annotations

from neodes.controls.coded.compiling import compile_rule, rules_of_version
from neodes.controls.coded.gathered import DECLARATION, DeclarationOccurrence, Each, note
from neodes.controls.coded.names import bloc_id, rubrique_id
from neodes.controls.coded.occurrence import Occurrence, Shape, Source
from neodes.controls.coded.rule import Rule
from neodes.controls.coded.terms import At
from neodes.tree.plan import load_plan

DEFAULTS = {
    "S20.G00.05.001": "01",
    "S20.G00.05.002": "01",
    "S20.G00.05.005": "01012026",
    "S21.G00.06.001": "000000018",
    "S21.G00.11.001": "00008",
}
INDIVIDU = "S21.G00.30"
ALWAYS = ("S10.G00.00", DECLARATION, "S21.G00.06", "S21.G00.11")

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
        found[-1][1][rubrique] = value.replace("_", " ")
    return found


class Case:
    """The tree of a case."""

    def __init__(self, text: str, rule: Rule, version: str) -> None:
        self.plan = load_plan(version)
        self.rule = rule
        given = blocs_of(text)
        self.first: dict[str, dict[str, str]] = {bloc: {} for bloc in ALWAYS}
        for rubrique, value in DEFAULTS.items():
            self.first[rubrique[:10]][rubrique] = value
        for bloc, values in given:
            if bloc in self.first:
                self.first[bloc].update(values)
        rest = [(bloc, values) for bloc, values in given if bloc not in self.first]
        if rule.bloc not in {*ALWAYS, *(bloc for bloc, _ in rest)}:
            rest.append((rule.bloc, {}))
        self.open: dict[str, Occurrence] = {}
        self.blocs: list[Occurrence] = []
        for bloc, values in (*self.first.items(), *rest):
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
        declaration = next(bloc for bloc in self.blocs if isinstance(bloc, DeclarationOccurrence))
        wanted = rules_of_version(self.plan.norm.version).gathered
        for bloc in self.blocs:
            for rubrique in bloc.shape.places:
                if rubrique in wanted:
                    note(declaration.gathered, rubrique, bloc.get(rubrique) or "", bloc.line(rubrique))
        if isinstance(self.rule.then, Each):
            return bool(self.rule.then.faults(declaration))
        return any(self._fails(bloc, declaration) for bloc in self.blocs if bloc.shape.bloc == self.rule.bloc)

    def _fails(self, bloc: Occurrence, declaration: Occurrence) -> bool:
        nature, kind = declaration.get("S20.G00.05.001") or "", declaration.get("S20.G00.05.002") or ""
        verdict = compile_rule(self.rule, At(self.plan.norm, nature, kind, bloc.shape))
        return not (verdict(bloc) if callable(verdict) else verdict)
