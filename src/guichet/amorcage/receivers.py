"""What the amorçage does when the portfolio changes."""

from __future__ import annotations

from datetime import datetime

from django.dispatch import receiver

from guichet.amorcage.services import close_amorcage, propose_amorcage
from guichet.core.actor import Actor
from guichet.portfolio.models import Etablissement
from guichet.portfolio.signals import etablissement_completed, etablissement_retired


@receiver(etablissement_completed, dispatch_uid="amorcage.propose")
def on_completed(actor: Actor, etablissement: Etablissement, now: datetime, **_: object) -> None:
    """Its partner is known, or has changed, or it came back."""
    propose_amorcage(actor=actor, etablissement=etablissement, now=now)


@receiver(etablissement_retired, dispatch_uid="amorcage.close")
def on_retired(actor: Actor, etablissement: Etablissement, now: datetime, **_: object) -> None:
    """It is not followed any more, nor is its demande."""
    reason = "L'établissement a été retiré du portefeuille."
    close_amorcage(actor=actor, etablissement=etablissement, reason=reason, now=now)
