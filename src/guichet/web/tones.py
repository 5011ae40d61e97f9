"""Colour and sign of each state. The word always stands beside: colour never speaks alone."""

from __future__ import annotations

from guichet.amorcage.enums import DemandeState
from guichet.core.models import Operation
from guichet.deposits.enums import DeclarationState, DepositState, Mode
from guichet.portfolio.enums import EtablissementState
from guichet.programs.enums import DeliveryState

SIGNS = {"good": "✓", "warning": "!", "blocking": "✕", "info": "i", "progress": "…", "neutral": "–"}

_TONES: dict[str, str] = {
    EtablissementState.A_COMPLETER: "warning",
    EtablissementState.ACTIF: "good",
    EtablissementState.RETIRE: "neutral",
    DepositState.RECEIVED: "progress",
    DepositState.READING: "progress",
    DepositState.CONTROLLING: "progress",
    DepositState.ADDING: "progress",
    DepositState.DONE: "good",
    DepositState.REFUSED: "blocking",
    DepositState.FAILED: "blocking",
    DeclarationState.KEPT: "good",
    DeclarationState.REFUSED: "blocking",
    DeclarationState.OUTSIDE: "warning",
    DemandeState.PROPOSEE: "info",
    DemandeState.REPORTEE: "neutral",
    DemandeState.DEMANDEE: "progress",
    DemandeState.COMPLEMENT: "warning",
    DemandeState.ACCORDEE: "good",
    DemandeState.DISPONIBLE: "good",
    DemandeState.REFUSEE: "blocking",
    DemandeState.EXPIREE: "warning",
    DemandeState.RETIREE: "neutral",
    DemandeState.DECLINEE: "neutral",
    DemandeState.CLOSE: "neutral",
    Operation.State.WAITING: "progress",
    Operation.State.RUNNING: "progress",
    Operation.State.DONE: "good",
    Operation.State.FAILED: "blocking",
    DeliveryState.WAITING: "progress",
    DeliveryState.DELIVERED: "good",
    DeliveryState.FAILED: "blocking",
    Mode.TEST: "info",
    Mode.REEL: "neutral",
    "bloquant": "blocking",
    "avertissement": "warning",
    "information": "info",
    "success": "good",
    "error": "blocking",
}


def tone_of(state: str) -> str:
    """The tone of a state, a severity, a level of message, or of a tone itself; neutral when unknown."""
    return state if state in SIGNS else _TONES.get(state, "neutral")
