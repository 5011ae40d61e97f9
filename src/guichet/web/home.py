"""The first address: what the portal is, or where the work is."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render

from guichet.core.access import PUBLIC
from guichet.core.actor import Actor
from guichet.web.access import access, open_context
from guichet.web.navigation import address


@access(PUBLIC)
def start(request: HttpRequest) -> HttpResponseBase:
    """A short page for visitors; members go to their work."""
    if not request.user.is_authenticated:
        return render(request, "web/home.html")
    return redirect(_work_of(open_context(request)))


def _work_of(actor: Actor) -> str:
    """The box of a partner, the portfolio, else the deposits, else the help: the first that the actor may open."""
    return (
        address("partner:list", actor)
        or address("portfolio:list", actor)
        or address("deposits:list", actor)
        or address("help:home", actor)
    )
