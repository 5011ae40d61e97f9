"""The portfolio narrowed by who may act on it."""

from __future__ import annotations

from django.db.models import Q
from django.utils import timezone

from guichet.accounts.models import Member
from guichet.core.actor import NOTHING, Actor
from guichet.core.rights import Right
from guichet.delegations.queries import condition_of, live_profiles


def accepts(value: str) -> bool:
    """The id of a member."""
    return value.isascii() and value.isdigit() and len(value) < 16


def condition(actor: Actor, value: str) -> Q:
    """Where that member holds any right today, for who manages the delegations there, or for himself."""
    member = Member.objects.filter(firm_id=actor.firm_id, is_active=True, pk=int(value)).first()
    if member is None:
        return NOTHING
    told = Q() if member.pk == actor.member_id else actor.scope(Right.GERER_DELEGATIONS)
    if member.is_administrator:
        return told
    return condition_of(live_profiles(member.pk, timezone.localdate())) & told
