"""`guichet worker`: the jobs, by procrastinate."""

from __future__ import annotations

import argparse

from django.db.models import Q
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector

from guichet.config.startup import check_database, load_settings
from guichet.core.provenance import JournalOrigin, Provenance, coming_from

GRACE = 60
"""Seconds left to the jobs at work when the worker is asked to stop; those that remain are run again later."""


def run(options: argparse.Namespace) -> int:
    """Check everything, then work until SIGINT or SIGTERM (or until nothing is left, with `--until-idle`)."""
    load_settings()
    check_database()
    work(concurrency=options.concurrency, wait=not options.until_idle)
    return 0


def work(*, concurrency: int, wait: bool) -> None:
    """Run the jobs; with `wait=False`, return when none is left that may run now."""
    connector = app.connector
    assert isinstance(connector, DjangoConnector)  # noqa: S101  # the application of Django has no other
    with coming_from(Provenance(JournalOrigin.JOB)), app.replace_connector(connector.get_worker_connector()):
        app.run_worker(concurrency=concurrency, wait=wait, shutdown_graceful_timeout=GRACE, name="guichet")
        # A job at work may add others after the worker has found nothing more to take. Those that are still there
        # after another round wait for a lock, and would wait for ever.
        left: set[int] = set()
        while not wait and left != (left := _waiting_jobs()):
            app.run_worker(concurrency=concurrency, wait=False, shutdown_graceful_timeout=GRACE, name="guichet")


def _waiting_jobs() -> set[int]:
    """The jobs that may run now."""
    from procrastinate.contrib.django.models import ProcrastinateJob

    waiting = ProcrastinateJob.objects.filter(status="todo")
    ready = waiting.filter(Q(scheduled_at=None) | Q(scheduled_at__lte=timezone.now()))
    return set(ready.values_list("pk", flat=True))
