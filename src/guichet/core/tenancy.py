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


@contextmanager
def as_firm(firm_id: UUID) -> Iterator[None]:
    """Work in the context of another firm for a moment, inside the current transaction, then in the former one again.

    Whatever goes wrong inside is taken back, the context with it. Meant for a copy from one box to another, which no
    table lets two firms read.
    """
    before = _get(FIRM)
    with transaction.atomic():
        enter_firm(firm_id)
        yield
        _set(FIRM, before)


def partner_firm(partner_id: int) -> UUID | None:
    """The account of a partner, whose row other firms cannot read; None when it is not connected."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT guichet_partner_firm(%s)", [partner_id])
        (firm_id,) = cursor.fetchone()
    return firm_id if firm_id is None else UUID(str(firm_id))


def every_firm() -> list[UUID]:
    """The ids of all firms, for the jobs that go through them one by one; nothing else of them can be read."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT guichet_firms()")
        return [firm_id for (firm_id,) in cursor.fetchall()]


def _get(name: str) -> str:
    if not connection.in_atomic_block:
        raise OutsideTransaction(name)
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(current_setting(%s, true), '')", [name])
        (value,) = cursor.fetchone()
    return str(value)


def _set(name: str, value: str) -> None:
    if not connection.in_atomic_block:
        raise OutsideTransaction(name)
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config(%s, %s, true)", [name, value])
