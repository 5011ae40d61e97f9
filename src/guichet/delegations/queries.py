"""What a member may do, and on what: the union of his live profiles, as conditions, in one query."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from guichet.accounts.models import Member
from guichet.accounts.second_factor import due_on, has_factor
from guichet.core.actor import NOTHING, Actor
from guichet.core.rights import Right
from guichet.delegations.enums import ScopeKind
from guichet.delegations.models import (
    Delegation,
    DelegationProfile,
    ProfileEtablissement,
    ProfileSubPortfolio,
    scope_of,
)
from guichet.delegations.scopes import Scope


@dataclass(frozen=True, slots=True)
class HeldProfile:
    """A profile with all that its condition needs: nothing more is asked of the database."""

    pk: int
    name: str
    rights: frozenset[Right]
    scope: Scope
    has_chosen: bool


def membership_of(user_id: int, firm_id: str | UUID | None) -> Member | None:
    """The active membership of that person in that firm, else the oldest one; None when there is none left."""
    members = Member.objects.filter(user_id=user_id, is_active=True, user__is_active=True)
    others = Member.objects.filter(user_id=user_id, is_active=True).exclude(pk=OuterRef("pk"))
    members = members.select_related("firm", "user")
    members = members.annotate(has_others=Exists(others), has_factor=has_factor("user_id"))
    chosen = members.filter(firm_id=firm_id).first() if firm_id else None
    return chosen or members.order_by("joined_at", "pk").first()


def actor_of(member: Member, *, today: date | None = None) -> Actor:
    """The actor of a member on that day: administrators hold every right on everything, those of a partner none."""
    return Actor(
        firm_id=member.firm_id,
        firm_name=member.firm.name,
        has_portfolio=member.firm.has_portfolio,
        member_id=member.pk,
        user_id=member.user_id,
        name=member.user.get_full_name(),
        is_administrator=member.is_administrator,
        scopes=_rights_of(member, today or timezone.localdate()),
        several_firms=getattr(member, "has_others", False),  # known of a member of a request alone
        second_factor_due=due_on(member, protected=getattr(member, "has_factor", True)),  # same
        partner_id=member.firm.partner_id,
    )


def _rights_of(member: Member, today: date) -> dict[Right, Q]:
    if not member.firm.declares:
        return {}
    return dict.fromkeys(Right, Q()) if member.is_administrator else scopes_of(live_profiles(member.pk, today))


def live_on(today: date) -> Q:
    """On `Delegation`: those at work that day, of profiles that are not archived."""
    return Q(Q(ends_on=None) | Q(ends_on__gte=today), starts_on__lte=today, profile__archived_at=None)


def live_profiles(member_id: int, today: date) -> list[HeldProfile]:
    """Profiles delegated to the member whose dates include today, by name; one query."""
    live = Delegation.objects.filter(live_on(today), member_id=member_id)
    return held_profiles(DelegationProfile.objects.filter(pk__in=live.values("profile_id")))


def held_profiles(profiles: QuerySet[DelegationProfile]) -> list[HeldProfile]:
    """Those profiles with what their conditions need; one query."""
    return [held_profile(profile) for profile in with_scope(profiles).order_by("name", "pk")]


def with_scope(profiles: QuerySet[DelegationProfile]) -> QuerySet[DelegationProfile]:
    """Adds `group_ids` and `has_chosen`."""
    groups = ProfileSubPortfolio.objects.filter(profile=OuterRef("pk")).order_by("sub_portfolio_id")
    chosen = ProfileEtablissement.objects.filter(profile=OuterRef("pk"))
    return profiles.annotate(group_ids=ArraySubquery(groups.values("sub_portfolio_id")), has_chosen=Exists(chosen))


def held_profile(profile: DelegationProfile) -> HeldProfile:
    """From a row of `with_scope`."""
    return HeldProfile(
        pk=profile.pk,
        name=profile.name,
        rights=frozenset(profile.held_rights),
        scope=scope_of(profile, profile.group_ids),  # type: ignore[attr-defined]  # annotated
        has_chosen=profile.has_chosen,  # type: ignore[attr-defined]
    )


def scopes_of(profiles: Sequence[HeldProfile]) -> dict[Right, Q]:
    """Right → condition on `Etablissement`: the union of the profiles that give it. No query."""
    # Who may add chooses establishments into his profiles as he works: their lists may be filled after this.
    growing = any(Right.AJOUTER in profile.rights for profile in profiles)
    conditions: dict[tuple[int, ...], Q] = {}
    scopes: dict[Right, Q] = {}
    for right in Right:
        holding = [profile for profile in profiles if right in profile.rights]
        if holding:
            # Rights of the same profiles share one condition: it is worked out, and counted, once.
            same = tuple(profile.pk for profile in holding)
            scopes[right] = conditions.setdefault(same, condition_of(holding, growing=growing))
    return scopes


def condition_of(profiles: Iterable[HeldProfile], *, growing: bool = True) -> Q:
    """What those profiles cover together; `Q()` is the whole portfolio. `growing`: also what is chosen later."""
    profiles = list(profiles)
    if any(profile.scope.kind == ScopeKind.TOUT for profile in profiles):
        return Q()
    groups = frozenset[int]().union(*(profile.scope.groups for profile in profiles))
    conditions = [profile.scope.condition() for profile in profiles if profile.scope.kind == ScopeKind.REGLE]
    if groups:
        conditions.append(Scope(ScopeKind.GROUPES, groups).condition())
    listed = [profile.pk for profile in profiles if growing or profile.has_chosen]
    if listed:
        chosen = ProfileEtablissement.objects.filter(profile__in=listed, etablissement=OuterRef("pk"))
        conditions.append(Q(Exists(chosen)))
    return reduce(or_, conditions) if conditions else NOTHING
