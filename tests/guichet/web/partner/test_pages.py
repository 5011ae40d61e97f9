"""The space of a partner: its box, one request, its rules and its figures."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from guichet.amorcage.models import DemandeAmorcage, Document, InboxRequest, PartnerRule
from guichet.core.models import JournalEntry
from tests.guichet.amorcage.boxes import demande_in_a, sent
from tests.guichet.cast import SIRET_FIRM_A, SIRET_ONE, Cast

LIST = reverse("partner:list")
PDF = b"%PDF-1.7 essai"


@pytest.fixture
def asked(client: Client, cast: Cast) -> InboxRequest:
    """A demande of firm A in the box, read by the administrator of the partner."""
    sent(cast, now=timezone.now())
    client.force_login(cast.admin_partner.user)
    cast.actor(cast.admin_partner)
    return InboxRequest.objects.get()


def page_of(asked: InboxRequest) -> str:
    return reverse("partner:request", args=[asked.pk])


def answer(client: Client, asked: InboxRequest, choice: str, **given: object) -> str:
    return client.post(page_of(asked), {"choix": choice, **given}, follow=True).content.decode()


def test_one_arrives_in_the_box(client: Client, cast: Cast) -> None:
    client.force_login(cast.admin_partner.user)
    assert client.get(reverse("start")).headers["Location"] == LIST
    text = client.get(LIST).content.decode()
    assert "Aucune demande reçue" in text
    for tab in ("Demandes reçues", "Règles", "Statistiques", "Équipe"):
        assert tab in text
    for tab in ("Mon portefeuille", "Dépôts", "Délégations"):
        assert tab not in text


def test_a_request_shows_who_asks_and_the_mandate(client: Client, asked: InboxRequest) -> None:
    text = client.get(page_of(asked)).content.decode()
    assert f"Cabinet Arnaud tient la paie de Garage Une (SIRET {SIRET_ONE}) et demande à IRP AUTO" in text
    assert text.count('name="choix"') == 3


def test_it_is_granted_until_a_day(client: Client, cast: Cast, asked: InboxRequest) -> None:
    end = timezone.localdate() + timedelta(days=100)
    assert "le cabinet en est informé" in answer(client, asked, "accorder", jusqu_au=end.isoformat())
    assert demande_in_a(cast).ends_on == end
    client.force_login(cast.admin_a.user)
    shown = client.get(reverse("amorcage:propose", args=[SIRET_ONE])).content.decode()
    assert "Amorçage accordé par IRP AUTO" in shown


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"choix": "accorder", "jusqu_au": ""}, "Donnez la date de fin"),
        ({"choix": "accorder", "jusqu_au": "2020-01-01"}, "La date de fin doit être"),
        ({"choix": "refuser", "motif": ""}, "le texte est vide"),
        ({"choix": "demander", "texte": " "}, "le texte est vide"),
        ({"choix": "autre"}, "Choisissez"),
    ],
)
def test_an_answer_that_misses_something_changes_nothing(
    client: Client, cast: Cast, asked: InboxRequest, given: dict[str, str], sentence: str
) -> None:
    assert sentence in client.post(page_of(asked), given, follow=True).content.decode()
    assert demande_in_a(cast).state == "demandee"


def test_a_question_a_file_in_return_then_a_refusal(client: Client, cast: Cast, asked: InboxRequest) -> None:
    answer(client, asked, "demander", texte="Le mandat signé ?")
    client.force_login(cast.admin_a.user)
    firm_page = reverse("amorcage:propose", args=[SIRET_ONE])
    assert "Le mandat signé ?" in client.get(firm_page).content.decode()
    joined = SimpleUploadedFile("mandat.pdf", PDF, "application/pdf")
    client.post(firm_page, {"choix": "completer", "texte": "Le voici.", "fichier": joined})
    assert demande_in_a(cast).state == "demandee"
    client.force_login(cast.admin_partner.user)
    text = client.get(page_of(asked)).content.decode()
    assert "Le voici." in text
    cast.actor(cast.admin_partner)
    document = Document.objects.get(kind="reponse")
    given = client.post(reverse("partner:document", args=[asked.pk, document.pk]))
    assert b"".join(given.streaming_content) == PDF
    assert given.headers["Content-Disposition"] == 'attachment; filename="mandat.pdf"'
    assert JournalEntry.objects.filter(verb="partenaire.document").count() == 1
    assert "Contrat inconnu" in answer(client, asked, "refuser", motif="Contrat inconnu")
    assert demande_in_a(cast).state == "refusee"


def test_what_was_written_is_kept_when_the_file_is_refused(client: Client, cast: Cast, asked: InboxRequest) -> None:
    joined = SimpleUploadedFile("essai.exe", b"MZ", "application/octet-stream")
    text = answer(client, asked, "demander", texte="Le mandat signé ?", fichier=joined)
    assert "doit être un PDF ou une image" in text
    assert "Le mandat signé ?</textarea>" in text


def test_a_file_too_large_is_not_dropped_in_silence(client: Client, cast: Cast, asked: InboxRequest) -> None:
    joined = SimpleUploadedFile("mandat.pdf", PDF + bytes(3 * 1024 * 1024), "application/pdf")
    assert "dépasse 2 Mo" in answer(client, asked, "demander", texte="Voyez", fichier=joined)
    assert demande_in_a(cast).state == "demandee"


def test_the_box_is_narrowed_at_a_fixed_cost(client: Client, cast: Cast, asked: InboxRequest) -> None:
    counts = []
    for two in (False, True):
        if two:
            sent(cast, two=True)
        with CaptureQueriesContext(connection) as queries:
            rows = client.get(LIST).context["page"].object_list
        counts.append((len(rows), len(queries)))
    assert [rows for rows, _ in counts] == [1, 2]
    assert counts[0][1] == counts[1][1]
    for query, expected in ((SIRET_ONE, 1), ("arnaud", 2), ("zzz", 0), ("99 0000", 2)):
        assert len(client.get(LIST, {"q": query}).context["page"].object_list) == expected, query
    assert not client.get(LIST, {"etat": "accordee"}).context["page"].object_list
    assert len(client.get(LIST, {"etat": "toutes"}).context["page"].object_list) == 2


def test_a_rule_is_added_works_and_is_removed(client: Client, cast: Cast) -> None:
    client.force_login(cast.admin_partner.user)
    url = reverse("partner:rules")
    assert "n&#x27;est pas un SIREN" in client.post(
        url, {"kind": "siren", "value": "123", "months": "12"}
    ).content.decode().replace("'", "&#x27;")
    given = {"kind": "cabinet", "value": "990 000 010 00019", "label": "Arnaud", "months": "6"}
    assert "Arnaud" in client.post(url, given, follow=True).content.decode()
    assert "existe déjà" in client.post(url, given).content.decode()
    assert given["value"].replace(" ", "") == SIRET_FIRM_A
    sent(cast, now=timezone.now())
    assert demande_in_a(cast).state == "accordee"
    cast.actor(cast.admin_partner)
    client.post(reverse("partner:remove_rule", args=[PartnerRule.objects.get().pk]))
    assert not PartnerRule.objects.exists()


def test_figures_are_read(client: Client, cast: Cast, asked: InboxRequest) -> None:
    url = reverse("partner:statistics")
    assert "Délai médian : <strong>—</strong>" in client.get(url).content.decode()
    answer(client, asked, "refuser", motif="Non")
    text = client.get(url).content.decode()
    assert "moins d'une heure" in text.replace("&#x27;", "'")


def test_the_team_of_a_partner_is_its_own(client: Client, cast: Cast, asked: InboxRequest) -> None:
    text = client.get(reverse("team:list")).content.decode()
    assert cast.admin_partner.user.email in text
    assert cast.admin_a.user.email not in text
    assert client.get(reverse("team:invite")).status_code in {200, 302}
    assert client.get(reverse("journal:list")).status_code == 200
    assert client.get(reverse("rgpd:home")).status_code == 200


def test_the_demande_of_another_partner_is_not_there(client: Client, cast: Cast, asked: InboxRequest) -> None:
    demande_in_a(cast)
    assert DemandeAmorcage.objects.count() == 1
    client.force_login(cast.admin_a.user)
    assert client.get(page_of(asked)).status_code == 404
