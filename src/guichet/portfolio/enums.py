"""Closed lists of the portfolio."""

from __future__ import annotations

from django.db import models


class EtablissementState(models.TextChoices):
    """Life of an establishment in the portfolio; `RETIRE` keeps its history."""

    A_COMPLETER = "a_completer", "À compléter"
    ACTIF = "actif", "Actif"
    RETIRE = "retire", "Retiré"


class Origin(models.TextChoices):
    """How the establishment came into the portfolio."""

    DEPOT = "depot", "Dépôt"
    MANUEL = "manuel", "Ajout manuel"
    IMPORT = "import", "Import"


class Echeance(models.IntegerChoices):
    """Day of the month after, at noon: CSS R133-14."""

    CINQ = 5, "le 5"
    QUINZE = 15, "le 15"
