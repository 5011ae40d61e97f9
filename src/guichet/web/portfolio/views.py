"""« Mon portefeuille »: the establishments a firm files for."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from guichet.core.rights import Right
from guichet.portfolio.enums import EtablissementState
from guichet.portfolio.queries import etablissements_visible_to, matching
from guichet.web.access import MemberRequest, access

BY_PAGE = 50
SEARCH_MAX = 100


@access(Right.VOIR_PORTEFEUILLE, portfolio_only=True)
@require_safe
def portfolio_list(request: MemberRequest) -> HttpResponse:
    """The list, by dénomination then SIRET; those removed are left out. `q` searches it, also from the header."""
    text = request.GET.get("q", "").replace("\x00", "").strip()[:SEARCH_MAX]
    kept = etablissements_visible_to(request.actor).exclude(state=EtablissementState.RETIRE)
    found = matching(kept, text).select_related("partner", "partner_propose").order_by("raison_sociale", "siret")
    page = Paginator(found, BY_PAGE).get_page(request.GET.get("page"))
    return render(request, "web/portfolio/list.html", {"page": page, "text": text})
