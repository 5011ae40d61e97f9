"""The application of codes and the recovery codes, from setting them to logging in with them; what a firm may ask."""

from __future__ import annotations

import re
import time
from datetime import timedelta
from urllib.parse import unquote

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.core.mail import EmailMessage
from django.test import Client
from django.utils import timezone

from guichet.accounts.models import Firm, User
from guichet.accounts.second_factor import require_second_factor
from guichet.core.models import JournalEntry
from guichet.core.tenancy import enter_firm
from tests.guichet.cast import PASSWORD, Cast
from tests.guichet.web.accounts.signing import code_of, log_in, logged_in, verified, with_application

SECURITY, APPLICATION, CODES = "/compte/securite/", "/compte/securite/application/", "/compte/securite/codes/"
STEP = "/connexion/code/"
WRONG = "Ce code ne convient pas"


@pytest.fixture
def user(cast: Cast) -> User:
    return cast.collaborator_a.user


@pytest.fixture
def member(user: User) -> Client:
    return logged_in(user)


def secret_in(page: str) -> str:
    (shown,) = re.findall(r'class="secret" translate="no">([A-Z2-7 ]+)<', page)
    return str(shown).replace(" ", "")


def set_application(client: Client) -> tuple[str, str]:
    """Goes through the page; gives the key, and the page of the recovery codes."""
    secret = secret_in(client.get(APPLICATION).content.decode())
    answer = client.post(APPLICATION, {"code": code_of(secret)})
    assert answer.status_code == 200
    return secret, answer.content.decode()


def codes_in(page: str) -> list[str]:
    return re.findall(r"<li>(\d{8})</li>", page)


def verbs(cast: Cast) -> list[tuple[str, object]]:
    enter_firm(cast.firm_a.pk)
    lines = JournalEntry.objects.filter(verb__startswith="second_facteur").order_by("pk")
    return [(line.verb, line.details.get("type")) for line in lines]


def test_the_picture_is_ours_and_holds_the_key(member: Client) -> None:
    page = member.get(APPLICATION).content.decode()
    assert 'src="data:image/svg+xml;base64,' in page
    assert f"secret={secret_in(page)}" in page
    assert "otpauth://totp/collaborateur.a%40exemple.test" in page
    assert "issuer=Guichet" in page


def test_the_first_code_proves_it_and_ten_recovery_codes_follow(
    cast: Cast, member: Client, mailoutbox: list[EmailMessage], django_capture_on_commit_callbacks: object
) -> None:
    page = member.get(APPLICATION).content.decode()
    secret = secret_in(page)
    wrong = member.post(APPLICATION, {"code": "000000"}).content.decode()
    assert WRONG in wrong
    assert secret_in(wrong) == secret, "the same picture, already photographed"
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        done = member.post(APPLICATION, {"code": code_of(secret)}).content.decode()
    assert len(codes_in(done)) == 10
    assert verbs(cast) == [("second_facteur.ajoute", "totp")]
    assert [message.subject for message in mailoutbox] == ["Une application de codes protège votre compte Guichet"]
    assert member.get(APPLICATION).url == SECURITY


def test_the_recovery_codes_are_shown_once_and_the_file_is_in_the_page(member: Client) -> None:
    _, page = set_application(member)
    codes = codes_in(page)
    (link,) = re.findall(r'href="(data:text/plain[^"]+)"\s+download="codes-de-secours-guichet.txt"', page)
    file = unquote(link.partition(",")[2])
    assert "collaborateur.a@exemple.test" in file
    assert re.findall(r"^\d{8}$", file, re.MULTILINE) == codes
    later = member.get(SECURITY).content.decode() + member.get(CODES).content.decode()
    assert not any(code in later for code in codes)


def test_secrets_are_sealed_in_the_database(member: Client, user: User) -> None:
    secret, page = set_application(member)
    kept = str(list(Authenticator.objects.filter(user=user).values("data")))
    assert secret not in kept
    assert not any(code in kept for code in codes_in(page))


