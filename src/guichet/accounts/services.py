"""What changes accounts. Sign-up opens the context of the firm itself: none exists yet when it runs."""

from __future__ import annotations

import uuid

from django.db import IntegrityError, transaction
from django.utils import timezone

from guichet.accounts.enums import FirmKind, MemberRole
from guichet.accounts.models import Firm, Member, User
from guichet.accounts.signals import firm_registered
from guichet.core import journal
from guichet.core.actor import Actor
from guichet.core.tenancy import enter_firm


class SiretAlreadyRegistered(Exception):
    """The SIRET has an account; the message, in French, does not say whose."""

    def __init__(self) -> None:
        super().__init__(
            "Ce SIRET a déjà un compte Guichet. Demandez à son administrateur de vous y ouvrir un accès, "
            "ou vérifiez le numéro."
        )


def register_firm(*, user: User, kind: FirmKind, siret: str, name: str) -> Member:
    """Open the account of a firm, with `user` as its administrator; `siret` is 14 digits, already checked.

    Leaves the transaction in the context of the new firm. Raises `SiretAlreadyRegistered`, and changes nothing.
    """
    with transaction.atomic():
        firm = _insert_firm(kind, siret, name)
        member = Member.objects.create(firm=firm, user=user, role=MemberRole.ADMINISTRATOR)
        journal.record(actor=None, firm_id=firm.pk, verb="inscription", subject=siret, details={"kind": kind.value})
        firm_registered.send(sender=Firm, firm=firm, now=timezone.now())
    return member


def register_partner(*, partner_id: int, siret: str, name: str) -> Firm:
    """Open the account of a partner, which has no member yet; leaves the transaction in its context.

    Raises `SiretAlreadyRegistered` when the SIRET, or the partner, has an account.
    """
    firm = _insert_firm(FirmKind.PARTENAIRE, siret, name, partner_id=partner_id)
    details: dict[str, object] = {"kind": FirmKind.PARTENAIRE.value}
    journal.record(actor=None, firm_id=firm.pk, verb="inscription", subject=siret, details=details)
    return firm


def require_free_siret(siret: str) -> None:
    """Raise `SiretAlreadyRegistered` when the SIRET has an account.

    Row-level security hides other firms, so only the unique index can tell: a row is tried and taken back, its
    context with it. Asked before the e-mail address is looked at, so that the answer says nothing of the latter.
    """
    with transaction.atomic():
        _insert_firm(FirmKind.ENTREPRISE, siret, "")
        transaction.set_rollback(True)


def rename_person(*, actor: Actor, name: str) -> None:
    """Change the name that others read; the lines of journal already written keep the former one."""
    name = name.strip()
    changed = User.objects.filter(pk=actor.user_id).exclude(name=name).update(name=name)
    if changed:
        journal.record(actor=actor, firm_id=actor.firm_id, verb="compte.renomme", details={"membre": actor.member_id})


def note_arrival(*, actor: Actor) -> None:
    """Write in the journal of the firm that a person of several firms came to work for it."""
    journal.record(actor=actor, firm_id=actor.firm_id, verb="cabinet.choisi", details={"membre": actor.member_id})


def _insert_firm(kind: FirmKind, siret: str, name: str, *, partner_id: int | None = None) -> Firm:
    firm = Firm(id=uuid.uuid4(), kind=kind, siret=siret, name=name, partner_id=partner_id)
    try:
        with transaction.atomic():
            enter_firm(firm.pk)
            firm.save(force_insert=True)
    except IntegrityError as error:
        raise SiretAlreadyRegistered from error
    return firm
