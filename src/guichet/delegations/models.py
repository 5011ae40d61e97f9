"""Profils de délégation: rights on a part of the portfolio, entrusted to collaborators for a time."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.postgres.fields import ArrayField
from django.db import models

from guichet.accounts.models import Member
from guichet.core.models import FirmModel
from guichet.core.rights import Right
from guichet.delegations.enums import ScopeKind
from guichet.delegations.scopes import Rule, Scope
from guichet.portfolio.models import Etablissement, SubPortfolio

RULE_FIELDS = ("rule_partners", "rule_echeances", "rule_sirens", "rule_idccs", "rule_tags")
EMPTY_RULE = models.Q(*[(name, []) for name in RULE_FIELDS])


class DelegationProfile(FirmModel):
    """Rights from the closed catalogue on a part of the portfolio: everything, groupes, a rule, or chosen ones.

    Establishments chosen one by one (`etablissements`) belong to the profile whatever its kind: those that a holder
    added beyond a rule or a groupe are kept there. An archived profile gives nothing any more and keeps its history.
    """

    name = models.CharField("nom", max_length=120)
    rights = ArrayField(models.CharField(max_length=40, choices=[(right.value, right.label) for right in Right]))
    scope = models.CharField("portée", max_length=8, choices=ScopeKind.choices, default=ScopeKind.CHOISIS)
    etablissements = models.ManyToManyField(Etablissement, through="ProfileEtablissement", related_name="profiles")
    sub_portfolios = models.ManyToManyField(SubPortfolio, through="ProfileSubPortfolio", related_name="profiles")
    rule_partners = ArrayField(models.BigIntegerField(), default=list, blank=True)
    rule_echeances = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True)
    rule_sirens = ArrayField(models.CharField(max_length=9), default=list, blank=True)
    rule_idccs = ArrayField(models.CharField(max_length=4), default=list, blank=True)
    rule_tags = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    archived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("name", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("firm", "name"), condition=models.Q(archived_at=None), name="profile_firm_name_unique"
            ),
            # A rule that asks for nothing would be the whole portfolio.
            models.CheckConstraint(
                condition=(models.Q(scope=ScopeKind.REGLE) & ~EMPTY_RULE)
                | (~models.Q(scope=ScopeKind.REGLE) & EMPTY_RULE),
                name="profile_rule_asks_for_something",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def whole_portfolio(self) -> bool:
        """True when it covers everything, to come included."""
        return self.scope == ScopeKind.TOUT

    @property
    def held_rights(self) -> list[Right]:
        """In the order of the catalogue."""
        return [right for right in Right if right.value in self.rights]

    @property
    def rule(self) -> Rule:
        """The rule as a value; an empty one for the other kinds."""
        return Rule(*(tuple(getattr(self, name)) for name in RULE_FIELDS))


class ProfileEtablissement(FirmModel):
    """An establishment chosen into a profile."""

    profile = models.ForeignKey(DelegationProfile, on_delete=models.CASCADE, related_name="chosen")
    etablissement = models.ForeignKey(Etablissement, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("profile", "etablissement"), name="profile_etablissement_unique"),
        )

    def __str__(self) -> str:
        return f"{self.profile_id}: {self.etablissement_id}"


class ProfileSubPortfolio(FirmModel):
    """A groupe of a profile; when the groupe goes, the profile covers that much less."""

    profile = models.ForeignKey(DelegationProfile, on_delete=models.CASCADE, related_name="+")
    sub_portfolio = models.ForeignKey(SubPortfolio, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("profile", "sub_portfolio"), name="profile_sub_portfolio_unique"),
        )

    def __str__(self) -> str:
        return f"{self.profile_id}: {self.sub_portfolio_id}"


class Delegation(FirmModel):
    """A profile given to a member, from a day to a day (both included; None is without end)."""

    profile = models.ForeignKey(DelegationProfile, on_delete=models.CASCADE, related_name="delegations")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="delegations")
    starts_on = models.DateField("du")
    ends_on = models.DateField("au", null=True, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("profile", "member"), name="delegation_profile_member_unique"),)

    def __str__(self) -> str:
        return f"{self.profile_id} → {self.member_id}"


def scope_of(profile: DelegationProfile, groups: Iterable[int]) -> Scope:
    """What the profile covers, as a value; `groups` are those of the table."""
    return Scope(ScopeKind(profile.scope), frozenset(groups), profile.rule)
