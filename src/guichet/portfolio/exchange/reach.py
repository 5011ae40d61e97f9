"""A sign of what an actor may reach: when it is another one, files made before are not his to take any more."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from django.core.exceptions import EmptyResultSet

from guichet.core.actor import Actor
from guichet.core.rights import Right
from guichet.portfolio.queries import etablissements_visible_to

IMPORTING = (Right.VOIR_PORTEFEUILLE, Right.AJOUTER, Right.MODIFIER)
EXPORTING = (Right.VOIR_PORTEFEUILLE, Right.EXPORTER)


def reach_of(actor: Actor, rights: Iterable[Right]) -> str:
    """Made of the conditions themselves: a profile that is given, changed or taken away changes it."""
    return hashlib.sha256("\n".join(_condition(actor, right) for right in rights).encode()).hexdigest()[:16]


def _condition(actor: Actor, right: Right) -> str:
    if not actor.can(right):
        return ""
    try:
        sql, parameters = etablissements_visible_to(actor, right).order_by().values("pk").query.sql_with_params()
    except EmptyResultSet:  # known beforehand to hold nothing
        return "nothing"
    return f"{sql} {parameters!r}"
