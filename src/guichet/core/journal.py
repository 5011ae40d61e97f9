"""Writing the journal, and forgetting what is too old or whose author left: the database lets nothing else through."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import connection

from guichet.core.actor import Actor
from guichet.core.models import JournalEntry

SYSTEM = "Guichet"
FORMER_MEMBER = "Ancien membre"


def record(
    *,
    actor: Actor | None,
    firm_id: UUID,
    verb: str,
    subject: str = "",
    details: dict[str, object] | None = None,
    author: str = "",
) -> JournalEntry:
    """Write one line in the current transaction; without an actor the author is the portal itself.

    `author` names another account that did it: a partner in the journal of a firm, a firm in that of a partner.

    Where it comes from is known already: see `guichet.core.provenance`.
    """
    return JournalEntry.objects.create(
        firm_id=firm_id,
        member_id=actor.member_id if actor else None,
        author=actor.name if actor else author or SYSTEM,
        verb=verb,
        subject=subject,
        details=details or {},
    )


def record_many(
    *,
    actor: Actor | None,
    firm_id: UUID,
    verb: str,
    subjects: Sequence[str],
    details: dict[str, object] | None = None,
    author: str = "",
) -> None:
    """One line for each subject, alike in all the rest, in two statements however many there are."""
    if not subjects:
        return
    first = record(actor=actor, firm_id=firm_id, verb=verb, subject=subjects[0], details=details, author=author)
    apart = {"id", "subject"}
    fields = JournalEntry._meta.concrete_fields
    alike = [field for field in fields if field.name not in apart and not getattr(field, "generated", False)]
    table, names = JournalEntry._meta.db_table, ", ".join(str(field.column) for field in alike)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (subject, {names}) SELECT others.subject, {names} FROM {table}, "  # noqa: S608
            "unnest(%s::text[]) WITH ORDINALITY AS others(subject, rank) WHERE id = %s ORDER BY rank",
            [list(subjects[1:]), first.pk],
        )


def purge(before: datetime, how_many: int) -> int:
    """Delete the oldest lines of the firm written before that moment, at most so many; gives how many.

    A line younger than twelve months stays, whatever is asked: so says the database.
    """
    return _call("SELECT guichet_purge_journal(%s, %s)", before, how_many)


def forget_author(member_id: int) -> int:
    """Write « Ancien membre » in the lines of a member who is not active any more; gives how many lines.

    What was done, when and to what stays; the name, the network and the browser go.
    """
    return _call("SELECT guichet_forget_author(%s)", member_id)


def _call(sql: str, *values: int | datetime) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        (count,) = cursor.fetchone()
    return int(count)
