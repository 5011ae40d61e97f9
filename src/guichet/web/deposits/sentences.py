"""The one sentence at the top of a report, and the steps on the way to it."""

from __future__ import annotations

from guichet.deposits.enums import DepositState
from guichet.deposits.models import Deposit
from guichet.web.templatetags.guichet import count

WAITING = {
    DepositState.RECEIVED: "Fichier reçu, en attente de lecture.",
    DepositState.READING: "Lecture du fichier en cours.",
    DepositState.CONTROLLING: "Contrôle du fichier en cours.",
    DepositState.ADDING: "Mise au portefeuille en cours.",
}
STEPS = (
    ("Reçu", DepositState.RECEIVED),
    ("Lecture", DepositState.READING),
    ("Contrôle", DepositState.CONTROLLING),
    ("Mise au portefeuille", DepositState.ADDING),
    ("Compte rendu", DepositState.DONE),
)


def sentence_of(deposit: Deposit) -> str:
    """« 3 déclarations lues, 2 anomalies bloquantes à corriger. », or where the work stands, or why it stopped."""
    if not deposit.is_final:
        return _archive_at_work(deposit) if deposit.is_archive else WAITING[DepositState(deposit.state)]
    if deposit.state != DepositState.DONE:
        return deposit.reason
    if deposit.duplicate_of_id is not None:
        return "Ce fichier a déjà été déposé : le contenu est le même, le premier compte rendu reste valable."
    return f"{_read(deposit)}, {_to_correct(deposit)}."


def steps_of(deposit: Deposit) -> list[dict[str, str]]:
    """Those done, the one at work, those to come."""
    states = [state for _, state in STEPS]
    at = states.index(DepositState(deposit.state)) if deposit.state in states else len(states)
    return [
        {"label": label, "state": "done" if rank < at else "current" if rank == at else ""}
        for rank, (label, _) in enumerate(STEPS)
    ]


def _archive_at_work(deposit: Deposit) -> str:
    done = sum(DepositState(state).is_final for state in deposit.members.values_list("state", flat=True))
    return f"Contrôle des fichiers de l'archive en cours : {done} sur {deposit.members.count()}."


def _read(deposit: Deposit) -> str:
    found: int = deposit.seen_declaration_count  # type: ignore[attr-defined]  # added by `with_visible_counts`
    return f"{count(found, 'déclaration lue,déclarations lues')}" if found else "Aucune déclaration trouvée"


def _to_correct(deposit: Deposit) -> str:
    blocking: int = deposit.seen_bloquants  # type: ignore[attr-defined]  # added by `with_visible_counts`
    warnings: int = deposit.seen_avertissements  # type: ignore[attr-defined]
    if blocking:
        return count(blocking, "anomalie bloquante à corriger,anomalies bloquantes à corriger")
    if warnings:
        return f"rien de bloquant, {count(warnings, 'avertissement à vérifier,avertissements à vérifier')}"
    return "aucune anomalie trouvée"
