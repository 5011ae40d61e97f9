"""Real workers, on rows that are committed: one process run to its end, one that is killed, two at once."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from threading import Barrier, Thread
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from guichet.accounts.models import Member
from guichet.config import embedded
from guichet.core.models import JournalEntry
from guichet.core.tenancy import firm_transaction
from guichet.delegations.queries import actor_of, membership_of
from guichet.deposits import pipeline, services
from guichet.deposits.enums import DepositState
from guichet.deposits.models import Declaration, Deposit
from guichet.portfolio.models import Etablissement
from tests.guichet.committed import committed_member, run_worker, worker_environment
from tests.guichet.deposits.samples import SIRET_NEW, SIRET_OTHER_NEW, archive, dsn

__all__ = ["committed_member"]
pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def shared_storage(own_storage: Path) -> None:
    """Other processes read the files where the settings of the environment say."""
    folder = settings.GUICHET_DATA / "fichiers"
    settings.STORAGES["default"]["OPTIONS"]["location"] = folder
    from django.core.files.storage import default_storage, storages

    storages._storages.clear()
    default_storage._wrapped = storages["default"]


def deposit(member: Member, content: bytes, name: str = "paie.dsn") -> Deposit:
    with firm_transaction(member.firm_id):
        actor = actor_of(membership_of(member.user_id, member.firm_id))
        received = services.deposit_content(actor=actor, file_name=name, pieces=[content], now=timezone.now())
    return received.deposit


def reread(received: Deposit) -> Deposit:
    with firm_transaction(received.firm_id):
        return Deposit.objects.get(pk=received.pk)


def test_a_worker_takes_deposits_to_their_end(committed_member: Member, cluster: embedded.Cluster) -> None:
    one = deposit(committed_member, dsn(SIRET_NEW, faults=("bad_nir",)))
    lot = deposit(
        committed_member, archive(a_dsn=dsn(SIRET_OTHER_NEW), b_dsn=dsn(SIRET_NEW, month="2026-10")), "lot.zip"
    )
    done = run_worker(cluster, "--concurrency", "3")
    assert done.returncode == 0, done.stderr
    assert "185137591512" not in done.stderr
    assert [reread(row).state for row in (one, lot)] == [DepositState.DONE, DepositState.DONE]
    with firm_transaction(committed_member.firm_id):
        assert Etablissement.objects.count() == 2
        assert Declaration.objects.count() == 3
        assert JournalEntry.objects.filter(verb="etablissement.ajoute").count() == 2


def test_the_job_of_a_killed_worker_is_taken_up_again(committed_member: Member, cluster: embedded.Cluster) -> None:
    received = deposit(committed_member, dsn(SIRET_NEW))
    kill_while_it_works(cluster, received)
    assert not reread(received).is_final
    assert ProcrastinateJob.objects.filter(args__deposit_id=str(received.pk), status="doing").exists()
    forget_the_worker()
    again = run_worker(cluster)
    assert again.returncode == 0, again.stderr
    assert reread(received).state == DepositState.DONE


STOPS = """
import sys, time
from guichet.config.startup import load_settings
load_settings()
import neodes
def never(*_, **__):
    time.sleep(300)
neodes.check_chunks = never
from guichet.config.working import work
work(concurrency=1, wait=True)
"""
"""A worker that never comes to the end of a control."""


def kill_while_it_works(cluster: embedded.Cluster, received: Deposit) -> None:
    worker = subprocess.Popen([sys.executable, "-c", STOPS], env=worker_environment(cluster), stderr=subprocess.DEVNULL)
    try:
        wait_until(lambda: reread(received).state == DepositState.CONTROLLING)
    finally:
        worker.send_signal(signal.SIGKILL)
        worker.wait()


def forget_the_worker() -> None:
    """As if its last sign of life were old, and the minute of the periodic task had come."""
    import asyncio

    from procrastinate.contrib.django import app
    from procrastinate.job_context import JobContext

    from guichet.core.tasks import retry_stalled_jobs

    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 hour'")
    context = JobContext(app=app, job=None, abort_reason=lambda: None, start_timestamp=0.0)  # type: ignore[arg-type]
    asyncio.run(retry_stalled_jobs.func(context, timestamp=0))


def wait_until(reached: Callable[[], bool], seconds: float = 30) -> None:
    latest = time.monotonic() + seconds
    while not reached():
        assert time.monotonic() < latest
        time.sleep(0.05)


def test_two_deposits_of_one_new_siret_at_once_add_it_once(
    committed_member: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    deposits = [
        deposit(committed_member, dsn(SIRET_NEW, SIRET_OTHER_NEW, month=month)) for month in ("2026-09", "2026-10")
    ]
    barrier = Barrier(2, timeout=20)
    place = pipeline.place_declarations

    def together(received: Deposit, **options: Any) -> Any:
        barrier.wait()  # both are in the transaction of the step
        return place(received, **options)

    monkeypatch.setattr(pipeline, "place_declarations", together)
    in_threads(
        [
            lambda received=received: pipeline.control_deposit(firm_id=received.firm_id, deposit_id=received.pk)
            for received in deposits
        ]
    )
    assert [reread(received).state for received in deposits] == [DepositState.DONE, DepositState.DONE]
    with firm_transaction(committed_member.firm_id):
        assert sorted(Etablissement.objects.values_list("siret", flat=True)) == sorted([SIRET_NEW, SIRET_OTHER_NEW])
        assert Declaration.objects.filter(added_etablissement=True).count() == 2
        assert JournalEntry.objects.filter(verb="etablissement.ajoute").count() == 2
    drain(deposits)


def test_a_double_click_makes_one_deposit_and_one_copy(committed_member: Member) -> None:
    barrier, content, received = Barrier(2, timeout=20), dsn(SIRET_NEW), []

    def click() -> None:
        barrier.wait()
        received.append(deposit(committed_member, content))

    in_threads([click, click])
    assert sorted(row.duplicate_of_id is None for row in received) == [False, True]
    drain(received)


def in_threads(works: list[Callable[[], object]]) -> None:
    def run(work: Callable[[], object]) -> None:
        try:
            work()
        finally:
            connection.close()

    threads = [Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=40)


def drain(deposits: list[Deposit]) -> None:
    """Leave no job behind: it would wait for the worker of another test."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM procrastinate_jobs WHERE args ->> 'deposit_id' = ANY(%s)", [[str(row.pk) for row in deposits]]
        )
