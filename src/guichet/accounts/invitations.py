"""Inviting collaborators: a link by e-mail, for seven days, once, for the address it was sent to."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet

from guichet.accounts.administrators import open_promotion
from guichet.accounts.enums import InvitationState, MemberRole
from guichet.accounts.links import Purpose, make_link, open_link
from guichet.accounts.mails import Mail, MailLink, plain_name, send, tell
from guichet.accounts.members import TeamError, as_author, require_administrator
from guichet.accounts.models import Firm, Invitation, Member, User
from guichet.accounts.noting import note
from guichet.accounts.signals import member_joined
from guichet.core.actor import Actor

VALID = timedelta(days=7)


class InvitationClosed(TeamError):
    """The link opens nothing (any more): unknown, too old, used or revoked; the message does not say which."""

    def __init__(self) -> None:
        super().__init__(
            "Cette invitation n'est plus valable. Demandez à un administrateur du compte de la renouveler."
        )


def invite(*, actor: Actor, email: str, role: MemberRole, profile_ids: Iterable[int], now: datetime) -> Invitation:
    """Write to an address; the answer is the same whether it has an account or not. Raises `TeamError`.

    Whoever is invited as an administrator comes in as a collaborator, and is proposed as an administrator at once.
    """
    require_administrator(actor)
    email = email.lower()
    _refuse_doubles(actor, email)
    link = make_link(Purpose.INVITATION, actor.firm_id)
    profiles = sorted(set(profile_ids))
    invitation = _create(
        actor, email, role=role, profile_ids=profiles, digest=link.digest, sent_at=now, expires_at=now + VALID
    )
    send(_invitation_mail(actor.name, actor.firm_name, link.url), email)
    note(actor, "invitation.envoyee", subject=_subject(invitation), role=role.value, profils=profiles)
    return invitation


def invite_first(*, firm: Firm, email: str, now: datetime) -> Invitation:
    """The operator invites who will administer an account that has no member yet. Raises `TeamError`."""
    if Member.objects.filter(firm=firm).exists():
        raise TeamError("Ce compte a déjà des membres : ses administrateurs invitent les suivants.")
    link = make_link(Purpose.INVITATION, firm.pk)
    invitation = Invitation.objects.create(
        firm=firm,
        email=email.lower(),
        role=MemberRole.ADMINISTRATOR,
        digest=link.digest,
        sent_at=now,
        expires_at=now + VALID,
    )
    send(_invitation_mail("L'exploitant de Guichet", firm.name, link.url), invitation.email)
    note(None, "invitation.envoyee", firm_id=firm.pk, subject=_subject(invitation), role=invitation.role, profils=[])
    return invitation


def resend_invitation(*, actor: Actor, invitation: Invitation, now: datetime) -> None:
    """Send another link, valid from now on; the former one is worth nothing any more. Raises `TeamError`."""
    require_administrator(actor)
    invitation = _locked_pending(invitation)
    link = make_link(Purpose.INVITATION, actor.firm_id)
    invitation.digest, invitation.sent_at, invitation.expires_at = link.digest, now, now + VALID
    invitation.save(update_fields=["digest", "sent_at", "expires_at"])
    send(_invitation_mail(actor.name, actor.firm_name, link.url), invitation.email)
    note(actor, "invitation.renvoyee", subject=_subject(invitation))


def revoke_invitation(*, actor: Actor, invitation: Invitation) -> None:
    """Close an invitation that waits: its link is worth nothing from now on. Raises `TeamError`."""
    require_administrator(actor)
    invitation = _locked_pending(invitation)
    invitation.state = InvitationState.REVOKED
    invitation.save(update_fields=["state"])
    note(actor, "invitation.annulee", subject=_subject(invitation))


def open_invitation(token: str, now: datetime, *, to_accept: bool = True) -> Invitation:
    """The invitation of a link, with the context of its firm; held until the end when it is to be accepted.

    Raises `InvitationClosed`.
    """
    digest = open_link(Purpose.INVITATION, token)
    invitations = Invitation.objects.select_for_update(of=("self",)) if to_accept else Invitation.objects.all()
    waiting = invitations.select_related("firm", "invited_by__user")
    inviting = Q(invited_by=None) | Q(invited_by__is_active=True)
    found = digest and waiting.filter(inviting, digest=digest, state=InvitationState.PENDING, expires_at__gt=now)
    invitation = found.first() if found else None
    if invitation is None:
        raise InvitationClosed
    return invitation


def accept_by_creating(*, invitation: Invitation, name: str, password: str, now: datetime) -> Member:
    """Create the person, whose address the link has proved, and let him in. Raises `TeamError`."""
    try:
        with transaction.atomic():
            user = User.objects.create_user(invitation.email, password, name=name.strip())
            EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    except IntegrityError as error:
        raise TeamError(
            "Cette adresse a déjà un compte Guichet : connectez-vous pour accepter l'invitation."
        ) from error
    return _let_in(invitation, user, now)


def accept_with_account(*, invitation: Invitation, user: User, now: datetime) -> Member:
    """Let in the person of an account, that of the address invited and no other. Raises `TeamError`."""
    if user.email != invitation.email:
        raise TeamError(
            f"Cette invitation est adressée à {invitation.email}. Connectez-vous avec ce compte, ou demandez "
            "qu'elle vous soit envoyée à l'adresse du vôtre."
        )
    return _let_in(invitation, user, now)


def address_has_account(invitation: Invitation) -> bool:
    """Whether the address invited has an account: told to nobody but the holder of the link."""
    return User.objects.filter(email=invitation.email).exists()


def pending_invitations(actor: Actor) -> QuerySet[Invitation]:
    """Those of the firm that nobody has answered, too old ones included: they can be sent again."""
    waiting = Invitation.objects.filter(firm_id=actor.firm_id, state=InvitationState.PENDING)
    return waiting.select_related("invited_by__user")


def _let_in(invitation: Invitation, user: User, now: datetime) -> Member:
    # Whom the operator invites has nobody to confirm him; others come in as collaborators.
    role = MemberRole.COLLABORATOR if invitation.invited_by else MemberRole(invitation.role)
    member, created = Member.objects.get_or_create(
        firm_id=invitation.firm_id, user=user, defaults={"role": role, "joined_at": now}
    )
    if not created and not member.is_active:
        raise InvitationClosed
    invitation.state, invitation.accepted_by = InvitationState.ACCEPTED, member
    invitation.save(update_fields=["state", "accepted_by"])
    note(as_author(member), "invitation.acceptee", subject=_subject(invitation), membre=member.pk)
    if invitation.invited_by and invitation.role == MemberRole.ADMINISTRATOR and created:
        open_promotion(proposed_by=invitation.invited_by, member=member, now=now)
    member_joined.send(sender=Member, member=member, invitation=invitation, now=now)
    if invitation.invited_by:
        tell(_accepted_mail(invitation, user), invitation.invited_by.user)
    return member


def _subject(invitation: Invitation) -> str:
    """How the journal names it: never by its address, which could not be erased from there."""
    return f"invitation:{invitation.pk}"


def _refuse_doubles(actor: Actor, email: str) -> None:
    member = Member.objects.filter(firm_id=actor.firm_id, user__email=email).first()
    if member is None:
        return
    if member.is_active:
        raise TeamError(f"{email} fait déjà partie de l'équipe.")
    raise TeamError(f"{email} a fait partie de l'équipe : rouvrez son accès depuis la liste des accès fermés.")


def _create(actor: Actor, email: str, **values: object) -> Invitation:
    """The index lets one invitation of an address wait, even when two people send it at once."""
    try:
        with transaction.atomic():
            return Invitation.objects.create(
                firm_id=actor.firm_id, email=email, invited_by_id=actor.member_id, **values
            )
    except IntegrityError as error:
        raise TeamError(
            f"Une invitation attend déjà la réponse de {email}. Renvoyez-la, ou annulez-la d'abord."
        ) from error


def _locked_pending(invitation: Invitation) -> Invitation:
    current = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if current.state != InvitationState.PENDING:
        raise TeamError("Cette invitation a déjà reçu sa réponse ou a été annulée : il n'y a plus rien à faire.")
    return current


def _invitation_mail(name: str, firm_name: str, url: str) -> Mail:
    who, firm = plain_name(name, "Un administrateur"), plain_name(firm_name, "un compte Guichet")
    return Mail(
        f"Vous êtes invité à rejoindre {firm} sur Guichet",
        (f"{who} vous invite à travailler pour {firm} sur Guichet, le portail où les DSN sont contrôlées et suivies.",),
        (MailLink("Voir l'invitation", url),),
        (
            f"Ce lien est valable {VALID.days} jours et ne sert qu'une fois. Il vous est personnel : ne le "
            "transmettez pas.",
            "Vous ne connaissez pas ce cabinet ? Ne suivez pas le lien : sans lui, rien n'est ouvert à votre nom.",
        ),
    )


def _accepted_mail(invitation: Invitation, user: User) -> Mail:
    name = plain_name(user.get_full_name(), "La personne invitée")
    return Mail(
        "Votre invitation a été acceptée",
        (
            f"{name} ({invitation.email}) a accepté votre invitation et fait maintenant partie de votre équipe.",
            "Vous n'attendiez pas cette réponse ? Fermez cet accès depuis la page « Équipe ».",
        ),
    )
