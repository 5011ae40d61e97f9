"""Findings → sentences, in French: what was found, why it does not hold, with labels and what was expected."""

from __future__ import annotations

from collections.abc import Callable

from neodes.controls.base import Finding, FindingGroup
from neodes.controls.coded.compiling import rules_of_version
from neodes.controls.coded.scan import CODED
from neodes.controls.explanations.bloc import cardinality_in_words, named, parent_in_words
from neodes.controls.explanations.coded import demand_in_words
from neodes.controls.explanations.formats import format_in_words, length_in_words
from neodes.controls.families import family_of
from neodes.norm import BlocSpec, Coverage, Norm, RubriqueSpec, table_for
from neodes.report import fiche_sentences, months
from neodes.report.order import counted
from neodes.report.sentences import FALLBACK, SENTENCES
from neodes.values.masking import mask

LINE_CHARACTERS = 256
"""Most characters of a line of the norm."""

LONGEST_VALUE = 60
"""A value longer than that is cut in a sentence."""


def message(finding: Finding, norm: Norm, *, masked: bool = True) -> str:
    """The sentence of one finding; personal values are hidden unless `masked` is False."""
    if finding.reason == CODED:
        return _coded_message(finding, norm, masked=masked)
    family = family_of(finding.control)
    template = SENTENCES.get((family, finding.reason), FALLBACK)
    return template.format_map(_Fields(finding, norm, masked=masked))


def group_message(group: FindingGroup, norm: Norm, *, masked: bool = True) -> str:
    """The sentence of the first place of a group, and whether the others hold other values."""
    first = group.places[0]
    sentence = message(first, norm, masked=masked)
    if group.control.startswith("MOIS/"):
        more = group.count - 1
        return f"{sentence} Et {counted(more, 'autre cas', 'autres cas')}." if more else sentence
    others = {place.value for place in group.places} - {first.value}
    return f"{sentence} Les autres lignes portent d'autres valeurs." if others else sentence


def shown_value(finding: Finding, *, masked: bool = True) -> str | None:
    """The value of a finding as it may be shown."""
    if finding.value is None or not masked or finding.rubrique is None:
        return finding.value
    return mask(finding.rubrique, finding.value)


def _coded_message(finding: Finding, norm: Norm, *, masked: bool) -> str:
    """What the control demands, then the values that were found."""
    rule = rules_of_version(norm.version).rules.get(finding.control)
    demand = demand_in_words(norm, rule) if rule else f"Le contrôle {finding.control} n'est pas respecté."
    values = {finding.rubrique: finding.value} if finding.rubrique and finding.value is not None else {}
    values |= {key: str(value) for key, value in finding.details.items()}
    found = ", ".join(_found_value(norm, key, value, masked=masked) for key, value in values.items())
    return f"{demand} Valeurs lues : {found}." if found else demand


def _found_value(norm: Norm, rubrique: str, value: str, *, masked: bool) -> str:
    """S21.G00.40.007 = 02 – CDD de droit privé."""
    spec = norm.rubriques.get(rubrique)
    label = (spec.codes or {}).get(value) if spec else None
    shown = mask(rubrique, value) if masked else value
    return f"{rubrique} = {shown} – {label}" if label else f"{rubrique} = {shown}"


class _Fields(dict[str, str]):
    """The fields of a sentence, each made when the sentence asks for it."""

    def __init__(self, finding: Finding, norm: Norm, *, masked: bool) -> None:
        super().__init__({key: str(value) for key, value in finding.details.items() if key not in _MADE})
        self.finding = finding
        self.norm = norm
        self.masked = masked

    def __missing__(self, key: str) -> str:
        made = _MADE.get(key)
        return "" if made is None else made(self)

    @property
    def spec(self) -> RubriqueSpec | None:
        return self.norm.rubriques.get(self.finding.rubrique or "")

    @property
    def bloc_id(self) -> str:
        return self.finding.bloc or (self.finding.rubrique or self.finding.control)[:10]

    @property
    def bloc_spec(self) -> BlocSpec | None:
        return self.norm.blocs.get(self.bloc_id)

    def detail(self, key: str) -> str:
        return str(self.finding.details.get(key, ""))


def _value(fields: _Fields) -> str:
    value = shown_value(fields.finding, masked=fields.masked) or ""
    return value if len(value) <= LONGEST_VALUE else value[:LONGEST_VALUE] + "…"


