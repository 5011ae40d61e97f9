"""Requests to a partner for the data of the insurance contracts of an establishment (never nature 08 of the norm).

Two boxes, never a window: no table is read by two firms. What the partner knows of a demande is copied into rows of its
own account; `guichet.amorcage.mailbox` writes both in one transaction.
"""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Substr
from django.utils import timezone

from guichet.accounts.models import Member
from guichet.amorcage.enums import GRANTED, SENT, WAITING, DemandeState, DocumentKind, RuleKind, Side
from guichet.core.models import FirmModel, StoredFile
from guichet.portfolio.models import Etablissement, Partner


class DemandeAmorcage(FirmModel):
    """The request for one establishment, to one partner; at most one is open at a time.

    Whoever writes one holds the row of its establishment until the end of the transaction. `ends_on` is the last day of
    what was granted; `renewal_asked_at` says that more was asked for since. The mandate is the text that somebody of
    the firm accepted when asking (`guichet.amorcage.mandates`).
    """

    firm = models.ForeignKey(
        "accounts.Firm", on_delete=models.PROTECT, related_name="+", editable=False, db_index=False
    )
    etablissement = models.ForeignKey(Etablissement, on_delete=models.CASCADE, related_name="demandes_amorcage")
    partner = models.ForeignKey(
        Partner, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    state = models.CharField("état", max_length=10, choices=DemandeState.choices, default=DemandeState.PROPOSEE)
    proposed_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    requested_at = models.DateTimeField("demandée le", null=True, blank=True)
    ends_on = models.DateField("accordée jusqu'au", null=True, blank=True)
    renewal_asked_at = models.DateTimeField("renouvellement demandé le", null=True, blank=True)
    mandate_version = models.CharField("version du mandat", max_length=20, blank=True)
    mandate_accepted_by = models.ForeignKey(
        Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    mandate_accepted_at = models.DateTimeField("mandat accepté le", null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("etablissement",),
                condition=~models.Q(state=DemandeState.CLOSE),
                name="demande_amorcage_one_open",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=DemandeState.values), name="demande_amorcage_state_known"
            ),
            models.CheckConstraint(
                condition=models.Q(state=DemandeState.CLOSE) | models.Q(partner__isnull=False),
                name="demande_amorcage_open_has_partner",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=sorted(GRANTED)) | models.Q(ends_on__isnull=False),
                name="demande_amorcage_granted_until",
            ),
        )
        indexes = (
            models.Index(fields=("firm", "state", "-changed_at"), name="demande_amorcage_list"),
            models.Index(fields=("firm", "state", "etablissement"), name="demande_amorcage_states"),
            models.Index(
                fields=("firm", "ends_on"), name="demande_amorcage_ends", condition=models.Q(ends_on__isnull=False)
            ),
        )

    def __str__(self) -> str:
        return f"{self.etablissement_id}: {self.state}"

    @property
    def is_open(self) -> bool:
        """True until it is closed; what was put off or declined can still be asked for."""
        return self.state != DemandeState.CLOSE

    @property
    def is_waiting(self) -> bool:
        """True while the partner has to decide."""
        return self.state in WAITING

    @property
    def is_granted(self) -> bool:
        """True while the partner opens its data."""
        return self.state in GRANTED

    @property
    def is_sent(self) -> bool:
        """True when the partner knows of it."""
        return self.state in SENT


class DemandeAmorcageEvent(FirmModel):
    """One step of a request: what it became, when, by whom."""

    demande = models.ForeignKey(DemandeAmorcage, on_delete=models.CASCADE, related_name="events")
    state = models.CharField(max_length=10, choices=DemandeState.choices)
    at = models.DateTimeField(default=timezone.now)
    side = models.CharField(max_length=10, choices=Side.choices, default=Side.DECLARANT)
    author = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{self.demande_id} → {self.state}"


class ReminderMail(FirmModel):
    """An administrator who wants the reminders by e-mail; one at most a day, for what is due since the last."""

    member = models.OneToOneField(Member, on_delete=models.CASCADE, related_name="+")
    sent_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.member_id}: {self.sent_on}"


