"""An action on many establishments as an operation: slices, each a transaction, with the rights of the moment."""

from __future__ import annotations

from guichet.core import operations
from guichet.core.actor import Actor
from guichet.core.authors import author_of
from guichet.core.models import Operation
from guichet.core.operations import Refused
from guichet.core.tenancy import firm_transaction
from guichet.portfolio.actions import Action, action_of, note
from guichet.portfolio.errors import PortfolioError
from guichet.portfolio.queries import etablissements_visible_to
from guichet.portfolio.selection import Selection

KIND = "portefeuille.{}"
TASK = "portfolio.act_on_many"
SLICE = 10_000


def start_action(*, actor: Actor, action: Action, value: str, selection: Selection, total: int) -> Operation:
    """Put it in line. Raises `ActionRefused` when the value cannot be."""
    said = action.read(actor, value).said
    asked: dict[str, object] = {"action": action.code, "valeur": value, **selection.as_json()}
    kind = KIND.format(action.code)
    return operations.start(actor=actor, kind=kind, title=said, task=TASK, total=total, asked=asked)


def act_on_many(operation: Operation) -> None:
    """Outside any transaction. The moment is that of the demand, so that a removal has one mark, even run twice."""
    keys = _keys(operation)
    operations.advance(operation, 0, total=len(keys))
    changed = done = 0
    for some in [keys[start : start + SLICE] for start in range(0, len(keys), SLICE)]:
        changed += _act_on(operation, some)
        done += len(some)
        operations.advance(operation, done)
    with firm_transaction(operation.firm_id):
        actor, action, value = _asked(operation)
        change, now = action.read(actor, value), operation.created_at
        note(actor=actor, action=action, change=change, chosen=len(keys), changed=changed, now=now)
        operations.finish(operation, summary={"faits": changed, "ignores": len(keys) - changed})


def _keys(operation: Operation) -> list[int]:
    with firm_transaction(operation.firm_id):
        actor, action, _ = _asked(operation)
        rows = Selection.of_json(operation.asked).rows(actor, action.right, now=operation.created_at)
        return list(rows.order_by("pk").values_list("pk", flat=True))


def _act_on(operation: Operation, keys: list[int]) -> int:
    """One slice: the rights are asked again, those lost meanwhile are gone."""
    with firm_transaction(operation.firm_id):
        actor, action, value = _asked(operation)
        rows = etablissements_visible_to(actor, action.right).filter(pk__among=keys)
        try:
            return action.read(actor, value).apply(rows, operation.created_at)
        except PortfolioError as error:
            raise Refused(str(error)) from error


def _asked(operation: Operation) -> tuple[Actor, Action, str]:
    asked = operation.asked
    return author_of(operation), action_of(asked["action"]), asked["valeur"]
