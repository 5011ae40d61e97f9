"""How far an operation has come and what it did, in words."""

from __future__ import annotations

from dataclasses import dataclass

from guichet.core.models import Operation
from guichet.web.operations.kinds import LABELS
from guichet.web.templatetags.guichet import number


@dataclass(frozen=True, slots=True)
class Progress:
    """`percent` is None while nothing is known of the whole."""

    percent: int | None
    words: str


@dataclass(frozen=True, slots=True)
class Stat:
    """One figure of the summary."""

    label: str
    value: str


def progress_of(operation: Operation) -> Progress:
    """For the bar."""
    if operation.state == Operation.State.WAITING:
        return Progress(None, "Dans la file d'attente")
    if not operation.total:
        return Progress(None, "Préparation")
    done = min(operation.done, operation.total)
    percent = 100 * done // operation.total
    return Progress(percent, f"{number(done)} sur {number(operation.total)} ({percent} %)")


def sentence_of(operation: Operation) -> str:
    """Where it stands; told aloud, hence by tens of percent while it works."""
    if operation.state == Operation.State.FAILED:
        return operation.reason or "Interrompue."
    if operation.state == Operation.State.DONE:
        return "Terminée."
    percent = progress_of(operation).percent
    if percent is None:
        return "En attente." if operation.state == Operation.State.WAITING else "En cours."
    return f"En cours : {percent // 10 * 10} %."


def stats_of(operation: Operation) -> list[Stat]:
    """The counts of its summary that are for the page, always in the same order."""
    summary = operation.summary
    return [Stat(label, number(summary[code])) for code, label in LABELS.items() if isinstance(summary.get(code), int)]
