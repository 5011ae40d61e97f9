"""« Voir comme »: what a collaborator can see and do, and by which profile. It tells; nobody is impersonated."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from guichet.accounts.models import Member
from guichet.core.access import ANY_MEMBER
from guichet.core.actor import Actor
from guichet.core.rights import Right
from guichet.delegations.limits import profiles_visible_to
from guichet.delegations.models import Delegation, DelegationProfile
from guichet.delegations.queries import actor_of, live_on
from guichet.delegations.sizes import kept
from guichet.web.access import MemberRequest, access
from guichet.web.delegations.objects import active_members, shown_profiles
from guichet.web.delegations.words import Names, scope_in_words
from guichet.web.filtering import address

BY_PAGE = 25


@dataclass(frozen=True, slots=True)
class RightRow:
    """A right of the member: on how many establishments, by which profiles, and where to see them."""

    right: Right
    held: bool
    everywhere: bool
    size: int
    profiles: list[str]
    url: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class ProfileRow:
    """A profile that he holds or will hold, and whether the reader may open its page."""

    delegation: Delegation
    scope: str
    live: bool
    may_open: bool


@access(Right.GERER_DELEGATIONS, portfolio_only=True)
@require_safe
def see_as(request: MemberRequest, member_id: int) -> HttpResponse:
    """What a collaborator can see and do, within what the reader manages."""
    member = get_object_or_404(active_members(request.actor).select_related("firm"), pk=member_id)
    told = Q() if member.pk == request.actor.member_id else request.actor.scope(Right.GERER_DELEGATIONS)
    return render(request, "web/delegations/see_as.html", _context(request, member, told))


@access(ANY_MEMBER, portfolio_only=True)
@require_safe
def own_rights(request: MemberRequest) -> HttpResponse:
    """The same page about oneself."""
    member = active_members(request.actor).select_related("firm").get(pk=request.actor.member_id)
    return render(request, "web/delegations/see_as.html", {**_context(request, member, Q()), "own": True})


def _context(request: MemberRequest, member: Member, told: Q) -> dict[str, Any]:
    him = actor_of(member)
    profiles = _profiles(request.actor, member)
    chosen = _chosen(him, request.GET.get("droit", ""))
    etablissements = kept(request.actor, told).filter(him.scope(chosen)).order_by("search_text", "pk")
    return {
        "member": member,
        "name": member.user.get_full_name(),
        "rights": _rights(request, him, told, profiles, chosen),
        "profiles": profiles,
        "chosen": chosen,
        "partial": bool(told),
        "page": Paginator(etablissements, BY_PAGE).get_page(request.GET.get("page")),
    }


def _chosen(him: Actor, asked: str) -> Right:
    """The right whose establishments are listed: the one asked for, else the first that he holds."""
    held = [right for right in Right if him.can(right)]
    return next((right for right in held if right.value == asked), held[0] if held else Right.VOIR_PORTEFEUILLE)


def _rights(request: MemberRequest, him: Actor, told: Q, profiles: list[ProfileRow], chosen: Right) -> list[RightRow]:
    """Each right of the catalogue; all sizes are counted in one query, by the very conditions of his requests."""
    sizes = _sizes(request.actor, him, told)
    giving = {
        right: [row.delegation.profile.name for row in profiles if row.live and right in row.delegation.profile.rights]
        for right in Right
    }
    return [
        RightRow(
            right,
            him.can(right),
            him.can(right) and not him.scope(right) and not told,
            sizes.get(id(him.scope(right)), 0) if him.can(right) else 0,
            giving[right],
            address(request.GET, droit=right.value),
            right is chosen,
        )
        for right in Right
    ]


def _sizes(reader: Actor, him: Actor, told: Q) -> dict[int, int]:
    """How many establishments meet each condition, by its identity: rights of the same profiles share theirs."""
    conditions = list({id(condition): condition for condition in him.scopes.values()}.values())
    counts = {f"n{rank}": Count("pk", filter=condition or None) for rank, condition in enumerate(conditions)}
    found = kept(reader, told).aggregate(**counts) if counts else {}
    return {id(condition): found[f"n{rank}"] for rank, condition in enumerate(conditions)}


def _profiles(reader: Actor, member: Member) -> list[ProfileRow]:
    """His delegations at work and to come, with what each covers; those that ended are left out."""
    today = timezone.localdate()
    given = Delegation.objects.filter(member=member, profile__archived_at=None).exclude(ends_on__lt=today)
    live = set(given.filter(live_on(today)).values_list("pk", flat=True))
    visible = set(profiles_visible_to(reader, today=today).values_list("pk", flat=True))
    delegations = list(given.select_related("profile").order_by("profile__name", "pk"))
    own = member.pk == reader.member_id
    names, keys = Names.read(), [delegation.profile_id for delegation in delegations]
    shown = shown_profiles(DelegationProfile.objects.filter(pk__in=keys))
    words = {profile.pk: scope_in_words(profile, names) for profile in shown}
    return [
        ProfileRow(each, words[each.profile_id], each.pk in live, each.profile_id in visible)
        for each in delegations
        if own or each.profile_id in visible
    ]
