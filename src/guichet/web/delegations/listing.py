"""The list of the profiles: what each gives, on what, to whom."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from guichet.core.actor import Actor
from guichet.core.rights import Right
from guichet.delegations.limits import profiles_visible_to
from guichet.delegations.models import Delegation, DelegationProfile
from guichet.delegations.queries import live_on
from guichet.delegations.sizes import kept, sizes_of_profiles
from guichet.web.access import MemberRequest, access
from guichet.web.delegations.objects import shown_profiles
from guichet.web.delegations.words import Names, scope_in_words
from guichet.web.filtering import SEARCH_MAX, Chip, address

BY_PAGE = 25
HOLDERS_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Row:
    """A profile of the page: `size` counts the establishments that the reader may know of."""

    profile: DelegationProfile
    scope: str
    size: int
    holders: list[str]
    others: int


@access(Right.GERER_DELEGATIONS, portfolio_only=True)
@require_safe
def profile_list(request: MemberRequest) -> HttpResponse:
    """Those at work, or those archived; `q` looks in their names and in those of their collaborators."""
    asked, visible = request.GET, profiles_visible_to(request.actor)
    text = asked.get("q", "").replace("\x00", "").strip()[:SEARCH_MAX]
    archived = asked.get("etat", "") == "archives"
    profiles = visible.filter(archived_at__isnull=not archived)
    if text:
        given = Delegation.objects.filter(profile=OuterRef("pk"), member__user__name__icontains=text)
        profiles = profiles.filter(Q(name__icontains=text) | Q(Exists(given)))
    page = Paginator(shown_profiles(profiles).order_by("name", "pk"), BY_PAGE).get_page(asked.get("page"))
    context = {
        "page": page,
        "rows": rows_of(request.actor, list(page)),
        "text": text,
        "archived": archived,
        "chips": _chips(asked, text, archived=archived),
        "any": bool(page.object_list) or visible.exists(),
    }
    return render(request, "web/delegations/list.html", context)


def rows_of(actor: Actor, profiles: list[DelegationProfile]) -> list[Row]:
    """The lines of those profiles, in a fixed number of queries."""
    told = actor.scope(Right.GERER_DELEGATIONS)
    sizes = sizes_of_profiles(actor, [profile.pk for profile in profiles], within=told)
    total = kept(actor, told).count()
    names, holders = Names.read(), _holders(profiles)
    return [
        Row(
            profile,
            scope_in_words(profile, names),
            total if profile.whole_portfolio else sizes.get(profile.pk, 0),
            holders.get(profile.pk, [])[:HOLDERS_SHOWN],
            max(len(holders.get(profile.pk, [])) - HOLDERS_SHOWN, 0),
        )
        for profile in profiles
    ]


def _holders(profiles: list[DelegationProfile]) -> dict[int, list[str]]:
    """Profile → the names of those who hold it today."""
    live: QuerySet[Delegation] = Delegation.objects.filter(
        live_on(timezone.localdate()), profile__in=profiles, member__is_active=True
    )
    found: dict[int, list[str]] = {}
    for delegation in live.select_related("member__user").order_by("member__user__name", "pk"):
        found.setdefault(delegation.profile_id, []).append(delegation.member.user.get_full_name())
    return found


def _chips(asked: QueryDict, text: str, *, archived: bool) -> list[Chip]:
    chips = [Chip(f"« {text} »", address(asked, q=None))] if text else []
    return [*chips, Chip("archivés", address(asked, etat=None))] if archived else chips
