"""Closing the access of a member: history kept, sessions over, profiles handed over; and opening it again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.mail import EmailMessage
from django.utils import timezone

from guichet.accounts.enums import InvitationState, MemberRole
from guichet.accounts.invitations import invite
from guichet.accounts.members import TeamError, close_member, reopen_member
from guichet.accounts.models import Invitation, Member
from guichet.core.actor import Actor
from guichet.core.models import JournalEntry
from guichet.core.rights import Right
from guichet.core.tenancy import enter_firm
from guichet.delegations.models import Delegation
from guichet.delegations.queries import actor_of
from guichet.portfolio.models import SavedView
from tests.guichet.cast import DAY_ONE, Cast, delegate

NOW = timezone.now()
TODAY = timezone.localdate()


@pytest.fixture
def admin(cast: Cast) -> Actor:
    return cast.actor(cast.admin_a)


def close(cast: Cast, admin: Actor, successor: Member | None = None) -> None:
    close_member(actor=admin, member=cast.collaborator_a, successor=successor, now=NOW)


def test_the_history_stays_and_the_profiles_pass_on(cast: Cast, admin: Actor, mailoutbox: list[EmailMessage]) -> None:
    held = cast.collaborator_a.delegations.get()
    close(cast, admin, cast.powerless_a)
    member = Member.objects.get(pk=cast.collaborator_a.pk)
    assert (member.is_active, member.closed_at) == (False, NOW)
    held.refresh_from_db()
    assert (held.starts_on, held.ends_on) == (DAY_ONE, TODAY - timedelta(days=1))
    taken = cast.powerless_a.delegations.get()
    assert (taken.profile_id, taken.starts_on, taken.ends_on) == (held.profile_id, TODAY, None)
    assert set(actor_of(cast.powerless_a).scopes) == set(Right)
    assert actor_of(member).scopes == {}
    lines = JournalEntry.objects.order_by("pk").values_list("verb", flat=True)
    assert list(lines) == ["delegation.transmise", "membre.ferme"]
    assert mailoutbox[0].to == [member.user.email]


def test_without_a_successor_nobody_holds_them(cast: Cast, admin: Actor) -> None:
    close(cast, admin)
    assert Delegation.objects.filter(ends_on=None).count() == 0


def test_the_longer_of_two_delegations_is_kept(cast: Cast, admin: Actor) -> None:
    held = cast.collaborator_a.delegations.get()
    own = Delegation.objects.create(
        firm=cast.firm_a, profile=held.profile, member=cast.powerless_a, starts_on=DAY_ONE, ends_on=TODAY
    )
    close(cast, admin, cast.powerless_a)
    own.refresh_from_db()
    assert (own.starts_on, own.ends_on) == (DAY_ONE, None)


def test_what_had_not_begun_begins_for_the_successor(cast: Cast, admin: Actor) -> None:
    held, start = cast.collaborator_a.delegations.get(), TODAY + timedelta(days=10)
    Delegation.objects.filter(pk=held.pk).update(starts_on=start)
    close(cast, admin, cast.powerless_a)
    assert not Delegation.objects.filter(pk=held.pk).exists()
    assert cast.powerless_a.delegations.get().starts_on == start


def test_an_administrator_needs_no_profile(cast: Cast, admin: Actor) -> None:
    close(cast, admin, cast.admin_a)
    assert not cast.admin_a.delegations.exists()


@pytest.mark.parametrize("who", ["himself", "closed", "other firm"])
def test_the_successor_is_another_active_member(cast: Cast, admin: Actor, who: str) -> None:
    Member.objects.filter(pk=cast.powerless_a.pk).update(is_active=False)
    cast.powerless_a.refresh_from_db()
    wrong = {"himself": cast.collaborator_a, "closed": cast.powerless_a, "other firm": cast.admin_b}[who]
    with pytest.raises(TeamError, match="un autre membre en activité"):
        close(cast, admin, wrong)
    assert Member.objects.get(pk=cast.collaborator_a.pk).is_active


def test_the_views_that_he_shared_stay_in_somebody_s_hands(cast: Cast, admin: Actor) -> None:
    for name, shared in (("Commune", True), ("Sienne", False), ("Prise", True)):
        SavedView.objects.create(firm=cast.firm_a, member=cast.collaborator_a, name=name, shared=shared)
    SavedView.objects.create(firm=cast.firm_a, member=cast.powerless_a, name="Prise")
    close(cast, admin, cast.powerless_a)
    kept = SavedView.objects.filter(member=cast.powerless_a).values_list("name", "shared")
    assert set(kept) == {("Commune", True), ("Prise", False)}


def test_closing_twice_writes_once(cast: Cast, admin: Actor) -> None:
    close(cast, admin)
    close(cast, admin)
    assert JournalEntry.objects.filter(verb="membre.ferme").count() == 1


def test_the_invitations_of_who_goes_are_closed(cast: Cast, admin: Actor) -> None:
    """Else an administrator who is shown the door comes back by the window."""
    delegate(cast.powerless_a, [Right.EXPORTER], name="Autre")
    member = cast.collaborator_a
    member.role = MemberRole.ADMINISTRATOR
    member.save()
    invite(actor=cast.actor(member), email="porte@exemple.test", role=member.role, profile_ids=[], now=NOW)
    close(cast, admin)
    assert Invitation.objects.get().state == InvitationState.REVOKED


def test_opened_again_he_holds_nothing(cast: Cast, admin: Actor) -> None:
    cast.collaborator_a.role = MemberRole.ADMINISTRATOR
    cast.collaborator_a.save()
    close(cast, admin, cast.powerless_a)
    reopen_member(actor=admin, member=cast.collaborator_a)
    member = Member.objects.get(pk=cast.collaborator_a.pk)
    assert (member.is_active, member.closed_at, member.role) == (True, None, MemberRole.COLLABORATOR)
    assert actor_of(member).scopes == {}
    assert JournalEntry.objects.filter(verb="membre.rouvert").count() == 1


def test_only_an_administrator_of_the_firm_closes(cast: Cast, admin: Actor) -> None:
    for member in (cast.powerless_a, cast.collaborator_a):
        with pytest.raises(TeamError, match="Seul un administrateur"):
            close_member(actor=cast.actor(member), member=cast.admin_a, successor=None, now=NOW)
    enter_firm(cast.firm_a.pk)
    assert Member.objects.get(pk=cast.admin_a.pk).is_active
