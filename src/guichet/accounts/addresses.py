"""Going from an e-mail address to another: both confirm, and the old one may refuse for seven days, done or not.

Whoever stole an open session cannot take the account away alone: the old address is asked, and can undo. Who cannot
read the old one any more is invited again at the new one by an administrator.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.db.models import Q

from guichet.accounts.enums import EmailChangeState
from guichet.accounts.links import Purpose, make_link, open_link
from guichet.accounts.mails import Mail, MailLink, send, tell
from guichet.accounts.models import EmailChange, Member, User
from guichet.accounts.noting import note
from guichet.accounts.sessions import end_sessions
from guichet.core.actor import Actor

VALID = timedelta(days=7)


class AddressError(Exception):
    """The change is refused; the message, in French, says why and what to do."""


class LinkClosed(AddressError):
    """The link opens nothing (any more); the message does not say why."""

    def __init__(self) -> None:
        super().__init__("Ce lien n'est plus valable : il est trop ancien, ou la demande a reçu sa réponse.")


def ask_change(*, actor: Actor, user: User, new_email: str, now: datetime) -> EmailChange:
    """Write to both addresses; a request that waited is replaced. What is known of the new address is not told here."""
    new_email = new_email.lower()
    if new_email == user.email:
        raise AddressError("C'est déjà votre adresse. Indiquez celle que vous voulez utiliser à la place.")
    EmailChange.objects.filter(user=user, state=EmailChangeState.PENDING).update(state=EmailChangeState.REFUSED)
    old, new = (make_link(purpose, actor.firm_id) for purpose in (Purpose.OLD_ADDRESS, Purpose.NEW_ADDRESS))
    change = EmailChange.objects.create(
        firm_id=actor.firm_id,
        user=user,
        old_email=user.email,
        new_email=new_email,
        old_digest=old.digest,
        new_digest=new.digest,
        asked_at=now,
        expires_at=now + VALID,
    )
    if _is_taken(change):
        get_adapter().send_account_already_exists_mail(new_email)
    else:
        send(_new_address_mail(new.url), new_email)
    send(_old_address_mail(change, old.url), user.email)
    _note(change, "adresse.demandee", actor)
    return change


def open_change(purpose: Purpose, token: str, now: datetime, *, to_answer: bool = True) -> EmailChange:
    """The change of a link, in the context of its firm; held until the end when it is to be answered.

    Raises `LinkClosed`.
    """
    digest = open_link(purpose, token)
    column = "old_digest" if purpose == Purpose.OLD_ADDRESS else "new_digest"
    changes = EmailChange.objects.select_for_update(of=("self",)) if to_answer else EmailChange.objects.all()
    found = changes.select_related("user")
    change = found.filter(Q((column, digest)), expires_at__gt=now).first() if digest else None
    if change is None or change.state == EmailChangeState.REFUSED:
        raise LinkClosed
    return change


def confirm(*, change: EmailChange, purpose: Purpose, now: datetime) -> bool:
    """One of the two addresses agrees; when both have, the change is made. True when it is."""
    if change.state != EmailChangeState.PENDING:
        return True
    field = "old_confirmed_at" if purpose == Purpose.OLD_ADDRESS else "new_confirmed_at"
    setattr(change, field, now)
    change.save(update_fields=[field])
    if not (change.old_confirmed_at and change.new_confirmed_at):
        return False
    _write_address(change, change.new_email)
    change.state = EmailChangeState.DONE
    change.save(update_fields=["state"])
    _note(change, "adresse.changee")
    for email in (change.old_email, change.new_email):
        tell(_done_mail(change), change.user, email=email)
    return True


def refuse(*, change: EmailChange) -> None:
    """The old address refuses: what was done is undone, and every session ends, for somebody else may hold one."""
    was_done = change.state == EmailChangeState.DONE
    if was_done:
        _write_address(change, change.old_email)
    # Those asked since then too: whoever had the account may have gone on to a third address.
    later = EmailChange.objects.filter(user_id=change.user_id, asked_at__gte=change.asked_at)
    later.update(state=EmailChangeState.REFUSED)
    end_sessions(change.user)
    _note(change, "adresse.refusee", annulee=was_done)
    tell(_refused_mail(), change.user, email=change.old_email)


def pending_change(user: User, now: datetime) -> EmailChange | None:
    """The change of the person that waits for a confirmation."""
    waiting = EmailChange.objects.filter(user=user, state=EmailChangeState.PENDING, expires_at__gt=now)
    return waiting.first()


def _is_taken(change: EmailChange) -> bool:
    """By another person."""
    return User.objects.filter(email=change.new_email).exclude(pk=change.user_id).exists()


def _write_address(change: EmailChange, email: str) -> None:
    try:
        with transaction.atomic():
            User.objects.filter(pk=change.user_id).update(email=email)
            EmailAddress.objects.filter(user_id=change.user_id).delete()
            EmailAddress.objects.create(user_id=change.user_id, email=email, primary=True, verified=True)
    except IntegrityError as error:
        raise AddressError(
            "Cette adresse sert maintenant à un autre compte : elle ne peut pas servir à deux. Faites une nouvelle "
            "demande avec une autre adresse."
        ) from error
    change.user.email = email


def _note(change: EmailChange, verb: str, actor: Actor | None = None, **details: object) -> None:
    """In the firm it was asked from; the addresses themselves are not written down."""
    member = Member.objects.filter(firm_id=change.firm_id, user_id=change.user_id).values_list("pk", flat=True).first()
    note(actor, verb, firm_id=change.firm_id, subject=str(member), membre=member, **details)


def _new_address_mail(url: str) -> Mail:
    return Mail(
        "Confirmez votre nouvelle adresse Guichet",
        ("Quelqu'un, vous sans doute, veut utiliser cette adresse pour son compte Guichet.",),
        (MailLink("Confirmer cette adresse", url),),
        (
            f"Ce lien est valable {VALID.days} jours. L'adresse changera quand l'ancienne aura confirmé elle aussi.",
            "Vous n'avez rien demandé ? Ne suivez pas le lien : sans lui, rien ne change.",
        ),
    )


def _old_address_mail(change: EmailChange, url: str) -> Mail:
    return Mail(
        "Confirmez ou refusez le changement d'adresse de votre compte Guichet",
        (
            f"Quelqu'un, vous sans doute, a demandé que l'adresse {change.new_email} remplace celle-ci pour votre "
            "compte Guichet.",
            "Confirmez-le ou refusez-le ici :",
        ),
        (MailLink("Confirmer ou refuser", url),),
        (
            f"Vous pouvez refuser pendant {VALID.days} jours, même une fois l'adresse changée : l'ancienne "
            "reviendrait, et tous les appareils connectés seraient déconnectés.",
            "Vous n'avez rien demandé ? Refusez, puis choisissez un nouveau mot de passe.",
        ),
    )


def _done_mail(change: EmailChange) -> Mail:
    return Mail(
        "L'adresse de votre compte Guichet a changé",
        (
            f"Votre compte Guichet s'ouvre maintenant avec l'adresse {change.new_email}. Le mot de passe "
            "reste le même.",
            f"L'ancienne adresse peut encore refuser ce changement, par le lien déjà reçu, pendant {VALID.days} jours "
            "après la demande.",
        ),
    )


def _refused_mail() -> Mail:
    return Mail(
        "Le changement d'adresse de votre compte Guichet est refusé",
        (
            "Votre compte Guichet garde cette adresse, et tous ses appareils ont été déconnectés.",
            "Si vous n'aviez pas demandé ce changement, quelqu'un a eu accès à votre compte : choisissez un nouveau "
            "mot de passe avec « Mot de passe oublié » sur la page de connexion, et prévenez un administrateur.",
        ),
    )
