"""Delivering one message: read, send outside any transaction, write how it went."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from guichet.core import journal
from guichet.core.tenancy import every_firm, firm_transaction
from guichet.programs.enums import DeliveryState
from guichet.programs.models import Webhook, WebhookDelivery
from guichet.programs.sending import DELIVERED, GONE, send
from guichet.programs.webhooks import secret_of

KEPT = timedelta(days=30)
ATTEMPTS = 7


class NotDelivered(Exception):
    """To be tried again; the message is the outcome."""


def deliver(*, firm_id: UUID, delivery_id: UUID) -> None:
    """Send it unless it has ended or its webhook is paused. Raises `NotDelivered` while there are attempts left."""
    with firm_transaction(firm_id):
        delivery = _to_send(delivery_id)
        secret = secret_of(delivery.webhook) if delivery else ""
    if delivery is None:
        return
    outcome = send(
        url=delivery.webhook.url,
        secret=secret,
        message_id=f"msg_{delivery.pk.hex}",
        body=delivery.payload,
        now=timezone.now(),
    )
    with firm_transaction(firm_id):
        again = _write(delivery, outcome, timezone.now())
    if again:
        raise NotDelivered(outcome)


def forget_old(now: datetime) -> int:
    """Remove the messages older than `KEPT`, for all firms; gives how many."""
    return sum(_forget_of(firm_id, now) for firm_id in every_firm())


def _to_send(delivery_id: UUID) -> WebhookDelivery | None:
    found = (
        WebhookDelivery.objects.select_related("webhook").filter(pk=delivery_id, state=DeliveryState.WAITING).first()
    )
    if found is None or found.webhook.active:
        return found
    found.state, found.outcome = DeliveryState.FAILED, "pause"
    found.save(update_fields=["state", "outcome"])
    return None


def _write(delivery: WebhookDelivery, outcome: str, now: datetime) -> bool:
    """How it went; True when it is to be tried again."""
    delivery.attempts, delivery.outcome, delivery.tried_at = delivery.attempts + 1, outcome, now
    gone = outcome == str(GONE)
    if outcome.isdigit() and int(outcome) in DELIVERED:
        delivery.state = DeliveryState.DELIVERED
    elif gone or delivery.attempts >= ATTEMPTS:
        delivery.state = DeliveryState.FAILED
    if not WebhookDelivery.objects.filter(pk=delivery.pk).exists():  # the webhook was removed meanwhile
        return False
    delivery.save(update_fields=["attempts", "outcome", "tried_at", "state"])
    if gone:
        _pause(delivery.webhook)
    return delivery.state == DeliveryState.WAITING


def _pause(webhook: Webhook) -> None:
    """The receiver says that it is gone for good."""
    Webhook.objects.filter(pk=webhook.pk).update(active=False)
    journal.record(actor=None, firm_id=webhook.firm_id, verb="webhook.suspendu", subject=f"webhook:{webhook.pk}")


def _forget_of(firm_id: UUID, now: datetime) -> int:
    with firm_transaction(firm_id):
        gone, _ = WebhookDelivery.objects.filter(firm_id=firm_id, created_at__lt=now - KEPT).delete()
    return gone
