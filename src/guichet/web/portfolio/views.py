"""The list of the portfolio: search, filters, order, and what to do when it is empty."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from guichet.amorcage.queries import states_of
from guichet.core.actor import Actor
from guichet.core.rights import Right
from guichet.portfolio.errors import InvalidSiret
from guichet.portfolio.models import Etablissement
from guichet.portfolio.queries import etablissements_visible_to, matching, partners_used_in, waiting_to_complete
from guichet.portfolio.siret import read_siret
from guichet.web.access import MemberRequest, access
from guichet.web.portfolio.filters import Filters, address
from guichet.web.portfolio.sorting import Sort

BY_PAGE = 50


@access(Right.VOIR_PORTEFEUILLE, portfolio_only=True)
@require_safe
def portfolio_list(request: MemberRequest) -> HttpResponse:
    """The list; HTMX asks for its table alone, while one types. `q` searches it, also from the header."""
    actor, asked = request.actor, request.GET
    visible = etablissements_visible_to(actor)
    filters = Filters.of(asked, partners=partners_used_in(visible), now=timezone.now())
    sort = Sort.of(asked)
    rows = matching(visible.filter(filters.condition()), filters.text).select_related("partner", "partner_propose")
    page = Paginator(rows.order_by(*sort.order), BY_PAGE).get_page(asked.get("page"))
    context = {
        "page": page,
        "demandes": states_of(actor, page),
        "filters": filters,
        "chips": filters.chips(asked),
        "clear_url": address(asked, q=None, **{criterion.name: None for criterion in filters.criteria}),
        "sort": sort,
        "heads": sort.heads(asked),
        "may_add": actor.can(Right.AJOUTER),
        "may_modify": actor.can(Right.MODIFIER),
        "waiting": waiting_to_complete(actor),
        **_when_empty(page, visible, filters, actor),
    }
    return render(request, f"web/portfolio/{_template(request)}", context)


def _template(request: MemberRequest) -> str:
    """The table alone for HTMX, but the whole page when it rebuilds one that the browser had left."""
    fragment = "HX-Request" in request.headers and "HX-History-Restore-Request" not in request.headers
    return "_list.html" if fragment else "list.html"


def _when_empty(
    page: Page[Etablissement], visible: QuerySet[Etablissement], filters: Filters, actor: Actor
) -> dict[str, Any]:
    """Nothing found: perhaps it was removed, perhaps it is a SIRET that could be added."""
    if page.object_list:
        return {}
    siret = ""
    with suppress(InvalidSiret):
        siret = read_siret(filters.text)
    retired = matching(visible.filter(filters.condition(retired=True)), filters.text)
    return {"retired_count": retired.count(), "siret_to_add": siret if actor.can(Right.AJOUTER) else ""}
