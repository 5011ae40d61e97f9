"""The context of a transaction: which firm, which person. Row-level security reads it; without it there are no rows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import connection, transaction

FIRM = "guichet.firm_id"
USER = "guichet.user_id"


class OutsideTransaction(RuntimeError):
    """A context was asked for outside a transaction, where it would be lost at once."""


def enter_firm(firm_id: UUID) -> None:
    """Open the rows of that firm until the end of the current transaction."""
    _set(FIRM, str(firm_id))


def enter_user(user_id: int) -> None:
    """Open the memberships of that person (and nothing else) until the end of the current transaction."""
    _set(USER, str(user_id))


@contextmanager
def firm_transaction(firm_id: UUID) -> Iterator[None]:
    """One transaction in the context of a firm: what a job or a command wraps its work in."""
    with transaction.atomic():
        enter_firm(firm_id)
        yield


def every_firm() -> list[UUID]:
    """The ids of all firms, for the jobs that go through them one by one; nothing else of them can be read."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT guichet_firms()")
        return [firm_id for (firm_id,) in cursor.fetchall()]


def _set(name: str, value: str) -> None:
    if not connection.in_atomic_block:
        raise OutsideTransaction(name)
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config(%s, %s, true)", [name, value])
