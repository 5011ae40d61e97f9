"""In which deposits somebody appears, to answer who asks what is kept of him (RGPD, article 15).

The NIR is typed once and never kept: the operation holds a digest of it, taken off when the search is done. Files are
read one by one, decrypted as they stream by; only the declarations within the scope of who asked are looked at.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from guichet.core import files, journal, operations
from guichet.core.actor import Actor
from guichet.core.authors import author_of
from guichet.core.models import Operation, StoredFile
from guichet.core.rights import Right
from guichet.core.tenancy import firm_transaction
from guichet.deposits.excerpts import whole_lines
from guichet.deposits.models import Declaration, Deposit
from guichet.deposits.queries import declarations_visible_to
from guichet.rgpd.errors import RightToSeeMissing
from guichet.rgpd.identity import Sought, digest_of, read_nir
from guichet.rgpd.sheets import BOM, as_csv

KIND = "personne.recherche"
TASK = "rgpd.search_person"
RIGHT = Right.VOIR_DONNEES_PERSONNELLES
HEADER = ("dépôt", "fichier", "reçu le", "SIRET", "mois", "nature", "ligne")
_NIRS = re.compile(rb",'([1-478]\d{4}[0-9AB]{2}\d{6})'")


@dataclass(frozen=True, slots=True)
class Found:
    """One line of a file that names the person."""

    deposit: str
    file_name: str
    received_on: str
    siret: str
    period: str
    nature: str
    line: int

    def cells(self) -> tuple[str, ...]:
        """For the file to take away."""
        return (self.deposit, self.file_name, self.received_on, self.siret, self.period, self.nature, str(self.line))


def start_search(*, actor: Actor, nir: str) -> Operation:
    """Look for the person with that NIR, as typed, in what the actor may see in clear; a line of journal says so.

    Raises `NotNir` or `RightToSeeMissing`, whose messages do not repeat the NIR.
    """
    if not actor.can(RIGHT):
        raise RightToSeeMissing
    digest = digest_of(read_nir(nir), actor.firm_id)
    title = "Recherche d'un salarié dans les fichiers conservés"
    operation = operations.start(actor=actor, kind=KIND, title=title, task=TASK, asked={"empreinte": digest})
    journal.record(actor=actor, firm_id=actor.firm_id, verb="personne.recherchee", subject=f"operation:{operation.pk}")
    return operation


def may_take(actor: Actor, operation: Operation) -> bool:
    """Whether the list may still be taken away, with the rights of now."""
    return actor.can(RIGHT)


def search_person(operation: Operation) -> None:
    """Outside any transaction: every file in turn, then the list and the end; the digest goes with the search."""
    try:
        _search(operation, Sought(operation.asked["empreinte"], operation.firm_id))
    finally:
        with firm_transaction(operation.firm_id):
            operation.asked = {name: value for name, value in operation.asked.items() if name != "empreinte"}
            operation.save(update_fields=["asked"])


def _search(operation: Operation, sought: Sought) -> None:
    keys = _deposits(operation)
    found: list[Found] = []
    unreadable = 0
    for rank, key in enumerate(keys):
        operations.advance(operation, rank, total=len(keys))
        try:
            found += _in_deposit(operation, key, sought)
        except files.StoredFileError:
            unreadable += 1
    content = BOM + as_csv([HEADER, *(each.cells() for each in found)])
    written = files.write_file(operation.firm_id, [content.encode()])
    with firm_transaction(operation.firm_id):
        result = files.register_file(written)
    summary: dict[str, object] = {
        "depots_lus": len(keys) - unreadable,
        "depots_illisibles": unreadable,
        "depots_concernes": len({each.deposit for each in found}),
        "lignes": len(found),
    }
    operations.advance(operation, len(keys), total=len(keys))
    name = f"recherche-{timezone.localdate():%Y-%m-%d}.csv"
    operations.finish(operation, summary=summary, result=result, result_name=name)


def read_result(stored: StoredFile) -> list[Found]:
    """The list that a search gave. Raises `StoredFileError`."""
    text = files.read_file(stored).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))[1:]
    return [
        Found(deposit, file_name, received_on, siret, period, nature, int(line))
        for deposit, file_name, received_on, siret, period, nature, line in rows
    ]


def _deposits(operation: Operation) -> list[UUID]:
    """Those with a file and a declaration in scope, the latest first."""
    with firm_transaction(operation.firm_id):
        visible = declarations_visible_to(author_of(operation), RIGHT)
        kept = Deposit.objects.filter(pk__in=visible.values("deposit")).exclude(stored_file=None)
        return list(kept.order_by("-received_at", "pk").values_list("pk", flat=True))


def _in_deposit(operation: Operation, key: UUID, sought: Sought) -> list[Found]:
    """The rights are asked again for each file: those lost meanwhile are gone."""
    with firm_transaction(operation.firm_id):
        visible = declarations_visible_to(author_of(operation), RIGHT).filter(deposit=key)
        rows = list(visible.select_related("deposit__stored_file"))
        stored = rows[0].deposit.stored_file if rows else None
    if stored is None:
        return []
    lines = _lines(stored, sought)
    return [_found(row, line) for line in lines for row in rows if row.first_line <= line <= row.last_line]


def _lines(stored: StoredFile, sought: Sought) -> Iterator[int]:
    """Numbers of the lines whose value is the NIR, whatever their rubrique."""
    number = 1
    for piece, line_end in whole_lines(files.read_chunks(stored)):
        for match in _NIRS.finditer(piece):
            if sought.is_it(match[1]):
                yield number + piece.count(line_end, 0, match.start())
        number += piece.count(line_end)


def _found(row: Declaration, line: int) -> Found:
    deposit = row.deposit
    day = timezone.localtime(deposit.received_at).date().isoformat()
    return Found(str(deposit.pk), deposit.file_name, day, row.siret, row.period, row.nature, line)
