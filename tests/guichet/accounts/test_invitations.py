"""Invitations: signed, for one address, once, seven days."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core.mail import EmailMessage
from django.utils import timezone

from guichet.accounts.enums import InvitationState, MemberRole
from guichet.accounts.invitations import (
    InvitationClosed,
    accept_by_creating,
    accept_with_account,
    invite,
    open_invitation,
    resend_invitation,
    revoke_invitation,
)
from guichet.accounts.links import Purpose, make_link, open_link
from guichet.accounts.members import TeamError
from guichet.accounts.models import Firm, Invitation, Member, User
from guichet.core.actor import Actor
from guichet.core.models import JournalEntry
from guichet.core.rights import Right
from guichet.core.tenancy import enter_firm
from guichet.delegations.models import DelegationProfile
from guichet.delegations.queries import actor_of
from tests.guichet.cast import PASSWORD, Cast

NOW = timezone.now()
EMAIL = "nouvelle@exemple.test"


@pytest.fixture
def admin(cast: Cast) -> Actor:
    return cast.actor(cast.admin_a)


def send(admin: Actor, email: str = EMAIL, role: MemberRole = MemberRole.COLLABORATOR, *profiles: int) -> Invitation:
    return invite(actor=admin, email=email, role=role, profile_ids=profiles, now=NOW)


def token_in(message: EmailMessage) -> str:
    (token,) = set(re.findall(r"/invitation/([^/\s]+)/", str(message.body)))
    return str(token)


def accept(invitation: Invitation) -> Member:
    return accept_by_creating(invitation=invitation, name="Nour Martin", password=PASSWORD, now=NOW)


def test_the_link_lets_in_once_with_the_profiles_chosen(
    cast: Cast, admin: Actor, mailoutbox: list[EmailMessage]
) -> None:
    profile = DelegationProfile.objects.get()
    send(admin, EMAIL.upper(), MemberRole.COLLABORATOR, profile.pk)
    token = token_in(mailoutbox[0])
    member = accept(open_invitation(token, NOW))
    assert (member.firm_id, member.role, member.user.email) == (cast.firm_a.pk, MemberRole.COLLABORATOR, EMAIL)
    assert EmailAddress.objects.get(user=member.user).verified, "the link proved it"
    assert set(actor_of(member).scopes) == set(Right)
    with pytest.raises(InvitationClosed):
        open_invitation(token, NOW)
    verbs = JournalEntry.objects.order_by("pk").values_list("verb", "author")
    assert list(verbs) == [
        ("invitation.envoyee", "Admin A"),
        ("invitation.acceptee", "Nour Martin"),
        ("delegation.donnee", "Guichet"),
    ]
    assert mailoutbox[1].to == [cast.admin_a.user.email]


def test_nothing_kept_makes_the_link_again(cast: Cast, admin: Actor, mailoutbox: list[EmailMessage]) -> None:
    invitation = send(admin)
    token = token_in(mailoutbox[0])
    assert invitation.digest not in token
    assert re.fullmatch(r"[0-9a-f]{64}", invitation.digest)
    kept = str(Invitation.objects.values().get()) + str(list(JournalEntry.objects.values()))
    assert token not in kept
    assert token.split(".", maxsplit=1)[0] not in kept


@pytest.mark.parametrize("age", [timedelta(days=7), timedelta(days=30)])
def test_seven_days_and_no_more(cast: Cast, admin: Actor, mailoutbox: list[EmailMessage], age: timedelta) -> None:
    send(admin)
    token = token_in(mailoutbox[0])
    assert open_invitation(token, NOW + timedelta(days=7) - timedelta(seconds=1))
    with pytest.raises(InvitationClosed):
        open_invitation(token, NOW + age)


def test_sent_again_the_former_link_is_worth_nothing(cast: Cast, admin: Actor, mailoutbox: list[EmailMessage]) -> None:
    later = NOW + timedelta(days=8)
    invitation = send(admin)
    resend_invitation(actor=admin, invitation=invitation, now=later)
    former, new = map(token_in, mailoutbox)
    with pytest.raises(InvitationClosed):
        open_invitation(former, later)
    assert open_invitation(new, later).pk == invitation.pk


def test_taken_back_it_is_worth_nothing(cast: Cast, admin: Actor, mailoutbox: list[EmailMessage]) -> None:
    invitation = send(admin)
    revoke_invitation(actor=admin, invitation=invitation)
    with pytest.raises(InvitationClosed):
        open_invitation(token_in(mailoutbox[0]), NOW)
    with pytest.raises(TeamError, match="plus rien à faire"):
        resend_invitation(actor=admin, invitation=invitation, now=NOW)
    assert send(admin).state == InvitationState.PENDING, "and the address can be invited again"


def test_a_link_that_we_did_not_write_opens_no_context(cast: Cast, admin: Actor) -> None:
    """Not even that of a firm whose number is known."""
    link = make_link(Purpose.INVITATION, cast.firm_b.pk)
    token = link.url.rstrip("/").rpartition("/")[2]
    enter_firm(cast.firm_a.pk)
    for wrong in (token[:-1], token[1:], "x" + token, token.replace(".", ""), "", "cle-inconnue", "é"):
        assert open_link(Purpose.INVITATION, wrong) is None
    assert open_link(Purpose.NEW_ADDRESS, token) is None, "a link is for one purpose"
    assert Firm.objects.get().pk == cast.firm_a.pk
    assert open_link(Purpose.INVITATION, token) == link.digest
    assert Firm.objects.get().pk == cast.firm_b.pk


def test_the_same_is_done_whether_the_address_has_an_account_or_not(
    cast: Cast, admin: Actor, mailoutbox: list[EmailMessage]
) -> None:
    known, unknown = send(admin, cast.admin_b.user.email), send(admin)
    assert (known.state, known.role) == (unknown.state, unknown.role)
    texts = [re.sub(r"https?://\S+", "LIEN", str(message.body)) for message in mailoutbox]
    assert texts[0] == texts[1]
    assert mailoutbox[0].subject == mailoutbox[1].subject


def test_one_invitation_of_an_address_waits(cast: Cast, admin: Actor) -> None:
    send(admin)
    with pytest.raises(TeamError, match="attend déjà la réponse"):
        send(admin)
    with pytest.raises(TeamError, match="fait déjà partie"):
        send(admin, cast.collaborator_a.user.email)
    Member.objects.filter(pk=cast.collaborator_a.pk).update(is_active=False)
    with pytest.raises(TeamError, match="rouvrez son accès"):
        send(admin, cast.collaborator_a.user.email)


def test_the_account_of_the_address_accepts_and_no_other(
    cast: Cast, admin: Actor, mailoutbox: list[EmailMessage]
) -> None:
    send(admin, cast.admin_b.user.email)
    invitation = open_invitation(token_in(mailoutbox[0]), NOW)
    with pytest.raises(TeamError, match="est adressée à"):
        accept_with_account(invitation=invitation, user=cast.admin_entreprise.user, now=NOW)
    with pytest.raises(TeamError, match="déjà un compte"):
        accept(invitation)
    member = accept_with_account(invitation=invitation, user=cast.admin_b.user, now=NOW)
    assert (member.firm_id, member.user_id) == (cast.firm_a.pk, cast.admin_b.user_id)
    assert User.objects.filter(email=cast.admin_b.user.email).count() == 1


def test_an_administrator_comes_in_as_a_collaborator_and_is_proposed(
    cast: Cast, admin: Actor, mailoutbox: list[EmailMessage]
) -> None:
    send(admin, EMAIL, MemberRole.ADMINISTRATOR)
    member = accept(open_invitation(token_in(mailoutbox[0]), NOW))
    assert member.role == MemberRole.COLLABORATOR
    assert member.promotions.get().proposed_by_id == cast.admin_a.pk


def test_a_profile_of_another_firm_is_not_given(cast: Cast, admin: Actor, mailoutbox: list[EmailMessage]) -> None:
    enter_firm(cast.firm_b.pk)
    foreign = DelegationProfile.objects.create(firm=cast.firm_b, name="Ailleurs", rights=[Right.EXPORTER.value])
    enter_firm(cast.firm_a.pk)
    send(admin, EMAIL, MemberRole.COLLABORATOR, foreign.pk)
    member = accept(open_invitation(token_in(mailoutbox[0]), NOW))
    assert actor_of(member).scopes == {}


def test_only_an_administrator_invites(cast: Cast, admin: Actor, mailoutbox: list[EmailMessage]) -> None:
    with pytest.raises(TeamError, match="Seul un administrateur"):
        send(cast.actor(cast.collaborator_a))
    assert mailoutbox == []


def test_names_are_no_place_for_an_advertisement(cast: Cast, admin: Actor, mailoutbox: list[EmailMessage]) -> None:
    Firm.objects.filter(pk=cast.firm_a.pk).update(name="Gagnez sur www.piege.example")
    User.objects.filter(pk=cast.admin_a.user_id).update(name="piege.example")
    send(actor_of(Member.objects.select_related("firm", "user").get(pk=cast.admin_a.pk)))
    assert "piege" not in str(mailoutbox[0].message())
