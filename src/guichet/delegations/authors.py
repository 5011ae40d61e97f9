"""The rights that the author of an operation holds now."""

from __future__ import annotations

from guichet.accounts.models import Member
from guichet.core.actor import Actor
from guichet.delegations.queries import actor_of


def actor_of_author(member_id: int) -> Actor | None:
    """The actor of that member of the firm whose context is open; None when he may not come in any more."""
    members = Member.objects.filter(pk=member_id, is_active=True, user__is_active=True)
    member = members.select_related("firm", "user").first()
    return actor_of(member) if member else None
