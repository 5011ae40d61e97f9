"""Reading the accounts: the firms of a person, the people of a firm."""

from __future__ import annotations

from django.db.models import QuerySet

from guichet.accounts.models import Member
from guichet.accounts.second_factor import has_factor
from guichet.core.actor import Actor


def memberships_of(user_id: int) -> QuerySet[Member]:
    """Where that person is an active member, by name of the firm; needs the context of the person."""
    members = Member.objects.filter(user_id=user_id, is_active=True, user__is_active=True)
    return members.select_related("firm").order_by("firm__name", "firm_id")


def members_visible_to(actor: Actor) -> QuerySet[Member]:
    """The people of the firm, those whose access is closed included, each with `has_factor`: for administrators."""
    if not actor.is_administrator:
        return Member.objects.none()
    members = Member.objects.filter(firm_id=actor.firm_id).select_related("user", "firm")
    return members.annotate(has_factor=has_factor("user_id")).order_by("user__name", "user__email", "pk")


def colleagues_of(member: Member) -> QuerySet[Member]:
    """Who could take over what that member holds."""
    others = Member.objects.filter(firm_id=member.firm_id, is_active=True, user__is_active=True)
    return others.exclude(pk=member.pk).select_related("user").order_by("user__name", "user__email")
