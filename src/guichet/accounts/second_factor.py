"""The second factor: what a firm asks of its members, who has one, and what changes of it are written down."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, Q

from guichet.accounts.mails import Mail, tell
from guichet.accounts.members import TeamError, require_administrator
from guichet.accounts.models import Firm, Member, User
from guichet.accounts.noting import note
from guichet.accounts.sessions import end_sessions
from guichet.core.actor import Actor
from guichet.core.tenancy import enter_user

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
"""What counts as a second factor; recovery codes only stand in for one of them."""

GRACES = (0, 7, 14, 30)
"""Days that a firm may leave to its members before it insists."""

RESET_MAIL = Mail(
    "Votre second facteur Guichet a été réinitialisé",
    (
        "Un administrateur a retiré votre second facteur et vos codes de secours, et déconnecté vos appareils : "
        "connectez-vous avec votre mot de passe, puis choisissez un nouveau second facteur.",
        "Vous ne l'aviez pas demandé ? Prévenez-le, et changez de mot de passe.",
    ),
)


class Change(StrEnum):
    """What is done to the second factor of a person: the verb of the journal."""

    ADDED = "second_facteur.ajoute"
    REMOVED = "second_facteur.retire"
    RENAMED = "second_facteur.renomme"
    CODES = "second_facteur.codes_renouveles"


def has_factor(user_column: str) -> Exists:
    """The condition that the person of that column has a second factor."""
    return Exists(Authenticator.objects.filter(user_id=OuterRef(user_column), type__in=FACTORS))


def due_on(member: Member, *, protected: bool) -> date | None:
    """The day from which the firm insists that this member set a second factor; None when it asks nothing of him."""
    return None if protected else member.firm.second_factor_from


def note_change(*, actor: Actor, change: Change, kind: str) -> None:
    """Write in the journal what a person did to his second factor; `kind` is the type of allauth."""
    note(actor, change.value, membre=actor.member_id, type=kind)


def require_second_factor(*, actor: Actor, grace_days: int | None, today: date) -> Firm:
    """Ask every member for a second factor, after some days of grace; None asks for it no more. Raises `TeamError`.

    Whoever asks it of others has one himself.
    """
    require_administrator(actor)
    if grace_days is not None and not Authenticator.objects.filter(user_id=actor.user_id, type__in=FACTORS).exists():
        raise TeamError("Activez d'abord votre propre second facteur, sur la page « Sécurité » de votre compte.")
    firm = Firm.objects.select_for_update(no_key=True).get(pk=actor.firm_id)
    wanted = None if grace_days is None else today + timedelta(days=grace_days)
    if wanted == firm.second_factor_from:
        return firm
    firm.second_factor_from = wanted
    firm.save(update_fields=["second_factor_from"])
    note(actor, "second_facteur.exigence", a_partir_du=wanted.isoformat() if wanted else "")
    return firm


def reset_second_factor(*, actor: Actor, member: Member) -> None:
    """Take off every second factor of a member who lost them all; he logs in with his password alone, and sets another.

    Not that of a person who works for others too: it protects them as well. Raises `TeamError`.
    """
    require_administrator(actor)
    if member.pk == actor.member_id:
        raise TeamError("Pour votre propre second facteur, passez par la page « Sécurité » de votre compte.")
    if _works_elsewhere(member, present=actor.user_id):
        raise TeamError(
            "Cette personne travaille aussi pour d'autres comptes, que son second facteur protège : seule l'assistance "
            "de Guichet peut le réinitialiser, après vérification."
        )
    Authenticator.objects.filter(user_id=member.user_id).delete()
    end_sessions(member.user)
    note(actor, "second_facteur.reinitialise", subject=str(member.pk), membre=member.pk)
    tell(RESET_MAIL, member.user)


def is_last_required(user: User, authenticator: Authenticator) -> bool:
    """Whether a firm of the person asks for a second factor, and this one is the last. In the context of the person."""
    others = Authenticator.objects.filter(user_id=user.pk, type__in=FACTORS).exclude(pk=authenticator.pk)
    if authenticator.type not in FACTORS or others.exists():
        return False
    asked = Q(is_active=True, firm__second_factor_from__isnull=False)
    return Member.objects.filter(asked, user_id=user.pk).exists()


def _works_elsewhere(member: Member, *, present: int) -> bool:
    """Row-level security shows the other firms of a person to that person alone."""
    enter_user(member.user_id)
    elsewhere = Member.objects.filter(user_id=member.user_id, is_active=True).exclude(firm_id=member.firm_id).exists()
    enter_user(present)
    return elsewhere
