"""What happens to the delegations of a member who comes in by an invitation, or whose access is closed."""

from __future__ import annotations

from datetime import date, timedelta

from guichet.accounts.models import Invitation, Member
from guichet.core import journal
from guichet.core.actor import Actor
from guichet.delegations.models import Delegation, DelegationProfile


def give_invited_profiles(*, member: Member, invitation: Invitation, today: date) -> None:
    """Give the profiles chosen by the administrator who invited, those archived since then left out."""
    profiles = DelegationProfile.objects.filter(firm_id=member.firm_id, pk__in=invitation.profile_ids, archived_at=None)
    for profile in profiles:
        Delegation.objects.get_or_create(
            firm_id=member.firm_id, profile=profile, member=member, defaults={"starts_on": today}
        )
        details: dict[str, object] = {"membre": member.pk, "du": today.isoformat(), "par": invitation.invited_by_id}
        journal.record(
            actor=None, firm_id=member.firm_id, verb="delegation.donnee", subject=profile.name, details=details
        )


def hand_over(*, actor: Actor, member: Member, successor: Member | None, today: date) -> None:
    """Pass what the member holds or will hold to the successor, same dates, and end it for him yesterday.

    What ended stays as it was; what had not begun is taken away. A successor who holds the profile already keeps the
    longer of the two. Safe to run again.
    """
    held = Delegation.objects.filter(member=member, profile__archived_at=None).exclude(ends_on__lt=today)
    for delegation in held.select_related("profile").order_by("pk"):
        # An administrator holds everything: a profile would add nothing.
        if successor is not None and not successor.is_administrator:
            _pass_on(delegation, successor, today)
        _end(delegation, today)
        details: dict[str, object] = {"de": member.pk, "a": successor.pk if successor else None}
        journal.record(
            actor=actor,
            firm_id=actor.firm_id,
            verb="delegation.transmise",
            subject=delegation.profile.name,
            details=details,
        )


def _pass_on(delegation: Delegation, successor: Member, today: date) -> None:
    starts_on = max(delegation.starts_on, today)
    own, created = Delegation.objects.get_or_create(
        firm_id=delegation.firm_id,
        profile=delegation.profile,
        member=successor,
        defaults={"starts_on": starts_on, "ends_on": delegation.ends_on},
    )
    if created:
        return
    own_ended = own.ends_on is not None and own.ends_on < today
    own.starts_on = starts_on if own_ended else min(own.starts_on, starts_on)
    if own_ended or delegation.ends_on is None:
        own.ends_on = delegation.ends_on
    elif own.ends_on is not None:
        own.ends_on = max(own.ends_on, delegation.ends_on)
    own.save(update_fields=["starts_on", "ends_on"])


def _end(delegation: Delegation, today: date) -> None:
    if delegation.starts_on >= today:
        delegation.delete()
        return
    delegation.ends_on = today - timedelta(days=1)
    delegation.save(update_fields=["ends_on"])
