"""The establishment that an address names, for who may act on it; and where one goes after."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse

from guichet.core.actor import Actor
from guichet.core.rights import Right
from guichet.portfolio.models import Etablissement
from guichet.portfolio.queries import etablissements_visible_to, rights_on


def etablissement_for(
    actor: Actor, siret: str, right: Right = Right.VOIR_PORTEFEUILLE, *, hold: bool = False
) -> Etablissement:
    """The one with that SIRET. 403 for a right one lacks on what one sees, 404 for what one may not see.

    `hold` keeps the row from others until the end of the transaction: for a page that is about to write it.
    """
    found = etablissements_visible_to(actor, right).filter(siret=siret)
    if hold:
        found = found.select_for_update(of=("self",))
    etablissement = found.select_related("partner", "partner_propose").first()
    if etablissement is not None:
        return etablissement
    if etablissements_visible_to(actor).filter(siret=siret).exists():
        raise PermissionDenied
    raise Http404


def page_of(actor: Actor, etablissement: Etablissement) -> str:
    """The address of its page; for who may not see it, that of the work one may do."""
    sees = rights_on(actor, etablissement, [Right.VOIR_PORTEFEUILLE])
    return reverse("portfolio:etablissement", args=[etablissement.siret]) if sees else reverse("start")


def proposal_of(actor: Actor, etablissement: Etablissement) -> str:
    """Where the amorçage of its data is proposed; nothing for who may not ask, or when there is nobody to ask."""
    if etablissement.partner_id is None or not rights_on(actor, etablissement, [Right.AMORCAGE]):
        return ""
    return reverse("amorcage:propose", args=[etablissement.siret])
