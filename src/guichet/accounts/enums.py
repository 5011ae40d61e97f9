"""Closed lists of the accounts."""

from __future__ import annotations

from django.db import models


class FirmKind(models.TextChoices):
    """Kind of account: only a tiers déclarant has a portfolio; a partenaire answers what is addressed to it."""

    TIERS_DECLARANT = "tiers_declarant", "Tiers déclarant"
    ENTREPRISE = "entreprise", "Entreprise"
    PARTENAIRE = "partenaire", "Partenaire"


class MemberRole(models.TextChoices):
    """What a person is in a firm."""

    ADMINISTRATOR = "administrateur", "Administrateur"
    COLLABORATOR = "collaborateur", "Collaborateur"


class InvitationState(models.TextChoices):
    """What became of an invitation; one that is pending may be too old."""

    PENDING = "pending", "En attente"
    ACCEPTED = "accepted", "Acceptée"
    REVOKED = "revoked", "Annulée"


class PromotionState(models.TextChoices):
    """What became of the proposal of an administrator."""

    PENDING = "pending", "Proposée"
    ACCEPTED = "accepted", "Acceptée"
    REFUSED = "refused", "Écartée"


class EmailChangeState(models.TextChoices):
    """What became of a change of address; one that is pending may be too old."""

    PENDING = "pending", "En attente"
    DONE = "done", "Faite"
    REFUSED = "refused", "Refusée"
