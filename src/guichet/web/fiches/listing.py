"""The fiches of the firm: the current version of each, what starts or ends soon first when it is asked for."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import Count, Prefetch, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from guichet.core.actor import Actor
from guichet.core.rights import Right
from guichet.fiches.models import FicheEtablissement, FicheParametrage
from guichet.fiches.queries import fiches_visible_to, followed_by, moving_within
from guichet.portfolio.queries import matching
from guichet.web.access import MemberRequest, access
from guichet.web.filtering import SEARCH_MAX, Chip, address

BY_PAGE = 50
SOON = (30, 60, 90)
"""Days within which a contract starts or ends."""


@access(Right.AMORCAGE, portfolio_only=True)
@require_safe
def fiche_list(request: MemberRequest) -> HttpResponse:
    """By search, by what moves within so many days, by what waits for its establishments."""
    asked = request.GET
    text = asked.get("q", "").replace("\x00", "").strip()[:SEARCH_MAX]
    days = next((days for days in SOON if str(days) == asked.get("jours", "")), None)
    waiting = asked.get("a_rattacher") == "oui"
    everything = fiches_visible_to(request.actor).filter(is_current=True)
    fiches = _narrowed(request.actor, everything, text, days, waiting=waiting)
    chips = [Chip(f"« {text} »", address(asked, q=None))] if text else []
    chips += [Chip(f"mouvement sous {days} jours", address(asked, jours=None))] if days else []
    chips += [Chip("à rattacher", address(asked, a_rattacher=None))] if waiting else []
    context = {
        "page": Paginator(_shown(request.actor, fiches), BY_PAGE).get_page(asked.get("page")),
        "text": text,
        "days": days,
        "soon": SOON,
        "chips": chips,
        "unplaced": everything.filter(is_covered=False).count(),
    }
    return render(request, "web/fiches/list.html", context)


def _narrowed(
    actor: Actor, fiches: QuerySet[FicheParametrage], text: str, days: int | None, *, waiting: bool
) -> QuerySet[FicheParametrage]:
    if text:
        covering = FicheEtablissement.objects.filter(etablissement__in=matching(followed_by(actor), text))
        told = Q(siren=text.replace(" ", "")) | Q(entreprise__icontains=text) | Q(contracts__reference__iexact=text)
        fiches = fiches.filter(pk__in=fiches.filter(told | Q(pk__in=covering.values("fiche"))).values("pk"))
    if days:
        fiches = fiches.filter(moving_within(timezone.localdate(), days))
    return fiches.filter(is_covered=False) if waiting else fiches


def _shown(actor: Actor, fiches: QuerySet[FicheParametrage]) -> QuerySet[FicheParametrage]:
    mine = FicheEtablissement.objects.filter(etablissement__in=followed_by(actor)).select_related("etablissement")
    counted = fiches.annotate(contract_count=Count("contracts")).order_by("-received_at", "-pk")
    return counted.select_related("partner").prefetch_related(Prefetch("covered", mine, to_attr="seen"))
