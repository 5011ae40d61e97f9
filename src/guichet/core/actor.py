"""Who acts: one value that pages, jobs and services receive, made once per request or job."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Q

from guichet.core.rights import Right

NOTHING = Q(pk__in=[])
"""The condition nobody meets."""


@dataclass(frozen=True, slots=True)
class Actor:
    """A member of a firm at work.

    `scopes` maps each right held to a condition on `Etablissement` (never a list of ids): Q() is the whole
    portfolio. A right that is absent is not held at all. `several_firms`: the person works for others too.
    `second_factor_due`: the day from which the firm insists on the second factor that the person has not set.
    `partner_id`: the partner, when the account is one; its members hold no right, for it has no establishment.
    """

    firm_id: UUID
    firm_name: str
    has_portfolio: bool
    member_id: int
    user_id: int
    name: str
    is_administrator: bool
    scopes: Mapping[Right, Q] = field(default_factory=dict)
    several_firms: bool = False
    second_factor_due: date | None = None
    partner_id: int | None = None

    @property
    def is_partner(self) -> bool:
        """True for a member of the account of a partner."""
        return self.partner_id is not None

    def can(self, right: Right) -> bool:
        """True when the right is held on at least a part of the portfolio."""
        return right in self.scopes

    def scope(self, right: Right) -> Q:
        """The condition on `Etablissement` for that right; matches nothing when it is not held."""
        return self.scopes.get(right, NOTHING)
