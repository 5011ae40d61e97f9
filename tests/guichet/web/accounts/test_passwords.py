"""Forgotten, changed, guessed: the passwords."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.contrib.auth.password_validation import validate_password
from django.core.mail import EmailMessage
from django.test import Client
from django.utils import timezone
from django.utils.html import escape

from guichet.accounts.models import User
from tests.guichet.cast import PASSWORD, SIRET_TWO, Cast
from tests.guichet.web.accounts.signing import FORM, link_in, log_in, sign_up, verified

ADMIN, NOBODY = "admin.a@exemple.test", "inconnu@exemple.test"
NEW = "Une-autre-phrase-77"
LINK = "/mot-de-passe/nouveau/"
CHANGE = "/mot-de-passe/changer/"
EXPIRED = "Ce lien n'est plus valable"


@pytest.fixture
def admin(cast: Cast) -> User:
    return verified(cast.admin_a.user)


def ask(client: Client, email: str = ADMIN, **options: str) -> Any:
    return client.post("/mot-de-passe/oublie/", {"email": email}, **options)


def follow(client: Client, link: str) -> str:
    """The address of the form, without the key; the page itself when the link is refused."""
    answer = client.get(link)
    return str(answer["Location"]) if answer.status_code == 302 else str(answer.content.decode())


def choose(client: Client, link: str, password: str = NEW) -> Any:
    return client.post(follow(client, link), {"password1": password, "password2": password})


def change(client: Client, old: str = PASSWORD, new: str = NEW, again: str = NEW) -> Any:
    return client.post(CHANGE, {"oldpassword": old, "password1": new, "password2": again})


def test_the_whole_way_of_a_reset(admin: User, client: Client, mailoutbox: list[EmailMessage]) -> None:
    assert ask(client).url == "/mot-de-passe/oublie/envoye/"
    link = link_in(mailoutbox[0], LINK)
    form = follow(client, link)
    assert form.endswith("-set-password/"), "the key leaves the address"
    page = client.get(form).content.decode()
    assert "12 caractères au moins" in page
    assert page.count('autocomplete="new-password"') == 2
    done = choose(client, link)
    assert done.url == "/mot-de-passe/nouveau/fait/"
    assert 'href="/connexion/"' in client.get(done.url).content.decode()
    assert log_in(client, ADMIN).status_code == 200, "the former password is dead"
    assert log_in(client, ADMIN, NEW).url == "/"
    assert mailoutbox[-1].subject == "Votre mot de passe Guichet a été changé"
    assert EXPIRED in follow(Client(), link), "the link serves once"


def test_the_link_holds_a_day(admin: User, client: Client, mailoutbox: list[EmailMessage]) -> None:
    ask(client)
    link = link_in(mailoutbox[0], LINK)
    assert "valable 24 heures" in str(mailoutbox[0].body)
    with time_machine.travel(timezone.localtime() + timedelta(hours=23, minutes=59)):
        assert follow(client, link).endswith("-set-password/")
    with time_machine.travel(timezone.localtime() + timedelta(hours=24, minutes=1)):
        page = follow(Client(), link)
        assert EXPIRED in page
        assert 'href="/mot-de-passe/oublie/"' in page
        assert choose_by_force(link).status_code == 200
    admin.refresh_from_db()
    assert admin.check_password(PASSWORD)


def choose_by_force(link: str) -> Any:
    """The form sent without having been shown."""
    return Client().post(link, {"password1": NEW, "password2": NEW})


@pytest.mark.parametrize("link", ["/mot-de-passe/nouveau/1-faux/", "/mot-de-passe/nouveau/zzzzzzzzzzzzzzzzz-a-b/"])
def test_a_made_up_link_is_refused(admin: User, client: Client, link: str) -> None:
    assert EXPIRED in follow(client, link)


def test_a_reset_by_link_ends_every_session(admin: User, client: Client, mailoutbox: list[EmailMessage]) -> None:
    elsewhere, browser = Client(), Client()
    log_in(elsewhere, ADMIN)
    assert elsewhere.get("/compte/").status_code == 200
    ask(browser)
    choose(browser, link_in(mailoutbox[0], LINK))
    assert elsewhere.get("/compte/").url == "/connexion/?next=/compte/"


def test_what_is_known_of_an_address_is_not_told(admin: User, client: Client, mailoutbox: list[EmailMessage]) -> None:
    known, unknown = ask(client), ask(client, NOBODY)
    assert (known.status_code, known.url, known.content) == (unknown.status_code, unknown.url, unknown.content)
    assert [message.to for message in mailoutbox[:2]] == [[ADMIN], [NOBODY]], "both take the time of a mail"
    assert LINK not in str(mailoutbox[1].body)


def test_a_closed_access_receives_no_link(cast: Cast, client: Client, mailoutbox: list[EmailMessage]) -> None:
    user = verified(cast.collaborator_a.user)
    User.objects.filter(pk=user.pk).update(is_active=False)
    ask(client, user.email)
    assert mailoutbox[0].subject == "Aucun compte Guichet pour cette adresse"


def test_three_links_in_a_quarter_of_an_hour(admin: User, client: Client, mailoutbox: list[EmailMessage]) -> None:
    assert [ask(client).status_code for _ in range(4)] == [302, 302, 302, 429]
    assert ask(client, ADMIN.upper(), REMOTE_ADDR="192.0.2.5").status_code == 429
    assert ask(client, NOBODY).status_code == 302
    assert [message.to[0] for message in mailoutbox] == [ADMIN] * 3 + [NOBODY]


def test_thirty_links_an_hour_from_one_address(admin: User, client: Client) -> None:
    answers = [ask(client, f"essai{number}@exemple.test").status_code for number in range(31)]
    assert answers == [302] * 30 + [429]


def test_keys_are_not_tried_one_after_the_other(admin: User, client: Client) -> None:
    answers = [choose_by_force(f"/mot-de-passe/nouveau/1-abc-{number}/").status_code for number in range(21)]
    assert answers == [200] * 20 + [429]


def test_a_reset_gives_back_a_suspended_account(admin: User, client: Client, mailoutbox: list[EmailMessage]) -> None:
    for _ in range(6):
        log_in(client, ADMIN, "mauvais")
    ask(client)
    choose(client, link_in(mailoutbox[-1], LINK))
    assert log_in(client, ADMIN, NEW).url == "/"


def test_change_ends_the_other_sessions_and_keeps_this_one(
    admin: User, client: Client, mailoutbox: list[EmailMessage]
) -> None:
    elsewhere = Client()
    log_in(elsewhere, ADMIN)
    log_in(client, ADMIN)
    before = client.session.session_key
    page = client.get(CHANGE).content.decode()
    assert page.count('autocomplete="current-password"') == 1
    assert page.count('autocomplete="new-password"') == 2
    assert page.index("12 caractères au moins") < page.index('name="password1"')
    answer = change(client)
    assert answer.url == "/compte/"
    assert "Votre mot de passe est changé." in client.get(answer.url).content.decode()
    assert client.session.session_key != before
    assert elsewhere.get("/compte/").url == "/connexion/?next=/compte/"
    (notice,) = mailoutbox
    assert (notice.to, notice.subject) == ([ADMIN], "Votre mot de passe Guichet a été changé")
    assert "Admin A" in str(notice.body)


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        (("faux", NEW, NEW), "oldpassword", "pas votre mot de passe actuel"),
        ((PASSWORD, "court", "court"), "password1", "trop court"),
        ((PASSWORD, "852963741852", "852963741852"), "password1", "entièrement numérique"),
        ((PASSWORD, "1qaz2wsx3edc", "1qaz2wsx3edc"), "password1", "trop courant"),
        ((PASSWORD, "MotDePasse-2026!", "MotDePasse-2026!"), "password1", "trop courant"),
        ((PASSWORD, "azerty1azerty2", "azerty1azerty2"), "password1", "trop courant"),
        ((PASSWORD, ADMIN, ADMIN), "password1", "trop semblable"),
        ((PASSWORD, NEW, NEW + "x"), "password2", "deux fois le même"),
    ],
)
def test_a_refused_change_is_told_at_its_field(
    admin: User, client: Client, typed: tuple[str, str, str], field: str, said: str
) -> None:
    log_in(client, ADMIN)
    page = change(client, *typed).content.decode()
    error = page.split(f'id="id_{field}_error"')[1].split("</ul>")[0]
    assert said in error
    described = page.split(f'name="{field}"')[1].split(">")[0]
    assert f"id_{field}_error" in described
    assert 'aria-invalid="true"' in described
    admin.refresh_from_db()
    assert admin.check_password(PASSWORD)


def test_the_password_of_an_open_session_is_not_guessed(admin: User, client: Client) -> None:
    log_in(client, ADMIN)
    assert [change(client, "faux").status_code for _ in range(6)] == [200] * 5 + [429]


def test_a_password_does_not_look_like_the_name(db: None, client: Client) -> None:
    page = sign_up(client, password1="camille l'hôte", password2="camille l'hôte").content.decode()
    assert "trop semblable" in page
    assert escape(FORM["firm_name"]) in page, "what was typed is kept"
    assert not User.objects.exists()


@pytest.mark.parametrize("password", ["Le guichet ouvre à huit heures", "soleil-et-pluie-mêlés", "Essai-Guichet-2026"])
def test_a_usual_word_among_others_is_accepted(password: str) -> None:
    validate_password(password)


def test_a_known_address_is_hashed_as_a_new_one(cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Counted, since a time measured would make a test that fails on a busy machine."""
    counted: list[str] = []
    hashing = Argon2PasswordHasher.encode

    def count(self: Argon2PasswordHasher, password: str, salt: str) -> str:
        counted.append(password)
        return str(hashing(self, password, salt))

    monkeypatch.setattr(Argon2PasswordHasher, "encode", count)
    assert sign_up(client).url == "/courriel/envoye/"
    new = len(counted)
    assert sign_up(client, email=ADMIN, siret=SIRET_TWO).url == "/courriel/envoye/"
    assert (new, len(counted)) == (1, 2)
