"""Opening the account of a partner, by the operator of the portal: a partner never signs up by itself."""

from __future__ import annotations

from datetime import datetime

from guichet.accounts.invitations import invite_first
from guichet.accounts.models import Firm
from guichet.accounts.services import register_partner
from guichet.amorcage import mailbox
from guichet.amorcage.enums import SENT, Side
from guichet.amorcage.models import DemandeAmorcage
from guichet.core.tenancy import as_firm, every_firm
from guichet.portfolio.models import Partner


def connect_partner(*, partner: Partner, siret: str, email: str, now: datetime) -> Firm:
    """Open its account, invite its first administrator, and put in its box what was asked of it before.

    Leaves the transaction in the context of the account. Raises `SiretAlreadyRegistered`, `TeamError`.
    """
    account = open_account(partner=partner, siret=siret, now=now)
    invite_first(firm=account, email=email, now=now)
    return account


def open_account(*, partner: Partner, siret: str, now: datetime) -> Firm:
    """The account, without anybody in it yet."""
    account = register_partner(partner_id=partner.pk, siret=siret, name=partner.name)
    Partner.objects.filter(pk=partner.pk).update(connected=True)
    for firm_id in every_firm():
        with as_firm(firm_id):
            _deliver_what_waits(partner, now)
    return account


def _deliver_what_waits(partner: Partner, now: datetime) -> None:
    """In the context of a firm: what was sent by letter, or answered by one."""
    sent = DemandeAmorcage.objects.filter(partner=partner, state__in=sorted(SENT))
    rows = list(sent.select_related("partner", "etablissement").order_by("pk"))
    if rows:
        mailbox.deliver(rows, mailbox.News(Side.GUICHET, now, reason="Demande faite avant l'ouverture du compte."))
