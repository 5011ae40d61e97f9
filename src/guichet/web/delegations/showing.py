"""The page of a profile: what it gives, on what, to whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from guichet.core.rights import Right
from guichet.delegations.models import Delegation, DelegationProfile, ProfileEtablissement
from guichet.delegations.queries import condition_of, held_profile
from guichet.delegations.sizes import kept
from guichet.web.access import MemberRequest, access
from guichet.web.delegations.objects import manages, profile_for
from guichet.web.delegations.words import Names, scope_in_words

BY_PAGE = 25


@dataclass(frozen=True, slots=True)
class HolderRow:
    """A delegation and where it stands: its tone and its words."""

    delegation: Delegation
    tone: str
    state: str


@access(Right.GERER_DELEGATIONS, portfolio_only=True)
@require_safe
def profile_page(request: MemberRequest, profile_id: int) -> HttpResponse:
    """Everything about one profile; who only holds it reads."""
    actor = request.actor
    profile = profile_for(actor, profile_id)
    chosen = ProfileEtablissement.objects.filter(profile=profile, etablissement=OuterRef("pk"))
    told = kept(actor, actor.scope(Right.GERER_DELEGATIONS))
    covered = told.filter(condition_of([held_profile(profile)])).annotate(is_chosen=Exists(chosen))
    context = {
        "profile": profile,
        "scope": scope_in_words(profile, Names.read()),
        "may_manage": profile.archived_at is None and manages(actor, profile),
        "may_duplicate": manages(actor, profile),
        "holders": holders_of(profile, timezone.localdate()),
        "page": Paginator(covered.order_by("search_text", "pk"), BY_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "web/delegations/profile.html", context)


def holders_of(profile: DelegationProfile, today: date) -> list[HolderRow]:
    """Those it was given to: at work, to come, ended."""
    delegations = profile.delegations.select_related("member__user").order_by("member__user__name", "pk")
    return [HolderRow(delegation, *_state(delegation, today)) for delegation in delegations]


def _state(delegation: Delegation, today: date) -> tuple[str, str]:
    if not delegation.member.is_active:
        return "neutral", "Accès fermé"
    if delegation.starts_on > today:
        return "info", "À venir"
    if delegation.ends_on is not None and delegation.ends_on < today:
        return "neutral", "Terminée"
    return "good", "En cours"
