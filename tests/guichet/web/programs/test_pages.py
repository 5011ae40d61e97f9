"""The pages of tokens and webhooks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from ipaddress import ip_network
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from guichet.core.tenancy import enter_firm
from guichet.programs.models import ApiToken, Webhook, WebhookDelivery
from guichet.programs.tokens import open_token
from tests.guichet.cast import Cast
from tests.guichet.programs.receiver import Receiver, receiving
from tests.guichet.web.accounts.signing import logged_in

TOKENS, WEBHOOKS = "/compte/jetons/", "/compte/webhooks/"


@pytest.fixture
def receiver(settings: Any) -> Iterator[Receiver]:
    settings.GUICHET_WEBHOOK_NETWORKS = [ip_network("127.0.0.0/8")]
    with receiving() as found:
        yield found


@pytest.fixture
def admin(cast: Cast) -> Client:
    return logged_in(cast.admin_a.user)


def page_of(client: Client, url: str) -> str:
    return client.get(url).content.decode()


def create(client: Client, name: str = "Gestion") -> str:
    page = client.post(TOKENS + "nouveau/", {"name": name, "days": "90"}).content.decode()
    return re.search(r"guichet_[\w.=-]+", page)[0]  # type: ignore[index]


def test_a_token_is_shown_once(cast: Cast, admin: Client) -> None:
    text = create(admin)
    opened = open_token(text, timezone.now())
    assert opened is not None
    assert opened[1] == cast.admin_a
    page = page_of(admin, TOKENS)
    assert "Gestion" in page
    assert text not in page


def test_a_token_is_revoked(cast: Cast, admin: Client) -> None:
    text = create(admin)
    enter_firm(cast.firm_a.pk)
    token = ApiToken.objects.get()
    assert "n'ouvrira plus rien" in page_of(admin, f"{TOKENS}{token.pk}/revoquer/").replace("&#x27;", "'")
    admin.post(f"{TOKENS}{token.pk}/revoquer/")
    assert open_token(text, timezone.now()) is None
    assert "Révoqué" in page_of(admin, TOKENS)


@pytest.mark.parametrize("days", ["", "0", "3650", "x"])
def test_no_other_duration(cast: Cast, admin: Client, days: str) -> None:
    admin.post(TOKENS + "nouveau/", {"name": "Gestion", "days": days})
    enter_firm(cast.firm_a.pk)
    assert not ApiToken.objects.exists()


def test_a_stolen_session_makes_no_token(cast: Cast, client: Client) -> None:
    client.force_login(cast.admin_a.user)
    answer = client.post(TOKENS + "nouveau/", {"name": "Gestion", "days": "90"})
    assert answer.status_code == 302
    assert "/compte/identite/" in answer["Location"]


def test_lists_ask_the_same_number_of_queries(cast: Cast, admin: Client) -> None:
    create(admin, "Un")
    with CaptureQueriesContext(
        connection,
    ) as one:
        page_of(admin, TOKENS)
    create(admin, "Deux")
    create(admin, "Trois")
    with CaptureQueriesContext(connection) as three:
        assert "Trois" in page_of(admin, TOKENS)
    assert len(one) == len(three)


def test_a_webhook_from_its_form_to_its_end(cast: Cast, admin: Client, receiver: Receiver) -> None:
    answer = admin.post(WEBHOOKS + "nouveau/", {"url": receiver.url, "events": ["demande.recue", "demande.retiree"]})
    page = answer["Location"]
    enter_firm(cast.firm_a.pk)
    webhook = Webhook.objects.get()
    assert webhook.events == ["demande.recue", "demande.retiree"]
    assert receiver.url in page_of(admin, WEBHOOKS)
    assert "whsec_" in page_of(admin, page + "secret/")
    assert "whsec_" not in page_of(admin, page)
    admin.post(page + "essai/")
    enter_firm(cast.firm_a.pk)
    assert f"msg_{WebhookDelivery.objects.get().pk.hex}" in page_of(admin, page)
    admin.post(page, {"events": ["demande.recue"]})
    enter_firm(cast.firm_a.pk)
    webhook.refresh_from_db()
    assert (webhook.active, webhook.events) == (False, ["demande.recue"])
    assert "En pause" in page_of(admin, WEBHOOKS)
    admin.post(page + "retirer/")
    enter_firm(cast.firm_a.pk)
    assert not WebhookDelivery.objects.exists()
    assert admin.get(page).status_code == 404


def test_an_inner_address_is_refused_beside_its_field(cast: Cast, admin: Client, settings: Any) -> None:
    settings.GUICHET_WEBHOOK_NETWORKS = []
    page = admin.post(
        WEBHOOKS + "nouveau/", {"url": "https://169.254.169.254/latest/", "events": ["demande.recue"]}
    ).content.decode()
    assert "réseau privé" in page
    assert 'aria-invalid="true"' in page
    enter_firm(cast.firm_a.pk)
    assert not Webhook.objects.exists()


def test_lists_of_messages_ask_the_same_number_of_queries(cast: Cast, admin: Client, receiver: Receiver) -> None:
    page = admin.post(WEBHOOKS + "nouveau/", {"url": receiver.url, "events": ["demande.recue"]})["Location"]
    admin.post(page + "essai/")
    admin.get(page)
    with CaptureQueriesContext(connection) as one:
        page_of(admin, page)
    admin.post(page + "essai/")
    admin.post(page + "essai/")
    admin.get(page)
    with CaptureQueriesContext(connection) as three:
        page_of(admin, page)
    assert len(one) == len(three)
