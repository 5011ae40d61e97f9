"""Retention within its bounds, and former members forgotten but for what they did."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.utils import timezone

from guichet.accounts.enums import MemberRole
from guichet.accounts.models import Member, User
from guichet.core import journal
from guichet.core.models import JournalEntry
from guichet.core.tenancy import enter_firm
from guichet.rgpd.enums import BOUNDS, Kept
from guichet.rgpd.errors import FilesOutliveReports, NotAdministrator, OutOfBounds, StillActive
from guichet.rgpd.models import RetentionPolicy
from guichet.rgpd.queries import retention_of
from guichet.rgpd.services import change_retention, forget_member, is_forgotten
from tests.guichet.cast import Cast
from tests.guichet.deposits.rows import deposit_row


def change(cast: Cast, member: Member | None = None, **months: int) -> RetentionPolicy:
    chosen = {Kept.FILES: 12, Kept.REPORTS: 24, Kept.JOURNAL: 36} | {Kept(name): each for name, each in months.items()}
    return change_retention(actor=cast.actor(member or cast.admin_a), months=chosen, now=timezone.now())


# Retention


def test_without_a_choice_the_usual_lengths(cast: Cast) -> None:
    policy = retention_of(cast.firm_a.pk)
    assert {kept: policy.months(kept) for kept in Kept} == {kept: BOUNDS[kept].default for kept in Kept}


def test_an_administrator_chooses_and_the_journal_tells(cast: Cast) -> None:
    change(cast)
    policy = retention_of(cast.firm_a.pk)
    assert (policy.files_months, policy.reports_months, policy.changed_by) == (12, 24, cast.admin_a)
    (entry,) = JournalEntry.objects.filter(verb="conservation.changee")
    assert entry.details["avant"]["files_months"] == 36
    assert entry.details["apres"]["files_months"] == 12
    change(cast)  # the same again
    assert JournalEntry.objects.filter(verb="conservation.changee").count() == 1
    enter_firm(cast.firm_b.pk)
    assert retention_of(cast.firm_b.pk).files_months == 36


def test_nobody_else_chooses(cast: Cast) -> None:
    with pytest.raises(NotAdministrator):
        change(cast, cast.collaborator_a)


@pytest.mark.parametrize("kept", list(Kept))
@pytest.mark.parametrize("side", ["shortest", "longest"])
def test_bounds(cast: Cast, kept: Kept, side: str) -> None:
    beyond = getattr(BOUNDS[kept], side) + (1 if side == "longest" else -1)
    with pytest.raises(OutOfBounds, match=kept.label):
        change(cast, **{kept.value: beyond})
    assert not RetentionPolicy.objects.exists()


@pytest.mark.parametrize(
    "months", [{"files_months": 2}, {"reports_months": 73}, {"journal_months": 11}, {"files_months": 40}]
)
def test_the_database_holds_the_bounds_too(cast: Cast, months: dict[str, int]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        RetentionPolicy.objects.create(firm=cast.firm_a, **months)


def test_files_do_not_outlive_their_reports(cast: Cast) -> None:
    with pytest.raises(FilesOutliveReports):
        change(cast, files=25)


# A member who left


@pytest.fixture
def former(cast: Cast) -> Member:
    """A member with an account, deposits and lines of journal, whose access was closed."""
    member = cast.powerless_a
    actor = cast.actor(member)
    EmailAddress.objects.create(user=member.user, email=member.user.email, primary=True, verified=True)
    deposit_row(member)
    journal.record(actor=actor, firm_id=cast.firm_a.pk, verb="compte.renomme", details={"membre": member.pk})
    member.is_active = False
    member.save(update_fields=["is_active"])
    return member


def test_a_former_member_is_forgotten(cast: Cast, former: Member) -> None:
    person, address = former.user_id, former.user.email
    assert forget_member(actor=cast.actor(cast.admin_a), member=former) == 1
    member = Member.objects.select_related("user").get(pk=former.pk)
    assert is_forgotten(member)
    assert member.user.get_full_name() == "Ancien membre"
    assert not member.user.has_usable_password()
    assert not member.user.is_active
    assert not User.objects.filter(pk=person).exists()
    assert not EmailAddress.objects.filter(email=address).exists()
    assert member.deposits.count() == 1


def test_his_lines_stay_without_his_name(cast: Cast, former: Member) -> None:
    name = former.user.name
    forget_member(actor=cast.actor(cast.admin_a), member=former)
    (entry,) = JournalEntry.objects.filter(verb="compte.renomme")
    assert (entry.author, entry.member_id) == ("Ancien membre", former.pk)
    (told,) = JournalEntry.objects.filter(verb="membre.efface")
    assert (told.author, told.details) == ("Admin A", {"membre": former.pk, "lignes_journal": 1})
    assert not any(name in str(vars(each)) for each in JournalEntry.objects.all())


def test_once_is_enough(cast: Cast, former: Member) -> None:
    for _ in range(2):
        forget_member(actor=cast.actor(cast.admin_a), member=former)
    assert JournalEntry.objects.filter(verb="membre.efface").count() == 1


def test_whoever_works_for_another_firm_keeps_the_account(cast: Cast, former: Member) -> None:
    enter_firm(cast.firm_b.pk)
    elsewhere = Member.objects.create(firm=cast.firm_b, user=former.user, role=MemberRole.COLLABORATOR)
    forget_member(actor=cast.actor(cast.admin_a), member=former)
    assert User.objects.filter(pk=elsewhere.user_id, is_active=True).exists()
    enter_firm(cast.firm_b.pk)
    elsewhere.refresh_from_db()
    assert elsewhere.user.email == "sans.droit.a@exemple.test"


def test_an_active_member_is_not_forgotten(cast: Cast) -> None:
    with pytest.raises(StillActive):
        forget_member(actor=cast.actor(cast.admin_a), member=cast.powerless_a)


def test_only_an_administrator_forgets(cast: Cast, former: Member) -> None:
    with pytest.raises(NotAdministrator):
        forget_member(actor=cast.actor(cast.collaborator_a), member=former)


def test_a_member_of_another_firm_is_out_of_reach(cast: Cast, former: Any) -> None:
    actor = cast.actor(cast.admin_a)
    enter_firm(cast.firm_b.pk)
    theirs = Member.objects.get(pk=cast.admin_b.pk)
    enter_firm(cast.firm_a.pk)
    with pytest.raises(Member.DoesNotExist):
        forget_member(actor=actor, member=theirs)
