"""What the delegations do when the portfolio changes."""

from __future__ import annotations

from datetime import datetime

from django.dispatch import receiver
from django.utils import timezone

from guichet.core.actor import Actor
from guichet.delegations.services import share_with_own_profiles
from guichet.portfolio.models import Etablissement
from guichet.portfolio.signals import etablissement_added


@receiver(etablissement_added, dispatch_uid="delegations.share_with_own_profiles")
def on_added(actor: Actor, etablissement: Etablissement, now: datetime, **_: object) -> None:
    """It joins the profiles of whoever added it."""
    share_with_own_profiles(actor=actor, etablissement=etablissement, today=timezone.localdate(now))
