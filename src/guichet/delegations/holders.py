"""Who may do what on an establishment, and by which profile."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from guichet.accounts.enums import MemberRole
from guichet.accounts.models import Member
from guichet.core.rights import Right
from guichet.delegations.enums import ScopeKind
from guichet.delegations.models import Delegation, DelegationProfile, ProfileEtablissement, ProfileSubPortfolio
from guichet.delegations.queries import live_on
from guichet.portfolio.models import Etablissement


@dataclass(frozen=True, slots=True)
class Holder:
    """A member and the rights he holds, each with the names of the profiles that give it; none for administrators."""

    member_id: int
    name: str
    is_administrator: bool
    rights: dict[Right, list[str]] = field(default_factory=dict)

    @property
    def profiles(self) -> list[str]:
        """The names of all those profiles."""
        return sorted({name for names in self.rights.values() for name in names}, key=str.casefold)


def who_may(etablissement: Etablissement, *, today: date | None = None) -> list[Holder]:
    """The active members who hold a right on that establishment that day: administrators first, then by name.

    Two queries, whatever the number of profiles and members.
    """
    members = Member.objects.filter(firm_id=etablissement.firm_id, is_active=True, user__is_active=True)
    administrators = [
        Holder(member.pk, member.user.get_full_name(), True, {right: [] for right in Right})
        for member in members.filter(role=MemberRole.ADMINISTRATOR).select_related("user")
    ]
    live = Delegation.objects.filter(
        live_on(today or timezone.localdate()),
        member__in=members.exclude(role=MemberRole.ADMINISTRATOR),
        profile__in=profiles_covering(etablissement),
    )
    others = _by_member(live.select_related("profile", "member__user").order_by("profile__name", "profile_id"))
    return [*_by_name(administrators), *_by_name(others)]


def profiles_covering(etablissement: Etablissement) -> QuerySet[DelegationProfile]:
    """The profiles, archived ones too, whose scope holds that establishment as it stands."""
    chosen = ProfileEtablissement.objects.filter(profile=OuterRef("pk"), etablissement=etablissement.pk)
    covering = Q(scope=ScopeKind.TOUT) | Q(Exists(chosen)) | (Q(scope=ScopeKind.REGLE) & _met_by(etablissement))
    if etablissement.sub_portfolio_id:
        groups = ProfileSubPortfolio.objects.filter(
            profile=OuterRef("pk"), sub_portfolio=etablissement.sub_portfolio_id
        )
        covering |= Q(scope=ScopeKind.GROUPES) & Q(Exists(groups))
    return DelegationProfile.objects.filter(covering, firm_id=etablissement.firm_id)


def _met_by(etablissement: Etablissement) -> Q:
    """The rules that it meets: each criterion asks for nothing, or holds its value."""
    met = _asks("rule_tags", "overlap", etablissement.tags)
    for name, value in (
        ("rule_partners", etablissement.partner_id),
        ("rule_echeances", etablissement.echeance),
        ("rule_sirens", etablissement.siren),
        ("rule_idccs", etablissement.idcc),
    ):
        met &= _asks(name, "contains", [value] if value else [])
    return met


def _asks(name: str, lookup: str, values: list[int] | list[str] | list[int | str]) -> Q:
    nothing = Q((name, []))
    return nothing | Q((f"{name}__{lookup}", values)) if values else nothing


def _by_member(delegations: Iterable[Delegation]) -> list[Holder]:
    holders: dict[int, Holder] = {}
    for delegation in delegations:
        member = delegation.member
        holder = holders.setdefault(member.pk, Holder(member.pk, member.user.get_full_name(), False))
        for right in delegation.profile.held_rights:
            holder.rights.setdefault(right, []).append(delegation.profile.name)
    return list(holders.values())


def _by_name(holders: list[Holder]) -> list[Holder]:
    return sorted(holders, key=lambda holder: (holder.name.casefold(), holder.member_id))
