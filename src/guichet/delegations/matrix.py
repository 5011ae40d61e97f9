"""Who may do what, on how much: for the yearly review of the delegations. A fixed number of queries for any number."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from guichet.accounts.enums import MemberRole
from guichet.accounts.models import Member
from guichet.core import journal
from guichet.core.actor import Actor
from guichet.core.rights import Right
from guichet.delegations.limits import profiles_visible_to
from guichet.delegations.models import Delegation
from guichet.delegations.queries import live_on
from guichet.delegations.sizes import kept, sizes_by_member


@dataclass(frozen=True, slots=True)
class Holding:
    """A profile that a member holds today, and until when."""

    profile_id: int
    name: str
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class Line:
    """A member: right → how many establishments, of those the reader is told of; `whole`: rights held on all these."""

    member_id: int
    name: str
    email: str
    is_administrator: bool
    sizes: dict[Right, int]
    whole: frozenset[Right]
    holdings: tuple[Holding, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """The lines by name, and how many establishments the reader is told of; `everything`: those of the whole firm."""

    lines: list[Line]
    total: int
    everything: bool


def matrix_of(actor: Actor, *, within: Iterable[Right], today: date) -> Matrix:
    """What the actor may know of the rights of each active member: within the scope of those rights.

    Who lacks one of them is told of himself alone. At most seven queries, whatever the numbers.
    """
    asked = list(within)
    alone = not all(actor.can(right) for right in asked)
    told = Q() if alone else _all(actor, asked)
    members = Member.objects.filter(firm_id=actor.firm_id, is_active=True, user__is_active=True)
    if alone:
        members = members.filter(pk=actor.member_id)
    sizes = sizes_by_member(actor, within=told, today=today)
    given, visible = _live(actor, today), _visible(actor, today)
    total = kept(actor, told).count()
    lines = [
        _line(member, sizes.get(member.pk, {}), given.get(member.pk, []), total, visible)
        for member in members.select_related("user")
    ]
    return Matrix(sorted(lines, key=lambda line: (line.name.casefold(), line.member_id)), total, not told and not alone)


def note_export(*, actor: Actor, lines: int) -> None:
    """Write in the journal that somebody took the matrix away."""
    journal.record(actor=actor, firm_id=actor.firm_id, verb="delegations.exportees", details={"collaborateurs": lines})


def _all(actor: Actor, rights: Iterable[Right]) -> Q:
    told = Q()
    for right in rights:
        told &= actor.scope(right)
    return told


def _live(actor: Actor, today: date) -> dict[int, list[Delegation]]:
    """Member → his delegations of that day, by name of the profile."""
    found: dict[int, list[Delegation]] = {}
    live = Delegation.objects.filter(live_on(today), firm_id=actor.firm_id).select_related("profile")
    for delegation in live.order_by("profile__name", "profile_id"):
        found.setdefault(delegation.member_id, []).append(delegation)
    return found


def _visible(actor: Actor, today: date) -> set[int]:
    """The profiles whose names the reader may know."""
    return set(profiles_visible_to(actor, today=today).values_list("pk", flat=True))


def _line(member: Member, sizes: dict[Right, int], given: list[Delegation], total: int, visible: set[int]) -> Line:
    is_administrator = member.role == MemberRole.ADMINISTRATOR
    whole = {right for each in given if each.profile.whole_portfolio for right in each.profile.held_rights}
    held = {right for each in given for right in each.profile.held_rights}
    if is_administrator:
        whole, held, given = set(Right), set(Right), []
    return Line(
        member.pk,
        member.user.get_full_name(),
        member.user.email,
        is_administrator,
        {right: total if right in whole else sizes.get(right, 0) for right in Right if right in held},
        frozenset(whole),
        tuple(
            Holding(each.profile_id, each.profile.name, each.ends_on) for each in given if each.profile_id in visible
        ),
    )
