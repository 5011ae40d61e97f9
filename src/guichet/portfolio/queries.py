"""Reading the portfolio, always through what the actor may see."""

from __future__ import annotations

from django.db.models import QuerySet

from guichet.core.actor import Actor
from guichet.core.rights import Right
from guichet.portfolio.models import Etablissement


def etablissements_visible_to(actor: Actor, right: Right = Right.VOIR_PORTEFEUILLE) -> QuerySet[Etablissement]:
    """Establishments of the actor's firm within the scope of that right, removed ones included."""
    return Etablissement.objects.filter(actor.scope(right), firm_id=actor.firm_id)
