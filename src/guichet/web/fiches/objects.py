"""The fiche that an address names, or 404."""

from __future__ import annotations

from django.http import Http404

from guichet.core.actor import Actor
from guichet.fiches.models import FicheParametrage
from guichet.fiches.queries import fiches_visible_to


def fiche_for(actor: Actor, fiche_id: int) -> FicheParametrage:
    """One that the actor may see, with its file."""
    found = fiches_visible_to(actor).filter(pk=fiche_id).select_related("file", "partner", "author__user").first()
    if found is None:
        raise Http404
    return found
