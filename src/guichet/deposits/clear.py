"""What was found, with the values of the file: read again for who may see personal data, never stored in clear."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import neodes
from guichet.core import files, journal
from guichet.core.actor import Actor
from guichet.core.rights import Right
from guichet.deposits import engine
from guichet.deposits.excerpts import Range
from guichet.deposits.findings import deposit_subject, stored_group
from guichet.deposits.masking import masked_group
from guichet.deposits.models import Deposit, FindingGroup
from guichet.deposits.queries import declarations_visible_to, findings_visible_to

READ_AGAIN_MAX = 16 * 1024 * 1024
"""Bytes of a file that is controlled again while a person waits (two seconds); beyond, its lines alone are in clear."""

SIRETS_TOLD = 100

Key = tuple[int | None, str, str, str]
Cleared = dict[int, neodes.FindingGroup]
"""Key of a row → its group with the values of the file."""


def groups_for(actor: Actor, deposit: Deposit, rows: Iterable[FindingGroup], *, in_clear: bool) -> Cleared:
    """Every row as that reader may see it: masked, or in clear where he may and asked for it."""
    kept = list(rows)
    cleared = _cleared(actor, deposit, kept) if in_clear else {}
    return {row.pk: cleared.get(row.pk) or masked_group(stored_group(row)) for row in kept}


def out_of_clear(actor: Actor, deposit: Deposit) -> list[Range]:
    """The lines of the declarations whose personal data the actor may not see."""
    visible = declarations_visible_to(actor, Right.VOIR_DONNEES_PERSONNELLES).values("pk")
    return list(deposit.declarations.exclude(pk__in=visible).values_list("first_line", "last_line"))


def note_seen(*, actor: Actor, deposit: Deposit) -> None:
    """Write in the journal that the report was opened in clear, and of which establishments."""
    visible = declarations_visible_to(actor, Right.VOIR_DONNEES_PERSONNELLES)
    of_deposit = visible.filter(deposit=deposit) | visible.filter(deposit__parent=deposit)
    sirets = sorted(set(of_deposit.order_by().values_list("siret", flat=True)))
    journal.record(
        actor=actor,
        firm_id=actor.firm_id,
        verb="depot.ouvert_en_clair",
        subject=deposit_subject(deposit.pk),
        details={"etablissements": len(sirets), "sirets": sirets[:SIRETS_TOLD]},
    )


def _cleared(actor: Actor, deposit: Deposit, rows: list[FindingGroup]) -> Cleared:
    allowed = findings_visible_to(actor, Right.VOIR_DONNEES_PERSONNELLES).filter(pk__in=[row.pk for row in rows])
    keys = set(allowed.values_list("pk", flat=True))
    mine = [row for row in rows if row.pk in keys]
    found = _read_again(deposit) if mine else {}
    veiled = out_of_clear(actor, deposit)
    return {row.pk: _with_values(row, found.get(_key(row)), veiled) for row in mine}


def _read_again(deposit: Deposit) -> dict[Key, neodes.FindingGroup]:
    """What the controls find in the file today; nothing when it is gone, or too long to wait for."""
    if deposit.stored_file is None or deposit.stored_file.size > READ_AGAIN_MAX:
        return {}
    try:
        report = engine.check(files.read_chunks(deposit.stored_file))
    except files.StoredFileError:
        return {}
    return {(group.declaration, group.control[:40], group.severity.value, group.reason[:40]): group
            for group in report.groups}  # fmt: skip


def _key(row: FindingGroup) -> Key:
    return (row.declaration.index if row.declaration else None, row.control, row.severity, row.reason)


def _with_values(row: FindingGroup, found: neodes.FindingGroup | None, veiled: list[Range]) -> neodes.FindingGroup:
    """The stored group, each place with the value that the file has there; masked where it cannot be told."""
    stored = stored_group(row)
    values = {(place.line, place.rubrique): place for place in (found.places if found else ())}
    places = []
    for place in stored.places:
        hidden = row.declaration_id is None and any(first <= place.line <= last for first, last in veiled)
        read = None if hidden else values.get((place.line, place.rubrique))
        places.append(replace(place, value=read.value, details=read.details) if read else place)
    return replace(stored, places=tuple(places))
