"""The login page: who gets in, who does not, and what each of them is told."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.test import Client

from guichet.accounts.models import User
from guichet.core.tenancy import enter_firm
from tests.guichet.cast import PASSWORD, Cast
from tests.guichet.web.accounts.signing import log_in, main_of, sign_up, verified

ADMIN, NOBODY = "admin.a@exemple.test", "inconnu@exemple.test"
TOO_MANY = "la connexion est suspendue pendant cinq minutes"
WRONG = "L&#x27;adresse et le mot de passe ne vont pas ensemble."


@pytest.fixture
def admin(cast: Cast) -> User:
    return verified(cast.admin_a.user)


@pytest.fixture
def collaborator(cast: Cast) -> User:
    return verified(cast.collaborator_a.user)


def fail(client: Client, times: int, email: str = ADMIN, **options: str) -> str:
    """What the last of several failures says."""
    pages = [log_in(client, email, "mauvais-mot-de-passe", **options).content.decode() for _ in range(times)]
    return pages[-1]


def test_the_fields_say_what_they_are(client: Client, db: None) -> None:
    page = client.get("/connexion/").content.decode()
    assert 'autocomplete="username"' in page
    assert 'autocomplete="current-password"' in page
    assert 'placeholder="Adresse' not in page
    assert 'href="/mot-de-passe/oublie/"' in page


def test_a_wrong_password_and_an_unknown_account_are_told_the_same(admin: User, client: Client) -> None:
    known, unknown = fail(client, 1), fail(client, 1, NOBODY)
    assert WRONG in known
    assert main_of(known, ADMIN) == main_of(unknown, NOBODY)


def test_the_error_comes_before_the_fields_and_keeps_the_address(admin: User, client: Client) -> None:
    page = fail(client, 1)
    assert 0 < page.index('role="alert"') < page.index('name="login"')
    assert f'value="{ADMIN}"' in page
    assert "mauvais-mot-de-passe" not in page


def test_the_session_has_a_new_key(admin: User, client: Client) -> None:
    client.get("/connexion/")
    session = client.session
    session["avant"] = True
    session.save()
    before = session.session_key
    client.cookies["sessionid"] = str(before)
    assert log_in(client, ADMIN).status_code == 302
    assert client.session.session_key != before
    assert client.session["_auth_user_id"] == str(admin.pk)
    client.cookies["sessionid"] = str(before)
    assert client.get("/compte/").url.startswith("/connexion/"), "the former key opens nothing"


@pytest.mark.parametrize(
    "target",
    [
        "https://ailleurs.example/",
        "//ailleurs.example/",
        "https:ailleurs.example",
        "/\\ailleurs.example",
        "javascript:alert(1)",
        "http://testserver@ailleurs.example/",
    ],
)
def test_next_never_leads_to_another_site(admin: User, client: Client, target: str) -> None:
    answer = client.post("/connexion/", {"login": ADMIN, "password": PASSWORD, "next": target})
    assert (answer.status_code, answer["Location"]) == (302, "/")


def test_next_is_kept_through_a_mistake(admin: User, client: Client) -> None:
    asked = client.get("/depots/")
    assert asked.url == "/connexion/?next=/depots/"
    assert '<input type="hidden" name="next" value="/depots/">' in client.get(asked.url).content.decode()
    wrong = client.post("/connexion/", {"login": ADMIN, "password": "non", "next": "/depots/"})
    assert '<input type="hidden" name="next" value="/depots/">' in wrong.content.decode()
    right = client.post("/connexion/", {"login": ADMIN, "password": PASSWORD, "next": "/depots/"})
    assert right["Location"] == "/depots/"


def test_five_failures_suspend_the_account(admin: User, client: Client) -> None:
    assert WRONG in fail(client, 5)
    assert TOO_MANY in fail(client, 1)
    assert TOO_MANY in log_in(client, ADMIN).content.decode(), "even with the right password"
    assert WRONG in fail(client, 1, "admin.b@exemple.test"), "another account is not concerned"


def test_an_unknown_account_is_suspended_too(admin: User, client: Client) -> None:
    assert WRONG in fail(client, 5, NOBODY)
    assert TOO_MANY in fail(client, 1, NOBODY)


@pytest.mark.parametrize("options", [{"HTTP_HOST": "testserver:8443"}, {"REMOTE_ADDR": "192.0.2.9"}])
def test_another_port_or_network_is_no_way_around(admin: User, client: Client, options: dict[str, str]) -> None:
    fail(client, 5)
    assert TOO_MANY in fail(client, 1, ADMIN.upper(), **options)


def test_one_network_address_does_not_try_every_account(admin: User, client: Client) -> None:
    for number in range(20):
        assert WRONG in fail(client, 1, f"essai{number}@exemple.test")
    assert TOO_MANY in fail(client, 1, "essai-de-trop@exemple.test")
    assert WRONG in fail(client, 1, "essai-de-trop@exemple.test", REMOTE_ADDR="192.0.2.7")


def test_a_successful_login_is_not_counted(admin: User, client: Client) -> None:
    for _ in range(7):
        assert log_in(client, ADMIN).status_code == 302
        client.post("/deconnexion/")
    assert WRONG in fail(client, 1)


def test_sixty_logins_a_minute_from_one_address_are_too_many(admin: User, client: Client) -> None:
    """Of any kind: forms left empty count too."""
    answers = [client.post("/connexion/", {}) for _ in range(61)]
    assert {answer.status_code for answer in answers[:60]} == {200}
    assert answers[60].status_code == 429
    assert "Trop de demandes en peu de temps" in answers[60].content.decode()
    assert client.get("/connexion/").status_code == 200


def test_sign_up_is_limited_by_address(client: Client, db: None) -> None:
    answers = [client.post("/inscription/", {}).status_code for _ in range(31)]
    assert answers == [200] * 30 + [429]
    assert sign_up(client).status_code == 429
    assert not User.objects.exists()


def test_a_closed_access_is_told_kindly_to_who_has_the_password(collaborator: User, client: Client) -> None:
    User.objects.filter(pk=collaborator.pk).update(is_active=False)
    assert WRONG in fail(client, 1, collaborator.email), "and to nobody else"
    answer = log_in(client, collaborator.email)
    assert answer["Location"] == "/compte-inactif/"
    page = client.get(answer["Location"]).content.decode()
    assert "Cet accès est fermé" in page
    assert "administrateur du compte" in page
    assert "_auth_user_id" not in client.session


def test_closing_an_access_ends_its_sessions(collaborator: User, client: Client) -> None:
    log_in(client, collaborator.email)
    assert client.get("/compte/").status_code == 200
    User.objects.filter(pk=collaborator.pk).update(is_active=False)
    assert client.get("/compte/").url.startswith("/connexion/")


def test_a_member_who_left_is_refused_kindly(cast: Cast, client: Client) -> None:
    member = cast.collaborator_a
    enter_firm(member.firm_id)
    member.is_active = False
    member.save()
    answer = log_in(client, verified(member.user).email, follow=True)
    assert answer.status_code == 403
    assert "Vous n'êtes plus rattaché à un cabinet ou à une entreprise" in answer.content.decode()
    assert client.get("/compte/").status_code == 403
    assert client.post("/compte/", {"name": "Encore là"}).status_code == 403
    assert client.post("/deconnexion/").url == "/"


def test_an_address_not_confirmed_is_led_to_the_mail(
    cast: Cast, client: Client, mailoutbox: list[EmailMessage]
) -> None:
    answer = log_in(client, ADMIN)
    assert answer["Location"] == "/courriel/envoye/"
    assert [message.to for message in mailoutbox] == [[ADMIN]]
    assert "_auth_user_id" not in client.session


def test_behind_the_proxy_the_address_it_wrote_counts(admin: User, client: Client, settings: Any) -> None:
    """What the visitor wrote before it is not believed, and the others behind the proxy are not concerned."""
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for number in range(20):
        written = f"198.51.100.{number}, 192.0.2.1"
        assert WRONG in fail(client, 1, f"essai{number}@exemple.test", HTTP_X_FORWARDED_FOR=written)
    assert TOO_MANY in fail(client, 1, "encore@exemple.test", HTTP_X_FORWARDED_FOR="203.0.113.4, 192.0.2.1")
    assert WRONG in fail(client, 1, "encore@exemple.test", HTTP_X_FORWARDED_FOR="192.0.2.2")


def test_who_insists_on_one_account_does_not_suspend_the_others(admin: User, client: Client) -> None:
    fail(client, 30)
    assert WRONG in fail(client, 1, "admin.b@exemple.test")


def test_a_key_given_by_somebody_else_opens_nothing(admin: User, client: Client) -> None:
    """Session fixation: the key that a visitor was made to use is not the one of his session."""
    attacker = Client()
    attacker.get("/connexion/")
    session = attacker.session
    session["piege"] = True
    session.save()
    client.cookies["sessionid"] = str(session.session_key)
    log_in(client, ADMIN)
    attacker.cookies["sessionid"] = str(session.session_key)
    assert attacker.get("/compte/").url.startswith("/connexion/")


def test_a_key_that_never_existed_is_not_taken(admin: User, client: Client) -> None:
    client.cookies["sessionid"] = "choisieparunautrechoisieparunaut"
    log_in(client, ADMIN)
    assert client.cookies["sessionid"].value != "choisieparunautrechoisieparunaut"


def test_logging_out_leaves_nothing_behind(admin: User, client: Client) -> None:
    log_in(client, ADMIN)
    before = client.session.session_key
    client.post("/deconnexion/")
    client.cookies["sessionid"] = str(before)
    assert client.get("/compte/").url.startswith("/connexion/")
