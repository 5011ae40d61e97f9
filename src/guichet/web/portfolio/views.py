"""The list of the portfolio: search, filters, order, columns, views, selection, and what to do when it is empty."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from django.core.paginator import Page
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from guichet.amorcage.queries import states_of
from guichet.core.actor import Actor
from guichet.core.rights import Right
from guichet.portfolio.actions import actions_for
from guichet.portfolio.errors import InvalidSiret
from guichet.portfolio.filters import STATES
from guichet.portfolio.models import Etablissement
from guichet.portfolio.preferences import columns_of, views_visible_to
from guichet.portfolio.queries import etablissements_visible_to, waiting_to_complete
from guichet.portfolio.siret import read_siret
from guichet.web.access import MemberRequest, access
from guichet.web.portfolio.browsing import KeysFirst
from guichet.web.portfolio.columns import Column, offered, shown
from guichet.web.portfolio.filters import Filters, clear_address
from guichet.web.portfolio.saved import links_of
from guichet.web.portfolio.sorting import Sort

BY_PAGE = 50


@access(Right.VOIR_PORTEFEUILLE, portfolio_only=True)
@require_safe
def portfolio_list(request: MemberRequest) -> HttpResponse:
    """The list; HTMX asks for its table alone, while one types. `q` searches it, also from the header."""
    actor, asked = request.actor, request.GET
    filters, sort, columns = Filters.of(asked, actor), Sort.of(asked), shown(actor, columns_of(actor))
    visible = etablissements_visible_to(actor)
    rows = visible.filter(filters.wanted.condition(actor, now=timezone.now()))
    page = KeysFirst(rows.order_by(*sort.order), BY_PAGE).get_page(asked.get("page"))
    context = {
        "page": page,
        "columns": columns,
        "filters": filters,
        "chips": filters.chips(asked),
        "clear_url": clear_address(asked),
        "sort": sort,
        "heads": sort.heads(asked, columns),
        "actions": actions_for(actor),
        **_of_rows(actor, page, columns),
        **_when_empty(page, visible, filters, actor),
    }
    if is_fragment(request):
        return render(request, "web/portfolio/_list.html", context)
    return render(request, "web/portfolio/list.html", {**context, **_around(request, columns)})


def is_fragment(request: MemberRequest) -> bool:
    """The table alone for HTMX, but the whole page when it rebuilds one that the browser had left."""
    return "HX-Request" in request.headers and "HX-History-Restore-Request" not in request.headers


def _around(request: MemberRequest, columns: Sequence[Column]) -> dict[str, Any]:
    """What stands around the table."""
    actor, names = request.actor, {column.name for column in columns}
    return {
        "may_add": actor.can(Right.AJOUTER),
        "may_modify": actor.can(Right.MODIFIER),
        "waiting": waiting_to_complete(actor),
        "column_choices": [(column, column.name in names) for column in offered(actor)],
        "views": links_of(views_visible_to(actor), request.GET),
    }


def _of_rows(actor: Actor, page: Page[Etablissement], columns: Sequence[Column]) -> dict[str, Any]:
    """What the cells need beside the rows: one query for each column that asks for it."""
    names = {column.name for column in columns}
    context: dict[str, Any] = {"demandes": {}, "readable": set()}
    if "amorcage" in names:
        context["demandes"] = states_of(actor, page)
    if "anomalies" in names:
        context["readable"] = _readable(actor, page)
    return context


def _readable(actor: Actor, page: Page[Etablissement]) -> set[int]:
    """Those whose declarations the actor may see."""
    keys = [row.pk for row in page]
    if not actor.scope(Right.VOIR_DECLARATIONS):
        return set(keys)
    rows = etablissements_visible_to(actor, Right.VOIR_DECLARATIONS).filter(pk__in=keys)
    return set(rows.values_list("pk", flat=True))


def _when_empty(
    page: Page[Etablissement], visible: QuerySet[Etablissement], filters: Filters, actor: Actor
) -> dict[str, Any]:
    """Nothing found: perhaps it was removed, perhaps it is a SIRET that could be added."""
    if page.object_list:
        return {}
    siret = ""
    with suppress(InvalidSiret):
        siret = read_siret(filters.text)
    retired = visible.filter(filters.wanted.condition(actor, now=timezone.now(), state=STATES["retire"]))
    return {
        "retired_count": retired.count(),
        "siret_to_add": siret if actor.can(Right.AJOUTER) else "",
        "may_add": actor.can(Right.AJOUTER),
    }
