"""Every control of a version: the generic ones that run, and those that the norm names and that do not run yet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from neodes.controls.base import Control, Explanation, Severity, Status
from neodes.controls.coded.compiling import rules_of_version
from neodes.controls.coded.rule import Rule
from neodes.controls.explanations import bloc as bloc_pages
from neodes.controls.explanations import envelope as envelope_pages
from neodes.controls.explanations import rubrique as rubrique_pages
from neodes.controls.explanations.coded import explain_rule
from neodes.controls.explanations.named import explain_named
from neodes.controls.families import family_of
from neodes.norm import (
    BlocSpec,
    Coverage,
    Norm,
    ReferenceTable,
    RubriqueSpec,
    Usage,
    load_norm,
    table_for,
)
from neodes.norm.named import NamedControl, load_named_controls

TOTALS = ("S90.G00.90.001", "S90.G00.90.002")
NOT_WRITTEN = "pas encore écrit dans cette version."
NEEDS_PLATFORM = "il demande la plate-forme qui reçoit les déclarations."
NEEDS_SIRENE = "il demande le répertoire Sirene de l'Insee."

_UNKNOWN_BLOC = re.compile(r"(S\d\d\.G\d\d\.\d\d)/INCONNU", re.ASCII)
_UNKNOWN_RUBRIQUE = re.compile(r"(S\d\d\.G\d\d\.\d\d\.\d{3})/INCONNU", re.ASCII)


@lru_cache(maxsize=4)
def _controls_by_id(version: str) -> dict[str, Control]:
    norm = load_norm(version)
    found = {control.id: control for control in _running(norm)}
    rules = rules_of_version(version).rules
    for named in load_named_controls(version):
        if named.id in rules:
            found[named.id] = _coded(norm, named, rules[named.id])
        elif named.id not in found:
            found[named.id] = _not_run(norm, named)
    return found


def controls(norm: Norm) -> tuple[Control, ...]:
    """All the controls of that version, those of the file first, then bloc by bloc in the order of the message."""
    return tuple(_controls_by_id(norm.version).values())


def find_control(identifier: str, norm: Norm) -> Control | None:
    """The control of that id, None when neither this program nor the norm knows it.

    `…/INCONNU` is answered for any bloc or rubrique that the version does not hold.
    """
    return _controls_by_id(norm.version).get(identifier) or _unknown(identifier, norm)


def _control(
    norm: Norm,
    identifier: str,
    title: str,
    explanation: Explanation,
    *,
    severity: Severity = Severity.BLOQUANT,
    natures: tuple[str, ...] | None = None,
    reason_not_run: str | None = None,
) -> Control:
    return Control(
        id=identifier,
        family=family_of(identifier),
        title=title,
        severity=severity,
        status=Status.STABLE if reason_not_run is None else Status.NON_EXECUTE,
        source=explanation.references[0],
        natures=tuple(norm.natures) if natures is None else natures,
        explanation=explanation,
        reason_not_run=reason_not_run,
    )


def _running(norm: Norm) -> Iterator[Control]:
    yield from _of_the_file(norm)
    for bloc in norm.blocs.values():
        yield from _of_bloc(norm, bloc)
        for identifier in bloc.rubriques:
            yield from _of_rubrique(norm, norm.rubriques[identifier])


def _of_the_file(norm: Norm) -> Iterator[Control]:
    pages = envelope_pages
    for identifier, title, explanation, severity in (
        ("LIGNE", "Forme des lignes", pages.explain_line(norm), Severity.BLOQUANT),
        ("FICHIER/VIDE", "Fichier vide", pages.explain_empty(norm), Severity.BLOQUANT),
        ("FICHIER/BINAIRE", "Fichier qui n'est pas du texte", pages.explain_binary(norm), Severity.BLOQUANT),
        ("FICHIER/TRONQUE", "Fichier incomplet", pages.explain_truncated(norm), Severity.BLOQUANT),
        ("FICHIER/ENCODAGE", "Codage des caractères", pages.explain_encoding(norm), Severity.AVERTISSEMENT),
        ("FICHIER/ARCHIVE", "Archive illisible", pages.explain_archive(norm), Severity.BLOQUANT),
        ("S10.G00.00.006/NORME", "Version de la norme", pages.explain_version(norm), Severity.BLOQUANT),
    ):
        yield _control(norm, identifier, title, explanation, severity=severity)


def _of_bloc(norm: Norm, bloc: BlocSpec) -> Iterator[Control]:
    name, natures = f"« {bloc.label} »", tuple(bloc.cardinality)
    yield _control(norm, f"{bloc.id}/CARD", f"Nombre de blocs {name}", bloc_pages.explain_cardinality(norm, bloc))
    if bloc.parent is None:
        return
    parent, order = bloc_pages.explain_parent(norm, bloc), bloc_pages.explain_bloc_order(norm, bloc)
    yield _control(norm, f"{bloc.id}/PARENT", f"Rattachement du bloc {name}", parent, natures=natures)
    yield _control(norm, f"{bloc.id}/ORDRE", f"Place du bloc {name}", order, natures=natures)


def _of_rubrique(norm: Norm, spec: RubriqueSpec) -> Iterator[Control]:
    name = f"« {spec.label} »"
    natures = tuple(norm.blocs[spec.bloc].cardinality)
    form = rubrique_pages.explain_form(norm, spec)
    yield _control(norm, f"{spec.id}/CSL-00", f"Forme de {name}", form, natures=natures)
    ruled = tuple(nature for nature, usage in spec.usage.items() if usage is not Usage.CONDITIONNEL)
    if ruled:
        usage = rubrique_pages.explain_usage(norm, spec)
        yield _control(norm, f"{spec.id}/USAGE", f"Présence de {name}", usage, natures=ruled)
    order = rubrique_pages.explain_rubrique_order(norm, spec)
    yield _control(norm, f"{spec.id}/ORDRE", f"Place de {name}", order, natures=natures)
    if (table := table_for(spec)) is not None:
        yield _of_table(norm, spec, table, natures)
    if spec.id in TOTALS:
        total = envelope_pages.explain_total(norm, spec.id)
        yield _control(norm, f"{spec.id}/CST-11", f"Exactitude de {name}", total)


def _of_table(norm: Norm, spec: RubriqueSpec, table: ReferenceTable, natures: tuple[str, ...]) -> Control:
    return _control(
        norm,
        f"{spec.id}/TABLE",
        f"Code de « {spec.label} » dans sa table",
        rubrique_pages.explain_table(norm, spec, table),
        severity=Severity.BLOQUANT if table.coverage is Coverage.FULL else Severity.AVERTISSEMENT,
        natures=natures,
        reason_not_run=_table_not_held(table) if table.coverage is Coverage.MISSING else None,
    )


def _table_not_held(table: ReferenceTable) -> str:
    return f"la table « {table.title} » ({table.name}) n'est pas détenue."


def _not_run(norm: Norm, named: NamedControl) -> Control:
    reason = _why_not_run(named, norm.rubriques[named.rubrique])
    return _control(
        norm,
        named.id,
        f"{named.type} {named.number} sur « {norm.rubriques[named.rubrique].label} »",
        explain_named(norm, named, reason),
        severity=Severity.BLOQUANT if named.blocking else Severity.AVERTISSEMENT,
        natures=named.natures,
        reason_not_run=reason,
    )


def _coded(norm: Norm, named: NamedControl, rule: Rule) -> Control:
    blocking = named.blocking and not rule.reading
    return _control(
        norm,
        named.id,
        f"{named.type} {named.number} sur « {norm.rubriques[named.rubrique].label} »",
        explain_rule(norm, rule),
        severity=Severity.BLOQUANT if blocking else Severity.AVERTISSEMENT,
        natures=tuple(nature for nature in norm.natures if nature in (*named.natures, *named.silent)),
    )


def _why_not_run(named: NamedControl, spec: RubriqueSpec) -> str:
    """A CRE that names nothing else is the look-up of a table; a CSL on a date is its calendar: ours have other ids."""
    if named.type == "CME":
        return NEEDS_SIRENE
    if named.type == "CID":
        return NEEDS_PLATFORM
    if named.type == "CSL" and spec.kind == "D":
        return f"déjà vérifié sous l'identifiant {spec.id}/CSL-00."
    table = table_for(spec)
    if named.type != "CRE" or table is None or named.rubriques:
        return NOT_WRITTEN
    if table.coverage is Coverage.MISSING:
        return _table_not_held(table)
    return f"déjà vérifié sous l'identifiant {spec.id}/TABLE."


def _unknown(identifier: str, norm: Norm) -> Control | None:
    for shape, kind, known in (
        (_UNKNOWN_BLOC, "Le bloc", norm.blocs),
        (_UNKNOWN_RUBRIQUE, "La rubrique", norm.rubriques),
    ):
        match = shape.fullmatch(identifier)
        if match is not None and match[1] not in known:
            page = rubrique_pages.explain_unknown(norm, match[1], kind)
            return _control(norm, identifier, f"{kind} {match[1]} est hors de la norme", page)
    return None
