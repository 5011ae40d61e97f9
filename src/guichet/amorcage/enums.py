"""Closed lists of the amorçage."""

from __future__ import annotations

from django.db import models


class DemandeState(models.TextChoices):
    """Where a demande d'amorçage stands."""

    PROPOSEE = "proposee", "Proposée"
    REPORTEE = "reportee", "Remise à plus tard"
    DEMANDEE = "demandee", "Demandée"
    DECLINEE = "declinee", "Non souhaitée"
    CLOSE = "close", "Close"
