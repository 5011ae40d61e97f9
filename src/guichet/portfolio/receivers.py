"""What the portfolio does when an account is opened."""

from __future__ import annotations

from datetime import datetime

from django.dispatch import receiver

from guichet.accounts.models import Firm
from guichet.accounts.signals import firm_registered
from guichet.portfolio.services import register_own_etablissement


@receiver(firm_registered, dispatch_uid="portfolio.register_own_etablissement")
def on_registered(firm: Firm, now: datetime, **_: object) -> None:
    """An entreprise declares for itself: its one establishment is there from the first day."""
    if not firm.has_portfolio:
        register_own_etablissement(firm=firm, now=now)
