"""Profils de délégation: rights on a part of the portfolio, entrusted to collaborators for a time."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from guichet.accounts.models import Member
from guichet.core.models import FirmModel
from guichet.core.rights import Right
from guichet.portfolio.models import Etablissement


class DelegationProfile(FirmModel):
    """Rights from the closed catalogue, on the whole portfolio or on chosen establishments."""

    name = models.CharField("nom", max_length=120)
    rights = ArrayField(models.CharField(max_length=40, choices=[(right.value, right.label) for right in Right]))
    whole_portfolio = models.BooleanField("tout le portefeuille", default=False)
    etablissements = models.ManyToManyField(Etablissement, through="ProfileEtablissement", related_name="profiles")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("firm", "name"), name="profile_firm_name_unique"),)

    def __str__(self) -> str:
        return self.name


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
