"""Tokens by which programs come in, webhooks by which they are told, and what was sent."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

from guichet.accounts.models import Member
from guichet.core.models import FirmModel
from guichet.programs.enums import DeliveryState, Event


class ApiToken(FirmModel):
    """A program acts as the member who made the token, with his rights of the moment; of its secret a digest is "
    "kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField("nom", max_length=80)
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    ending = models.CharField("derniers caractères", max_length=4)
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField("valable jusqu'au")
    last_used_at = models.DateTimeField("dernier usage", null=True, blank=True)
    revoked_at = models.DateTimeField("révoqué le", null=True, blank=True)

    class Meta:
        ordering = ("-created_at", "id")

    def __str__(self) -> str:
        return self.name

    def is_live(self, now: datetime) -> bool:
        """True while it opens something."""
        return self.revoked_at is None and self.expires_at > now


class Webhook(FirmModel):
    """An address that is told of what happens; `secret` is sealed, messages are signed with it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    url = models.CharField("adresse", max_length=500)
    secret = models.TextField()
    events = ArrayField(models.CharField(max_length=30, choices=Event.choices), verbose_name="évènements")
    active = models.BooleanField("actif", default=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-created_at", "id")

    def __str__(self) -> str:
        return self.url


class WebhookDelivery(FirmModel):
    """One message to one address: codes, numbers and SIRET, never personal data; kept a month.

    `outcome` is the code of the last answer (« 200 ») or why there was none (« delai », « adresse_interdite » …).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    webhook = models.ForeignKey(Webhook, on_delete=models.CASCADE, related_name="deliveries")
    event = models.CharField(max_length=30, choices=Event.choices)
    payload = models.JSONField(default=dict)
    state = models.CharField(max_length=8, choices=DeliveryState.choices, default=DeliveryState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    outcome = models.CharField(max_length=40, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    tried_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-created_at", "id")
        indexes = (models.Index(fields=("webhook", "-created_at"), name="delivery_of_webhook"),)

    def __str__(self) -> str:
        return f"{self.event}: {self.state}"
