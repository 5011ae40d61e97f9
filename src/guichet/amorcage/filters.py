"""The portfolio narrowed by where the amorçage stands."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q

from guichet.amorcage.enums import DemandeState
from guichet.amorcage.models import DemandeAmorcage
from guichet.core.actor import Actor
from guichet.core.rights import Right

NO_DEMANDE = "aucune"


def accepts(value: str) -> bool:
    """A state of a demande, or that there is none."""
    return value == NO_DEMANDE or value in DemandeState.values


def condition(actor: Actor, value: str) -> Q:
    """Establishments whose last demande stands there, where the actor may see it."""
    demandes = DemandeAmorcage.objects.filter(firm_id=actor.firm_id, etablissement=OuterRef("pk"))
    in_scope = actor.scope(Right.AMORCAGE)
    if value == NO_DEMANDE:
        return Q(~Exists(demandes)) & in_scope
    found = Q(Exists(demandes.filter(state=value))) & in_scope
    # At most one is open, and a later one is made only when those before are closed.
    if value == DemandeState.CLOSE:
        found &= Q(~Exists(demandes.exclude(state=DemandeState.CLOSE)))
    return found
