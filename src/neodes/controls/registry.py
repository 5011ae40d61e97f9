"""Every control of a version: the generic ones, and those that the norm names, whether they run here or not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from neodes.controls.base import Control, Explanation, Severity, Status
from neodes.controls.coded.catalogue import NOT_RUN
from neodes.controls.coded.compiling import rules_of_version
from neodes.controls.coded.rule import Rule
from neodes.controls.explanations import bloc as bloc_pages
from neodes.controls.explanations import comparison as comparison_pages
from neodes.controls.explanations import envelope as envelope_pages
from neodes.controls.explanations import fiches as fiche_pages
from neodes.controls.explanations import rubrique as rubrique_pages
from neodes.controls.explanations import sectors as sector_pages
from neodes.controls.explanations.coded import explain_rule
from neodes.controls.explanations.named import explain_named, explain_verified
from neodes.controls.families import family_of
from neodes.controls.values import BIRTH_DATE
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

TITLES = {
    "CCH": "Cohérence de {}",
    "SIG": "Vraisemblance de {}",
    "CSL": "Forme de {}",
    "CRE": "Code de {} dans sa table",
    "CME": "{} au répertoire Sirene",
    "CID": "Déclaration connue par {}",
    "CST": "Structure de l'envoi, {}",
}
"""What a control of each type of the norm is about."""

_UNKNOWN_BLOC = re.compile(r"(S\d\d\.G\d\d\.\d\d)/INCONNU", re.ASCII)
_UNKNOWN_RUBRIQUE = re.compile(r"(S\d\d\.G\d\d\.\d\d\.\d{3})/INCONNU", re.ASCII)


@lru_cache(maxsize=4)
def _controls_by_id(version: str) -> dict[str, Control]:
    norm = load_norm(version)
    found = {control.id: control for control in _running(norm)}
    rules = rules_of_version(version).rules
    reasons = {control.id: control.reason for control in NOT_RUN if version in (control.versions or (version,))}
    for named in load_named_controls(version):
        if named.id in rules:
            found[named.id] = _coded(norm, named, rules[named.id])
        elif named.id in found:
            continue
        elif named.id not in reasons and (verifying := found.get(_verified_as(norm, named))) is not None:
            found[named.id] = _verified(norm, named, verifying)
        else:
            found[named.id] = _not_run(norm, named, reasons.get(named.id, NOT_WRITTEN))
    return found


def all_controls(norm: Norm) -> tuple[Control, ...]:
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
    verified_as: str | None = None,
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
        verified_as=verified_as,
    )


def _running(norm: Norm) -> Iterator[Control]:
    yield from _of_the_file(norm)
    yield from _of_the_comparison(norm)
    yield from _of_the_fiches(norm)
    yield from _of_the_trades(norm)
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


def _of_the_comparison(norm: Norm) -> Iterator[Control]:
    """They never block: what they compare with may have been replaced, or declared elsewhere."""
    for page in comparison_pages.PAGES:
        natures = tuple(nature for nature in norm.natures if nature in page.natures)
        explanation = page.explain(norm)
        yield _control(norm, page.id, page.title, explanation, severity=Severity.AVERTISSEMENT, natures=natures)


def _of_the_fiches(norm: Norm) -> Iterator[Control]:
    """They never block: a fiche may be late, and the DSN is accepted without it."""
    for page in fiche_pages.PAGES:
        yield _control(
            norm,
            page.id,
            page.title,
            page.explain(),
            severity=page.severity,
            natures=("01",),
            reason_not_run=page.reason_not_run,
        )


def _of_the_trades(norm: Norm) -> Iterator[Control]:
    """They never block: the DSN is accepted without them."""
    for page in sector_pages.PAGES:
        control = _control(
            norm,
            page.id,
            page.title,
            page.explain(),
            severity=page.severity,
            natures=("01",),
            reason_not_run=page.reason_not_run,
        )
        yield replace(control, family=page.family)


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


def _title(norm: Norm, named: NamedControl) -> str:
    return TITLES[named.type].format(f"« {norm.rubriques[named.rubrique].label} »")


def _natures(norm: Norm, named: NamedControl) -> tuple[str, ...]:
    return tuple(nature for nature in norm.natures if nature in (*named.natures, *named.silent))


def _not_run(norm: Norm, named: NamedControl, reason: str) -> Control:
    return _control(
        norm,
        named.id,
        _title(norm, named),
        explain_named(norm, named, reason),
        severity=Severity.BLOQUANT if named.blocking else Severity.AVERTISSEMENT,
        natures=named.natures,
        reason_not_run=reason,
    )


def _verified_as(norm: Norm, named: NamedControl) -> str:
    """The generic control that does the work of this one, empty when there is none.

    A CRE that names nothing else looks its value up in a table; a CSL on a date asks that its day exists.
    """
    spec = norm.rubriques[named.rubrique]
    if named.rubriques or named.blocs:
        return ""
    if named.type == "CRE" and (table := table_for(spec)) is not None and table.coverage is not Coverage.MISSING:
        return f"{spec.id}/TABLE"
    dated = spec.kind == "D" or spec.datatype == BIRTH_DATE
    return f"{spec.id}/CSL-00" if named.type == "CSL" and dated else ""


def _verified(norm: Norm, named: NamedControl, verifying: Control) -> Control:
    return _control(
        norm,
        named.id,
        _title(norm, named),
        explain_verified(norm, named, verifying),
        severity=verifying.severity,
        natures=tuple(nature for nature in _natures(norm, named) if nature in verifying.natures),
        verified_as=verifying.id,
    )


def _coded(norm: Norm, named: NamedControl, rule: Rule) -> Control:
    blocking = named.blocking and not rule.reading
    return _control(
        norm,
        named.id,
        _title(norm, named),
        explain_rule(norm, rule),
        severity=Severity.BLOQUANT if blocking else Severity.AVERTISSEMENT,
        natures=_natures(norm, named),
    )


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
