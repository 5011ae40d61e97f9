"""Nobody gives more than he holds: what a manager may give, and which profiles he may manage.

Two questions, for each right given and for « gérer les délégations » itself. Is all that the profile covers today
within reach? The database answers. Will all that may come to meet it be? The conditions are compared: or a rule that
covers nothing yet would be a door to what comes next.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from guichet.core.actor import Actor
from guichet.core.rights import Right
from guichet.delegations.enums import ScopeKind
from guichet.delegations.errors import BeyondOwn, NotManager, OpenBeyondOwn
from guichet.delegations.models import Delegation, DelegationProfile, ProfileEtablissement
from guichet.delegations.queries import HeldProfile, held_profile, live_on, live_profiles, with_scope
from guichet.delegations.scopes import Scope, covers
from guichet.portfolio.models import Etablissement
from guichet.portfolio.queries import etablissements_visible_to


@dataclass(frozen=True, slots=True)
class Limits:
    """What the actor may give: everything for some rights, within his own profiles for others.

    `whole` are the rights held on the whole portfolio, `held` maps each of the others to the scopes of his profiles.
    """

    actor: Actor
    whole: frozenset[Right]
    held: dict[Right, list[Scope]] = field(default_factory=dict)

    @classmethod
    def of(cls, actor: Actor, *, today: date | None = None) -> Limits:
        """One query, none for who holds everything. Raises `NotManager`."""
        if not actor.can(Right.GERER_DELEGATIONS):
            raise NotManager
        whole = frozenset(right for right, condition in actor.scopes.items() if not condition)
        partial = [right for right in actor.scopes if right not in whole]
        profiles = live_profiles(actor.member_id, today or timezone.localdate()) if partial else []
        held = {right: [profile.scope for profile in profiles if right in profile.rights] for right in partial}
        return cls(actor, whole, held)

    def require(self, rights: Iterable[Right], scope: Scope, chosen: QuerySet[Etablissement] | None = None) -> None:
        """Refuse a gift beyond the limits; `chosen` are the establishments taken one by one. One query at most.

        Raises `BeyondOwn` for what is beyond today, `OpenBeyondOwn` for what could be tomorrow.
        """
        asked = self._asked(rights)
        today = [right for right in asked if self._is_beyond(right, scope)] or self._beyond(asked, scope, chosen)
        if today:
            raise BeyondOwn(today)
        later = [right for right in asked if not self._stays_within(right, scope)]
        if later:
            raise OpenBeyondOwn(later)

    def manages(self, profile: HeldProfile, beyond: frozenset[Right]) -> bool:
        """Whether that profile is within the limits; `beyond`: rights not held on all those chosen into it."""
        asked = self._asked(profile.rights)
        return not beyond.intersection(asked) and all(
            not self._is_beyond(right, profile.scope) and self._stays_within(right, profile.scope) for right in asked
        )

    def _asked(self, rights: Iterable[Right]) -> list[Right]:
        """Those given, then the right to give them."""
        given = set(rights)
        return [right for right in Right if right in given or right is Right.GERER_DELEGATIONS]

    def _is_beyond(self, right: Right, scope: Scope) -> bool:
        """Not held at all, or not on everything when everything is given."""
        return not self.actor.can(right) or (scope.kind == ScopeKind.TOUT and right not in self.whole)

    def _stays_within(self, right: Right, scope: Scope) -> bool:
        return right in self.whole or covers(self.held.get(right, ()), scope)

    def _beyond(self, asked: Sequence[Right], scope: Scope, chosen: QuerySet[Etablissement] | None) -> list[Right]:
        """The rights not held on all that is covered today, counted by the database in one query."""
        partial = [right for right in asked if right not in self.whole]
        if not partial:
            return []
        covered = scope.condition()
        if chosen is not None:
            covered |= Q(pk__in=chosen.order_by().values("pk"))
        counts = Etablissement.objects.filter(covered, firm_id=self.actor.firm_id).aggregate(
            all=Count("pk"), **{right.value: Count("pk", filter=self.actor.scope(right)) for right in partial}
        )
        return [right for right in partial if counts[right.value] < counts["all"]]


def managed_profiles(actor: Actor, *, today: date | None = None) -> QuerySet[DelegationProfile]:
    """The profiles within what the actor may give, archived ones included; three queries at most."""
    profiles = DelegationProfile.objects.filter(firm_id=actor.firm_id)
    if not actor.can(Right.GERER_DELEGATIONS):
        return profiles.none()
    limits = Limits.of(actor, today=today)
    if limits.whole == frozenset(Right):
        return profiles
    rows = with_scope(profiles).annotate(**{_flag(right): _chosen_beyond(actor, right) for right in limits.held})
    managed = [row.pk for row in rows if limits.manages(held_profile(row), _flags(row, limits.held))]
    return profiles.filter(pk__in=managed)


def profiles_visible_to(actor: Actor, *, today: date | None = None) -> QuerySet[DelegationProfile]:
    """Those the actor manages, and those given to him today."""
    today = today or timezone.localdate()
    own = Delegation.objects.filter(live_on(today), member_id=actor.member_id)
    managed = managed_profiles(actor, today=today)
    return DelegationProfile.objects.filter(
        Q(pk__in=managed.order_by().values("pk")) | Q(pk__in=own.values("profile_id")), firm_id=actor.firm_id
    )


def _flag(right: Right) -> str:
    return f"beyond_{right.value}"


def _flags(row: DelegationProfile, rights: Iterable[Right]) -> frozenset[Right]:
    return frozenset(right for right in rights if getattr(row, _flag(right)))


def _chosen_beyond(actor: Actor, right: Right) -> Exists:
    """Whether the profile holds an establishment that the actor does not, for that right."""
    within = etablissements_visible_to(actor, right).values("pk")
    return Exists(ProfileEtablissement.objects.filter(profile=OuterRef("pk")).exclude(etablissement__in=within))
