"""Closed lists of the amorçage."""

from __future__ import annotations

from django.db import models


class DemandeState(models.TextChoices):
    """Where a demande d'amorçage stands."""

    PROPOSEE = "proposee", "Proposée"
    REPORTEE = "reportee", "Remise à plus tard"
    DEMANDEE = "demandee", "Demandée"
    COMPLEMENT = "complement", "Complément demandé"
    ACCORDEE = "accordee", "Accordée"
    DISPONIBLE = "disponible", "Données disponibles"
    REFUSEE = "refusee", "Refusée"
    EXPIREE = "expiree", "Expirée"
    RETIREE = "retiree", "Annulée"
    DECLINEE = "declinee", "Non souhaitée"
    CLOSE = "close", "Close"

    def may_become(self, state: DemandeState) -> bool:
        """True for the steps a demande can take; one that is closed takes none."""
        return state in _STEPS[self]


class Side(models.TextChoices):
    """Who took a step: somebody of the firm that asks, the partner, or the portal itself."""

    DECLARANT = "declarant", "Déclarant"
    PARTENAIRE = "partenaire", "Partenaire"
    GUICHET = "guichet", "Guichet"


class RuleKind(models.TextChoices):
    """What a partner grants by itself."""

    CABINET = "cabinet", "Tout ce que demande ce cabinet"
    SIREN = "siren", "Tout ce qui est demandé pour cette entreprise"


class DocumentKind(models.TextChoices):
    """What is asked for, what is answered."""

    QUESTION = "question", "Demande"
    ANSWER = "reponse", "Réponse"


_CHOICE = {
    DemandeState.PROPOSEE,
    DemandeState.REPORTEE,
    DemandeState.DEMANDEE,
    DemandeState.DECLINEE,
    DemandeState.CLOSE,
}
_ANSWERS = {
    DemandeState.ACCORDEE,
    DemandeState.REFUSEE,
    DemandeState.RETIREE,
    DemandeState.CLOSE,
}
_STEPS = {
    DemandeState.PROPOSEE: _CHOICE - {DemandeState.PROPOSEE},
    DemandeState.REPORTEE: _CHOICE - {DemandeState.REPORTEE},
    # What was answered is first put back to the choice, so that a page left open cannot undo it.
    DemandeState.DECLINEE: {DemandeState.DEMANDEE, DemandeState.PROPOSEE, DemandeState.CLOSE},
    DemandeState.DEMANDEE: _ANSWERS | {DemandeState.COMPLEMENT},
    DemandeState.COMPLEMENT: _ANSWERS | {DemandeState.DEMANDEE},
    # Back to « demandée » when the end comes while its renewal waits for an answer.
    DemandeState.ACCORDEE: {
        DemandeState.DISPONIBLE,
        DemandeState.DEMANDEE,
        DemandeState.EXPIREE,
        DemandeState.RETIREE,
        DemandeState.CLOSE,
    },
    DemandeState.DISPONIBLE: {
        DemandeState.DEMANDEE,
        DemandeState.EXPIREE,
        DemandeState.RETIREE,
        DemandeState.CLOSE,
    },
    DemandeState.REFUSEE: _CHOICE,
    DemandeState.EXPIREE: _CHOICE,
    DemandeState.RETIREE: _CHOICE,
    DemandeState.CLOSE: set(),
}

TO_CHOOSE = {
    DemandeState.PROPOSEE,
    DemandeState.REPORTEE,
    DemandeState.REFUSEE,
    DemandeState.EXPIREE,
    DemandeState.RETIREE,
}
"""The three answers are offered to the firm."""
WAITING = {DemandeState.DEMANDEE, DemandeState.COMPLEMENT}
"""The partner has it and may decide."""
GRANTED = {DemandeState.ACCORDEE, DemandeState.DISPONIBLE}
"""The partner opens its data until `ends_on`."""
SENT = WAITING | GRANTED
"""The partner knows of it: what becomes of it is told to both."""
