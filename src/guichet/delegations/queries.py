"""What a member may do, and on what."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from guichet.accounts.models import Member
from guichet.core.actor import Actor
from guichet.core.rights import Right
from guichet.delegations.models import Delegation, DelegationProfile, ProfileEtablissement


def membership_of(user_id: int, firm_id: str | UUID | None) -> Member | None:
    """The active membership of that person in that firm, else the oldest one; None when there is none left."""
    members = Member.objects.filter(user_id=user_id, is_active=True, user__is_active=True)
    others = Member.objects.filter(user_id=user_id, is_active=True).exclude(pk=OuterRef("pk"))
    members = members.select_related("firm", "user").annotate(has_others=Exists(others))
    chosen = members.filter(firm_id=firm_id).first() if firm_id else None
    return chosen or members.order_by("joined_at", "pk").first()


def actor_of(member: Member, *, today: date | None = None) -> Actor:
    """The actor of a member on that day: administrators hold every right on everything."""
    rights = dict.fromkeys(Right, Q()) if member.is_administrator else _scopes(member, today or timezone.localdate())
    return Actor(
        firm_id=member.firm_id,
        firm_name=member.firm.name,
        has_portfolio=member.firm.has_portfolio,
        member_id=member.pk,
        user_id=member.user_id,
        name=member.user.get_full_name(),
        is_administrator=member.is_administrator,
        scopes=rights,
        several_firms=getattr(member, "has_others", False),  # known of a member of a request alone
    )


def live_profiles(member: Member, today: date) -> list[DelegationProfile]:
    """Profiles delegated to the member whose dates include today."""
    live = Delegation.objects.filter(Q(ends_on=None) | Q(ends_on__gte=today), member=member, starts_on__lte=today)
    return list(DelegationProfile.objects.filter(pk__in=live.values("profile_id")))


def _scopes(member: Member, today: date) -> dict[Right, Q]:
    scopes: dict[Right, Q] = {}
    profiles = live_profiles(member, today)
    for right in Right:
        holding = [profile for profile in profiles if right.value in profile.rights]
        if any(profile.whole_portfolio for profile in holding):
            scopes[right] = Q()
        elif holding:
            chosen = ProfileEtablissement.objects.filter(
                profile__in=[profile.pk for profile in holding], etablissement=OuterRef("pk")
            )
            scopes[right] = Q(Exists(chosen))
    return scopes
