"""What becomes of the members of a firm: closing an access, opening it again, and how each is known to the journal."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from guichet.accounts.enums import InvitationState, MemberRole, PromotionState
from guichet.accounts.mails import Mail, plain_name, tell
from guichet.accounts.models import Invitation, Member, Promotion
from guichet.accounts.noting import note
from guichet.accounts.sessions import end_sessions
from guichet.accounts.signals import member_closed
from guichet.core.actor import Actor


class TeamError(Exception):
    """The change is refused; the message, in French, says why and what to do."""


LAST_ADMINISTRATOR = (
    "C'est le dernier administrateur en activité : sans lui, plus personne ne pourrait gérer le compte. "
    "Donnez d'abord ce rôle à quelqu'un d'autre."
)


def as_author(member: Member) -> Actor:
    """The member as author of a line of journal, where his rights do not matter."""
    return Actor(
        firm_id=member.firm_id,
        firm_name=member.firm.name,
        has_portfolio=member.firm.has_portfolio,
        member_id=member.pk,
        user_id=member.user_id,
        name=member.user.get_full_name(),
        is_administrator=member.is_administrator,
        partner_id=member.firm.partner_id,
    )


def close_member(*, actor: Actor, member: Member, successor: Member | None, now: datetime) -> None:
    """Close the access of a member: his sessions end at once, what he did stays, what he held goes to `successor`.

    The apps above hand over what is theirs on `member_closed`. Closed already: nothing changes. Raises `TeamError`.
    """
    require_administrator(actor)
    member = locked(member)
    if not member.is_active:
        return
    _check_successor(member, successor)
    withdraw_what_waits(member=member, now=now)
    _write(member, is_active=False, closed_at=now)
    member_closed.send(sender=Member, actor=actor, member=member, successor=successor, now=now)
    end_sessions(member.user)
    repreneur = successor.pk if successor else None
    note(actor, "membre.ferme", subject=str(member.pk), membre=member.pk, repreneur=repreneur)
    tell(_closed_mail(actor), member.user)


def reopen_member(*, actor: Actor, member: Member) -> None:
    """Open again the access of a member, as a collaborator without profile: what he held went to somebody else."""
    require_administrator(actor)
    member = locked(member)
    if member.is_active:
        return
    _write(member, is_active=True, closed_at=None, role=MemberRole.COLLABORATOR)
    note(actor, "membre.rouvert", subject=str(member.pk), membre=member.pk)


def change_role(member: Member, role: MemberRole) -> None:
    """Write the role. Raises `TeamError` when the firm would be left without an administrator."""
    _write(member, role=role)


def withdraw_what_waits(*, member: Member, now: datetime) -> None:
    """What an administrator who goes had asked for and nobody has answered: a back door, were it left open."""
    Invitation.objects.filter(invited_by=member, state=InvitationState.PENDING).update(state=InvitationState.REVOKED)
    waiting = Promotion.objects.filter(state=PromotionState.PENDING)
    (waiting.filter(proposed_by=member) | waiting.filter(member=member)).update(
        state=PromotionState.REFUSED, decided_at=now
    )


def require_administrator(actor: Actor) -> None:
    """Raise `TeamError` unless the actor is an administrator still: another may have changed that a moment ago."""
    current = Member.objects.filter(pk=actor.member_id, is_active=True, role=MemberRole.ADMINISTRATOR)
    if not current.exists():
        raise TeamError("Seul un administrateur du compte peut faire cela.")


def locked(member: Member) -> Member:
    """The member as it is now, held until the end of the transaction; its key stays free for the lines of journal."""
    return Member.objects.select_for_update(no_key=True, of=("self",)).select_related("firm", "user").get(pk=member.pk)


def _check_successor(member: Member, successor: Member | None) -> None:
    if successor is None:
        return
    if successor.pk == member.pk or successor.firm_id != member.firm_id or not successor.is_active:
        raise TeamError("Choisissez un autre membre en activité pour reprendre ce qui lui est confié.")


def _write(member: Member, **values: object) -> None:
    """The database has the last word on the last administrator, even when two people decide at once."""
    for name, value in values.items():
        setattr(member, name, value)
    try:
        with transaction.atomic():
            member.save(update_fields=list(values))
    except IntegrityError as error:
        raise TeamError(LAST_ADMINISTRATOR) from error


def _closed_mail(actor: Actor) -> Mail:
    firm = plain_name(actor.firm_name, "un compte Guichet")
    return Mail(
        "Votre accès Guichet a été fermé",
        (
            f"Un administrateur a fermé votre accès à {firm}. Vos appareils connectés ont été déconnectés.",
            "Ce que vous y avez fait est gardé. Si vous travaillez pour d'autres comptes, reconnectez-vous.",
            "C'est une erreur ? Adressez-vous à un administrateur du compte.",
        ),
    )
