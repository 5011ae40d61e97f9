"""Reading the accounts: the firms of a person."""

from __future__ import annotations

from django.db.models import QuerySet

from guichet.accounts.models import Member


def memberships_of(user_id: int) -> QuerySet[Member]:
    """Where that person is an active member, by name of the firm; needs the context of the person."""
    members = Member.objects.filter(user_id=user_id, is_active=True, user__is_active=True)
    return members.select_related("firm").order_by("firm__name", "firm_id")
