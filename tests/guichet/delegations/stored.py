"""A plain firm written into the database, and read back by its numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from guichet.accounts.enums import MemberRole
from guichet.accounts.models import Member, User
from guichet.core.actor import Actor
from guichet.core.rights import Right
from guichet.delegations.models import (
    RULE_FIELDS,
    Delegation,
    DelegationProfile,
    ProfileEtablissement,
    ProfileSubPortfolio,
)
from guichet.delegations.queries import actor_of
from guichet.delegations.scopes import Rule, Scope
from guichet.portfolio.models import Etablissement, Partner, SubPortfolio
from neodes.generate.identifiers import nic
from tests.guichet.cast import Cast
from tests.guichet.delegations.plain import TODAY, Facts, Firm, Part, Profile


@dataclass(frozen=True)
class Stored:
    """The rows, by the numbers of the plain firm."""

    etablissements: dict[int, Etablissement]
    profiles: dict[int, DelegationProfile]
    members: dict[int, Member]
    partners: dict[int, int]
    groups: dict[int, int]

    def actor(self, member: int) -> Actor:
        return actor_of(self.members[member], today=TODAY)

    def numbers(self, rows: Any) -> set[int]:
        """The numbers of those establishments."""
        numbers = {row.pk: number for number, row in self.etablissements.items()}
        return {numbers[key] for key in rows.values_list("pk", flat=True)}

    def scope(self, part: Part) -> Scope:
        return scope_of_part(part, partners=self.partners, groups=self.groups)

    def chosen(self, keys: set[int]) -> Any:
        return Etablissement.objects.filter(pk__in=[self.etablissements[key].pk for key in keys])


def siret_of(siren: str, number: int) -> str:
    """A SIRET that can exist."""
    return siren + nic(siren, number + 1)


def scope_of_part(part: Part, *, partners: dict[int, int] | None = None, groups: dict[int, int] | None = None) -> Scope:
    """The value that the portal works with."""
    rule = Rule(
        tuple(sorted((partners or {}).get(key, key) for key in part.partners)),
        tuple(sorted(part.echeances)),
        tuple(sorted(part.sirens)),
        tuple(sorted(part.idccs)),
        tuple(sorted(part.tags)),
    )
    return Scope(part.kind, frozenset((groups or {}).get(key, key) for key in part.groups), rule)


def store(cast: Cast, firm: Firm) -> Stored:
    """Instead of the establishments and profiles of the cast, in its firm A."""
    DelegationProfile.objects.all().delete()
    Etablissement.objects.all().delete()
    partners = dict(zip((1, 2), Partner.objects.order_by("pk").values_list("pk", flat=True), strict=False))
    groups = {key: SubPortfolio.objects.create(firm=cast.firm_a, name=f"Groupe {key}").pk for key in (1, 2)}
    etablissements = {
        key: _etablissement(cast, key, facts, partners, groups) for key, facts in firm.etablissements.items()
    }
    stored = Stored(etablissements, {}, _members(cast), partners, groups)
    for key, profile in firm.profiles.items():
        stored.profiles[key] = _profile(cast, key, profile, stored)
    for grant in firm.grants:
        Delegation.objects.create(
            firm=cast.firm_a, profile=stored.profiles[grant.profile], member=stored.members[grant.member],
            starts_on=grant.starts, ends_on=grant.ends,
        )  # fmt: skip
    return stored


def _members(cast: Cast) -> dict[int, Member]:
    user = User.objects.create(email="troisieme.a@exemple.test", name="Troisieme A")
    third = Member.objects.create(firm=cast.firm_a, user=user, role=MemberRole.COLLABORATOR)
    return dict(enumerate((cast.admin_a, cast.collaborator_a, cast.powerless_a, third)))


def _etablissement(
    cast: Cast, key: int, facts: Facts, partners: dict[int, int], groups: dict[int, int]
) -> Etablissement:
    return Etablissement.objects.create(
        firm=cast.firm_a, siret=siret_of(facts.siren, key), raison_sociale=f"Numéro {key}", state="actif",
        origin="manuel", partner_id=facts.partner and partners[facts.partner], echeance=facts.echeance,
        idcc=facts.idcc, tags=sorted(facts.tags), sub_portfolio_id=facts.group and groups[facts.group],
    )  # fmt: skip


def _profile(cast: Cast, key: int, profile: Profile, stored: Stored) -> DelegationProfile:
    scope = stored.scope(profile.part)
    row = DelegationProfile.objects.create(
        firm=cast.firm_a, name=f"Profil {key}", rights=[right.value for right in Right if right in profile.rights],
        scope=scope.kind, archived_at=timezone.now() if profile.archived else None,
        **dict(zip(RULE_FIELDS, map(list, scope.rule.criteria), strict=True)),
    )  # fmt: skip
    for group in scope.groups:
        ProfileSubPortfolio.objects.create(firm=cast.firm_a, profile=row, sub_portfolio_id=group)
    for chosen in profile.chosen:
        ProfileEtablissement.objects.create(firm=cast.firm_a, profile=row, etablissement=stored.etablissements[chosen])
    return row
