"""The journal as a CSV, made by a job in slices: the lines that its author may take away when it works."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from django.utils import timezone

from guichet.core import files, journal, operations
from guichet.core.actor import Actor
from guichet.core.authors import author_of
from guichet.core.models import JournalEntry, Operation
from guichet.core.rights import Right
from guichet.core.tenancy import firm_transaction
from guichet.rgpd.filters import JournalFilters
from guichet.rgpd.queries import Place, entries_after, members_named
from guichet.rgpd.sentences import line_of
from guichet.rgpd.sheets import BOM, as_csv

KIND = "journal"
TASK = "rgpd.export_journal"
SLICE = 5_000
HEADER = ("date", "auteur", "action", "objet", "origine", "réseau", "navigateur")


def start_export(*, actor: Actor, asked: Mapping[str, str]) -> Operation:
    """Put it in line; `asked` holds the filters as the address of the page writes them."""
    title = "Export du journal"
    return operations.start(actor=actor, kind=KIND, title=title, task=TASK, asked={"filtres": dict(asked)})


def may_take(actor: Actor, operation: Operation) -> bool:
    """Whether the file may still be taken away, with the rights of now."""
    return actor.can(Right.EXPORTER)


def export_journal(operation: Operation) -> None:
    """Outside any transaction: write the file slice by slice, then its row, its line of journal and the end."""
    count = 0
    writer = files.EncryptedWriter(operation.firm_id)
    try:
        writer.write((BOM + as_csv([HEADER])).encode())
        for entries in _slices(operation):
            count += len(entries)
            writer.write(as_csv(_cells(entries)).encode())
            operations.advance(operation, count, total=count + (len(entries) if len(entries) == SLICE else 0))
        written = writer.close()
    except BaseException:
        writer.discard()
        raise
    with firm_transaction(operation.firm_id):
        actor = author_of(operation)
        journal.record(
            actor=actor,
            firm_id=operation.firm_id,
            verb="journal.exporte",
            subject=f"operation:{operation.pk}",
            details={"lignes_journal": count},
        )
        result = files.register_file(written)
    name = f"journal-{timezone.localdate():%Y-%m-%d}.csv"
    operations.finish(operation, summary={"lignes": count}, result=result, result_name=name)


def _slices(operation: Operation) -> Iterator[list[JournalEntry]]:
    """The rights are asked again for each: those lost meanwhile are gone."""
    place: Place | None = None
    while True:
        with firm_transaction(operation.firm_id):
            actor = author_of(operation)
            filters = JournalFilters.of(operation.asked.get("filtres", {}), members_named(actor))
            entries = entries_after(actor, filters.apply, place, SLICE, exporting=True)
        if not entries:
            return
        yield entries
        place = Place.of(entries[-1])


def _cells(entries: Iterable[JournalEntry]) -> Iterator[tuple[str, ...]]:
    for entry in entries:
        line = line_of(entry)
        at = timezone.localtime(line.at)
        yield (
            f"{at:%Y-%m-%d %H:%M:%S}",
            line.author,
            line.sentence,
            entry.subject,
            line.origin,
            line.network,
            line.agent,
        )
