"""Putting jobs in line: in the transaction that writes the row they are about, and in a fair order between firms."""

from __future__ import annotations

from uuid import UUID

from django.db import connection
from procrastinate.contrib.django import app

MIN_PRIORITY = -(2**31)

_LINE = """
SELECT coalesce(-max(priority) FILTER (WHERE scheduled_at IS NULL OR scheduled_at <= now()), 0),
       count(*) FILTER (WHERE args ->> 'firm_id' = %s)
  FROM procrastinate_jobs
 WHERE status = 'todo' AND queue_name = %s
"""


def enqueue(task: str, *, queue: str, firm_id: UUID, lock: str, **arguments: str) -> None:
    """Add a job of a firm to the current transaction: it exists if and only if the transaction is committed.

    Arguments are codes and ids, never personal data. Two jobs with the same lock never run at the same time.
    """
    app.configure_task(
        task,
        queue=queue,
        lock=lock,
        priority=max(-place_in_line(firm_id, queue), MIN_PRIORITY),
    ).defer(firm_id=str(firm_id), **arguments)


def place_in_line(firm_id: UUID, queue: str) -> int:
    """Where the next job of that firm stands: the front of the line, plus one place for each job it has waiting.

    Jobs run by increasing place, then by age. A firm that brings two thousand files takes two thousand places in a
    row; one that brings a single file meanwhile takes the front place and waits for one file, not for two thousand.
    The front moves on as jobs are done, so the two thousand are not overtaken for ever either: firms take turns.
    A job that waits for its next attempt does not hold the front back.
    """
    with connection.cursor() as cursor:
        cursor.execute(_LINE, [str(firm_id), queue])
        front, waiting = cursor.fetchone()
    return int(front + waiting)
