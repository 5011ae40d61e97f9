"""The findings of the reader and the rows that keep them: masked on the way in, made into sentences on the way out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

import neodes
from guichet.deposits.masking import mask
from guichet.deposits.models import Declaration, Deposit, FindingGroup

SEVERITIES = (neodes.Severity.BLOQUANT, neodes.Severity.AVERTISSEMENT, neodes.Severity.INFORMATION)
VALUE_KEPT = 300
"""Characters kept of a value; the rest is in the file."""

LENGTH = "longueur"

NO_ADRESSE = neodes.Adresse()
PlaceJson = dict[str, Any]


def finding_rows(
    deposit: Deposit, groups: Iterable[neodes.FindingGroup], declarations: Mapping[int, Declaration]
) -> list[FindingGroup]:
    """Rows to store, ranked by order of repair; the groups of declarations that are not in the mapping are left out."""
    kept = [group for group in groups if group.declaration is None or group.declaration in declarations]
    return [
        FindingGroup(
            firm_id=deposit.firm_id,
            deposit=deposit,
            declaration=None if group.declaration is None else declarations[group.declaration],
            control=group.control[:40],
            severity=group.severity.value,
            reason=group.reason[:40],
            count=group.count,
            places=[_place(place) for place in group.places],
            rank=rank,
        )
        for rank, group in enumerate(neodes.order_of_repair(kept))
    ]


def stored_group(row: FindingGroup, *, declaration: int | None = None) -> neodes.FindingGroup:
    """The group as the renderers of `neodes` take it; values are those stored, hence masked already."""
    severity = neodes.Severity(row.severity)
    places = tuple(_finding(row, severity, place, declaration) for place in row.places)
    return neodes.FindingGroup(row.control, severity, row.reason, declaration, row.count, places)


def stored_declaration(row: Declaration, index: int) -> neodes.DeclarationSummary:
    """What is kept of a declaration, as `neodes` takes it; the rest is in the file."""
    return neodes.DeclarationSummary(
        index=index,
        nature=row.nature,
        type=row.type,
        fraction=row.fraction,
        ordre=row.ordre,
        period=row.period,
        date_fichier=None,
        remplace="",
        siren=row.siret[:9],
        nic=row.siret[9:],
        siret=row.siret,
        apen="",
        apet="",
        idcc="",
        adresse=NO_ADRESSE,
        individus=row.individus,
        organismes=(),
        destinataires=(),
        idcc_contrats=(),
        autres_sirets=(),
        first_line=row.first_line,
        last_line=row.last_line,
    )


def norm_of(version: str) -> neodes.Norm:
    """The tables of a version; those in force when a file had none."""
    return neodes.load_norm(version if version in neodes.NORM_VERSIONS else neodes.DEFAULT_VERSION)


def count_by_declaration(groups: Iterable[neodes.FindingGroup]) -> dict[int | None, dict[neodes.Severity, int]]:
    """Exact counts of each declaration (None: the file as a whole), by severity."""
    counts: dict[int | None, dict[neodes.Severity, int]] = {}
    for group in groups:
        of_declaration = counts.setdefault(group.declaration, dict.fromkeys(SEVERITIES, 0))
        of_declaration[group.severity] += group.count
    return counts


def _place(place: neodes.Finding) -> PlaceJson:
    value = _masked(place)
    details = {key: _masked_detail(key, detail) for key, detail in place.details.items()}
    if place.reason == LENGTH and place.value:
        # The sentence counts the characters of the value, which masking does not keep.
        details.setdefault("found", len(place.value))
    return {"line": place.line, "rubrique": place.rubrique, "bloc": place.bloc, "value": value, "details": details}


def _masked_detail(key: str, value: str | int) -> str | int:
    """A detail named after a rubrique is a value of it."""
    return mask(key, value) if isinstance(value, str) else value


def _masked(place: neodes.Finding) -> str | None:
    """A value without a rubrique may be anything, a NIR too: its letters and digits are hidden."""
    if not place.value:
        return place.value
    if place.rubrique is None:
        return re.sub(r"[^\W_]", "•", place.value[:VALUE_KEPT]).replace("\x00", "")
    return mask(place.rubrique, place.value)[:VALUE_KEPT].replace("\x00", "")


def _finding(row: FindingGroup, severity: neodes.Severity, place: PlaceJson, declaration: int | None) -> neodes.Finding:
    return neodes.Finding(
        control=row.control,
        severity=severity,
        line=place["line"],
        reason=row.reason,
        rubrique=place["rubrique"],
        bloc=place["bloc"],
        value=place["value"],
        declaration=declaration,
        details=place["details"],
    )


def deposit_subject(deposit_id: UUID) -> str:
    """How the journal names a deposit."""
    return f"depot:{deposit_id}"
