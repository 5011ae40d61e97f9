"""Closed lists of the accounts."""

from __future__ import annotations

from django.db import models


class FirmKind(models.TextChoices):
    """Kind of account: only a tiers déclarant has a portfolio."""

    TIERS_DECLARANT = "tiers_declarant", "Tiers déclarant"
    ENTREPRISE = "entreprise", "Entreprise"


class MemberRole(models.TextChoices):
    """What a person is in a firm."""

    ADMINISTRATOR = "administrateur", "Administrateur"
    COLLABORATOR = "collaborateur", "Collaborateur"
