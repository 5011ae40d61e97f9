"""Writing the journal."""

from __future__ import annotations

from uuid import UUID

from guichet.core.actor import Actor
from guichet.core.models import JournalEntry

SYSTEM = "Guichet"


def record(
    *,
    actor: Actor | None,
    firm_id: UUID,
    verb: str,
    subject: str = "",
    details: dict[str, object] | None = None,
) -> JournalEntry:
    """Write one line in the current transaction; without an actor the author is the portal itself."""
    return JournalEntry.objects.create(
        firm_id=firm_id,
        member_id=actor.member_id if actor else None,
        author=actor.name if actor else SYSTEM,
        verb=verb,
        subject=subject,
        details=details or {},
    )
