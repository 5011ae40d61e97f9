"""Work on many rows: the context it opens by itself, what ends it, and what a second run does."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from guichet.accounts.models import Member
from guichet.core import authors, files, operations
from guichet.core.models import Operation, StoredFile
from guichet.core.rights import Right
from guichet.core.tenancy import firm_transaction
from guichet.delegations.queries import actor_of, membership_of
from tests.guichet.cast import Cast
from tests.guichet.committed import committed_member
from tests.guichet.storage import storage_folder

__all__ = ["committed_member", "storage_folder"]


def start(member: Member, **asked: object) -> Operation:
    """As a page does: in the transaction of the request."""
    with firm_transaction(member.firm_id):
        actor = actor_of(membership_of(member.user_id, member.firm_id))  # type: ignore[arg-type]
        return operations.start(
            actor=actor, kind="essai", title="Essai", task="core.sweep_orphans", total=3, asked={**asked}
        )


@pytest.fixture
def operation(committed_member: Member) -> Any:
    """An operation that is committed, and its job taken away: nobody else shall run it."""
    started = start(committed_member)
    jobs = ProcrastinateJob.objects.filter(args__operation_id=str(started.pk))
    assert list(jobs.values_list("queue_name", "lock")) == [("operations", f"operation:{started.pk}")]
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs WHERE args ->> 'operation_id' = %s", [str(started.pk)])
    return started


def reread(operation: Operation) -> Operation:
    with firm_transaction(operation.firm_id):
        return Operation.objects.get(pk=operation.pk)


def test_the_work_is_done_without_context_but_in_its_slices(operation: Operation) -> None:
    with operations.running(operation.firm_id, operation.pk) as running:
        assert Operation.objects.count() == 0  # no context: no rows
        assert reread(operation).state == Operation.State.RUNNING
        operations.advance(running, 2, total=4)
        assert (reread(operation).done, reread(operation).total) == (2, 4)
        operations.finish(running, summary={"faits": 4})
    assert Operation.objects.count() == 0
    done = reread(operation)
    assert (done.state, done.summary, done.is_final) == (Operation.State.DONE, {"faits": 4}, True)
    assert done.finished_at is not None


def test_a_refusal_ends_it_with_its_reason(operation: Operation) -> None:
    with operations.running(operation.firm_id, operation.pk) as running:
        operations.advance(running, 1)
        raise operations.Refused("Trop de lignes.")
    ended = reread(operation)
    assert (ended.state, ended.reason, ended.done) == (Operation.State.FAILED, "Trop de lignes.", 1)


def test_a_crash_ends_it_and_is_raised_again(operation: Operation) -> None:
    def crash() -> None:
        with operations.running(operation.firm_id, operation.pk), firm_transaction(operation.firm_id):
            Operation.objects.filter(pk=operation.pk).update(title="À moitié")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        crash()
    ended = reread(operation)
    assert (ended.state, ended.reason) == (Operation.State.FAILED, operations.FAILED)
    assert ended.title == "Essai"  # the slice that broke off left nothing


def test_a_job_of_a_killed_worker_starts_again_from_nothing(operation: Operation) -> None:
    killed = operations.running(operation.firm_id, operation.pk)
    operations.advance(killed.__enter__(), 2)
    seen = []
    operations.run(operation.firm_id, operation.pk, lambda again: seen.append(again.done))
    assert seen == [0]


def test_what_has_ended_is_not_done_again(operation: Operation) -> None:
    seen: list[Operation] = []
    operations.run(operation.firm_id, operation.pk, lambda running: operations.finish(running, summary={"faits": 1}))
    operations.run(operation.firm_id, operation.pk, seen.append)
    assert seen == []
    assert reread(operation).summary == {"faits": 1}


def test_it_is_not_tried_for_ever(operation: Operation) -> None:
    def killed(_: Operation) -> None:
        raise SystemExit  # as a signal: nothing catches it

    for _ in range(operations.MAX_ATTEMPTS):
        with pytest.raises(SystemExit):
            operations.run(operation.firm_id, operation.pk, killed)
        assert not reread(operation).is_final
    operations.run(operation.firm_id, operation.pk, killed)
    assert reread(operation).reason == operations.GAVE_UP


def test_another_firm_does_not_see_it(operation: Operation, django_db_blocker: Any) -> None:
    from uuid import uuid4

    with firm_transaction(uuid4()):
        assert not Operation.objects.filter(pk=operation.pk).exists()
    with pytest.raises(Operation.DoesNotExist):
        operations.run(uuid4(), operation.pk, lambda _: None)


def test_the_author_works_with_the_rights_of_now(cast: Cast) -> None:
    actor = cast.actor(cast.collaborator_a)
    operation = Operation(firm=cast.firm_a, author=cast.collaborator_a, kind="essai", title="Essai")
    assert authors.author_of(operation).scopes.keys() == actor.scopes.keys()
    cast.collaborator_a.delegations.all().delete()
    assert not authors.author_of(operation).can(Right.EXPORTER)
    Member.objects.filter(pk=cast.collaborator_a.pk).update(is_active=False)
    with pytest.raises(operations.Refused, match="ne fait plus partie"):
        authors.author_of(operation)


def test_who_sees_an_operation(cast: Cast) -> None:
    actor = cast.actor(cast.collaborator_a)
    mine = Operation.objects.create(firm=cast.firm_a, author=cast.collaborator_a, kind="essai", title="La mienne")
    of_admin = Operation.objects.create(firm=cast.firm_a, author=cast.admin_a, kind="essai", title="La sienne")
    assert list(operations.operations_visible_to(actor)) == [mine]
    assert set(operations.operations_visible_to(cast.actor(cast.admin_a))) == {mine, of_admin}


def test_the_files_are_forgotten_after_some_days(cast: Cast, storage_folder: Path) -> None:
    cast.actor(cast.admin_a)
    source, result, fresh = (
        files.register_file(files.write_file(cast.firm_a.pk, [name])) for name in (b"source", b"result", b"fresh")
    )
    old = Operation.objects.create(
        firm=cast.firm_a, kind="essai", title="Vieille", result=result, asked={"source": str(source.pk)}
    )
    Operation.objects.filter(pk=old.pk).update(created_at=timezone.now() - operations.KEPT - timedelta(hours=1))
    Operation.objects.create(firm=cast.firm_a, kind="essai", title="Jeune", result=fresh)
    assert operations.forget_files(timezone.now()) == 2
    assert list(StoredFile.objects.values_list("pk", flat=True)) == [fresh.pk]
    old.refresh_from_db()
    assert old.result is None
    assert operations.forget_files(timezone.now()) == 0
