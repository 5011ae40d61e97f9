"""What the fiches do when a demande is granted."""

from __future__ import annotations

from datetime import datetime

from django.dispatch import receiver

from guichet.amorcage.models import DemandeAmorcage
from guichet.amorcage.signals import demande_granted
from guichet.fiches.delivering import deliver_what_is_there


@receiver(demande_granted, dispatch_uid="fiches.deliver")
def on_granted(demande: DemandeAmorcage, now: datetime, **_: object) -> None:
    """What the partner published before comes at once."""
    deliver_what_is_there(demande=demande, now=now)
