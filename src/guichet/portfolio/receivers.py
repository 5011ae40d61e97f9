"""What the portfolio does when an account is opened, or when a member leaves."""

from __future__ import annotations

from datetime import datetime

from django.dispatch import receiver

from guichet.accounts.models import Firm, Member
from guichet.accounts.signals import firm_registered, member_closed
from guichet.portfolio.preferences import hand_over_views
from guichet.portfolio.services import register_own_etablissement


@receiver(firm_registered, dispatch_uid="portfolio.register_own_etablissement")
def on_registered(firm: Firm, now: datetime, **_: object) -> None:
    """An entreprise declares for itself: its one establishment is there from the first day."""
    if firm.declares and not firm.has_portfolio:
        register_own_etablissement(firm=firm, now=now)


@receiver(member_closed, dispatch_uid="portfolio.hand_over_views")
def on_closed(member: Member, successor: Member | None, **_: object) -> None:
    """The views that he shared go on being kept by somebody."""
    if successor is not None:
        hand_over_views(member=member, successor=successor)
