"""What a firm files for, and the partners that open the data of its contracts."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
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


WAITING = models.Q(state=EtablissementState.A_COMPLETER)


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


class Tag(FirmModel):
    """A tag that the firm uses (« étiquette »): the names to choose among. Rows bear theirs in `Etablissement.tags`.

    A name is one of these as soon as a service writes it on an establishment. Those of a firm, like its groupes, are
    known to all who see a part of its portfolio.
    """

    name = models.CharField("nom", max_length=40)

    class Meta:
        ordering = ("name",)
        constraints = (models.UniqueConstraint(fields=("firm", "name"), name="tag_firm_name_unique"),)

    def __str__(self) -> str:
        return self.name


class Etablissement(FirmModel):
    """An establishment (SIRET) a firm files for.

    What the portal guessed (`echeance_proposee`, `partner_propose`) stands beside what the user confirmed
    (`echeance`, `partner`), each with its reason in French. `without_partner` is an answer too: « aucun, ou un autre
    organisme ». Facts (`apet` … `headcount`) come from the declaration of the month `facts_period` (YYYY-MM), but
    those named in `corrected`, which a person wrote and no file changes any more. Those named in `from_sirene` came
    from the register of Insee, which `sirene_at` was asked; it proposes `denomination_proposee`.

    `first_period` to `latest_avertissements` sum up the monthly declarations kept, so that a list of 100,000 can be
    narrowed by them: `deposits` brings them up to date. Only who may see the declarations may be told.
    """

    firm = models.ForeignKey(
        "accounts.Firm", on_delete=models.PROTECT, related_name="+", editable=False, db_index=False
    )
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
        Partner,
        verbose_name="groupe de protection sociale",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        db_index=False,
    )
    without_partner = models.BooleanField("aucun ou autre organisme", default=False)
    partner_propose = models.ForeignKey(
        Partner, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    partner_motif = models.CharField(max_length=300, blank=True)
    sub_portfolio = models.ForeignKey(
        SubPortfolio,
        verbose_name="groupe",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="etablissements",
        db_index=False,
    )
    tags = ArrayField(models.CharField(max_length=40), verbose_name="étiquettes", default=list, blank=True)
    apet = models.CharField("APET", max_length=5, blank=True)
    idcc = models.CharField("IDCC", max_length=4, blank=True)
    voie = models.CharField("adresse", max_length=200, blank=True)
    code_postal = models.CharField("code postal", max_length=5, blank=True)
    localite = models.CharField("localité", max_length=100, blank=True)
    headcount = models.PositiveIntegerField("effectif déclaré", null=True, blank=True)
    contact_name = models.CharField("contact", max_length=120, blank=True)
    contact_email = models.EmailField("adresse électronique du contact", max_length=254, blank=True)
    contact_phone = models.CharField("téléphone du contact", max_length=30, blank=True)
    succeeds = models.ForeignKey(
        "self",
        verbose_name="succède à",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="successors",
        db_index=False,
    )
    facts_period = models.CharField("mois des informations lues", max_length=7, blank=True)
    corrected = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    denomination_proposee = models.CharField(max_length=200, blank=True)
    from_sirene = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    sirene_at = models.DateTimeField(null=True, blank=True)
    search_text = models.GeneratedField(
        expression=Fold(Concat("raison_sociale", models.Value(" "), "localite", models.Value(" "), "siret")),
        output_field=models.TextField(),
        db_persist=True,
    )
    added_at = models.DateTimeField(default=timezone.now)
    completed_at = models.DateTimeField(null=True, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)
    last_deposit_at = models.DateTimeField("dernier dépôt", null=True, blank=True)
    first_period = models.CharField("premier mois déclaré", max_length=7, blank=True)
    latest_period = models.CharField("dernier mois déclaré", max_length=7, blank=True)
    latest_bloquants = models.PositiveIntegerField(default=0)
    latest_avertissements = models.PositiveIntegerField(default=0)

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
            # The list: it stands in this order, and the search and the filters read this index alone.
            models.Index(
                fields=("firm", "search_text", "id"),
                include=(
                    "state",
                    "echeance",
                    "partner",
                    "without_partner",
                    "sub_portfolio",
                    "idcc",
                    "headcount",
                    "last_deposit_at",
                    "latest_period",
                    "latest_bloquants",
                    "latest_avertissements",
                ),
                name="etablissement_browse",
            ),
            models.Index(fields=("firm", "added_at", "id"), name="etablissement_waiting", condition=WAITING),
            models.Index(fields=("firm", "siren"), name="etablissement_siren"),
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


class SavedView(FirmModel):
    """A list that a member keeps under a name: what it is narrowed to, and its order; `shared` with the whole firm."""

    member = models.ForeignKey("accounts.Member", on_delete=models.CASCADE, related_name="+")
    name = models.CharField("nom", max_length=60)
    asked = models.JSONField(default=dict)
    shared = models.BooleanField("partagée avec le cabinet", default=False)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("name", "id")
        constraints = (models.UniqueConstraint(fields=("member", "name"), name="savedview_member_name_unique"),)
        indexes = (models.Index(fields=("firm", "shared"), name="savedview_firm_shared"),)

    def __str__(self) -> str:
        return self.name


class ListPreference(FirmModel):
    """The columns that a member chose for the list, by name."""

    member = models.OneToOneField("accounts.Member", on_delete=models.CASCADE, related_name="+")
    columns = ArrayField(models.CharField(max_length=20), default=list, blank=True)

    def __str__(self) -> str:
        return ", ".join(self.columns)
