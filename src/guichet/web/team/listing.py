"""« Équipe »: who works for the firm, with which role and profiles, how protected, seen when; who is invited."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from guichet.accounts.administrators import promotions_visible_to
from guichet.accounts.invitations import pending_invitations
from guichet.accounts.models import Firm, Member
from guichet.accounts.queries import members_visible_to
from guichet.core.access import ADMINISTRATOR
from guichet.delegations.models import Delegation
from guichet.delegations.queries import live_on
from guichet.web.access import MemberRequest, access

PER_PAGE = 50


@access(ADMINISTRATOR)
@require_safe
def team(request: MemberRequest) -> HttpResponse:
    """Members in activity, or those whose access is closed; a fixed number of queries."""
    closed = request.GET.get("etat") == "ferme"
    text = request.GET.get("q", "").strip()[:100]
    members = members_visible_to(request.actor).filter(is_active=not closed)
    if text:
        members = members.filter(Q(user__name__icontains=text) | Q(user__email__icontains=text))
    page = Paginator(members, PER_PAGE).get_page(request.GET.get("page"))
    profiles = _profiles_of(page.object_list)
    context = {
        "page": page,
        "rows": [(member, profiles[member.pk]) for member in page],
        "text": text,
        "closed": closed,
        "firm": Firm.objects.get(pk=request.actor.firm_id),
        "promotions": promotions_visible_to(request.actor),
        "invitations": pending_invitations(request.actor),
        "now": timezone.now(),
    }
    return render(request, "web/team/list.html", context)


def _profiles_of(members: Iterable[Member]) -> dict[int, list[str]]:
    """Names of the profiles that each holds today, by name; one query for all."""
    today, found = timezone.localdate(), defaultdict(list)
    live = Delegation.objects.filter(live_on(today))
    rows = live.filter(member__in=[member.pk for member in members]).order_by("profile__name")
    for member_id, name in rows.values_list("member_id", "profile__name"):
        found[member_id].append(name)
    return found
