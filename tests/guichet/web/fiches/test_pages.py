"""The pages of the fiches: added, told apart by version, read contract by contract, taken away, removed."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from guichet.core.models import JournalEntry
from guichet.core.tenancy import enter_firm
from guichet.fiches.models import FicheParametrage
from neodes.fpoc.model import Component
from tests.guichet.cast import SIRET_ONE, SIRET_TWO, Cast
from tests.guichet.deposits.samples import controlled, dsn
from tests.guichet.fiches.samples import contract, fiche, fiche_of, xml

SIREN = SIRET_ONE[:9]
ADD, LIST = reverse("fiches:add"), reverse("fiches:list")


@pytest.fixture
def admin(client: Client, cast: Cast) -> Client:
    client.force_login(cast.admin_a.user)
    return client


def send(client: Client, *contents: bytes, to: str = ADD) -> Any:
    files = [SimpleUploadedFile(f"fiche{rank}.xml", content) for rank, content in enumerate(contents)]
    return client.post(to, {"fichiers": files}, follow=True)


def current() -> FicheParametrage:
    return FicheParametrage.objects.get(is_current=True)


def test_a_fiche_is_added_and_its_contracts_are_shown(admin: Client) -> None:
    text = send(admin, xml(fiche(SIREN))).content.decode()
    assert "fiche ajoutée." in text
    assert f"PREV-{SIREN}-1" in text
    page = admin.get(reverse("fiches:contract", args=[current().pk, 0])).content.decode()
    assert all(each in page for each in ("S21.G00.15.001", "S21.G00.15.002", "S21.G00.79.001", "P1030", "1,5"))
    assert f"PREV-{SIREN}-1" in admin.get(reverse("portfolio:etablissement", args=[SIRET_ONE])).content.decode()


def test_the_next_version_says_what_changes(admin: Client) -> None:
    send(admin, xml(fiche(SIREN)))
    dearer = contract(SIREN, components=(Component("BrutPrev", "10", rate=Decimal("1.8")),))
    text = send(admin, xml(fiche(SIREN, dearer))).content.decode()
    assert "Ce qui change depuis la version 1" in text
    assert "1,5 %" in text
    assert "1,8 %" in text
    first = FicheParametrage.objects.get(is_current=False)
    assert "Une version plus récente existe" in admin.get(reverse("fiches:fiche", args=[first.pk])).content.decode()


@pytest.mark.parametrize(
    ("contents", "said"),
    [((), "Choisissez au moins un fichier."), ((b"",), "fichier"), ((b"pas du XML",), "fiche0.xml : ")],
)
def test_what_is_not_taken_is_told(admin: Client, contents: tuple[bytes, ...], said: str) -> None:
    assert said in send(admin, *contents).content.decode()
    assert not FicheParametrage.objects.exists()


def test_too_much_at_once_is_refused(admin: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("guichet.web.fiches.adding.REQUEST_MAX", 100)
    answer = send(admin, xml(fiche(SIREN)))
    assert (answer.status_code, "rien n&#x27;a été reçu" in answer.content.decode()) == (400, True)
    assert not FicheParametrage.objects.exists()


def test_the_form_is_guarded(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.admin_a.user)
    assert send(client, xml(fiche(SIREN))).status_code == 403
    client.force_login(cast.admin_partner.user)
    assert send(client, xml(fiche(SIREN)), to=reverse("fiches:published")).status_code == 403


def test_the_etablissements_are_chosen(admin: Client, cast: Cast) -> None:
    send(admin, xml(fiche(SIREN)))
    url = reverse("fiches:cover", args=[current().pk])
    assert "checked" in admin.get(url).content.decode()
    admin.post(url, {"etablissements": []})
    assert current().covered.count() == 0
    admin.post(url, {"etablissements": [SIRET_ONE, SIRET_TWO]})
    assert [link.etablissement.siret for link in current().covered.all()] == [SIRET_ONE]


def test_the_pdf_is_tagged_and_the_same_each_time(admin: Client) -> None:
    odd = contract(SIREN, label='#panic("x") *gras* $x$', reference="A_B*C")
    send(admin, xml(fiche(SIREN, odd, contract(SIREN, option="A", label=""))))
    url = reverse("fiches:download", args=[current().pk])
    first, second = (admin.post(url, {"format": "pdf"}).content for _ in range(2))
    assert first.startswith(b"%PDF-")
    assert b"/StructTreeRoot" in first
    assert first == second


@pytest.mark.parametrize("form", ["xml", "csv"])
def test_it_is_taken_away_and_the_journal_tells(admin: Client, form: str) -> None:
    content = xml(fiche(SIREN, contract(SIREN, label="=1+1", reference="=CMD")))
    send(admin, content)
    answer = admin.post(reverse("fiches:download", args=[current().pk]), {"format": form})
    assert answer["Content-Disposition"] == f'attachment; filename="fiche-{SIREN}-v1.{form}"'
    assert answer.content == content if form == "xml" else b"'=CMD" in answer.content
    assert JournalEntry.objects.filter(verb="fiche.telechargee").count() == 1


def test_it_is_removed_after_a_question(admin: Client) -> None:
    send(admin, xml(fiche(SIREN)))
    url = reverse("fiches:remove", args=[current().pk])
    assert admin.get(url).status_code == 200
    assert "supprimée" in admin.post(url, follow=True).content.decode()
    assert not FicheParametrage.objects.exists()


def test_a_partner_publishes_and_sees_no_page_of_firms(client: Client, cast: Cast) -> None:
    client.force_login(cast.admin_partner.user)
    text = send(client, xml(fiche(SIREN)), to=reverse("fiches:published")).content.decode()
    assert "Essai SA" in text
    assert [client.get(url).status_code for url in (LIST, ADD)] == [404, 404]
    client.force_login(cast.admin_a.user)
    assert client.get(reverse("fiches:published")).status_code == 404


@pytest.mark.parametrize("asked", [{}, {"q": "boulangerie"}, {"q": SIREN}, {"q": "PREV-1"}, {"a_rattacher": "oui"}])
def test_the_list_finds_at_a_fixed_cost(admin: Client, cast: Cast, asked: dict[str, str]) -> None:
    counts = []
    for _ in range(2):
        enter_firm(cast.firm_a.pk)
        row = fiche_of(cast.admin_a, cast.etablissement_one)
        if asked.get("a_rattacher"):
            FicheParametrage.objects.filter(pk=row.pk).update(is_covered=False)
        with CaptureQueriesContext(connection) as queries:
            rows = admin.get(LIST, asked).context["page"].object_list
        counts.append((len(rows), len(queries)))
    assert [rows for rows, _ in counts] == [1, 2]
    assert counts[0][1] == counts[1][1]


def test_what_moves_soon_is_found(admin: Client) -> None:
    send(admin, xml(fiche(SIREN)))
    assert not admin.get(LIST, {"jours": "30"}).context["page"].object_list


def test_a_collaborator_sees_those_of_his_scope(client: Client, cast: Cast) -> None:
    enter_firm(cast.firm_a.pk)
    mine, other = fiche_of(cast.admin_a, cast.etablissement_one), fiche_of(cast.admin_a, cast.etablissement_two)
    client.force_login(cast.collaborator_a.user)
    assert [each.pk for each in client.get(LIST).context["page"].object_list] == [mine.pk]
    assert client.get(reverse("fiches:fiche", args=[other.pk])).status_code == 404


def test_the_report_of_a_deposit_tells_what_the_organisme_would_send_back(admin: Client, cast: Cast) -> None:
    send(admin, xml(fiche(SIREN, contract(SIREN, reference="AUTRE"))))
    deposit = controlled(cast.admin_a, dsn(SIRET_ONE))
    text = admin.get(reverse("deposits:report", args=[deposit.pk])).content.decode()
    assert all(each in text for each in ("FP-01", "EADH02", "AUTRE"))
