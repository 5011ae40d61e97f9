"""The profile that an address names, for who may see it or manage it."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404

from guichet.accounts.enums import MemberRole
from guichet.accounts.models import Member
from guichet.core.actor import Actor
from guichet.delegations.limits import managed_profiles, profiles_visible_to
from guichet.delegations.models import DelegationProfile, ProfileEtablissement
from guichet.delegations.queries import with_scope


def shown_profiles(profiles: QuerySet[DelegationProfile]) -> QuerySet[DelegationProfile]:
    """With all that their words need."""
    chosen = ProfileEtablissement.objects.filter(profile=OuterRef("pk")).order_by().values("profile")
    total = Subquery(chosen.annotate(total=Count("pk")).values("total"), output_field=IntegerField())
    return with_scope(profiles).annotate(chosen_count=Coalesce(total, 0))


def profile_for(actor: Actor, profile_id: int, *, to_manage: bool = False) -> DelegationProfile:
    """404 for one that the actor may not see; 403 when it is only given to him and he asks to change it."""
    visible = shown_profiles(profiles_visible_to(actor))
    profile = get_object_or_404(visible, pk=profile_id)
    if to_manage and not manages(actor, profile):
        raise PermissionDenied
    return profile


def manages(actor: Actor, profile: DelegationProfile) -> bool:
    """Whether it is within what he may give."""
    return managed_profiles(actor).filter(pk=profile.pk).exists()


def active_members(actor: Actor) -> QuerySet[Member]:
    """The active members of the firm, by name."""
    members = Member.objects.filter(firm_id=actor.firm_id, is_active=True, user__is_active=True)
    return members.select_related("user").order_by("user__name", "pk")


def active_collaborators(actor: Actor) -> QuerySet[Member]:
    """Those a profile can be given to: an administrator holds everything already."""
    return active_members(actor).exclude(role=MemberRole.ADMINISTRATOR)
