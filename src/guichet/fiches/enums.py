"""Values of the fiches."""

from __future__ import annotations

from django.db import models


class Level(models.TextChoices):
    """How much of a contract a fiche tells."""

    CONTRACTS = "1", "Contrats seuls"
    COMPONENTS = "2A", "Contrats et éléments de calcul"
    CRITERIA = "2B", "Contrats, éléments de calcul et critères de population"


class Source(models.TextChoices):
    """Who brought a fiche."""

    CABINET = "cabinet", "Ajoutée par le cabinet"
    PARTENAIRE = "partenaire", "Publiée par le partenaire"
