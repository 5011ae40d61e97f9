"""What a version of the norm says of one rubrique or one bloc, as text and JSON."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator

from neodes.controls.explanations.bloc import cardinality_in_words, parent_in_words
from neodes.controls.explanations.formats import format_in_words
from neodes.norm import BlocSpec, Cardinality, Norm, RubriqueSpec, Usage, table_for
from neodes.norm.named import load_named_controls

WIDTH = 100
KINDS = {"X": "texte", "N": "nombre", "D": "date"}
USAGES = {
    Usage.OBLIGATOIRE: "obligatoire",
    Usage.CONDITIONNEL: "selon le cas",
    Usage.FACULTATIF: "facultative",
    Usage.INTERDIT: "interdite",
    Usage.ABSENT: "sans objet",
}
Page = dict[str, object]


def rubrique_page(norm: Norm, spec: RubriqueSpec) -> Page:
    """Everything the tables hold on a rubrique; the keys are those of the JSON output."""
    table = table_for(spec)
    bloc = norm.blocs[spec.bloc]
    return {
        "id": spec.id,
        "norm": norm.version,
        "label": spec.label,
        "name": spec.name,
        "bloc": spec.bloc,
        "bloc_label": bloc.label,
        "kind": spec.kind,
        "min_len": spec.min_len,
        "max_len": spec.max_len,
        "pattern": spec.pattern,
        "format": format_in_words(spec),
        "codes": dict(spec.codes or {}),
        "table": None if table is None else {"name": table.name, "title": table.title, "coverage": table.coverage},
        "usage": {nature: usage.value for nature, usage in spec.usage.items()},
        "doubtful": sorted(spec.doubtful),
        "controls": _naming(norm, spec.id),
    }


def _naming(norm: Norm, rubrique: str) -> list[str]:
    """Controls of the norm carried by the rubrique, then those that name it."""
    controls = load_named_controls(norm.version)
    own = [control.id for control in controls if control.rubrique == rubrique]
    return own + [control.id for control in controls if control.rubrique != rubrique and rubrique in control.rubriques]


def bloc_page(norm: Norm, spec: BlocSpec) -> Page:
    """Everything the tables hold on a bloc; the keys are those of the JSON output."""
    return {
        "id": spec.id,
        "norm": norm.version,
        "label": spec.label,
        "parent": spec.parent,
        "parent_label": parent_in_words(norm, spec),
        "order": spec.order,
        "cardinality": {nature: _bounds(bounds) for nature, bounds in spec.cardinality.items()},
        "children": {bloc.id: bloc.label for bloc in norm.blocs.values() if bloc.parent == spec.id},
        "rubriques": {rubrique: norm.rubriques[rubrique].label for rubrique in spec.rubriques},
    }


def _bounds(cardinality: Cardinality) -> dict[str, int | None]:
    return {"lower": cardinality.lower, "upper": cardinality.upper}


def page_as_json(page: Page) -> str:
    return json.dumps(page, ensure_ascii=False, indent=2) + "\n"


def page_as_text(page: Page) -> str:
    """The page for a terminal."""
    lines = _rubrique_lines(page) if "usage" in page else _bloc_lines(page)
    return "\n".join([f"{page['id']}  {page['label']}  (norme {page['norm']})", *lines]) + "\n"


def _rubrique_lines(page: Page) -> Iterator[str]:
    yield f"Bloc         {page['bloc']}  {page['bloc_label']}"
    yield f"Type         {KINDS[str(page['kind'])]}"
    yield _wrapped("Forme        ", str(page["format"]))
    if page["pattern"]:
        yield f"Motif        {page['pattern']}"
    yield f"Nom          {page['name']}"
    if isinstance(page["table"], dict):
        yield f"Table        {page['table']['title']} ({page['table']['name']})"
    yield from _section("Présence, par nature", _usages(page["usage"], page["doubtful"]))
    yield from _section("Codes", _pairs(page["codes"]))
    if isinstance(page["controls"], list) and page["controls"]:
        yield ""
        yield _wrapped("Contrôles    ", ", ".join(page["controls"]))


def _bloc_lines(page: Page) -> Iterator[str]:
    parent = "aucun (premier bloc du fichier)" if page["parent"] is None else str(page["parent_label"])
    yield f"Sous         {parent}"
    yield f"Rang         {page['order']}"
    yield from _section("Nombre, par nature", _cardinalities(page["cardinality"]))
    yield from _section("Blocs qui en dépendent", _pairs(page["children"]))
    yield from _section("Rubriques", _pairs(page["rubriques"]))


def _section(title: str, lines: list[str]) -> Iterator[str]:
    if lines:
        yield f"\n{title}"
        yield from (f"  {line}" for line in lines)


def _pairs(known: object) -> list[str]:
    return [f"{key}  {label}" for key, label in known.items()] if isinstance(known, dict) else []


def _usages(known: object, doubtful: object) -> list[str]:
    if not isinstance(known, dict) or not isinstance(doubtful, list):
        return []
    doubt = dict.fromkeys(doubtful, " (repris d'une autre année)")
    return [f"{nature}  {USAGES[Usage(letter)]}{doubt.get(nature, '')}" for nature, letter in known.items()]


def _cardinalities(known: object) -> list[str]:
    if not isinstance(known, dict):
        return []
    return [f"{nature}  {cardinality_in_words(Cardinality(**bounds))}" for nature, bounds in known.items()]


def _wrapped(head: str, text: str) -> str:
    return textwrap.fill(text, WIDTH, initial_indent=head, subsequent_indent=" " * len(head))
