"""Webhooks: added, changed, removed; what happens becomes a message for each that asked for it."""

from __future__ import annotations

import secrets
from base64 import b64encode
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from guichet.accounts.members import require_administrator
from guichet.accounts.noting import note
from guichet.accounts.sealing import seal, unseal
from guichet.core import jobs
from guichet.core.actor import Actor
from guichet.programs.enums import CHOSEN, DeliveryState, Event
from guichet.programs.errors import ProgramError, TooMany
from guichet.programs.guard import look_at
from guichet.programs.models import Webhook, WebhookDelivery

PURPOSE = b"guichet webhook"
TASK, QUEUE = "programs.deliver", "webhooks"
SECRET_BYTES = 32
WEBHOOKS_MAX = 5
WAITING_MAX = 1_000
"""Messages that an address may have before it: beyond, nothing more is put in line for it."""


def webhooks_visible_to(actor: Actor) -> QuerySet[Webhook]:
    """Those of the firm: for administrators."""
    webhooks = Webhook.objects.filter(firm_id=actor.firm_id)
    return webhooks if actor.is_administrator else webhooks.none()


def secret_of(webhook: Webhook) -> str:
    """What its messages are signed with."""
    return unseal(webhook.secret, PURPOSE)


def add_webhook(*, actor: Actor, url: str, events: Sequence[str]) -> Webhook:
    """A new one, with a new secret. Raises `TeamError` or `ProgramError`."""
    require_administrator(actor)
    if Webhook.objects.filter(firm_id=actor.firm_id).count() >= WEBHOOKS_MAX:
        raise TooMany("webhooks", WEBHOOKS_MAX)
    look_at(url)
    webhook = Webhook.objects.create(firm_id=actor.firm_id, url=url, secret=_new_secret(), events=_known(events))
    note(actor, "webhook.ajoute", subject=f"webhook:{webhook.pk}", evenements=webhook.events)
    return webhook


def change_webhook(*, actor: Actor, webhook: Webhook, events: Sequence[str], active: bool) -> Webhook:
    """Other events, or a pause. Raises `TeamError` or `ProgramError`."""
    require_administrator(actor)
    webhook.events, webhook.active = _known(events), active
    webhook.save(update_fields=["events", "active"])
    note(actor, "webhook.change", subject=f"webhook:{webhook.pk}", evenements=webhook.events, actif=active)
    return webhook


def remove_webhook(*, actor: Actor, webhook: Webhook) -> None:
    """With its deliveries; those in line are not sent. Raises `TeamError`."""
    require_administrator(actor)
    subject = f"webhook:{webhook.pk}"
    webhook.delete()
    note(actor, "webhook.retire", subject=subject)


def try_webhook(*, actor: Actor, webhook: Webhook, now: datetime) -> WebhookDelivery:
    """Put a message of test in line. Raises `TeamError` or `ProgramError`."""
    require_administrator(actor)
    if not webhook.active:
        raise ProgramError("Ce webhook est en pause. Réactivez-le, puis recommencez l'essai.")
    return _put_in_line(webhook, Event.ESSAI, {}, now)


def is_heard(firm_id: UUID, event: Event) -> bool:
    """Whether a webhook of the firm asked for that: one question for many messages. In the context of that firm."""
    return Webhook.objects.filter(firm_id=firm_id, active=True, events__contains=[event.value]).exists()


def announce(*, firm_id: UUID, event: Event, data: dict[str, Any], now: datetime) -> int:
    """Put in line a message for each webhook of the firm that asked for that; gives how many.

    In the context of that firm, in the transaction of what happened. `data` holds codes and numbers, no personal data.
    """
    asked = Webhook.objects.filter(firm_id=firm_id, active=True, events__contains=[event.value])
    return len([_put_in_line(webhook, event, data, now) for webhook in asked if _has_room(webhook)])


def _has_room(webhook: Webhook) -> bool:
    waiting = WebhookDelivery.objects.filter(webhook=webhook, state=DeliveryState.WAITING)
    return waiting.count() < WAITING_MAX


def _put_in_line(webhook: Webhook, event: Event, data: dict[str, Any], now: datetime) -> WebhookDelivery:
    """One address is told one thing at a time, so that a slow one holds no more than one worker."""
    payload = {"type": event.value, "timestamp": now.isoformat(), "data": data}
    delivery = WebhookDelivery.objects.create(
        firm_id=webhook.firm_id, webhook=webhook, event=event.value, payload=payload, created_at=now
    )
    lock = f"webhook:{webhook.pk}"
    jobs.enqueue(TASK, queue=QUEUE, firm_id=webhook.firm_id, lock=lock, delivery_id=str(delivery.pk))
    return delivery


def _known(events: Sequence[str]) -> list[str]:
    chosen = [event.value for event in CHOSEN if event.value in events]
    if not chosen:
        raise ProgramError("Choisissez au moins un évènement à envoyer.")
    return chosen


def _new_secret() -> str:
    return seal("whsec_" + b64encode(secrets.token_bytes(SECRET_BYTES)).decode(), PURPOSE)
