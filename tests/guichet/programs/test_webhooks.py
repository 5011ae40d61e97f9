"""Webhooks, with a real receiver: what is signed, sent, tried again and given up."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import suppress
from ipaddress import ip_network
from typing import Any

import pytest
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob
from standardwebhooks import Webhook as Signature
from standardwebhooks.webhooks import WebhookVerificationError

from guichet.accounts.members import TeamError
from guichet.core.models import JournalEntry
from guichet.programs import delivering, sending, webhooks
from guichet.programs.enums import DeliveryState, Event
from guichet.programs.errors import AddressRefused, ProgramError
from guichet.programs.models import Webhook, WebhookDelivery
from tests.guichet.cast import Cast
from tests.guichet.programs.receiver import Receiver, receiving

NOW = timezone.now()
DATA = {"demande": 12, "siret": "99000011900018"}


@pytest.fixture
def receiver(settings: Any) -> Iterator[Receiver]:
    settings.GUICHET_WEBHOOK_NETWORKS = [ip_network("127.0.0.0/8")]
    with receiving() as found:
        yield found


@pytest.fixture
def webhook(cast: Cast, receiver: Receiver) -> Webhook:
    return webhooks.add_webhook(actor=cast.actor(cast.admin_a), url=receiver.url, events=["demande.recue"])


def announced(webhook: Webhook, event: Event = Event.RECUE) -> int:
    return webhooks.announce(firm_id=webhook.firm_id, event=event, data=DATA, now=NOW)


def deliver(delivery: WebhookDelivery) -> WebhookDelivery:
    with suppress(delivering.NotDelivered):
        delivering.deliver(firm_id=delivery.firm_id, delivery_id=delivery.pk)
    delivery.refresh_from_db()
    return delivery


def test_what_is_sent_is_signed_for_who_has_the_secret(webhook: Webhook, receiver: Receiver) -> None:
    assert announced(webhook) == 1
    delivery = deliver(WebhookDelivery.objects.get())
    ((path, headers, body),) = receiver.received
    assert path == "/evenements?source=guichet"
    message = Signature(webhooks.secret_of(webhook)).verify(body, headers)
    assert message == {"type": "demande.recue", "timestamp": NOW.isoformat(), "data": DATA}
    lowered = {name.lower(): value for name, value in headers.items()}
    assert lowered["webhook-id"] == f"msg_{delivery.pk.hex}"
    assert (delivery.state, delivery.attempts, delivery.outcome) == (DeliveryState.DELIVERED, 1, "204")
    with pytest.raises(WebhookVerificationError):
        Signature("whsec_" + "QUJD" * 8).verify(body, headers)


def test_only_what_was_asked_for_is_put_in_line(webhook: Webhook) -> None:
    assert announced(webhook, Event.RETIREE) == 0
    assert announced(webhook) == 1
    job = ProcrastinateJob.objects.get(task_name=webhooks.TASK)
    assert job.args == {"firm_id": str(webhook.firm_id), "delivery_id": str(WebhookDelivery.objects.get().pk)}


def test_other_firms_are_told_nothing(cast: Cast, webhook: Webhook) -> None:
    cast.actor(cast.admin_b)
    assert webhooks.announce(firm_id=cast.firm_b.pk, event=Event.RECUE, data=DATA, now=NOW) == 0
    assert not webhooks.webhooks_visible_to(cast.actor(cast.admin_b)).exists()


def test_what_fails_is_tried_again_then_given_up(webhook: Webhook, receiver: Receiver) -> None:
    receiver.status = 500
    announced(webhook)
    delivery = WebhookDelivery.objects.get()
    for attempt in range(1, delivering.ATTEMPTS):
        with pytest.raises(delivering.NotDelivered, match="500"):
            delivering.deliver(firm_id=webhook.firm_id, delivery_id=delivery.pk)
        delivery.refresh_from_db()
        assert (delivery.state, delivery.attempts) == (DeliveryState.WAITING, attempt)
    assert deliver(delivery).state == DeliveryState.FAILED
    deliver(delivery)
    assert len(receiver.received) == delivering.ATTEMPTS


def test_what_was_delivered_is_not_sent_twice(webhook: Webhook, receiver: Receiver) -> None:
    announced(webhook)
    delivery = WebhookDelivery.objects.get()
    deliver(delivery)
    deliver(delivery)
    assert len(receiver.received) == 1


def test_no_redirection_is_followed(webhook: Webhook, receiver: Receiver) -> None:
    receiver.status, receiver.location = 302, receiver.url
    announced(webhook)
    assert deliver(WebhookDelivery.objects.get()).outcome == "302"
    assert len(receiver.received) == 1


def test_a_receiver_that_is_gone_is_told_nothing_more(webhook: Webhook, receiver: Receiver) -> None:
    receiver.status = 410
    announced(webhook)
    assert deliver(WebhookDelivery.objects.get()).state == DeliveryState.FAILED
    webhook.refresh_from_db()
    assert not webhook.active
    assert announced(webhook) == 0
    assert JournalEntry.objects.filter(verb="webhook.suspendu", member=None).count() == 1


def test_a_name_that_leads_inside_since_is_refused(webhook: Webhook, receiver: Receiver, settings: Any) -> None:
    announced(webhook)
    settings.GUICHET_WEBHOOK_NETWORKS = []
    assert deliver(WebhookDelivery.objects.get()).outcome == "adresse_interdite"
    assert receiver.received == []


def test_a_receiver_that_drips_holds_nobody(
    webhook: Webhook, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "TOTAL", 0.5)
    receiver.drip = 0.05
    announced(webhook)
    began = time.monotonic()
    assert deliver(WebhookDelivery.objects.get()).outcome == "delai"
    assert time.monotonic() - began < 3


def test_nobody_listens(webhook: Webhook) -> None:
    Webhook.objects.filter(pk=webhook.pk).update(url="http://127.0.0.1:9999/")
    announced(webhook)
    assert deliver(WebhookDelivery.objects.get()).outcome == "injoignable"


def test_a_webhook_in_pause_sends_nothing(cast: Cast, webhook: Webhook, receiver: Receiver) -> None:
    announced(webhook)
    actor = cast.actor(cast.admin_a)
    webhooks.change_webhook(actor=actor, webhook=webhook, events=webhook.events, active=False)
    assert deliver(WebhookDelivery.objects.get()).outcome == "pause"
    assert receiver.received == []
    with pytest.raises(ProgramError, match="en pause"):
        webhooks.try_webhook(actor=actor, webhook=webhook, now=NOW)


def test_a_test_is_sent_whatever_was_asked_for(cast: Cast, webhook: Webhook, receiver: Receiver) -> None:
    delivery = webhooks.try_webhook(actor=cast.actor(cast.admin_a), webhook=webhook, now=NOW)
    assert deliver(delivery).state == DeliveryState.DELIVERED
    assert b'"type":"essai"' in receiver.received[0][2]


def test_the_secret_is_sealed_and_the_journal_silent(webhook: Webhook) -> None:
    secret = webhooks.secret_of(webhook)
    assert secret.startswith("whsec_")
    assert secret not in webhook.secret
    entry = JournalEntry.objects.get(verb="webhook.ajoute")
    assert secret not in str(entry.details)
    assert webhook.url not in str(entry.details)


def test_refusals(cast: Cast, receiver: Receiver, settings: Any) -> None:
    actor = cast.actor(cast.admin_a)
    with pytest.raises(ProgramError, match="au moins un évènement"):
        webhooks.add_webhook(actor=actor, url=receiver.url, events=["autre"])
    settings.GUICHET_WEBHOOK_NETWORKS = []
    with pytest.raises(AddressRefused, match="réseau privé"):
        webhooks.add_webhook(actor=actor, url="https://127.0.0.1/", events=["demande.recue"])
    with pytest.raises(TeamError):
        webhooks.add_webhook(actor=cast.actor(cast.collaborator_a), url=receiver.url, events=["demande.recue"])


def test_old_messages_are_forgotten(webhook: Webhook) -> None:
    announced(webhook)
    assert delivering.forget_old(NOW + delivering.KEPT) == 0
    assert delivering.forget_old(NOW + delivering.KEPT * 2) == 1
