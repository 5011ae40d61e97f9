"""Taking the list away: what it holds, which columns, in which form; at once, or in an operation that one follows."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from guichet.core.rights import Right
from guichet.portfolio.exchange import exporting
from guichet.portfolio.exchange.exporting import Export
from guichet.portfolio.exchange.shown import exported
from guichet.portfolio.filters import PortfolioFilter
from guichet.portfolio.preferences import columns_of
from guichet.portfolio.queries import etablissements_visible_to
from guichet.web.access import MemberRequest, access
from guichet.web.exchange.importing import TYPES
from guichet.web.portfolio.columns import shown
from guichet.web.portfolio.filters import Filters, plain

OF_THE_LIST = {
    "partenaire": ("partner",),
    "groupe": ("sub_portfolio",),
    "etiquettes": ("tags",),
    "anomalies": ("mois", "bloquantes", "avertissements"),
}
"""Columns of the list whose name, or number, is another one in a file."""


@access(Right.EXPORTER, portfolio_only=True)
@require_http_methods(["GET", "HEAD", "POST"])
def export(request: MemberRequest) -> HttpResponse:
    """The address holds the filters and the order of the list; the form, the columns and the form of the file."""
    asked = request.POST if request.method == "POST" else request.GET
    filters = Filters.of(asked, request.actor)
    wanted = _wanted(asked, filters.wanted)
    total = wanted.rows(request.actor, now=timezone.now()).count()
    if request.method == "POST":
        return _given(request, wanted, total)
    return render(request, "web/exchange/export.html", _context(request, filters, wanted, total))


def _wanted(asked: QueryDict, narrowed: PortfolioFilter) -> Export:
    columns = asked.getlist("colonne") if asked.get("choix") == "choisies" else []
    return Export.of(
        {
            **narrowed.as_mapping(),
            "tri": asked.get("tri", ""),
            "colonnes": columns,
            "format": asked.get("format", "xlsx"),
        }
    )


def _given(request: MemberRequest, wanted: Export, total: int) -> HttpResponse:
    if total > exporting.AT_ONCE:
        operation = exporting.start_export(actor=request.actor, export=wanted, total=total)
        return redirect("operations:follow", operation_id=operation.pk)
    content = exporting.export_now(actor=request.actor, export=wanted, now=timezone.now())
    response = HttpResponse(content, content_type=TYPES[wanted.form])
    response.headers["Content-Disposition"] = f'attachment; filename="portefeuille.{wanted.form}"'
    return response


def _context(request: MemberRequest, filters: Filters, wanted: Export, total: int) -> dict[str, Any]:
    actor, now = request.actor, timezone.now()
    seen = etablissements_visible_to(actor).filter(wanted.filter.condition(actor, now=now)).count()
    on_screen = _on_screen(request)
    return {
        "total": total,
        "left_out": seen - total,
        "chips": filters.chips(request.GET),
        "hidden": {**wanted.filter.as_mapping(), "tri": wanted.sort},
        "columns": [(column, column.code in on_screen) for column in exported().values()],
        "in_operation": total > exporting.AT_ONCE,
        "list_query": plain(request.GET),
    }


def _on_screen(request: MemberRequest) -> set[str]:
    """The columns that the list shows, by the names they have in a file."""
    names = [column.name for column in shown(request.actor, columns_of(request.actor))]
    return {"raison_sociale", *(code for name in names for code in OF_THE_LIST.get(name, (name,)))}