def test_the_login_asks_for_a_code_and_nothing_opens_before(user: User, client: Client) -> None:
    secret = with_application(verified(user))
    assert log_in(client, user.email).url == STEP
    assert client.get("/compte/").url.startswith("/connexion/")
    assert "_auth_user_id" not in client.session
    assert WRONG in client.post(STEP, {"code": "123456"}).content.decode()
    assert client.post(STEP, {"code": code_of(secret)}).url == "/"
    assert client.get("/compte/").status_code == 200


def test_next_is_kept_through_the_second_step(user: User, client: Client) -> None:
    secret = with_application(verified(user))
    client.post("/connexion/", {"login": user.email, "password": PASSWORD, "next": "/depots/"})
    assert client.post(STEP, {"code": code_of(secret)}).url == "/depots/"


def test_the_second_step_gives_a_new_key_to_the_session(user: User, client: Client) -> None:
    """Between the password and the code too: a key known before opens nothing after."""
    secret = with_application(verified(user))
    log_in(client, user.email)
    before = client.session.session_key
    client.post(STEP, {"code": code_of(secret)})
    assert client.session.session_key != before
    client.cookies["sessionid"] = str(before)
    assert client.get("/compte/").url.startswith("/connexion/")


def test_a_code_serves_once_for_as_long_as_it_could_be_good(user: User) -> None:
    secret = with_application(verified(user))
    begin = (int(time.time()) // 30 + 10) * 30
    with time_machine.travel(begin, tick=False):
        code = code_of(secret)
    for seconds, opens in ((0, True), (1, False), (29, False), (45, False), (59, False)):
        with time_machine.travel(begin + seconds, tick=False):
            client = Client()
            log_in(client, user.email)
            assert (client.post(STEP, {"code": f" {code[:3]} {code[3:]} "}).status_code == 302) is opens


@pytest.mark.parametrize(("periods", "good"), [(-2, False), (-1, True), (1, True), (2, False)])
def test_a_clock_that_is_a_little_off_is_forgiven(user: User, client: Client, periods: int, good: bool) -> None:
    secret = with_application(verified(user))
    log_in(client, user.email)
    moment = (int(time.time()) // 30) * 30 + 10
    with time_machine.travel(moment, tick=False):
        answer = client.post(STEP, {"code": code_of(secret, periods=periods)})
    assert (answer.status_code == 302) is good


def test_five_wrong_codes_suspend_the_account_whatever_the_session(user: User) -> None:
    secret = with_application(verified(user))
    for _ in range(5):
        client = Client()
        log_in(client, user.email)
        assert WRONG in client.post(STEP, {"code": "123456"}).content.decode()
    client = Client(REMOTE_ADDR="192.0.2.9")
    log_in(client, user.email)
    page = client.post(STEP, {"code": code_of(secret)}).content.decode()
    assert "la connexion est suspendue pendant cinq minutes" in page


def test_a_recovery_code_opens_once(member: Client, user: User) -> None:
    _, page = set_application(member)
    code = codes_in(page)[3]
    for opens in (True, False):
        client = Client()
        log_in(client, user.email)
        assert (client.post(STEP, {"code": code}).status_code == 302) is opens
    assert "9\u00a0codes restants" in member.get(SECURITY).content.decode()


def test_new_recovery_codes_take_the_place_of_the_former(cast: Cast, member: Client, user: User) -> None:
    _, page = set_application(member)
    renewed = codes_in(member.post(CODES).content.decode())
    assert len(renewed) == 10
    assert set(renewed).isdisjoint(codes_in(page))
    client = Client()
    log_in(client, user.email)
    assert WRONG in client.post(STEP, {"code": codes_in(page)[0]}).content.decode()
    assert client.post(STEP, {"code": renewed[0]}).status_code == 302
    assert verbs(cast)[-1] == ("second_facteur.codes_renouveles", "recovery_codes")


def test_recovery_codes_alone_are_not_given(member: Client) -> None:
    assert member.get(CODES).url == SECURITY
    assert "Activez d&#x27;abord" in member.get(SECURITY).content.decode()


def test_taking_it_off(cast: Cast, member: Client, user: User, mailoutbox: list[EmailMessage]) -> None:
    set_application(member)
    assert member.get(f"{APPLICATION}retirer/").status_code == 200
    assert Authenticator.objects.filter(user=user).exists(), "looking takes nothing off"
    assert member.post(f"{APPLICATION}retirer/").url == SECURITY
    assert not Authenticator.objects.filter(user=user).exists(), "the recovery codes go with it"
    assert verbs(cast)[-1] == ("second_facteur.retire", "totp")
    assert mailoutbox[-1].subject == "L'application de codes de votre compte Guichet est retirée"


# ── Who one is, asked again ─────────────────────────────────────────────


HANDLE = '"rawId": "eA", "type": "public-key", "response": {"userHandle": "MQ", "clientDataJSON": "e30"'
FORGED = (
    "",
    "{}",
    "[]",
    "null",
    '"x"',
    "pas du JSON",
    '{"id": "x", "response": {"userHandle": "MQ"}}',
    '{"id": "eA", "rawId": "eA", "response": null}',
    f'{{"id": "eA", {HANDLE}}}}}',
    f'{{"id": "eA", {HANDLE}, "authenticatorData": "eA", "signature": "eA"}}}}',
    f'{{"id": "eA", {HANDLE}, "attestationObject": "oA"}}}}',
)
"""What a browser never answers."""


def test_asking_for_passkeys_is_limited_even_to_read(db: None) -> None:
    answers = [Client().get("/connexion/cle/", headers={"accept": "application/json"}).status_code for _ in range(61)]
    assert answers == [200] * 60 + [429]


def test_a_passkey_that_is_not_one_is_refused(db: None, client: Client) -> None:
    client.get("/connexion/cle/", headers={"accept": "application/json"})
    for credential in FORGED:
        assert client.post("/connexion/cle/", {"credential": credential}).url == "/connexion/"
        assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("credential", FORGED)
def test_a_new_passkey_that_is_not_one_is_refused(member: Client, user: User, credential: str) -> None:
    member.get("/compte/securite/cles/")
    page = member.post("/compte/securite/cles/", {"name": "Clé", "credential": credential})
    assert page.status_code == 200
    assert 'role="alert"' in page.content.decode()
    assert not Authenticator.objects.filter(user=user).exists()


SENSITIVE = (APPLICATION, f"{APPLICATION}retirer/", CODES, "/compte/securite/cles/", "/compte/adresse/")


@pytest.mark.parametrize("path", SENSITIVE)
def test_ten_minutes_after_the_login_it_is_asked_again(member: Client, user: User, path: str) -> None:
    with_application(user)
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        for answer in (member.get(path), member.post(path, {"code": "x"})):
            if answer.status_code == 302 and answer.url == SECURITY:
                continue  # nothing to do there: the application is set already
            assert answer.url == f"/compte/identite/?next={path.replace('/', '%2F')}"


def test_proved_again_one_comes_back(member: Client) -> None:
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        asked = member.get(APPLICATION).url
        assert "Confirmez votre identité" in member.get(asked).content.decode()
        wrong = member.post(asked, {"password": "pas celui-là"}).content.decode()
        assert "Ce mot de passe ne convient pas" in wrong or "password_error" in wrong
        assert member.get(APPLICATION).url == asked
        assert member.post(asked, {"password": PASSWORD}).url == APPLICATION
        assert member.get(APPLICATION).status_code == 200


def test_a_code_proves_it_too_and_no_way_leads_out(user: User) -> None:
    secret = with_application(user)
    member = logged_in(user)
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        page = member.get(f"/compte/identite/?next={CODES}").content.decode()
        assert "Avec un code" in page
        answer = member.post("/compte/identite/code/", {"code": code_of(secret), "next": "https://ailleurs.example/"})
        assert answer.url == "/"
        assert member.get(CODES).status_code == 200


def test_a_form_sent_too_late_is_taken_up_after_the_proof(member: Client, user: User) -> None:
    set_application(member)
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        asked = member.post(f"{APPLICATION}retirer/").url
        assert Authenticator.objects.filter(user=user).exists()
        assert member.post(asked, {"password": PASSWORD}).url == SECURITY
        assert not Authenticator.objects.filter(user=user).exists()


def test_guessing_the_password_of_an_open_session_is_limited(member: Client) -> None:
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        answers = [member.post("/compte/identite/", {"password": "non"}) for _ in range(11)]
    assert answers[10].status_code == 429
    assert "suspendue" in answers[5].content.decode()


# ── What the firm asks ──────────────────────────────────────────────────


def require(cast: Cast, days: int | None) -> None:
    with_application(cast.admin_a.user)
    require_second_factor(actor=cast.actor(cast.admin_a), grace_days=days, today=timezone.localdate())


def test_during_the_grace_a_reminder_on_every_page(cast: Cast, member: Client) -> None:
    require(cast, 14)
    page = member.get("/portefeuille/").content.decode()
    assert "Un second facteur vous sera bientôt demandé" in page
    assert f'href="{SECURITY}"' in page
    assert "Vous avez encore un peu de temps" in member.get(SECURITY).content.decode()


def test_after_it_nothing_else_opens(cast: Cast, member: Client) -> None:
    require(cast, 7)
    with time_machine.travel(timezone.localtime() + timedelta(days=6, hours=1)):
        fresh = logged_in(cast.collaborator_a.user)
        assert fresh.get("/portefeuille/").status_code == 200
    with time_machine.travel(timezone.localtime() + timedelta(days=8)):
        fresh = logged_in(cast.collaborator_a.user)
        for path in ("/portefeuille/", "/depots/nouveau/", "/compte/", "/compte/adresse/"):
            assert fresh.get(path).url == SECURITY
        assert fresh.post("/compte/", {"name": "Autre"}).url == SECURITY
        assert fresh.get("/portefeuille/", headers={"hx-request": "true"})["HX-Redirect"] == SECURITY
        page = fresh.get(SECURITY).content.decode()
        assert "Choisissez un second facteur pour continuer" in page
        for path in ("/compte/appareils/", "/compte/cabinets/", "/aide/", "/mot-de-passe/changer/"):
            assert fresh.get(path).status_code == 200
        set_application(fresh)
        assert fresh.get("/portefeuille/").status_code == 200


def test_the_last_one_is_not_taken_off_where_it_is_asked_for(cast: Cast, member: Client, user: User) -> None:
    require(cast, 0)
    set_application(member)
    assert member.post(f"{APPLICATION}retirer/").url == SECURITY
    assert Authenticator.objects.filter(user=user, type="totp").exists()
    assert "c&#x27;est le seul que vous ayez" in member.get(SECURITY).content.decode()


def test_another_firm_asks_nothing(cast: Cast, client: Client) -> None:
    require(cast, 0)
    client.force_login(cast.admin_b.user)
    page = client.get("/portefeuille/")
    assert page.status_code == 200
    assert "second facteur vous sera" not in page.content.decode()


def test_the_rule_of_the_firm_is_written_once(cast: Cast) -> None:
    for _ in range(2):
        require(cast, 14)
    require(cast, None)
    enter_firm(cast.firm_a.pk)
    assert Firm.objects.get(pk=cast.firm_a.pk).second_factor_from is None
    lines = JournalEntry.objects.filter(verb="second_facteur.exigence").order_by("pk")
    due = (timezone.localdate() + timedelta(days=14)).isoformat()
    assert [line.details["a_partir_du"] for line in lines] == [due, ""]
