"""Lines of the journal about people: codes and numbers, each given by its name."""

from __future__ import annotations

from uuid import UUID

from guichet.core import journal
from guichet.core.actor import Actor


def note(actor: Actor | None, verb: str, *, firm_id: UUID | None = None, subject: str = "", **details: object) -> None:
    """Write one line, in the firm of the actor unless another is named; `subject` is what it was done to."""
    firm = firm_id or (actor.firm_id if actor else None)
    assert firm is not None  # noqa: S101  # without an actor the firm is named
    journal.record(actor=actor, firm_id=firm, verb=verb, subject=subject, details=details)
