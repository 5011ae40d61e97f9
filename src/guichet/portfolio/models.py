"""What a firm files for, and the partners that open the data of its contracts."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models.functions import Concat, Substr
from django.utils import timezone

from guichet.core.models import FirmModel
from guichet.portfolio.enums import Echeance, EtablissementState, Origin


class Fold(models.Func):
    """Lower case, without accents: the SQL function made by the migration `0003_search`."""

    function = "guichet_fold"
    arity = 1
    output_field = models.TextField()


class Partner(models.Model):
    """A groupe de protection sociale. A partner is a row, never code; the arrays serve to guess it from a file.

    `prevoyance_codes` are values of S21.G00.15.002, `retraite_sirets` of S21.G00.20.001, `idccs` of
    S21.G00.11.022, `apet_prefixes` beginnings of S21.G00.11.002.
    """

    code = models.SlugField("code", max_length=40, unique=True)
    name = models.CharField("nom", max_length=120)
    trades = models.CharField("secteurs", max_length=200, blank=True)
    family = models.SlugField("famille de contrôles", max_length=40, blank=True)
    connected = models.BooleanField("connecté à Guichet", default=False)
    active = models.BooleanField("proposé", default=True)
    prevoyance_codes = ArrayField(models.CharField(max_length=14), default=list, blank=True)
    retraite_sirets = ArrayField(models.CharField(max_length=14), default=list, blank=True)
    idccs = ArrayField(models.CharField(max_length=4), default=list, blank=True)
    apet_prefixes = ArrayField(models.CharField(max_length=5), default=list, blank=True)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class SubPortfolio(FirmModel):
    """A part of the portfolio that the firm names (« groupe » on the pages): a client group, an office, a team."""

    name = models.CharField("nom", max_length=80)

    class Meta:
        ordering = ("name",)
        constraints = (models.UniqueConstraint(fields=("firm", "name"), name="subportfolio_firm_name_unique"),)

    def __str__(self) -> str:
        return self.name


class Etablissement(FirmModel):
    """An establishment (SIRET) a firm files for.

    What the portal guessed (`echeance_proposee`, `partner_propose`) stands beside what the user confirmed
    (`echeance`, `partner`), each with its reason in French. `without_partner` is an answer too: « aucun, ou un autre
    organisme ». Facts (`apet` … `headcount`) come from the declaration of the month `facts_period` (YYYY-MM), but
    those named in `corrected`, which a person wrote and no file changes any more.
    """

    siret = models.CharField("SIRET", max_length=14)
    siren = models.GeneratedField(
        expression=Substr("siret", 1, 9), output_field=models.CharField(max_length=9), db_persist=True
    )
    raison_sociale = models.CharField("dénomination", max_length=200, blank=True)
    state = models.CharField("état", max_length=20, choices=EtablissementState.choices)
    origin = models.CharField("origine", max_length=10, choices=Origin.choices)
    echeance = models.PositiveSmallIntegerField("échéance", choices=Echeance.choices, null=True, blank=True)
    echeance_proposee = models.PositiveSmallIntegerField(choices=Echeance.choices, null=True, blank=True)
    echeance_motif = models.CharField(max_length=300, blank=True)
    partner = models.ForeignKey(
        Partner, verbose_name="groupe de protection sociale", null=True, blank=True, on_delete=models.PROTECT
    )
    without_partner = models.BooleanField("aucun ou autre organisme", default=False)
    partner_propose = models.ForeignKey(Partner, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    partner_motif = models.CharField(max_length=300, blank=True)
    sub_portfolio = models.ForeignKey(
        SubPortfolio,
        verbose_name="groupe",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="etablissements",
    )
    tags = ArrayField(models.CharField(max_length=40), verbose_name="étiquettes", default=list, blank=True)
    apet = models.CharField("APET", max_length=5, blank=True)
    idcc = models.CharField("IDCC", max_length=4, blank=True)
    voie = models.CharField("adresse", max_length=200, blank=True)
    code_postal = models.CharField("code postal", max_length=5, blank=True)
    localite = models.CharField("localité", max_length=100, blank=True)
    headcount = models.PositiveIntegerField("effectif déclaré", null=True, blank=True)
    facts_period = models.CharField("mois des informations lues", max_length=7, blank=True)
    corrected = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    search_text = models.GeneratedField(
        expression=Fold(Concat("raison_sociale", models.Value(" "), "localite", models.Value(" "), "siret")),
        output_field=models.TextField(),
        db_persist=True,
    )
    added_at = models.DateTimeField(default=timezone.now)
    completed_at = models.DateTimeField(null=True, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)
    last_deposit_at = models.DateTimeField("dernier dépôt", null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("firm", "siret"), name="etablissement_firm_siret_unique"),
            models.CheckConstraint(
                condition=models.Q(siret__regex=r"^[0-9]{14}$"), name="etablissement_siret_14_digits"
            ),
            models.CheckConstraint(
                condition=models.Q(echeance__in=Echeance.values) | models.Q(echeance=None),
                name="etablissement_echeance_5_or_15",
            ),
            models.CheckConstraint(
                condition=models.Q(partner=None) | models.Q(without_partner=False),
                name="etablissement_partner_or_none",
            ),
        )
        indexes = (
            models.Index(fields=("firm", "state", "raison_sociale", "siret"), name="etablissement_list"),
            models.Index(fields=("firm", "siren"), name="etablissement_siren"),
            GinIndex(fields=("tags",), name="etablissement_tags"),
        )

    def __str__(self) -> str:
        return self.raison_sociale or self.siret

    @property
    def is_retired(self) -> bool:
        """True once removed from the portfolio."""
        return self.state == EtablissementState.RETIRE

    @property
    def is_complete(self) -> bool:
        """True when a person gave all that only a person knows."""
        return bool(self.raison_sociale and self.echeance and (self.partner_id or self.without_partner))
