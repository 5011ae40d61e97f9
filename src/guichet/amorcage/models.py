"""Requests to a partner for the data of the insurance contracts of an establishment (never nature 08 of the norm)."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from guichet.accounts.models import Member
from guichet.amorcage.enums import DemandeState
from guichet.core.models import FirmModel
from guichet.portfolio.models import Etablissement, Partner


class DemandeAmorcage(FirmModel):
    """The request for one establishment, to one partner; at most one is open at a time.

    Whoever writes one holds the row of its establishment until the end of the transaction.
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
        )
        indexes = (
            models.Index(fields=("firm", "state", "-changed_at"), name="demande_amorcage_list"),
            models.Index(fields=("firm", "state", "etablissement"), name="demande_amorcage_states"),
        )

    def __str__(self) -> str:
        return f"{self.etablissement_id}: {self.state}"

    @property
    def is_open(self) -> bool:
        """True until it is closed; what was put off or declined can still be asked for."""
        return self.state != DemandeState.CLOSE


class DemandeAmorcageEvent(FirmModel):
    """One step of a request: what it became, when, by whom."""

    demande = models.ForeignKey(DemandeAmorcage, on_delete=models.CASCADE, related_name="events")
    state = models.CharField(max_length=10, choices=DemandeState.choices)
    at = models.DateTimeField(default=timezone.now)
    author = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{self.demande_id} → {self.state}"
