"""« Mon portefeuille »: the establishments a firm files for."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from guichet.core.rights import Right
from guichet.portfolio.queries import etablissements_visible_to
from guichet.web.access import MemberRequest, access


@access(Right.VOIR_PORTEFEUILLE, portfolio_only=True)
def portfolio_list(request: MemberRequest) -> HttpResponse:
    """The list."""
    return render(request, "web/portfolio/list.html", {"etablissements": etablissements_visible_to(request.actor)})
