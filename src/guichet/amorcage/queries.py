"""Reading the demandes d'amorçage, always through what the actor may see."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Count, QuerySet

from guichet.amorcage.enums import GRANTED, DemandeState
from guichet.amorcage.models import DemandeAmorcage, DemandeAmorcageEvent, Document
from guichet.core.actor import Actor
from guichet.core.rights import Right
from guichet.portfolio.models import Etablissement
from guichet.portfolio.queries import etablissements_visible_to


def demandes_visible_to(actor: Actor, right: Right = Right.AMORCAGE) -> QuerySet[DemandeAmorcage]:
    """Demandes about establishments within the scope of that right, closed ones included."""
    demandes = DemandeAmorcage.objects.filter(firm_id=actor.firm_id)
    if not actor.can(right):
        return demandes.none()
    # An empty condition is the whole portfolio: no need to join it.
    if not actor.scope(right):
        return demandes
    return demandes.filter(etablissement__in=etablissements_visible_to(actor, right))


def states_of(actor: Actor, etablissements: Iterable[Etablissement]) -> dict[int, DemandeAmorcage]:
    """The last demande of each of those establishments, by the key of the establishment, in one query.

    An establishment without demande, or whose demande the actor may not see, is absent.
    """
    wanted = [etablissement.pk for etablissement in etablissements]
    found = demandes_visible_to(actor).filter(etablissement__in=wanted)
    found = found.select_related("partner", "mandate_accepted_by__user")
    # Every later demande has a greater key, for the one before was closed first.
    latest = found.order_by("etablissement_id", "-pk").distinct("etablissement_id")
    return {demande.etablissement_id: demande for demande in latest}


def demande_of(actor: Actor, etablissement: Etablissement) -> DemandeAmorcage | None:
    """The last demande of that establishment, when the actor may see it."""
    return states_of(actor, [etablissement]).get(etablissement.pk)


def history_of(actor: Actor, etablissement: Etablissement) -> list[DemandeAmorcageEvent]:
    """Every step of every demande of that establishment, the latest first."""
    seen = demandes_visible_to(actor).filter(etablissement=etablissement)
    events = DemandeAmorcageEvent.objects.filter(demande__in=seen)
    return list(events.select_related("demande__partner", "author__user").order_by("-at", "-pk"))


def documents_of(actor: Actor, etablissement: Etablissement) -> list[Document]:
    """What its partner asked and what was answered, in order."""
    seen = demandes_visible_to(actor).filter(etablissement=etablissement)
    documents = Document.objects.filter(firm_id=actor.firm_id, demande__in=seen)
    return list(documents.select_related("author__user", "file", "demande__partner"))


def granted_demandes(firm_id: UUID, partner_id: int, siren: str) -> QuerySet[DemandeAmorcage]:
    """Those that the partner granted for the establishments of that entreprise; in the context of the firm."""
    granted = DemandeAmorcage.objects.filter(firm_id=firm_id, partner_id=partner_id, state__in=sorted(GRANTED))
    return granted.filter(etablissement__siren=siren).select_related("etablissement", "partner").order_by("pk")


def counts_by_state(demandes: QuerySet[DemandeAmorcage]) -> dict[DemandeState, int]:
    """How many of those demandes stand in each state, in the order of the states; zero is said too."""
    rows = demandes.order_by().values_list("state").annotate(count=Count("pk"))
    counted = dict(rows)
    return {state: counted.get(state.value, 0) for state in DemandeState}
