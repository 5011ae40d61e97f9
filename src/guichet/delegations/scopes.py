"""What part of the portfolio a profile covers, as a value: a condition in SQL, and what lies within what for ever.

A rule is kept up to date by itself because it is a condition, never a list. `covers` compares conditions without the
database: what is within another one today stays within it whatever establishments come or change.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product
from math import prod
from typing import TypeVar

from django.db.models import Q

from guichet.core.actor import NOTHING
from guichet.delegations.enums import ScopeKind

T = TypeVar("T")

PARTS_MAX = 2000
"""Above, a rule is compared in one piece: that refuses more, and never lets anything through."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One of the values of each criterion that is given; a criterion without value asks for nothing.

    `partners` are ids, `tags` any one of which is enough.
    """

    partners: tuple[int, ...] = ()
    echeances: tuple[int, ...] = ()
    sirens: tuple[str, ...] = ()
    idccs: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()

    @property
    def criteria(self) -> tuple[tuple[int, ...] | tuple[str, ...], ...]:
        """The values of each criterion, always in the same order."""
        return (self.partners, self.echeances, self.sirens, self.idccs, self.tags)

    @property
    def is_empty(self) -> bool:
        """True when it asks for nothing: such a rule covers nothing, not everything."""
        return not any(self.criteria)

    def condition(self) -> Q:
        """On `Etablissement`."""
        if self.is_empty:
            return NOTHING
        names = ("partner__in", "echeance__in", "siren__in", "idcc__in", "tags__overlap")
        return Q(*[(name, list(values)) for name, values in zip(names, self.criteria, strict=True) if values])

    def contains(self, other: Rule) -> bool:
        """True when whatever meets the other meets this one, today and later."""
        if self.is_empty:
            return False
        pairs = zip(self.criteria, other.criteria, strict=True)
        return all(not mine or (bool(theirs) and set(theirs) <= set(mine)) for mine, theirs in pairs)

    def parts(self) -> Iterator[Rule]:
        """Rules of one value a criterion, which together are this one."""
        if prod(len(values) or 1 for values in self.criteria) > PARTS_MAX:
            yield self
            return
        for partners, echeances, sirens, idccs, tags in product(
            _one_by_one(self.partners),
            _one_by_one(self.echeances),
            _one_by_one(self.sirens),
            _one_by_one(self.idccs),
            _one_by_one(self.tags),
        ):
            yield Rule(partners, echeances, sirens, idccs, tags)


@dataclass(frozen=True, slots=True)
class Scope:
    """The kind and what goes with it; establishments chosen one by one stand in the table, beside any kind."""

    kind: ScopeKind
    groups: frozenset[int] = frozenset()
    rule: Rule = Rule()

    def condition(self) -> Q:
        """On `Etablissement`, without those chosen one by one; `Q()` is the whole portfolio."""
        if self.kind == ScopeKind.TOUT:
            return Q()
        if self.kind == ScopeKind.GROUPES and self.groups:
            return Q(sub_portfolio__in=sorted(self.groups))
        return self.rule.condition() if self.kind == ScopeKind.REGLE else NOTHING

    def contains(self, other: Scope) -> bool:
        """True when the other stays within this one whatever comes, those chosen one by one left aside."""
        if self.kind == ScopeKind.TOUT:
            return True
        if self.kind != other.kind or self.kind == ScopeKind.CHOISIS:
            return False
        return other.groups <= self.groups if self.kind == ScopeKind.GROUPES else self.rule.contains(other.rule)

    def parts(self) -> Iterator[Scope]:
        """Scopes that together are this one, as small as they can be."""
        if self.kind == ScopeKind.GROUPES and self.groups:
            yield from (Scope(self.kind, groups=frozenset({group})) for group in sorted(self.groups))
        elif self.kind == ScopeKind.REGLE:
            yield from (Scope(self.kind, rule=rule) for rule in self.rule.parts())
        else:
            yield self


def _one_by_one(values: tuple[T, ...]) -> list[tuple[T, ...]]:
    """The values of a criterion, each alone; one that asks for nothing stays so."""
    return [(value,) for value in values] or [()]


WHOLE = Scope(ScopeKind.TOUT)
CHOSEN = Scope(ScopeKind.CHOISIS)


def covers(held: Iterable[Scope], given: Scope) -> bool:
    """Whether each part of what is given lies within one of those held, for ever; what is chosen is not looked at."""
    held = list(held)
    return given.kind == ScopeKind.CHOISIS or all(any(scope.contains(part) for scope in held) for part in given.parts())
