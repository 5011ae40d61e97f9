"""The firm of the demonstration and its people: an administrator and two collaborators. No real person."""

from __future__ import annotations

from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone

from guichet.accounts.enums import FirmKind, MemberRole
from guichet.accounts.models import Member, User
from guichet.accounts.services import register_firm
from guichet.amorcage.connecting import open_account
from guichet.core.tenancy import enter_firm, enter_user, partner_firm
from guichet.delegations.queries import membership_of
from guichet.portfolio.models import Partner
from neodes.generate import Emetteur
from neodes.generate.identifiers import nic, siren

FIRM_NAME = "Cabinet Démonstration"
PARTNER_CODE = "irp-auto"
PARTNER_SIRET = siren(90) + nic(siren(90), 1)
EMETTEUR = Emetteur(nom="CABINET DEMONSTRATION")
PASSWORD = "Essai-Guichet-2026"  # noqa: S105  # shown on the screen; the demonstration listens on this machine only


@dataclass(frozen=True, slots=True)
class Login:
    """One account of the demonstration, and what it shows."""

    email: str
    name: str
    shows: str


LOGINS = (
    Login("admin@demo.example", "Camille Garnier", "administre le cabinet, voit tout"),
    Login("paie@demo.example", "Lou Perrin", "tient la paie : voit tout, dépose en test, complète"),
    Login("stage@demo.example", "Noa Leroux", "lit deux établissements"),
)
PARTNER_LOGIN = Login("partenaire@demo.example", "Sacha Morel", "répond pour IRP AUTO aux demandes d'amorçage")


def administrator() -> Member | None:
    """The administrator, in the context of the firm from here to the end of the transaction; None before creation."""
    user = User.objects.filter(email=LOGINS[0].email).first()
    if user is None:
        return None
    enter_user(user.pk)
    member = membership_of(user.pk, None)
    if member is not None:
        enter_firm(member.firm_id)
    return member


def create_people() -> bool:
    """Create the firm and its people unless they exist; True when they were created."""
    with transaction.atomic():
        if administrator() is not None:
            return False
        first, *others = LOGINS
        admin = register_firm(
            user=_create_user(first),
            kind=FirmKind.TIERS_DECLARANT,
            siret=EMETTEUR.siren + EMETTEUR.nic,
            name=FIRM_NAME,
        )
        for login in others:
            Member.objects.create(firm=admin.firm, user=_create_user(login), role=MemberRole.COLLABORATOR)
    return True


def create_partner() -> bool:
    """Open the space of a partner with its administrator unless it exists; True when it was created."""
    with transaction.atomic():
        partner = Partner.objects.get(code=PARTNER_CODE)
        if partner_firm(partner.pk) is not None:
            return False
        account = open_account(partner=partner, siret=PARTNER_SIRET, now=timezone.now())
        Member.objects.create(firm=account, user=_create_user(PARTNER_LOGIN), role=MemberRole.ADMINISTRATOR)
    return True


def _create_user(login: Login) -> User:
    user = User.objects.create_user(login.email, PASSWORD, name=login.name)
    # The address counts as verified: no letter-box is behind it.
    EmailAddress.objects.create(user=user, email=login.email, primary=True, verified=True)
    return user