class InboxRequest(FirmModel):
    """A demande as its partner knows it; `firm` is the account of the partner.

    `declarant_id` and `demande_id` say where the answer goes: they name a row of another firm, which cannot be read
    from here. `answered_at` is the first answer to the last sending.
    """

    declarant_id = models.UUIDField(editable=False)
    declarant_name = models.CharField("cabinet", max_length=200)
    declarant_siret = models.CharField("SIRET du cabinet", max_length=14)
    demande_id = models.BigIntegerField(editable=False)
    siret = models.CharField("SIRET", max_length=14)
    siren = models.GeneratedField(
        expression=Substr("siret", 1, 9), output_field=models.CharField(max_length=9), db_persist=True
    )
    raison_sociale = models.CharField("dénomination", max_length=200, blank=True)
    state = models.CharField("état", max_length=10, choices=DemandeState.choices)
    requested_at = models.DateTimeField("reçue le", default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True, blank=True)
    ends_on = models.DateField("accordée jusqu'au", null=True, blank=True)
    renewal_asked_at = models.DateTimeField("renouvellement demandé le", null=True, blank=True)
    mandate_version = models.CharField("version du mandat", max_length=20, blank=True)
    mandate_accepted_at = models.DateTimeField("mandat accepté le", null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("firm", "declarant_id", "demande_id"), name="inbox_request_one_copy"),
            models.CheckConstraint(condition=models.Q(state__in=DemandeState.values), name="inbox_request_state_known"),
            models.CheckConstraint(
                condition=~models.Q(state__in=sorted(GRANTED)) | models.Q(ends_on__isnull=False),
                name="inbox_request_granted_until",
            ),
        )
        indexes = (
            models.Index(fields=("firm", "state", "-requested_at", "-id"), name="inbox_request_list"),
            models.Index(fields=("firm", "siren"), name="inbox_request_siren"),
        )

    def __str__(self) -> str:
        return f"{self.siret}: {self.state}"

    @property
    def to_answer(self) -> bool:
        """True when the partner has something to decide."""
        return self.state in WAITING or self.renewal_asked_at is not None

    @property
    def is_granted(self) -> bool:
        """True while the partner opens its data."""
        return self.state in GRANTED


class InboxEvent(FirmModel):
    """One step of a request as its partner knows it; `author` is a member of the partner, when one took it."""

    request = models.ForeignKey(InboxRequest, on_delete=models.CASCADE, related_name="events")
    state = models.CharField(max_length=10, choices=DemandeState.choices)
    at = models.DateTimeField(default=timezone.now)
    side = models.CharField(max_length=10, choices=Side.choices)
    author = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{self.request_id}: {self.state}"


class PartnerRule(FirmModel):
    """What a partner grants by itself as it comes in: all that a firm asks (SIRET), or all about an entreprise "
    "(SIREN)."""

    kind = models.CharField("règle", max_length=8, choices=RuleKind.choices)
    value = models.CharField("SIRET ou SIREN", max_length=14)
    label = models.CharField("nom", max_length=200, blank=True)
    months = models.PositiveSmallIntegerField("durée accordée, en mois", default=12)
    author = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("kind", "label", "value")
        constraints = (
            models.UniqueConstraint(fields=("firm", "kind", "value"), name="partner_rule_once"),
            models.CheckConstraint(
                condition=models.Q(kind=RuleKind.CABINET, value__regex=r"^[0-9]{14}$")
                | models.Q(kind=RuleKind.SIREN, value__regex=r"^[0-9]{9}$"),
                name="partner_rule_value",
            ),
            models.CheckConstraint(condition=models.Q(months__gte=1, months__lte=60), name="partner_rule_months"),
        )

    def __str__(self) -> str:
        return f"{self.kind}: {self.value}"


class Document(FirmModel):
    """A question of the partner or its answer, with a file if need be: one row in each box, each with its own file.

    It hangs on the demande in the box of the firm, on the request in that of the partner.
    """

    demande = models.ForeignKey(
        DemandeAmorcage, null=True, blank=True, on_delete=models.CASCADE, related_name="documents"
    )
    request = models.ForeignKey(InboxRequest, null=True, blank=True, on_delete=models.CASCADE, related_name="documents")
    kind = models.CharField(max_length=8, choices=DocumentKind.choices)
    text = models.TextField("texte", max_length=2000)
    file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    file_name = models.CharField("nom du fichier", max_length=120, blank=True)
    at = models.DateTimeField(default=timezone.now)
    author = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ("at", "id")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(demande__isnull=False, request=None) | models.Q(demande=None, request__isnull=False),
                name="document_in_one_box",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d}"
