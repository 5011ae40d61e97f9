"""Closed lists of the programs."""

from __future__ import annotations

from django.db import models


class Event(models.TextChoices):
    """What a webhook tells of; the value is the `type` of the message."""

    RECUE = "demande.recue", "Une demande d'amorçage est reçue"
    COMPLETEE = "demande.completee", "Le cabinet a répondu à une question"
    RETIREE = "demande.retiree", "Une demande est retirée par le cabinet"
    ESSAI = "essai", "Essai demandé depuis la page"


CHOSEN = (Event.RECUE, Event.COMPLETEE, Event.RETIREE)
"""Those that one may ask for; a test is always sent."""


class DeliveryState(models.TextChoices):
    """Where a message stands."""

    WAITING = "attente", "À envoyer"
    DELIVERED = "remis", "Remis"
    FAILED = "echec", "Non remis"
