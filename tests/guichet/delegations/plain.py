"""The rules of delegation in plain Python, on a handful of establishments: what the portal is compared with.

Nothing here comes from the code under test but the catalogue of rights and the names of the kinds.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from itertools import product

from guichet.core.rights import Right
from guichet.delegations.enums import ScopeKind

TODAY = date(2026, 11, 25)
ANOTHER = 999
"""A partner, a groupe that nobody names: what may come tomorrow."""


@dataclass(frozen=True)
class Facts:
    """What a scope looks at, of an establishment that is there or that may come."""

    siren: str
    partner: int | None = None
    echeance: int | None = None
    idcc: str = ""
    tags: frozenset[str] = frozenset()
    group: int | None = None


@dataclass(frozen=True)
class Part:
    """What a profile covers beside those chosen one by one."""

    kind: ScopeKind
    groups: frozenset[int] = frozenset()
    partners: frozenset[int] = frozenset()
    echeances: frozenset[int] = frozenset()
    sirens: frozenset[str] = frozenset()
    idccs: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()

    def holds(self, facts: Facts) -> bool:
        if self.kind is ScopeKind.TOUT:
            return True
        if self.kind is ScopeKind.GROUPES:
            return facts.group in self.groups
        if self.kind is ScopeKind.CHOISIS:
            return False
        return (
            (not self.partners or facts.partner in self.partners)
            and (not self.echeances or facts.echeance in self.echeances)
            and (not self.sirens or facts.siren in self.sirens)
            and (not self.idccs or facts.idcc in self.idccs)
            and (not self.tags or bool(facts.tags & self.tags))
        )


@dataclass
class Profile:
    part: Part
    rights: frozenset[Right]
    chosen: set[int] = field(default_factory=set)
    archived: bool = False

    def covers(self, key: int, facts: Facts) -> bool:
        return self.part.holds(facts) or key in self.chosen


@dataclass(frozen=True)
class Grant:
    profile: int
    member: int
    starts: date
    ends: date | None

    def is_live(self) -> bool:
        return self.starts <= TODAY and (self.ends is None or self.ends >= TODAY)


@dataclass
class Firm:
    """Establishments, profiles and members by number; member 0 is the administrator."""

    etablissements: dict[int, Facts]
    profiles: dict[int, Profile]
    grants: list[Grant]

    def live(self, member: int) -> list[Profile]:
        profiles = {grant.profile for grant in self.grants if grant.member == member and grant.is_live()}
        return [self.profiles[key] for key in sorted(profiles) if not self.profiles[key].archived]

    def scope(self, member: int, right: Right) -> set[int]:
        """The establishments on which the member holds that right."""
        if member == 0:
            return set(self.etablissements)
        holding = [profile for profile in self.live(member) if right in profile.rights]
        return {key for key, facts in self.etablissements.items() if any(p.covers(key, facts) for p in holding)}

    def holds(self, member: int, right: Right) -> bool:
        return member == 0 or any(right in profile.rights for profile in self.live(member))

    def may_give(self, member: int, rights: Iterable[Right], part: Part, chosen: set[int]) -> bool:
        """Nobody gives more than he holds, today and whatever comes, for each right and for giving itself."""
        if not self.holds(member, Right.GERER_DELEGATIONS):
            return False
        covered = {key for key, facts in self.etablissements.items() if part.holds(facts)} | chosen
        return all(
            self.holds(member, right)
            and covered <= self.scope(member, right)
            and self._holds_whatever_comes(member, right, part)
            for right in {*rights, Right.GERER_DELEGATIONS}
        )

    def _holds_whatever_comes(self, member: int, right: Right, part: Part) -> bool:
        if member == 0:
            return True
        held = [profile.part for profile in self.live(member) if right in profile.rights]
        return all(any(mine.holds(facts) for mine in held) for facts in whatever_comes() if part.holds(facts))

    def follow(self, member: int, key: int) -> None:
        """The establishment that a member has just added joins his own scope."""
        if member == 0:
            return
        for right in (
            Right.AJOUTER, Right.VOIR_PORTEFEUILLE, Right.VOIR_DECLARATIONS, Right.DEPOSER_TEST, Right.DEPOSER_REEL,
            Right.MODIFIER,
        ):  # fmt: skip
            holding = [profile for profile in self.live(member) if right in profile.rights]
            if not any(profile.covers(key, self.etablissements[key]) for profile in holding):
                for profile in holding:
                    profile.chosen.add(key)


PARTNERS, ECHEANCES, IDCCS, TAGS, GROUPS = (1, 2), (5, 15), ("1597", "2609"), ("bail", "luxe"), (1, 2)
SIRENS = ("990000119", "990000127")
DAYS = tuple(TODAY + timedelta(days=shift) for shift in (-30, -1, 0, 1, 30))


@cache
def whatever_comes() -> tuple[Facts, ...]:
    """One establishment of each sort that any rule could tell apart, those that no rule names included."""
    tags = (frozenset({TAGS[0]}), frozenset({TAGS[1]}), frozenset({"autre"}))
    every = product(
        (*SIRENS, "000000000"), (*PARTNERS, ANOTHER), (None, *ECHEANCES), (*IDCCS, "9999"), tags, (*GROUPS, ANOTHER)
    )
    return tuple(Facts(*each) for each in every)
