"""What an export of the portfolio tells of the amorçage."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from guichet.amorcage.enums import DemandeState
from guichet.amorcage.queries import demandes_visible_to
from guichet.core.actor import Actor


def states(actor: Actor, keys: Sequence[int]) -> Mapping[int, str]:
    """The state of the last demande that the actor may see, by the key of its establishment; one query."""
    latest = demandes_visible_to(actor).filter(etablissement__in=keys)
    rows = latest.order_by("etablissement_id", "-pk").distinct("etablissement_id")
    return {key: DemandeState(state).label for key, state in rows.values_list("etablissement_id", "state")}