def _here(fields: _Fields) -> str:
    rubrique, value = fields.finding.rubrique, _value(fields)
    if rubrique is None:
        if fields.finding.bloc:
            return _bloc(fields)
        return "Cette ligne" if fields.finding.line else "Le fichier"
    return f"{rubrique} = {value}" if value else f"{rubrique} « {_label(fields)} »"


def _label(fields: _Fields) -> str:
    return fields.spec.label if fields.spec else (fields.finding.rubrique or "")


def _bloc(fields: _Fields) -> str:
    return named(fields.bloc_spec) if fields.bloc_spec else f"{fields.bloc_id}"


def _parent(fields: _Fields) -> str:
    given = fields.norm.blocs.get(fields.detail("parent"))
    if given is not None:
        return named(given)
    return parent_in_words(fields.norm, fields.bloc_spec) if fields.bloc_spec else "le bloc attendu"


def _nature(fields: _Fields) -> str:
    """« en nature 01 « DSN mensuelle » »; S10 and S90 are the same in every nature."""
    nature = fields.detail("nature")
    if not nature or fields.bloc_id.startswith(("S10", "S90")):
        return ""
    label = fields.norm.natures.get(nature)
    return f" en nature {nature} « {label} »" if label else f" en nature {nature}"


def _times(fields: _Fields) -> str:
    spec = fields.bloc_spec
    cardinality = spec.cardinality.get(fields.detail("nature")) if spec else None
    if cardinality is None and spec and spec.cardinality:
        cardinality = next(iter(spec.cardinality.values()))
    return cardinality_in_words(cardinality) if cardinality else "une seule fois"


def _found(fields: _Fields) -> str:
    """What was counted, by default the characters of the value."""
    return fields.detail("found") or str(len(fields.finding.value or ""))


def _max(fields: _Fields) -> str:
    return fields.detail("max") or str(LINE_CHARACTERS)


def _lengths(fields: _Fields) -> str:
    spec = fields.spec
    return length_in_words(spec.min_len, spec.max_len).partition(" caractère")[0] if spec else ""


def _format(fields: _Fields) -> str:
    return format_in_words(fields.spec) if fields.spec else "une autre forme"


def _table(fields: _Fields) -> str:
    table = table_for(fields.spec) if fields.spec else None
    return "" if table is None else table.title


def _table_limits(fields: _Fields) -> str:
    table = table_for(fields.spec) if fields.spec else None
    if table is None or table.coverage is Coverage.FULL:
        return ""
    return ". Cette table est incomplète : le code peut être bon"


def _subject(fields: _Fields) -> str:
    if fields.finding.rubrique is None:
        return f"Le bloc {_bloc(fields)}"
    return f"La rubrique {fields.finding.rubrique} « {_label(fields)} »"


def _expected(fields: _Fields) -> str:
    """The bloc or rubrique named by the finding, with its label; a number stays a number."""
    expected = fields.detail("expected")
    if expected in fields.norm.blocs:
        return named(fields.norm.blocs[expected])
    if expected in fields.norm.rubriques:
        return f"{expected} « {fields.norm.rubriques[expected].label} »"
    return expected or "la ligne qui précède"


def _position(fields: _Fields) -> str:
    return f", en position {fields.detail('position')}" if fields.detail("position") else ""


def _from_details(made: Callable[[months.Details], str]) -> Callable[[_Fields], str]:
    return lambda fields: made(fields.finding.details)


_FORMATS = {
    "pdf": "un document PDF",
    "office": "un document bureautique",
    "image": "une image",
    "rar": "une archive RAR",
    "7z": "une archive 7z",
    "utf-16": "un texte codé en UTF-16",
}


def _format_found(fields: _Fields) -> str:
    known = _FORMATS.get(fields.detail("format") or fields.detail("found"))
    return f" mais {known}" if known else ""


_MADE: dict[str, Callable[[_Fields], str]] = {
    "value": _value,
    "here": _here,
    "label": _label,
    "bloc": _bloc,
    "parent": _parent,
    "in_nature": _nature,
    "times": _times,
    "found": _found,
    "max": _max,
    "lengths": _lengths,
    "format": _format,
    "table": _table,
    "table_limits": _table_limits,
    "subject": _subject,
    "expected": _expected,
    "position": _position,
    "format_found": _format_found,
    **{name: _from_details(made) for name, made in (months.FIELDS | fiche_sentences.FIELDS).items()},
    "rubrique": lambda fields: fields.finding.rubrique or "",
    "bloc_id": lambda fields: fields.bloc_id,
    "control": lambda fields: fields.finding.control,
    "version": lambda fields: fields.norm.version,
}
