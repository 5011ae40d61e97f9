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

    def may_become(self, state: DemandeState) -> bool:
        """True for the steps a demande can take; one that is closed takes none."""
        return state in _STEPS[self]


_STEPS = {
    DemandeState.PROPOSEE: {
        DemandeState.DEMANDEE,
        DemandeState.REPORTEE,
        DemandeState.DECLINEE,
        DemandeState.CLOSE,
    },
    DemandeState.REPORTEE: {
        DemandeState.DEMANDEE,
        DemandeState.DECLINEE,
        DemandeState.PROPOSEE,
        DemandeState.CLOSE,
    },
    # What was answered is first put back to the choice, so that a page left open cannot undo it.
    DemandeState.DECLINEE: {DemandeState.DEMANDEE, DemandeState.PROPOSEE, DemandeState.CLOSE},
    DemandeState.DEMANDEE: {DemandeState.PROPOSEE, DemandeState.CLOSE},
    DemandeState.CLOSE: set(),
}
