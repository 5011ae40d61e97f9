"""The address of a new account: confirmed by a link, too late, or asked for again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.mail import EmailMessage
from django.test import Client
from django.utils import timezone

from guichet.accounts.models import Firm, User
from tests.guichet.cast import PASSWORD, Cast
from tests.guichet.web.accounts.signing import EMAIL, SIRET_NEW, link_in, log_in, sign_up, verified

LINK = "/courriel/confirmer/"
AGAIN = "/courriel/nouveau-lien/"
EXPIRED = "Ce lien n'est plus valable"
NEW = "Une-autre-phrase-77"
UNREACHABLE = 1
"""A port that nobody listens on."""


@pytest.fixture
def link(client: Client, db: None, mailoutbox: list[EmailMessage]) -> str:
    """What the mail of sign-up holds."""
    assert sign_up(client).url == "/courriel/envoye/"
    return link_in(mailoutbox[0], LINK)


def test_a_link_is_followed_then_confirmed(client: Client, link: str) -> None:
    page = client.get(link).content.decode()
    assert EMAIL in page
    assert 'method="post"' in page
    answer = client.post(link, follow=True)
    assert answer.redirect_chain[-1][0] == "/connexion/"
    assert "Votre adresse est confirmée." in answer.content.decode()
    assert log_in(client).url == "/"


def test_a_used_link_says_so(client: Client, link: str) -> None:
    client.post(link)
    page = Client().get(link).content.decode()
    assert EXPIRED in page
    assert f'href="{AGAIN}"' in page
    assert 'href="/connexion/"' in page


@pytest.mark.parametrize("cut", [1, 10])
def test_a_link_that_was_cut_says_so(client: Client, link: str, cut: int) -> None:
    assert EXPIRED in client.get(f"{link[: -cut - 1]}/").content.decode()


def test_a_link_holds_three_days_and_another_is_asked_for(
    client: Client, link: str, mailoutbox: list[EmailMessage]
) -> None:
    assert "valable 3 jours" in str(mailoutbox[0].body)
    with time_machine.travel(timezone.localtime() + timedelta(days=2, hours=23, minutes=59)):
        assert EXPIRED not in client.get(link).content.decode()
    with time_machine.travel(timezone.localtime() + timedelta(days=3, minutes=1)):
        assert EXPIRED in client.get(link).content.decode()
        assert client.post(link).status_code == 404
        assert client.post(AGAIN, {"email": EMAIL.upper()}).url == "/courriel/envoye/"
        assert client.post(link_in(mailoutbox[1], LINK), follow=True).redirect_chain[-1][0] == "/connexion/"
        assert log_in(client).url == "/"


def test_asking_twice_in_a_row_sends_one_mail(client: Client, link: str, mailoutbox: list[EmailMessage]) -> None:
    for _ in range(2):
        assert client.post(AGAIN, {"email": EMAIL}).url == "/courriel/envoye/"
    assert len(mailoutbox) == 1


@pytest.mark.parametrize(
    ("email", "subject"),
    [
        ("admin.a@exemple.test", "Vous avez déjà un compte Guichet"),
        ("inconnu@exemple.test", "Aucun compte Guichet pour cette adresse"),
    ],
)
def test_asking_tells_nothing_of_an_address(
    cast: Cast, client: Client, mailoutbox: list[EmailMessage], email: str, subject: str
) -> None:
    """The page is the same, a mail leaves each time; only who reads it learns more."""
    verified(cast.admin_a.user)
    assert client.post(AGAIN, {"email": email}).url == "/courriel/envoye/"
    assert [(message.to, message.subject) for message in mailoutbox] == [([email], subject)]
    assert LINK not in str(mailoutbox[0].body)
    client.post(AGAIN, {"email": email})
    assert len(mailoutbox) == 1


def test_asking_is_limited_and_wants_an_address(client: Client, db: None) -> None:
    page = client.post(AGAIN, {"email": "pas une adresse"}).content.decode()
    assert 'id="id_email_error"' in page
    answers = [client.post(AGAIN, {"email": f"essai{number}@exemple.test"}).status_code for number in range(31)]
    assert answers == [302] * 30 + [429]


def test_a_known_address_is_told_by_mail_alone(cast: Cast, client: Client, mailoutbox: list[EmailMessage]) -> None:
    verified(cast.admin_a.user)
    assert sign_up(client, email="Admin.A@exemple.test").url == "/courriel/envoye/"
    (message,) = mailoutbox
    assert (message.to, message.subject) == (["admin.a@exemple.test"], "Vous avez déjà un compte Guichet")
    assert not Firm.objects.filter(siret=SIRET_NEW).exists()


def test_the_links_are_those_of_the_portal_whatever_the_host(
    client: Client, db: None, mailoutbox: list[EmailMessage], settings: Any
) -> None:
    settings.GUICHET_BASE_URL = "https://guichet.example"
    client.post("/mot-de-passe/oublie/", {"email": EMAIL}, HTTP_HOST="localhost:6666")
    assert "https://guichet.example/inscription/" in str(mailoutbox[0].body)
    assert "localhost" not in str(mailoutbox[0].body)


def test_nothing_is_kept_when_the_mail_cannot_leave(
    client: Client, db: None, mailoutbox: list[EmailMessage], settings: Any
) -> None:
    backend = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", UNREACHABLE
    for answer in (sign_up(client), client.post(AGAIN, {"email": EMAIL})):
        assert answer.status_code == 503
        assert "Le courriel n'a pas pu partir" in answer.content.decode()
    assert not User.objects.exists()
    settings.EMAIL_BACKEND = backend
    assert sign_up(client).url == "/courriel/envoye/", "the same SIRET and address, a moment later"
    assert [message.to for message in mailoutbox] == [[EMAIL]]


def test_a_password_stays_changed_when_its_notice_cannot_leave(cast: Cast, client: Client, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", UNREACHABLE
    client.force_login(cast.admin_a.user)
    sent = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    assert client.post("/mot-de-passe/changer/", sent).url == "/compte/"
    cast.admin_a.user.refresh_from_db()
    assert cast.admin_a.user.check_password(NEW)
