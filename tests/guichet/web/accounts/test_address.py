"""Another e-mail address: confirmed by both, refused by the old one for seven days."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core.mail import EmailMessage
from django.test import Client
from django.utils import timezone

from guichet.accounts.models import User
from guichet.core.models import JournalEntry
from guichet.core.tenancy import enter_firm
from tests.browser.portal import Mailbox
from tests.guichet.cast import PASSWORD, Cast
from tests.guichet.web.accounts.signing import log_in, logged_in, main_of

PAGE = "/compte/adresse/"
OLD, NEW = "collaborateur.a@exemple.test", "autre@exemple.test"
CLOSED = "Ce lien ne peut pas servir"


@pytest.fixture
def user(cast: Cast) -> User:
    return cast.collaborator_a.user


@pytest.fixture
def member(user: User) -> Client:
    return logged_in(user)


def ask(member: Client, email: str = NEW) -> Any:
    return member.post(PAGE, {"email": email})


def link(mailoutbox: list[EmailMessage], to: str) -> str:
    (message,) = [message for message in mailoutbox if message.to == [to] and "/adresse/" in str(message.body)]
    (found,) = set(re.findall(r"https?://[^/\s]+(/adresse/\S+)", str(message.body)))
    return str(found)


def answer(path: str, reponse: str = "confirmer") -> str:
    return Client().post(path, {"reponse": reponse}).content.decode()


def address_of(user: User) -> str:
    return User.objects.get(pk=user.pk).email


@pytest.mark.parametrize("order", [(OLD, NEW), (NEW, OLD)])
def test_it_is_done_when_both_have_confirmed(
    cast: Cast, member: Client, user: User, mailoutbox: list[EmailMessage], order: tuple[str, str]
) -> None:
    assert ask(member, NEW.upper()).url == PAGE
    first, second = (link(mailoutbox, address) for address in order)
    assert "C'est confirmé" in answer(first)
    assert address_of(user) == OLD
    assert "Un changement attend sa confirmation" in member.get(PAGE).content.decode()
    assert "L'adresse est changée" in answer(second)
    assert address_of(user) == NEW
    assert list(EmailAddress.objects.filter(user=user).values_list("email", "primary", "verified")) == [
        (NEW, True, True)
    ]
    assert log_in(Client(), NEW).url == "/"
    assert log_in(Client(), OLD).status_code == 200
    assert {message.to[0] for message in mailoutbox[-2:]} == {OLD, NEW}, "both are told"
    enter_firm(cast.firm_a.pk)
    verbs = JournalEntry.objects.filter(verb__startswith="adresse").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["adresse.demandee", "adresse.changee"]
    assert NEW not in str(list(JournalEntry.objects.values())), "no address in the journal"


def test_looking_confirms_nothing(member: Client, user: User, mailoutbox: list[EmailMessage]) -> None:
    ask(member)
    for address in (OLD, NEW):
        assert Client().get(link(mailoutbox, address)).status_code == 200
    assert "Aucune des deux adresses n'a encore confirmé" in member.get(PAGE).content.decode()


def test_the_old_one_refuses(member: Client, user: User, mailoutbox: list[EmailMessage]) -> None:
    ask(member)
    answer(link(mailoutbox, NEW))
    assert "Le changement est refusé" in answer(link(mailoutbox, OLD), "refuser")
    assert CLOSED in answer(link(mailoutbox, NEW))
    assert address_of(user) == OLD
    assert member.get(PAGE).url.startswith("/connexion/"), "whoever asked may not be the person"


def test_the_old_one_undoes_what_is_done_for_seven_days(
    cast: Cast, member: Client, user: User, mailoutbox: list[EmailMessage]
) -> None:
    ask(member)
    answer(link(mailoutbox, NEW))
    answer(link(mailoutbox, OLD))
    assert address_of(user) == NEW
    with time_machine.travel(timezone.now() + timedelta(days=6, hours=23)):
        page = Client().get(link(mailoutbox, OLD)).content.decode()
        assert "Refuser le changement" in page
        assert "Confirmer le changement" not in page
        answer(link(mailoutbox, OLD), "refuser")
    assert address_of(user) == OLD
    assert log_in(Client(), OLD).url == "/"
    enter_firm(cast.firm_a.pk)
    assert JournalEntry.objects.get(verb="adresse.refusee").details["annulee"] is True


def test_seven_days_and_no_more(member: Client, user: User, mailoutbox: list[EmailMessage]) -> None:
    ask(member)
    answer(link(mailoutbox, NEW))
    with time_machine.travel(timezone.now() + timedelta(days=7, minutes=1)):
        for reponse in ("confirmer", "refuser"):
            assert CLOSED in answer(link(mailoutbox, OLD), reponse)
    assert address_of(user) == OLD


def test_the_new_one_cannot_answer_for_the_old(member: Client, user: User, mailoutbox: list[EmailMessage]) -> None:
    ask(member)
    path = link(mailoutbox, NEW)
    for _ in range(2):
        answer(path)
    answer(path, "refuser")
    assert CLOSED in answer(path.replace("nouvelle", "actuelle"), "confirmer")
    assert address_of(user) == OLD


def test_another_request_takes_the_place_of_the_first(
    member: Client, user: User, mailoutbox: list[EmailMessage]
) -> None:
    ask(member)
    first = link(mailoutbox, NEW)
    mailoutbox.clear()
    ask(member, "troisieme@exemple.test")
    assert CLOSED in answer(first)
    answer(link(mailoutbox, "troisieme@exemple.test"))
    answer(link(mailoutbox, OLD))
    assert address_of(user) == "troisieme@exemple.test"


def test_an_address_that_has_an_account_is_told_by_mail_alone(
    cast: Cast, member: Client, mailoutbox: list[EmailMessage]
) -> None:
    answers, pages = [], []
    for email in (cast.admin_b.user.email, NEW):
        answers.append(ask(member, email))
        pages.append(main_of(member.get(PAGE).content.decode(), email))
    assert [one.url for one in answers] == [PAGE, PAGE]
    assert pages[0] == pages[1]
    told = next(message for message in mailoutbox if message.to == [cast.admin_b.user.email])
    assert told.subject == "Vous avez déjà un compte Guichet"
    assert "/adresse/" not in str(told.body)


def test_an_address_taken_meanwhile_is_refused_kindly(
    member: Client, user: User, mailoutbox: list[EmailMessage]
) -> None:
    ask(member)
    User.objects.create_user(NEW, PASSWORD, name="Plus rapide")
    answer(link(mailoutbox, NEW))
    assert "sert maintenant à un autre compte" in answer(link(mailoutbox, OLD))
    assert address_of(user) == OLD


def test_the_same_address_changes_nothing(member: Client, mailoutbox: list[EmailMessage]) -> None:
    assert "C&#x27;est déjà votre adresse" in ask(member, OLD.upper()).content.decode()
    assert mailoutbox == []


def test_asking_is_limited(member: Client) -> None:
    answers = [ask(member, f"essai{number}@exemple.test").status_code for number in range(6)]
    assert answers == [302] * 5 + [429]


def test_the_mails_as_a_server_receives_them(member: Client, mailbox: Mailbox) -> None:
    ask(member)
    said = {str(mail["To"]): mail for mail in mailbox.received}
    assert set(said) == {OLD, NEW}
    for mail in said.values():
        assert [one.get_content_type() for one in mail.walk()] == ["multipart/alternative", "text/plain", "text/html"]
    old = said[OLD].get_body(("plain",))
    assert old is not None
    assert "même une fois l'adresse changée" in re.sub(r"\s+", " ", old.get_content())
