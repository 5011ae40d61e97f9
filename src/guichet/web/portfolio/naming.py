"""« Groupes et étiquettes »: the words by which a firm sorts its portfolio."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import Count, F, Func, Q
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guichet.core.actor import Actor
from guichet.core.rights import Right
from guichet.portfolio import naming
from guichet.portfolio.errors import PortfolioError
from guichet.portfolio.filters import KEPT
from guichet.portfolio.queries import etablissements_visible_to, groups_of, tags_of
from guichet.web.access import MemberRequest, access
from guichet.web.templatetags.guichet import count


@access(Right.VOIR_PORTEFEUILLE, portfolio_only=True)
@require_safe
def names(request: MemberRequest) -> HttpResponse:
    """Both lists, with how many establishments the actor sees under each."""
    actor = request.actor
    in_group, tagged = _counts(actor)
    context = {
        "groups": [(group, in_group.get(group.pk, 0)) for group in groups_of(actor)],
        "tags": [(tag, tagged.get(tag.name, 0)) for tag in tags_of(actor)],
        "may_modify": actor.can(Right.MODIFIER),
    }
    return render(request, "web/portfolio/names.html", context)


@access(Right.MODIFIER, portfolio_only=True)
@require_POST
def add_name(request: MemberRequest) -> HttpResponseRedirect:
    """A groupe or an étiquette that nobody bears yet."""
    name, actor = request.POST.get("nom", ""), request.actor
    if request.POST.get("quoi") == "etiquette":
        _try(request, lambda: f"L'étiquette « {naming.add_tag_name(actor=actor, name=name).name} » est créée.")
    else:
        _try(request, lambda: f"Le groupe « {naming.add_group(actor=actor, name=name).name} » est créé.")
    return redirect("portfolio:names")


@access(Right.MODIFIER, portfolio_only=True)
@require_http_methods(["GET", "HEAD", "POST"])
def group(request: MemberRequest, group_id: int) -> HttpResponse:
    """Rename or delete."""
    found, actor = get_object_or_404(groups_of(request.actor), pk=group_id), request.actor
    return _change(
        request,
        {"what": "groupe", "name": found.name, "length": naming.GROUP_LENGTH},
        rename=lambda name: f"Le groupe s'appelle désormais « {_renamed(actor, found, name)} ».",
        delete=lambda: f"Le groupe est supprimé. {_left(naming.delete_group(actor=actor, group=found))}",
    )


@access(Right.MODIFIER, portfolio_only=True)
@require_http_methods(["GET", "HEAD", "POST"])
def tag(request: MemberRequest, tag_id: int) -> HttpResponse:
    """Rename or delete."""
    found, actor = get_object_or_404(tags_of(request.actor), pk=tag_id), request.actor
    return _change(
        request,
        {"what": "etiquette", "name": found.name, "length": naming.TAG_LENGTH},
        rename=lambda name: f"L'étiquette est renommée. {_left(naming.rename_tag(actor=actor, tag=found, name=name))}",
        delete=lambda: f"L'étiquette est supprimée. {_left(naming.delete_tag(actor=actor, tag=found))}",
    )


def _change(
    request: MemberRequest, context: dict[str, Any], *, rename: Callable[[str], str], delete: Callable[[], str]
) -> HttpResponse:
    if request.method != "POST":
        return render(request, "web/portfolio/name.html", context)
    change = delete if "supprimer" in request.POST else lambda: rename(request.POST.get("nom", ""))
    done = _try(request, change)
    return redirect("portfolio:names") if done else redirect(request.path)


def _try(request: MemberRequest, change: Callable[[], str]) -> bool:
    """Do it and tell what was done, or why not."""
    try:
        messages.success(request, change())
    except PortfolioError as error:
        messages.error(request, str(error))
        return False
    return True


def _renamed(actor: Actor, found: Any, name: str) -> str:
    return naming.rename_group(actor=actor, group=found, name=name).name


def _left(changed: int) -> str:
    return f"{count(changed, 'établissement changé,établissements changés')}." if changed else "Aucun ne le portait."


def _counts(actor: Actor) -> tuple[dict[int, int], dict[str, int]]:
    """By groupe and by étiquette, in two queries."""
    rows = etablissements_visible_to(actor).filter(KEPT).order_by()
    in_group = rows.filter(~Q(sub_portfolio=None)).values_list("sub_portfolio").annotate(how_many=Count("pk"))
    tagged = rows.exclude(tags=[]).annotate(one=Func(F("tags"), function="unnest")).values_list("one")
    return dict(in_group), dict(tagged.annotate(how_many=Count("pk")))
