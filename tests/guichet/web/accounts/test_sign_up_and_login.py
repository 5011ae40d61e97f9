"""From sign-up to the first page, as a person does it."""

from __future__ import annotations

import re

import pytest
from django.core.mail import EmailMessage
from django.test import Client

from guichet.accounts.models import User
from tests.guichet.cast import PASSWORD, SIRET_FIRM_B, Cast

FORM = {
    "kind": "tiers_declarant",
    "siret": "990 000 218 00018",
    "firm_name": "Cabinet Neuf",
    "name": "Camille Neuf",
    "email": "Camille@exemple.test",
    "password1": PASSWORD,
    "password2": PASSWORD,
}


def sign_up(client: Client, **changes: str) -> str:
    return client.post("/inscription/", {**FORM, **changes}, follow=True).content.decode()


def test_sign_up_confirm_and_log_in(cast: Cast, client: Client, mailoutbox: list[EmailMessage]) -> None:
    assert client.get("/inscription/").status_code == 200
    sign_up(client)
    assert [message.to for message in mailoutbox] == [["camille@exemple.test"]]
    found = re.search(r"http://\S+(/courriel/confirmer/\S+/)", mailoutbox[0].body)
    assert found
    link = found[1]
    credentials = {"login": "camille@exemple.test", "password": PASSWORD}
    assert client.get(link).status_code == 200
    assert client.post("/connexion/", credentials).url == "/courriel/envoye/", "a GET does not confirm"
    client.post(link)
    answer = client.post("/connexion/", credentials)
    assert answer.url == "/"
    assert client.get("/", follow=True).redirect_chain[-1][0] == "/portefeuille/"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"siret": "99000002800012"}, "pas un SIRET"),
        ({"siret": SIRET_FIRM_B}, "déjà un compte"),
        ({"siret": SIRET_FIRM_B, "email": "admin.a@exemple.test"}, "déjà un compte"),
        ({"password1": "court", "password2": "court"}, "trop court"),
    ],
)
def test_a_refused_sign_up_says_why_and_keeps_what_was_typed(
    cast: Cast, client: Client, changes: dict[str, str], said: str
) -> None:
    page = sign_up(client, **changes)
    assert said in page
    assert "Cabinet Neuf" in page
    assert not User.objects.filter(email="camille@exemple.test").exists()


def test_a_known_address_is_not_told(cast: Cast, client: Client) -> None:
    assert client.post("/inscription/", {**FORM, "email": "admin.a@exemple.test"}).url == "/courriel/envoye/"
    assert not User.objects.filter(name="Camille Neuf").exists()


def test_an_anonymous_visitor_is_sent_to_the_login_page(cast: Cast, client: Client) -> None:
    assert client.get("/portefeuille/").url == "/connexion/?next=/portefeuille/"


def test_another_site_is_not_a_next(cast: Cast, client: Client) -> None:
    client.force_login(cast.admin_a.user)
    assert client.post("/deconnexion/?next=https://ailleurs.example/").url == "/"


@pytest.mark.parametrize("path", ["/connexion/", "/inscription/", "/mot-de-passe/oublie/"])
def test_pages_open_without_an_account(db: None, client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert 'lang="fr"' in answer.content.decode()
