"""Closed lists of the deposits."""

from __future__ import annotations

from django.db import models


class DepositState(models.TextChoices):
    """Where a deposit stands. `REFUSED` is a decision told to the user, `FAILED` a fault that can be tried again."""

    RECEIVED = "recu", "Reçu"
    READING = "lecture", "Lecture"
    CONTROLLING = "controle", "Contrôle"
    ADDING = "rangement", "Mise au portefeuille"
    DONE = "termine", "Terminé"
    REFUSED = "refuse", "Refusé"
    FAILED = "echec", "En échec"

    @property
    def is_final(self) -> bool:
        """True when nothing more will happen by itself."""
        return self in {DepositState.DONE, DepositState.REFUSED, DepositState.FAILED}


class Mode(models.TextChoices):
    """Value of S10.G00.00.005 as read from the file."""

    TEST = "test", "Test"
    REEL = "reel", "Réel"
    INCONNU = "", "Non indiqué"


class DepositOrigin(models.TextChoices):
    """The door the file came through."""

    WEB = "web", "Portail"
    API = "api", "API"
    CLI = "cli", "Ligne de commande"


class DeclarationState(models.TextChoices):
    """What became of one declaration of a deposit."""

    KEPT = "retenue", "Retenue"
    REFUSED = "refusee", "Refusée"
    OUTSIDE = "retiree", "Établissement retiré"
