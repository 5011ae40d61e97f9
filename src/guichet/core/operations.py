"""Work on many rows, in a job, with a progress that one can follow.

A page calls `start`; its job opens `running`, works in slices, each in its own `firm_transaction`, and calls `advance`
between them; then `finish`, with a file to download if there is one. Each slice must be safe to run twice: a job whose
worker was killed runs again from the start.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.utils import timezone

from guichet.core import jobs
from guichet.core.actor import Actor
from guichet.core.models import Operation, StoredFile
from guichet.core.tenancy import firm_transaction

QUEUE = "operations"
FAILED = "Cette opération a été interrompue par un défaut de Guichet. Ce qui était fait est gardé : relancez-la."


class Refused(Exception):
    """The work cannot be done; the message, in French, says why. What was done so far is kept."""


def start(*, actor: Actor, kind: str, title: str, task: str, total: int = 0, asked: dict[str, object]) -> Operation:
    """Write the operation and put its job in line, in the current transaction.

    The job `task` receives `operation_id` and `firm_id`; `asked` holds ids and codes, never personal data.
    """
    operation = Operation.objects.create(
        firm_id=actor.firm_id, kind=kind, title=title, author_id=actor.member_id, total=total, asked=asked
    )
    jobs.enqueue(
        task, queue=QUEUE, firm_id=actor.firm_id, lock=f"operation:{operation.pk}", operation_id=str(operation.pk)
    )
    return operation


@contextmanager
def running(firm_id: UUID, operation_id: UUID) -> Iterator[Operation]:
    """Outside any transaction: the operation at work. What it raises ends it, with a reason that can be read.

    A `Refused` tells its own; anything else is a fault of ours, and is raised again for the log.
    """
    with firm_transaction(firm_id):
        operation = Operation.objects.select_for_update().get(pk=operation_id)
        operation.state, operation.done, operation.reason = Operation.State.RUNNING, 0, ""
        operation.save(update_fields=["state", "done", "reason"])
    try:
        yield operation
    except Refused as refusal:
        _end(operation, Operation.State.FAILED, reason=str(refusal))
    except Exception:
        _end(operation, Operation.State.FAILED, reason=FAILED)
        raise


def advance(operation: Operation, done: int, *, total: int | None = None) -> None:
    """How far it has come, in a transaction of its own so that the page sees it."""
    operation.done = done
    operation.total = operation.total if total is None else total
    with firm_transaction(operation.firm_id):
        operation.save(update_fields=["done", "total"])


def finish(
    operation: Operation, *, summary: dict[str, object], result: StoredFile | None = None, result_name: str = ""
) -> None:
    """It is done; `summary` is told on the page, `result` can be downloaded by its author."""
    operation.summary, operation.result, operation.result_name = summary, result, result_name
    _end(operation, Operation.State.DONE)


def _end(operation: Operation, state: Operation.State, *, reason: str = "") -> None:
    operation.state, operation.reason, operation.finished_at = state, reason, timezone.now()
    with firm_transaction(operation.firm_id):
        operation.save(update_fields=["state", "reason", "finished_at", "summary", "result", "result_name", "done"])
