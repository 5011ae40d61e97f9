"""What the amorçage does when the portfolio changes."""

from __future__ import annotations

from datetime import datetime

from django.dispatch import receiver

from guichet.amorcage.bulk import close_many, propose_many
from guichet.amorcage.services import close_amorcage, propose_amorcage
from guichet.core.actor import Actor
from guichet.portfolio.models import Etablissement
from guichet.portfolio.signals import (
    etablissement_completed,
    etablissement_retired,
    etablissements_completed,
    etablissements_retired,
)


@receiver(etablissement_completed, dispatch_uid="amorcage.propose")
def on_completed(actor: Actor, etablissement: Etablissement, now: datetime, **_: object) -> None:
    """Its partner is known, or has changed, or it came back."""
    propose_amorcage(actor=actor, etablissement=etablissement, now=now)


@receiver(etablissement_retired, dispatch_uid="amorcage.close")
def on_retired(actor: Actor, etablissement: Etablissement, now: datetime, **_: object) -> None:
    """It is not followed any more, nor is its demande."""
    reason = "L'établissement a été retiré du portefeuille."
    close_amorcage(actor=actor, etablissement=etablissement, reason=reason, now=now)


@receiver(etablissements_completed, dispatch_uid="amorcage.propose_many")
def on_many_completed(actor: Actor, keys: list[int], now: datetime, **_: object) -> None:
    """The same for many at once."""
    propose_many(actor=actor, keys=keys, now=now)


@receiver(etablissements_retired, dispatch_uid="amorcage.close_many")
def on_many_retired(actor: Actor, keys: list[int], now: datetime, **_: object) -> None:
    """The same for many at once."""
    close_many(actor=actor, keys=keys, now=now)
