"""Fiches de paramétrage of a firm, a row for each version; a partner keeps its own copies in its own account."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.utils import timezone

from guichet.accounts.models import Member
from guichet.core.models import FirmModel, StoredFile
from guichet.fiches.enums import Level, Source
from guichet.portfolio.models import Etablissement, Partner


class FicheParametrage(FirmModel):
    """One version of a fiche. `series` is common to its versions, `rank` counts them from 1, the last `is_current`.

    `nic` is empty when it is for several establishments of the SIREN: `is_covered` says that somebody, or the version
    before, told which. The XML is kept encrypted; what a page shows of it is read again.
    """

    partner = models.ForeignKey(
        Partner, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="partenaire"
    )
    siren = models.CharField("SIREN", max_length=9)
    nic = models.CharField("NIC", max_length=5, blank=True)
    entreprise = models.CharField("raison sociale", max_length=200, blank=True)
    identifier = models.CharField("identifiant", max_length=80, blank=True)
    producer = models.CharField("code du producteur", max_length=40, blank=True)
    producer_name = models.CharField("producteur", max_length=200, blank=True)
    level = models.CharField("niveau", max_length=2, choices=Level.choices)
    established_at = models.DateTimeField("établie le", null=True, blank=True)
    starts_on = models.DateField("valable à partir du", null=True, blank=True)
    ends_on = models.DateField("valable jusqu'au", null=True, blank=True)
    series = models.UUIDField(default=uuid.uuid4, editable=False)
    rank = models.PositiveIntegerField("version", default=1)
    is_current = models.BooleanField(default=True)
    is_covered = models.BooleanField(default=False)
    source = models.CharField("origine", max_length=10, choices=Source.choices)
    received_at = models.DateTimeField("reçue le", default=timezone.now)
    author = models.ForeignKey(Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    file_name = models.CharField("nom du fichier", max_length=120, blank=True)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ("-received_at", "-id")
        constraints: ClassVar = (
            models.CheckConstraint(condition=models.Q(siren__regex=r"^[0-9]{9}$"), name="fiche_siren"),
            models.CheckConstraint(condition=models.Q(level__in=Level.values), name="fiche_level_known"),
            models.UniqueConstraint(fields=("firm", "series", "rank"), name="fiche_version_once"),
            models.UniqueConstraint(
                fields=("firm", "series"), condition=models.Q(is_current=True), name="fiche_one_current"
            ),
        )
        indexes: ClassVar = (models.Index(fields=("firm", "siren", "is_current"), name="fiche_of_siren"),)

    def __str__(self) -> str:
        return f"{self.siren}{self.nic} v{self.rank}"

    @property
    def title(self) -> str:
        """Whose it is, for the person who reads."""
        return self.entreprise or f"SIREN {self.siren}"


class FicheContract(FirmModel):
    """One contract of a version, for lists and searches; `place` is its rank in the fiche."""

    fiche = models.ForeignKey(FicheParametrage, on_delete=models.CASCADE, related_name="contracts")
    place = models.PositiveIntegerField()
    organisme = models.CharField(max_length=20, blank=True)
    reference = models.CharField("référence", max_length=60, blank=True)
    option = models.CharField(max_length=60, blank=True)
    population = models.CharField(max_length=60, blank=True)
    label = models.CharField("libellé", max_length=120, blank=True)
    starts_on = models.DateField("début", null=True, blank=True)
    ends_on = models.DateField("fin", null=True, blank=True)

    class Meta:
        ordering: ClassVar = ("place",)
        constraints: ClassVar = (models.UniqueConstraint(fields=("fiche", "place"), name="fiche_contract_place"),)

    def __str__(self) -> str:
        return f"{self.organisme} {self.reference}"


class FicheEtablissement(FirmModel):
    """An establishment that a version covers."""

    fiche = models.ForeignKey(FicheParametrage, on_delete=models.CASCADE, related_name="covered")
    etablissement = models.ForeignKey(Etablissement, on_delete=models.CASCADE, related_name="fiches_covering")

    class Meta:
        constraints: ClassVar = (models.UniqueConstraint(fields=("fiche", "etablissement"), name="fiche_covers_once"),)

    def __str__(self) -> str:
        return f"{self.fiche_id} → {self.etablissement_id}"
