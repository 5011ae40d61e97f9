"""What the delegations do when the portfolio or the team changes."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import F, Func, Value
from django.dispatch import receiver
from django.utils import timezone

from guichet.accounts.models import Invitation, Member
from guichet.accounts.signals import member_closed, member_joined
from guichet.core.actor import Actor
from guichet.delegations.choosing import share_with_own_profiles
from guichet.delegations.handing_over import give_invited_profiles, hand_over
from guichet.delegations.models import DelegationProfile
from guichet.delegations.sharing import share_many
from guichet.portfolio.models import Etablissement
from guichet.portfolio.signals import etablissement_added, etablissements_added, tag_renamed


@receiver(etablissement_added, dispatch_uid="delegations.share_with_own_profiles")
def on_added(actor: Actor, etablissement: Etablissement, now: datetime, **_: object) -> None:
    """It joins the scope of whoever added it."""
    share_with_own_profiles(actor=actor, etablissement=etablissement, today=timezone.localdate(now))


@receiver(etablissements_added, dispatch_uid="delegations.share_many")
def on_many_added(actor: Actor, keys: list[int], now: datetime, **_: object) -> None:
    """The same for many at once."""
    share_many(actor=actor, keys=keys, today=timezone.localdate(now))


@receiver(member_joined, dispatch_uid="delegations.give_invited_profiles")
def on_joined(member: Member, invitation: Invitation, now: datetime, **_: object) -> None:
    """He finds the profiles that his invitation names."""
    give_invited_profiles(member=member, invitation=invitation, today=timezone.localdate(now))


@receiver(member_closed, dispatch_uid="delegations.hand_over")
def on_closed(actor: Actor, member: Member, successor: Member | None, now: datetime, **_: object) -> None:
    """His profiles go to the colleague who takes over."""
    hand_over(actor=actor, member=member, successor=successor, today=timezone.localdate(now))


@receiver(tag_renamed, dispatch_uid="delegations.rules_follow_the_tag")
def on_tag_renamed(firm_id: UUID, before: str, name: str, **_: object) -> None:
    """The rules that name it follow. One taken in by another étiquette is left: its rules would cover more at once."""
    named = DelegationProfile.objects.filter(firm_id=firm_id, rule_tags__contains=[before])
    named.update(rule_tags=Func(F("rule_tags"), Value(before), Value(name), function="array_replace"))
