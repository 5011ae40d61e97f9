"""Reading the fiches, always through what the actor may see."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

import structlog
from django.db.models import Q, QuerySet

import neodes
from guichet.amorcage.enums import GRANTED
from guichet.amorcage.queries import demandes_visible_to
from guichet.core.actor import Actor
from guichet.core.files import StoredFileError, read_file
from guichet.core.rights import Right
from guichet.fiches.models import FicheContract, FicheEtablissement, FicheParametrage
from guichet.portfolio.models import Etablissement
from guichet.portfolio.queries import etablissements_visible_to

log = structlog.get_logger(__name__)


def fiches_visible_to(actor: Actor) -> QuerySet[FicheParametrage]:
    """Those that cover an establishment within the right, and those of its SIREN as long as nobody said which.

    The account of a partner sees what it published.
    """
    fiches = FicheParametrage.objects.filter(firm_id=actor.firm_id)
    if actor.is_partner:
        return fiches
    if not actor.can(Right.AMORCAGE):
        return fiches.none()
    if not actor.scope(Right.AMORCAGE):
        return fiches
    followed = followed_by(actor)
    covering = FicheEtablissement.objects.filter(etablissement__in=followed).values("fiche")
    return fiches.filter(Q(pk__in=covering) | Q(is_covered=False, siren__in=followed.values("siren")))


def followed_by(actor: Actor) -> QuerySet[Etablissement]:
    """Establishments of which the actor may see the data of the contracts, removed ones left out."""
    return etablissements_visible_to(actor, Right.AMORCAGE).filter(retired_at=None)


def contracts_of(etablissement: Etablissement) -> QuerySet[FicheContract]:
    """The contracts of the current fiches that cover it."""
    contracts = FicheContract.objects.filter(fiche__is_current=True, fiche__covered__etablissement=etablissement)
    return contracts.select_related("fiche").order_by("organisme", "reference", "option", "population", "pk")


def proposed_for(actor: Actor, fiche: FicheParametrage) -> tuple[list[Etablissement], set[int]]:
    """The establishments of that SIREN, and those to tick: the covered ones, else those whose partner has granted."""
    candidates = list(followed_by(actor).filter(siren=fiche.siren).order_by("siret"))
    if fiche.is_covered:
        return candidates, set(fiche.covered.values_list("etablissement_id", flat=True))
    granted = demandes_visible_to(actor).filter(etablissement__in=candidates, state__in=sorted(GRANTED))
    if fiche.partner_id:
        granted = granted.filter(partner=fiche.partner_id)
    ticked = set(granted.values_list("etablissement_id", flat=True))
    return candidates, ticked or {etablissement.pk for etablissement in candidates}


def moving_within(today: date, days: int) -> Q:
    """Fiches with a contract that starts or ends from that day on, within so many days."""
    span = (today, today + timedelta(days=days))
    moving = FicheContract.objects.filter(Q(starts_on__range=span) | Q(ends_on__range=span))
    return Q(pk__in=moving.values("fiche"))


def versions_of(fiche: FicheParametrage) -> QuerySet[FicheParametrage]:
    """All versions, the last first; whoever sees one sees the others."""
    return FicheParametrage.objects.filter(firm_id=fiche.firm_id, series=fiche.series).order_by("-rank")


def read_version(fiche: FicheParametrage) -> neodes.FichesRead:
    """What its file says; nothing when the file cannot be given back any more."""
    try:
        return neodes.read_fiches(read_file(fiche.file))
    except StoredFileError as error:
        log.error("fiche.unreadable", fiche=fiche.pk, error=type(error).__name__)
        return neodes.FichesRead()


def covering(firm_id: UUID, sirets: Iterable[str]) -> dict[FicheParametrage, frozenset[str]]:
    """Current fiches that cover some of those establishments, with the SIRET of these; in the context of the firm."""
    links = FicheEtablissement.objects.filter(
        firm_id=firm_id, fiche__is_current=True, etablissement__siret__in=list(sirets)
    ).select_related("fiche__file", "etablissement")
    found: dict[FicheParametrage, set[str]] = {}
    for link in links.order_by("fiche_id", "pk"):
        found.setdefault(link.fiche, set()).add(link.etablissement.siret)
    return {fiche: frozenset(each) for fiche, each in found.items()}
