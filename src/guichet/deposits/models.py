"""What was deposited and what the controls said of it."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils import timezone

from guichet.accounts.models import Member
from guichet.core.models import FirmModel, StoredFile
from guichet.deposits.enums import DeclarationState, DepositOrigin, DepositState, Mode
from guichet.portfolio.models import Etablissement

NOBODYS = models.Q(etablissement=None)


class Deposit(FirmModel):
    """One file deposited, or one member of a deposited archive (`parent` is then the archive).

    Counts are exact; `norm` is the version used to control, `declared_norm` the one that the file names, `reason` a
    French sentence when refused or failed, `crashes` how many controls failed by a fault of ours. `timings` holds the
    milliseconds of each step that is done (by name), `attempts` how often the reading was begun.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    author = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="deposits")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="members")
    stored_file = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="deposits")
    duplicate_of = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    origin = models.CharField(max_length=5, choices=DepositOrigin.choices, default=DepositOrigin.WEB)
    file_name = models.CharField("fichier", max_length=255)
    size = models.BigIntegerField("taille")
    sha256 = models.CharField(max_length=64)
    state = models.CharField("état", max_length=12, choices=DepositState.choices, default=DepositState.RECEIVED)
    reason = models.TextField(blank=True)
    is_archive = models.BooleanField(default=False)
    mode = models.CharField(max_length=4, choices=Mode.choices, blank=True)
    norm = models.CharField("norme", max_length=6, blank=True)
    declared_norm = models.CharField(max_length=20, blank=True)
    encoding = models.CharField(max_length=20, blank=True)
    lines = models.PositiveIntegerField("lignes", default=0)
    declaration_count = models.PositiveIntegerField(default=0)
    bloquants = models.PositiveIntegerField(default=0)
    avertissements = models.PositiveIntegerField(default=0)
    informations = models.PositiveIntegerField(default=0)
    held = models.JSONField(default=dict, blank=True)
    crashes = models.PositiveIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    received_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)
    timings = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ("-received_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("parent", "file_name"),
                condition=models.Q(parent__isnull=False),
                name="deposit_archive_member_unique",
            ),
        )
        indexes = (
            models.Index(fields=("firm", "-received_at"), name="deposit_firm_received"),
            models.Index(fields=("firm", "sha256"), name="deposit_firm_sha256"),
            models.Index(fields=("firm", "state"), name="deposit_firm_state"),
        )

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_final(self) -> bool:
        """True when nothing more will happen by itself."""
        return DepositState(self.state).is_final

    @property
    def is_cut(self) -> bool:
        """True when the stored file holds no more than the declarations that were kept."""
        return self.stored_file is not None and self.stored_file.sha256 != self.sha256


class Declaration(FirmModel):
    """One S20 of a deposited file; `period` is YYYY-MM, codes are those of the norm."""

    deposit = models.ForeignKey(Deposit, on_delete=models.CASCADE, related_name="declarations")
    etablissement = models.ForeignKey(Etablissement, null=True, on_delete=models.PROTECT, related_name="declarations")
    index = models.PositiveIntegerField()
    state = models.CharField(max_length=8, choices=DeclarationState.choices, default=DeclarationState.KEPT)
    reason = models.TextField(blank=True)
    siret = models.CharField("SIRET", max_length=14, blank=True)
    nature = models.CharField(max_length=2, blank=True)
    type = models.CharField(max_length=2, blank=True)
    period = models.CharField("mois", max_length=7, blank=True)
    ordre = models.CharField(max_length=15, blank=True)
    fraction = models.CharField(max_length=2, blank=True)
    individus = models.PositiveIntegerField(default=0)
    first_line = models.PositiveIntegerField(default=0)
    last_line = models.PositiveIntegerField(default=0)
    added_etablissement = models.BooleanField(default=False)
    bloquants = models.PositiveIntegerField(default=0)
    avertissements = models.PositiveIntegerField(default=0)
    informations = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("deposit", "index")
        constraints = (models.UniqueConstraint(fields=("deposit", "index"), name="declaration_deposit_index_unique"),)
        indexes = (
            models.Index(fields=("firm", "siret", "-period"), name="declaration_siret_period"),
            models.Index(fields=("firm", "siret"), condition=NOBODYS, name="declaration_nobodys"),
        )

    def __str__(self) -> str:
        return f"{self.siret} {self.period} ({self.nature}/{self.type})"


class FindingGroup(FirmModel):
    """The findings of one control in one declaration: an exact count and the first places.

    `places` is a list of {line, rubrique, bloc, value, details}; values of personal rubriques are masked before
    they are stored: in clear they exist in the encrypted file alone. `rank` orders the report, smallest first.
    """

    deposit = models.ForeignKey(Deposit, on_delete=models.CASCADE, related_name="findings")
    declaration = models.ForeignKey(Declaration, null=True, on_delete=models.CASCADE, related_name="findings")
    control = models.CharField(max_length=40)
    severity = models.CharField(max_length=13)
    reason = models.CharField(max_length=40)
    count = models.PositiveIntegerField()
    places = models.JSONField()
    rank = models.PositiveIntegerField()

    class Meta:
        ordering = ("deposit", "rank")
        constraints = (
            models.UniqueConstraint(
                fields=("deposit", "declaration", "control", "severity", "reason"),
                nulls_distinct=False,
                name="finding_unique",
            ),
        )
        indexes = (models.Index(fields=("deposit", "severity", "rank"), name="finding_deposit_severity"),)

    def __str__(self) -> str:
        return f"{self.control} × {self.count}"
