"""An account of the kind entreprise: its one establishment from the first day, deposits, no portfolio."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from guichet.accounts.models import Member, User
from guichet.core.models import JournalEntry
from guichet.core.tenancy import enter_firm, enter_user
from guichet.deposits.models import Deposit
from guichet.portfolio.enums import EtablissementState
from guichet.portfolio.models import Etablissement
from tests.guichet.cast import SIRET_ONE
from tests.guichet.deposits.samples import control, dsn
from tests.guichet.storage import storage_folder
from tests.guichet.web.accounts.signing import EMAIL, SIRET_NEW, sign_up, verified

__all__ = ["storage_folder"]


@pytest.fixture
def garage(client: Client, db: None, storage_folder: Path) -> Client:
    """Signed up by the form, its administrator logged in."""
    assert sign_up(client, kind="entreprise", firm_name="Garage Neuf").status_code == 302
    client.force_login(verified(User.objects.get(email=EMAIL)))
    return client


def enter() -> Member:
    user = User.objects.get(email=EMAIL)
    enter_user(user.pk)
    member = Member.objects.get(user=user)
    enter_firm(member.firm_id)
    return member


def deposit(client: Client, content: bytes) -> str:
    """The report, once the worker has done its part."""
    answer = client.post(reverse("deposits:new"), {"fichiers": [SimpleUploadedFile("paie.dsn", content)]})
    control(Deposit.objects.get(pk=answer["Location"].rstrip("/").rsplit("/", 1)[1]))
    return str(client.get(answer["Location"]).content.decode())


def test_its_establishment_is_there_at_once(garage: Client) -> None:
    enter()
    (etablissement,) = Etablissement.objects.all()
    assert (etablissement.siret, etablissement.raison_sociale) == (SIRET_NEW, "Garage Neuf")
    assert etablissement.state == EtablissementState.ACTIF
    verbs = JournalEntry.objects.order_by("id").values_list("verb", "subject")
    assert list(verbs) == [("inscription", SIRET_NEW), ("etablissement.ajoute", SIRET_NEW)]


def test_a_tiers_declarant_begins_with_an_empty_portfolio(client: Client, db: None) -> None:
    sign_up(client, kind="tiers_declarant")
    assert enter().firm.has_portfolio
    assert not Etablissement.objects.exists()


def test_it_has_no_portfolio(garage: Client) -> None:
    assert garage.get("/portefeuille/").status_code == 404
    assert garage.get("/", follow=True).redirect_chain[-1][0] == "/depots/"
    page = garage.get("/depots/").content.decode()
    assert "/portefeuille/" not in page
    assert "Mon portefeuille" not in page


def test_it_deposits_for_itself_and_sees_its_report(garage: Client) -> None:
    page = deposit(garage, dsn(SIRET_NEW))
    assert "990\u00a0000\u00a0218\u00a000018" in page
    assert Deposit.objects.get().state == "termine"
    etablissement = Etablissement.objects.get()
    assert etablissement.last_deposit_at is not None


def test_it_does_not_deposit_for_others(garage: Client) -> None:
    page = deposit(garage, dsn(SIRET_ONE))
    assert [row.siret for row in Etablissement.objects.all()] == [SIRET_NEW]
    assert "il ne déclare que pour son propre établissement" in page
