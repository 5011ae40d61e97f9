"""The firm of the demonstration and its people: an administrator and two collaborators. No real person."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from allauth.account.models import EmailAddress
from django.db import transaction

from guichet.accounts.enums import FirmKind, MemberRole
from guichet.accounts.models import Firm, Member, User
from guichet.core import journal
from guichet.core.tenancy import enter_firm

FIRM_ID = UUID("d3f1a0c2-6b7e-4d7a-9a51-0c1e7de00001")
FIRM_NAME = "Cabinet Démonstration"
FIRM_SIRET = "99000000200016"
PASSWORD = "Essai-Guichet-2026"  # noqa: S105  # shown on the screen; the demonstration listens on this machine only


@dataclass(frozen=True, slots=True)
class Login:
    """One account of the demonstration, and what it shows."""

    email: str
    name: str
    role: MemberRole
    shows: str


LOGINS = (
    Login("admin@demo.example", "Camille Garnier", MemberRole.ADMINISTRATOR, "administre le cabinet, voit tout"),
    Login("paie@demo.example", "Lou Perrin", MemberRole.COLLABORATOR, "collaboratrice"),
    Login("stage@demo.example", "Noa Leroux", MemberRole.COLLABORATOR, "collaborateur"),
)


def create_people() -> bool:
    """Create the firm and its people unless they exist; True when they were created."""
    with transaction.atomic():
        enter_firm(FIRM_ID)
        if Firm.objects.filter(pk=FIRM_ID).exists():
            return False
        firm = Firm(pk=FIRM_ID, name=FIRM_NAME, siret=FIRM_SIRET, kind=FirmKind.TIERS_DECLARANT)
        firm.save(force_insert=True)
        for login in LOGINS:
            _create_member(firm, login)
        journal.record(actor=None, firm_id=FIRM_ID, verb="cabinet.cree", subject=FIRM_SIRET)
    return True


def _create_member(firm: Firm, login: Login) -> None:
    user = User.objects.create_user(login.email, PASSWORD, name=login.name)
    # The address counts as verified: no letter-box is behind it.
    EmailAddress.objects.create(user=user, email=login.email, primary=True, verified=True)
    Member.objects.create(firm=firm, user=user, role=login.role)
