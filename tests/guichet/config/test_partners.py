"""Opening the space of a partner: the account, the invitation, and the refusals that say why."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from guichet.accounts.models import Firm, Member
from guichet.config.partners import create
from guichet.config.refusal import Refused
from guichet.core.tenancy import enter_firm, partner_firm
from guichet.portfolio.models import Partner
from tests.guichet.cast import SIRET_FIRM_A, Cast

SIRET = "99000005100013"
PASSWORD = "Une-phrase-longue-42"


def opened() -> Firm:
    create(code="agrica", siret=SIRET, email="Chef@agrica.example")
    account = partner_firm(Partner.objects.get(code="agrica").pk)
    assert account is not None
    enter_firm(account)
    return Firm.objects.get(pk=account)


def test_the_account_is_open_and_its_administrator_invited(cast: Cast) -> None:
    firm = opened()
    assert (firm.kind, firm.name, firm.declares, firm.has_portfolio) == ("partenaire", "AGRICA", False, False)
    assert Partner.objects.get(code="agrica").connected
    (message,) = mail.outbox
    assert message.to == ["chef@agrica.example"]
    assert "L'exploitant de Guichet vous invite à travailler pour AGRICA" in message.body


def test_who_is_invited_comes_in_as_the_administrator(client: Client, cast: Cast) -> None:
    firm = opened()
    (link,) = re.findall(r"https?://[^\s/]+(/\S+)", mail.outbox[0].body)
    assert "L&#x27;exploitant de Guichet" in client.get(link).content.decode().replace("'", "&#x27;")
    given = {"name": "Dominique Roy", "password1": PASSWORD, "password2": PASSWORD}
    answer = client.post(link, given, follow=True)
    enter_firm(firm.pk)
    member = Member.objects.get()
    assert (member.user.email, member.role) == ("chef@agrica.example", "administrateur")
    assert client.get(reverse("partner:list")).status_code == 200, answer.redirect_chain


@pytest.mark.parametrize(
    ("code", "siret", "sentence"),
    [
        ("inconnu", SIRET, "Codes connus : .*irp-auto"),
        ("agrica", "123", "n'est pas un SIRET"),
        ("agrica", SIRET_FIRM_A, "a déjà un compte"),
        ("irp-auto", SIRET, "a déjà un compte"),
    ],
)
def test_a_refusal_says_why_and_opens_nothing(cast: Cast, code: str, siret: str, sentence: str) -> None:
    enter_firm(cast.firm_a.pk)
    with pytest.raises(Refused, match=sentence):
        create(code=code, siret=siret, email="chef@agrica.example")
    assert partner_firm(Partner.objects.get(code="agrica").pk) is None
    assert not mail.outbox
