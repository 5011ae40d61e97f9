"""Several administrators, by co-optation."""

from __future__ import annotations

import pytest
from django.core.mail import EmailMessage
from django.utils import timezone

from guichet.accounts.administrators import (
    accept_promotion,
    promotions_visible_to,
    propose_administrator,
    refuse_promotion,
    step_down,
)
from guichet.accounts.enums import MemberRole, PromotionState
from guichet.accounts.members import TeamError, close_member
from guichet.accounts.models import Member, Promotion
from guichet.core.actor import Actor
from guichet.core.models import JournalEntry
from tests.guichet.cast import Cast

NOW = timezone.now()


@pytest.fixture
def admin(cast: Cast) -> Actor:
    return cast.actor(cast.admin_a)


def second(cast: Cast) -> Actor:
    """Another administrator of firm A."""
    member = cast.powerless_a
    member.role = MemberRole.ADMINISTRATOR
    member.save()
    return cast.actor(member)


def propose(cast: Cast, admin: Actor) -> Promotion:
    return propose_administrator(actor=admin, member=cast.collaborator_a, now=NOW)


def role_of(member: Member) -> str:
    return Member.objects.get(pk=member.pk).role


def verbs() -> list[str]:
    found = JournalEntry.objects.filter(verb__startswith="administrateur.").order_by("pk")
    return list(found.values_list("verb", flat=True))


def test_one_proposes_another_confirms(cast: Cast, admin: Actor, mailoutbox: list[EmailMessage]) -> None:
    other = second(cast)
    promotion = propose(cast, admin)
    assert [message.to for message in mailoutbox] == [[cast.powerless_a.user.email]]
    assert role_of(cast.collaborator_a) == MemberRole.COLLABORATOR
    accept_promotion(actor=other, promotion=promotion, now=NOW)
    assert role_of(cast.collaborator_a) == MemberRole.ADMINISTRATOR
    assert verbs() == ["administrateur.propose", "administrateur.confirme"]
    promotion.refresh_from_db()
    assert (promotion.state, promotion.decided_by_id) == (PromotionState.ACCEPTED, other.member_id)


def test_nobody_confirms_his_own_proposal(cast: Cast, admin: Actor) -> None:
    second(cast)
    promotion = propose(cast, admin)
    with pytest.raises(TeamError, match="un autre administrateur que celui qui l'a faite"):
        accept_promotion(actor=admin, promotion=promotion, now=NOW)


def test_with_a_second_administrator_the_person_proposed_does_not_confirm(cast: Cast, admin: Actor) -> None:
    second(cast)
    promotion = propose(cast, admin)
    with pytest.raises(TeamError):
        accept_promotion(actor=cast.actor(cast.collaborator_a), promotion=promotion, now=NOW)


def test_of_an_administrator_alone_the_person_proposed_accepts(
    cast: Cast, admin: Actor, mailoutbox: list[EmailMessage]
) -> None:
    promotion = propose(cast, admin)
    assert [message.to for message in mailoutbox] == [[cast.collaborator_a.user.email]]
    with pytest.raises(TeamError):
        accept_promotion(actor=admin, promotion=promotion, now=NOW)
    accept_promotion(actor=cast.actor(cast.collaborator_a), promotion=promotion, now=NOW)
    assert role_of(cast.collaborator_a) == MemberRole.ADMINISTRATOR


def test_a_third_person_has_no_say(cast: Cast, admin: Actor) -> None:
    promotion = propose(cast, admin)
    bystander = cast.actor(cast.powerless_a)
    for decide in (accept_promotion, refuse_promotion):
        with pytest.raises(TeamError):
            decide(actor=bystander, promotion=promotion, now=NOW)
    assert not promotions_visible_to(bystander).exists()
    assert promotions_visible_to(cast.actor(cast.collaborator_a)).get() == promotion


def test_a_proposal_is_put_aside_by_either_side_and_answered_once(cast: Cast, admin: Actor) -> None:
    for actor in (admin, cast.actor(cast.collaborator_a)):
        promotion = propose(cast, admin)
        refuse_promotion(actor=actor, promotion=promotion, now=NOW)
        with pytest.raises(TeamError, match="déjà reçu sa réponse"):
            accept_promotion(actor=cast.actor(cast.collaborator_a), promotion=promotion, now=NOW)
    assert role_of(cast.collaborator_a) == MemberRole.COLLABORATOR


def test_one_proposal_waits_at_a_time(cast: Cast, admin: Actor) -> None:
    propose(cast, admin)
    with pytest.raises(TeamError, match="déjà proposée"):
        propose(cast, admin)


def test_only_an_administrator_proposes(cast: Cast, admin: Actor) -> None:
    with pytest.raises(TeamError, match="Seul un administrateur"):
        propose(cast, cast.actor(cast.powerless_a))


def test_an_administrator_who_is_none_any_more_has_an_actor_of_before(cast: Cast, admin: Actor) -> None:
    """The rights of the moment count, not those the request began with."""
    other = second(cast)
    step_down(actor=admin, member=cast.powerless_a, now=NOW)
    with pytest.raises(TeamError, match="Seul un administrateur"):
        propose(cast, other)


def test_the_last_one_does_not_step_down(cast: Cast, admin: Actor) -> None:
    with pytest.raises(TeamError, match="dernier administrateur"):
        step_down(actor=admin, member=cast.admin_a, now=NOW)
    with pytest.raises(TeamError, match="dernier administrateur"):
        close_member(actor=admin, member=cast.admin_a, successor=None, now=NOW)
    assert Member.objects.get(pk=cast.admin_a.pk).is_active


def test_what_he_had_asked_for_goes_with_the_role(cast: Cast, admin: Actor, mailoutbox: list[EmailMessage]) -> None:
    other = second(cast)
    promotion = propose_administrator(actor=other, member=cast.collaborator_a, now=NOW)
    mailoutbox.clear()
    step_down(actor=admin, member=cast.powerless_a, now=NOW)
    promotion.refresh_from_db()
    assert promotion.state == PromotionState.REFUSED
    assert {message.to[0] for message in mailoutbox} == {cast.powerless_a.user.email, cast.admin_a.user.email}
