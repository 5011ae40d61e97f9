"""The views a member keeps or shares, and the columns he chooses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from guichet.core.rights import Right
from guichet.portfolio.filters import NAMES
from guichet.portfolio.models import SavedView
from guichet.portfolio.preferences import (
    SORT,
    ViewRefused,
    choose_columns,
    may_remove,
    remove_view,
    save_view,
    views_visible_to,
)
from guichet.web.access import MemberRequest, access
from guichet.web.portfolio.columns import offered

KEPT = (*NAMES.values(), SORT)


@dataclass(frozen=True, slots=True)
class ViewLink:
    """A view and its address; `current` when it is the list shown."""

    view: SavedView
    url: str
    current: bool


def links_of(views: Iterable[SavedView], asked: QueryDict) -> list[ViewLink]:
    """Each with its address."""
    present = kept_of(asked)
    return [ViewLink(view, list_address(_in_order(view.asked)), dict(view.asked) == present) for view in views]


def kept_of(asked: QueryDict) -> dict[str, str]:
    """What of an address makes a view: filters and order."""
    return {name: value for name in KEPT if (value := asked.get(name))}


def _in_order(asked: Mapping[str, str]) -> dict[str, str]:
    """JSON keeps no order."""
    return {name: asked[name] for name in KEPT if name in asked}


def list_address(asked: Mapping[str, str]) -> str:
    """The list so narrowed."""
    url = reverse("portfolio:list")
    return f"{url}?{urlencode(asked)}" if asked else url


@access(Right.VOIR_PORTEFEUILLE, portfolio_only=True)
@require_POST
def save(request: MemberRequest) -> HttpResponse:
    """Keep the list as it is narrowed, under a name."""
    asked = kept_of(request.POST)
    try:
        view = save_view(
            actor=request.actor, name=request.POST.get("nom", ""), asked=asked, shared="partagee" in request.POST
        )
        messages.success(request, f"La vue « {view.name} » est enregistrée.")
    except ViewRefused as error:
        messages.error(request, str(error))
    return redirect(list_address(asked))


@access(Right.VOIR_PORTEFEUILLE, portfolio_only=True)
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: MemberRequest, view_id: int) -> HttpResponse:
    """Asked once more, then done."""
    view = get_object_or_404(views_visible_to(request.actor), pk=view_id)
    if request.method == "POST":
        try:
            remove_view(actor=request.actor, view=view)
            messages.success(request, f"La vue « {view.name} » est supprimée.")
        except ViewRefused as error:
            messages.error(request, str(error))
        return redirect("portfolio:list")
    context = {"view": view, "may_remove": may_remove(request.actor, view), "list_url": list_address(view.asked)}
    return render(request, "web/portfolio/delete_view.html", context)


@access(Right.VOIR_PORTEFEUILLE, portfolio_only=True)
@require_POST
def columns(request: MemberRequest) -> HttpResponseRedirect:
    """Keep the columns for the next time; « habituelles » goes back to the usual ones."""
    names = None
    if "habituelles" not in request.POST:
        known = {column.name for column in offered(request.actor)}
        names = [name for name in request.POST.getlist("colonne") if name in known]
    choose_columns(actor=request.actor, names=names)
    return redirect(list_address(kept_of(request.POST)))
