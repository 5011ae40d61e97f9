"""A firm never loses its last active administrator: refused by the database, to raw SQL and to two at once."""

from __future__ import annotations

from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from guichet.accounts.administrators import step_down
from guichet.accounts.enums import MemberRole
from guichet.accounts.members import TeamError, as_author
from guichet.accounts.models import Member, User
from guichet.core.tenancy import enter_firm, firm_transaction
from tests.guichet.cast import Cast
from tests.guichet.committed import committed_member

__all__ = ["committed_member"]

LAST = "a firm keeps one active administrator"
WAYS = (
    "UPDATE accounts_member SET role = 'collaborateur' WHERE id = %s",
    "UPDATE accounts_member SET is_active = false WHERE id = %s",
    "UPDATE accounts_member SET role = 'collaborateur', is_active = false WHERE id = %s",
)


def execute(sql: str, *values: object) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)


def promote(member: Member) -> None:
    member.role = MemberRole.ADMINISTRATOR
    member.save()


@pytest.mark.parametrize("sql", WAYS)
def test_the_last_one_stays_whatever_is_written(cast: Cast, sql: str) -> None:
    with pytest.raises(IntegrityError, match=LAST):
        execute(sql, cast.admin_a.pk)
    assert Member.objects.get(pk=cast.admin_a.pk).is_administrator


def test_the_last_one_is_not_deleted(cast: Cast) -> None:
    with pytest.raises(IntegrityError, match=LAST):
        execute("DELETE FROM accounts_member WHERE id = %s", cast.admin_a.pk)


def test_all_of_them_at_once_is_refused_too(cast: Cast) -> None:
    promote(cast.collaborator_a)
    with pytest.raises(IntegrityError, match=LAST):
        execute("UPDATE accounts_member SET is_active = false WHERE firm_id = %s", cast.firm_a.pk)


@pytest.mark.parametrize("sql", WAYS)
def test_one_of_two_may_go(cast: Cast, sql: str) -> None:
    promote(cast.collaborator_a)
    execute(sql, cast.admin_a.pk)


def test_an_administrator_whose_account_is_closed_counts_for_nothing(cast: Cast) -> None:
    promote(cast.collaborator_a)
    execute("UPDATE accounts_user SET is_active = false WHERE id = %s", cast.collaborator_a.user_id)
    with pytest.raises(IntegrityError, match=LAST):
        execute(WAYS[0], cast.admin_a.pk)


def test_closing_the_person_is_refused_where_he_is_the_last(cast: Cast) -> None:
    """In any of his firms, whichever is open; the context is left as it was."""
    enter_firm(cast.firm_b.pk)
    Member.objects.create(firm=cast.firm_b, user=cast.admin_a.user, role=MemberRole.ADMINISTRATOR)
    with pytest.raises(IntegrityError, match=LAST):
        execute("UPDATE accounts_user SET is_active = false WHERE id = %s", cast.admin_a.user_id)
    enter_firm(cast.firm_a.pk)
    promote(cast.collaborator_a)
    execute("UPDATE accounts_user SET is_active = false WHERE id = %s", cast.admin_a.user_id)
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('guichet.firm_id'), current_setting('guichet.user_id')")
        assert cursor.fetchone() == (str(cast.firm_a.pk), "")


def test_a_collaborator_goes_freely(cast: Cast) -> None:
    execute("UPDATE accounts_member SET is_active = false WHERE id = %s", cast.collaborator_a.pk)


@pytest.mark.slow
@pytest.mark.parametrize("by_service", [False, True], ids=["raw SQL", "service"])
def test_two_administrators_who_take_each_other_away_at_once(committed_member: Member, by_service: bool) -> None:
    """On two connections, both begun before either has committed: one is refused."""
    first = committed_member
    with firm_transaction(first.firm_id):
        user = User.objects.create_user(f"second-{timezone.now().timestamp()}@exemple.test")
        second = Member.objects.create(firm_id=first.firm_id, user=user, role=MemberRole.ADMINISTRATOR)
    refused = together(first.firm_id, [(first.pk, second.pk), (second.pk, first.pk)], by_service=by_service)
    assert len(refused) == 1
    with firm_transaction(first.firm_id):
        assert Member.objects.filter(role=MemberRole.ADMINISTRATOR, is_active=True).count() == 1


def together(firm_id: Any, pairs: list[tuple[int, int]], *, by_service: bool) -> list[Exception]:
    """Each takes the other away in a transaction of its own; gives the refusals."""
    barrier, refused = Barrier(2, timeout=20), []

    def run(actor_id: int, target_id: int) -> None:
        try:
            with firm_transaction(firm_id):
                actor = Member.objects.select_related("firm", "user").get(pk=actor_id)
                target = Member.objects.get(pk=target_id)
                barrier.wait()
                if by_service:
                    step_down(actor=as_author(actor), member=target, now=timezone.now())
                else:
                    execute(WAYS[0], target_id)
        except (IntegrityError, TeamError) as error:
            refused.append(error)
        finally:
            connection.close()

    threads = [Thread(target=run, args=pair) for pair in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return refused
