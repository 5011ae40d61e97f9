"""What changes the retention of a firm and forgets its former members. In the transaction of the caller."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from guichet.accounts.models import EmailChange, Invitation, Member, User
from guichet.core import journal
from guichet.core.actor import Actor
from guichet.core.tenancy import enter_user
from guichet.rgpd.enums import BOUNDS, Kept
from guichet.rgpd.errors import FilesOutliveReports, NotAdministrator, OutOfBounds, StillActive
from guichet.rgpd.models import RetentionPolicy
from guichet.rgpd.queries import SUBJECT

PLACEHOLDER = "ancien-membre-{key}@efface.invalid"
"""An address that can receive nothing (RFC 2606), unlike any other."""


def change_retention(*, actor: Actor, months: Mapping[Kept, int], now: datetime) -> RetentionPolicy:
    """Keep each of those for so many months, within `BOUNDS`. Raises `RgpdError`, and changes nothing."""
    _require_administrator(actor)
    for kept, chosen in months.items():
        bounds = BOUNDS[kept]
        if not bounds.shortest <= chosen <= bounds.longest:
            raise OutOfBounds(kept.label, bounds.shortest, bounds.longest)
    if months[Kept.FILES] > months[Kept.REPORTS]:
        raise FilesOutliveReports
    values = {f"{kept.value}_months": chosen for kept, chosen in months.items()}
    policy, created = RetentionPolicy.objects.select_for_update().get_or_create(firm_id=actor.firm_id)
    before = {name: getattr(policy, name) for name in values}
    if before == values and not created:
        return policy
    for name, chosen in values.items():
        setattr(policy, name, chosen)
    policy.changed_at, policy.changed_by_id = now, actor.member_id
    policy.save()
    details: dict[str, object] = {"avant": before, "apres": values}
    journal.record(actor=actor, firm_id=actor.firm_id, verb="conservation.changee", subject=SUBJECT, details=details)
    return policy


def forget_member(*, actor: Actor, member: Member) -> int:
    """Erase who a former member was: the person behind it, and the name, network and browser in the journal.

    What was done stays, by « Ancien membre »: others rely on it. The account of the person goes with its addresses,
    factors and sessions, unless another firm still counts on it. Gives how many lines of the journal were changed.
    Done already: 0, and nothing is written. Raises `RgpdError`.
    """
    _require_administrator(actor)
    member = Member.objects.select_for_update(of=("self",)).select_related("user").get(pk=member.pk)
    if member.is_active:
        raise StillActive
    if is_forgotten(member):
        return 0
    person = member.user
    # Without a password: nobody logs in as it.
    member.user = User.objects.create_user(
        PLACEHOLDER.format(key=member.pk), name=journal.FORMER_MEMBER, is_active=False
    )
    member.save(update_fields=["user"])
    Invitation.objects.filter(accepted_by=member).update(email=member.user.email)
    EmailChange.objects.filter(firm_id=actor.firm_id, user=person).delete()
    _forget_person(person)
    enter_user(actor.user_id)
    changed = journal.forget_author(member.pk)
    details: dict[str, object] = {"membre": member.pk, "lignes_journal": changed}
    journal.record(actor=actor, firm_id=actor.firm_id, verb="membre.efface", subject=str(member.pk), details=details)
    return changed


def is_forgotten(member: Member) -> bool:
    """True once erased."""
    return member.user.email == PLACEHOLDER.format(key=member.pk)


def _forget_person(person: User) -> None:
    """The account, unless the person is, or was, a member of another firm, which decides for itself."""
    enter_user(person.pk)
    if not Member.objects.filter(user_id=person.pk).exists():
        person.delete()


def _require_administrator(actor: Actor) -> None:
    if not actor.is_administrator:
        raise NotAdministrator
