"""Who asked for an operation, as an actor, at the moment it works: rights taken away meanwhile are gone at once.

What a member may do is known above this app: the app that knows it says so with `find_with` when it is ready.
"""

from __future__ import annotations

from collections.abc import Callable

from guichet.core.actor import Actor
from guichet.core.models import Operation
from guichet.core.operations import Refused

LEFT = (
    "La personne qui a demandé cette opération ne fait plus partie du compte : rien de plus n'a été fait. "
    "Refaites la demande à votre nom si elle est encore utile."
)

Finder = Callable[[int], Actor | None]
"""From the id of a member to what he may do now; None when he has left. Runs in the context of his firm."""

_finders: list[Finder] = []


def find_with(finder: Finder) -> None:
    """Name the function that knows, in place of the one before."""
    _finders[:] = [finder]


def author_of(operation: Operation) -> Actor:
    """The author with the rights of now, in the context of the firm. Raises `Refused` when he has left."""
    (finder,) = _finders
    actor = finder(operation.author_id) if operation.author_id else None
    if actor is None:
        raise Refused(LEFT)
    return actor
