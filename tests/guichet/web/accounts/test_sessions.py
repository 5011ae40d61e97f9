"""The devices of a person: listed, closed one by one or all together, at once."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from guichet.accounts.members import close_member
from guichet.accounts.models import Member, User
from guichet.accounts.sessions import device_of, forget_ended_sessions
from guichet.core.models import JournalEntry
from guichet.core.tenancy import enter_firm
from tests.guichet.cast import PASSWORD, Cast
from tests.guichet.web.accounts.signing import logged_in

PAGE, OTHERS = "/compte/appareils/", "/compte/appareils/autres/"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
SAFARI = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/18.5 Mobile/15E148 Safari/604.1"
)


@pytest.fixture
def user(cast: Cast) -> User:
    return cast.collaborator_a.user


@pytest.fixture
def office(user: User) -> Client:
    return logged_in(user, HTTP_USER_AGENT=FIREFOX, REMOTE_ADDR="192.0.2.10")


@pytest.fixture
def phone(user: User) -> Client:
    return logged_in(user, HTTP_USER_AGENT=SAFARI, REMOTE_ADDR="198.51.100.7")


def is_out(client: Client) -> bool:
    answer = client.get("/compte/")
    return answer.status_code == 302 and answer.url.startswith("/connexion/")


@pytest.mark.parametrize(
    ("agent", "said"),
    [
        (FIREFOX, "Firefox sur Windows"),
        (SAFARI, "Safari sur iPhone"),
        ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0", "Edge sur Linux"),
        ("Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36", "Chrome sur Android"),
        ("curl/8.9", "Appareil inconnu"),
        ("", "Appareil inconnu"),
    ],
)
def test_a_device_is_named_as_people_do(agent: str, said: str) -> None:
    assert device_of(agent) == said


def test_each_is_listed_with_device_place_and_moment(office: Client, phone: Client) -> None:
    page = office.get(PAGE).content.decode()
    for told in ("Firefox sur Windows", "192.0.2.10", "Safari sur iPhone", "198.51.100.7", "celui-ci", "maintenant"):
        assert told in page
    assert page.count("celui-ci") == 1


def test_one_is_closed_at_once(cast: Cast, office: Client, phone: Client) -> None:
    session = UserSession.objects.get(ip="198.51.100.7")
    assert office.post(f"{PAGE}{session.pk}/").url == PAGE
    assert "Safari sur iPhone est déconnecté" in office.get(PAGE).content.decode()
    assert is_out(phone)
    assert not is_out(office)
    enter_firm(cast.firm_a.pk)
    assert JournalEntry.objects.get(verb="session.fermee").details["nombre"] == 1


def test_all_others_are_closed_at_once(user: User, office: Client, phone: Client) -> None:
    third = logged_in(user)
    assert office.post(OTHERS).url == PAGE
    assert (is_out(phone), is_out(third), is_out(office)) == (True, True, False)
    assert "Déconnecter tous les autres" not in office.get(PAGE).content.decode()


def test_the_present_one_may_be_closed_too(office: Client, user: User) -> None:
    session = UserSession.objects.get(user=user)
    assert office.post(f"{PAGE}{session.pk}/").url == "/connexion/"
    assert is_out(office)


def test_that_of_somebody_else_is_not_found(cast: Cast, office: Client) -> None:
    logged_in(cast.powerless_a.user)
    foreign = UserSession.objects.get(user=cast.powerless_a.user)
    assert office.post(f"{PAGE}{foreign.pk}/").status_code == 404
    assert UserSession.objects.filter(pk=foreign.pk).exists()


def test_what_is_over_is_not_listed(office: Client, phone: Client) -> None:
    phone.post("/deconnexion/")
    assert "198.51.100.7" not in office.get(PAGE).content.decode()


def test_a_new_password_closes_the_others(office: Client, phone: Client) -> None:
    new = "Une-autre-phrase-77"
    office.post("/mot-de-passe/changer/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert (is_out(phone), is_out(office)) == (True, False)
    assert "198.51.100.7" not in office.get(PAGE).content.decode()
    assert "192.0.2.10" in office.get(PAGE).content.decode()


def test_closing_an_access_ends_its_sessions_at_once(cast: Cast, office: Client, phone: Client) -> None:
    admin = cast.actor(cast.admin_a)
    close_member(actor=admin, member=cast.collaborator_a, successor=None, now=timezone.now())
    assert (is_out(phone), is_out(office)) == (True, True)


def test_a_login_is_noted_and_the_presence_every_five_minutes(cast: Cast, user: User) -> None:
    client = logged_in(user)
    enter_firm(cast.firm_a.pk)
    assert JournalEntry.objects.get(verb="connexion").details["facteur"] == "aucun"
    first = Member.objects.get(pk=cast.collaborator_a.pk).last_seen_at
    assert first is not None
    for minutes, moved in ((4, False), (6, True)):
        with time_machine.travel(timezone.now() + timedelta(minutes=minutes)):
            client.get("/compte/")
        enter_firm(cast.firm_a.pk)
        assert (Member.objects.get(pk=cast.collaborator_a.pk).last_seen_at != first) is moved
    assert UserSession.objects.get(user=user).last_seen_at > first


def test_the_list_costs_the_same_for_one_and_three(user: User, office: Client) -> None:
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            office.get(PAGE)
        counts.append(len(queries))
        logged_in(user)
        logged_in(user)
    assert len(set(counts)) == 1


def test_what_ended_is_forgotten_at_night(office: Client, phone: Client) -> None:
    phone.post("/deconnexion/")
    assert forget_ended_sessions(timezone.now()) == 0
    assert [session.ip for session in UserSession.objects.all()] == ["192.0.2.10"]
    assert forget_ended_sessions(timezone.now() + timedelta(hours=13)) == 1
    assert not UserSession.objects.exists()
