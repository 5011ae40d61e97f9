"""The first address: it leads where the work is."""

from __future__ import annotations

from django.http import HttpResponseBase
from django.shortcuts import redirect

from guichet.core.access import ANY_MEMBER
from guichet.web.access import MemberRequest, access


@access(ANY_MEMBER)
def start(request: MemberRequest) -> HttpResponseBase:
    """To the portfolio for a tiers déclarant, to the deposits for an entreprise."""
    return redirect("portfolio:list" if request.actor.has_portfolio else "deposits:list")
