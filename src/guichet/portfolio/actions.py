"""What can be done to many establishments at once. Apps above offer their own with `offer` when they are ready.

Whoever asks, rights are those of the actor on each row, in SQL: a row out of his reach is not touched, nor counted.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from guichet.core import journal
from guichet.core.actor import Actor
from guichet.core.models import JournalEntry
from guichet.core.rights import Right
from guichet.portfolio.errors import PortfolioError, RightMissing
from guichet.portfolio.models import Etablissement
from guichet.portfolio.selection import Selection

AT_ONCE = 200
"""Up to that many, it is done while one waits; above, in an operation."""

SUBJECT = "Portefeuille"
"""What the one line of journal of an action is about; by it these lines are found again."""

Rows = QuerySet[Etablissement]


class ActionRefused(PortfolioError):
    """What was asked for cannot be; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Change:
    """One action with its value, ready to be applied; `said` names it: « Échéance le 5 »."""

    said: str
    apply: Callable[[Rows, datetime], int]
    """Change those that differ, with their lines of journal where their history shows it; gives how many."""


@dataclass(frozen=True, slots=True)
class Action:
    """One thing that can be done. `read` makes the change from what a person chose, or raises `ActionRefused`."""

    code: str
    label: str
    right: Right
    read: Callable[[Actor, str], Change]
    undoes: bool = False
    danger: bool = False


@dataclass(frozen=True, slots=True)
class Done:
    """How many were chosen within reach, how many changed, and the line of journal that tells it."""

    chosen: int
    changed: int
    entry: JournalEntry


_offered: dict[str, Action] = {}


def offer(action: Action) -> None:
    """Let it be asked for by its code."""
    _offered[action.code] = action


def action_of(code: str) -> Action:
    """The one with that code. Raises `ActionRefused`."""
    if code not in _offered:
        raise ActionRefused("Cette action n'existe pas. Choisissez-en une dans la liste.")
    return _offered[code]


def actions_for(actor: Actor) -> list[Action]:
    """Those that a person may ask for, in the order they were offered; what undoes another is not in the list."""
    return [action for action in _offered.values() if actor.can(action.right) and not action.undoes]


def perform(*, actor: Actor, action: Action, value: str, selection: Selection, now: datetime) -> Done:
    """Do it to all of them in the transaction of the caller. Raises `ActionRefused`, `RightMissing`."""
    if not actor.can(action.right):
        raise RightMissing
    change = action.read(actor, value)
    rows = selection.rows(actor, action.right, now=now)
    chosen = rows.count()
    return note(actor=actor, action=action, change=change, chosen=chosen, changed=change.apply(rows, now), now=now)


def note(*, actor: Actor, action: Action, change: Change, chosen: int, changed: int, now: datetime) -> Done:
    """The one line of journal of an action, with its counts. `le` is what a removal is undone by."""
    entry = journal.record(
        actor=actor,
        firm_id=actor.firm_id,
        verb=f"portefeuille.{action.code}",
        subject=SUBJECT,
        details={"quoi": change.said, "choisis": chosen, "changes": changed, "le": now.isoformat()},
    )
    return Done(chosen, changed, entry)
