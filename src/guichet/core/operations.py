"""Work on many rows, in a job, with a progress that one can follow.

A page calls `start`; its job opens `running`, works in slices, each in its own `firm_transaction`, and calls `advance`
between them; then `finish`, with a file to download if there is one. Each slice must be safe to run twice: a job whose
worker was killed runs again from the start. Files are kept for `KEPT`; `asked["source"]`, when there, is the id of one
that came in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from guichet.core import files, jobs
from guichet.core.actor import Actor
from guichet.core.models import Operation, StoredFile
from guichet.core.tenancy import firm_transaction

QUEUE = "operations"
KEPT = timedelta(days=7)
MAX_ATTEMPTS = 5
GAVE_UP = (
    "Cette opération n'est pas allée au bout, malgré plusieurs essais. Ce qui était fait est gardé. Réessayez sur "
    "moins de lignes à la fois, ou écrivez-nous."
)
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


def operations_visible_to(actor: Actor) -> QuerySet[Operation]:
    """Those that the actor asked for; for an administrator, all those of the firm."""
    operations = Operation.objects.filter(firm_id=actor.firm_id)
    return operations if actor.is_administrator else operations.filter(author_id=actor.member_id)


def run(firm_id: UUID, operation_id: UUID, work: Callable[[Operation], None]) -> None:
    """`running` as a job asks for it: what has ended is not done again, were its worker killed just after the end.

    Nor is it tried for ever, were the worker killed each time.
    """
    with firm_transaction(firm_id):
        operation = Operation.objects.select_for_update().get(pk=operation_id)
        if operation.is_final:
            return
        operation.asked["attempts"] = attempts = operation.asked.get("attempts", 0) + 1
        operation.save(update_fields=["asked"])
    with running(firm_id, operation_id) as operation:
        if attempts > MAX_ATTEMPTS:
            raise Refused(GAVE_UP)
        work(operation)


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


def forget_files(now: datetime) -> int:
    """Remove the files of operations older than `KEPT`, for all firms; gives how many."""
    return sum(_forget_of(firm_id, now) for firm_id in files.firms_with_files())


def _forget_of(firm_id: UUID, now: datetime) -> int:
    with firm_transaction(firm_id):
        old = Operation.objects.filter(created_at__lt=now - KEPT)
        sources = {str(source) for source in old.values_list("asked__source", flat=True) if source}
        results = {str(result) for result in old.exclude(result=None).values_list("result_id", flat=True)}
        stored = list(StoredFile.objects.filter(pk__in=sources | results))
        for file in stored:
            files.remove_file(file)
    return len(stored)


def _end(operation: Operation, state: Operation.State, *, reason: str = "") -> None:
    operation.state, operation.reason, operation.finished_at = state, reason, timezone.now()
    with firm_transaction(operation.firm_id):
        operation.save(update_fields=["state", "reason", "finished_at", "summary", "result", "result_name", "done"])
