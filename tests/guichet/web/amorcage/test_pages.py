"""The pages of the amorçage: three answers, the way back, the list."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from guichet.amorcage.mandates import CURRENT
from guichet.amorcage.models import DemandeAmorcage
from guichet.portfolio.models import Etablissement, Partner
from tests.guichet.cast import SIRET_ELSEWHERE, SIRET_ONE, SIRET_TWO, Cast

PAGE = reverse("amorcage:propose", kwargs={"siret": SIRET_ONE})


@pytest.fixture
def partner(cast: Cast) -> Partner:
    """That of both establishments of firm A."""
    found = Partner.objects.filter(active=True).first()
    assert found is not None
    Etablissement.objects.filter(firm=cast.firm_a).update(partner=found)
    return found


def answer(client: Client, choice: str, partner: str = "", **given: str) -> str:
    asked = {"choix": choice, "partenaire": partner, "mandat": CURRENT, **given}
    return client.post(PAGE, asked, follow=True).content.decode()


def state_or_none() -> str | None:
    return DemandeAmorcage.objects.exclude(state="proposee").values_list("state", flat=True).first()


def state() -> str:
    return DemandeAmorcage.objects.get(etablissement__siret=SIRET_ONE).state


def test_asking_is_kept_told_and_can_be_taken_back(client: Client, cast: Cast, partner: Partner) -> None:
    client.force_login(cast.admin_a.user)
    assert f"Demander l&#x27;amorçage à {partner}" in client.get(PAGE).content.decode().replace("'", "&#x27;")
    text = answer(client, "demander", partner.code)
    assert state() == "demandee"
    assert "La demande d&#x27;amorçage est enregistrée." in text
    assert "Annuler la demande" in text
    answer(client, "annuler")
    assert state() == "retiree"
    assert "La demande précédente est annulée" in client.get(PAGE).content.decode()


def test_the_mandate_is_read_and_accepted(client: Client, cast: Cast, partner: Partner) -> None:
    client.force_login(cast.admin_a.user)
    page = client.get(PAGE).content.decode()
    assert f"Cabinet Arnaud tient la paie de Boulangerie Une (SIRET {SIRET_ONE}) et demande à {partner}" in page
    assert "n&#x27;a pas été accepté" in answer(client, "demander", partner.code, mandat="")
    assert state_or_none() is None
    assert f"Mandat accepté le {timezone.localdate():%-d}" in answer(client, "demander", partner.code)


def test_the_answer_of_a_partner_that_is_not_connected_is_written_down(
    client: Client, cast: Cast, partner: Partner
) -> None:
    client.force_login(cast.admin_a.user)
    answer(client, "demander", partner.code)
    assert "Inscrire la réponse" in client.get(PAGE).content.decode()
    today = timezone.localdate()
    text = answer(client, "saisir", reponse="accordee", le=today.isoformat(), jusqu_au="hier")
    assert "Donnez la date de fin" in text
    end = f"{today.year + 1}-06-30"
    assert "Accordé jusqu" in answer(client, "saisir", reponse="accordee", le=today.isoformat(), jusqu_au=end)
    assert state() == "accordee"


def test_a_refusal_written_down_keeps_what_was_written_when_it_is_incomplete(
    client: Client, cast: Cast, partner: Partner
) -> None:
    client.force_login(cast.admin_a.user)
    answer(client, "demander", partner.code)
    text = answer(client, "saisir", reponse="refusee", le="2020-01-01", motif="Contrat inconnu")
    assert 'value="Contrat inconnu"' in text
    answer(client, "saisir", reponse="refusee", le=timezone.localdate().isoformat(), motif="Contrat inconnu")
    assert state() == "refusee"


def test_reminders_are_shown_and_lead_to_their_rows(client: Client, cast: Cast, partner: Partner) -> None:
    client.force_login(cast.admin_a.user)
    answer(client, "demander", partner.code)
    url = reverse("amorcage:list")
    assert not client.get(url).context["reminders"]
    DemandeAmorcage.objects.update(requested_at=timezone.now() - timedelta(days=20))
    page = client.get(url)
    ((how_many, words, link),) = page.context["reminders"]
    assert (how_many, words) == (1, "sans réponse depuis 15 jours")
    assert len(client.get(url + link).context["page"].object_list) == 1
    DemandeAmorcage.objects.update(requested_at=timezone.now())
    assert not client.get(url + link).context["page"].object_list


def test_an_administrator_chooses_the_mail(client: Client, cast: Cast) -> None:
    client.force_login(cast.admin_a.user)
    for wanted, offered in (("oui", "Ne plus recevoir"), ("non", "Recevoir les relances")):
        answered = client.post(reverse("amorcage:mail"), {"voulues": wanted}, follow=True)
        assert offered in answered.content.decode()


@pytest.mark.parametrize(("choice", "expected"), [("plus_tard", "reportee"), ("non", "declinee")])
def test_the_other_answers(client: Client, cast: Cast, partner: Partner, choice: str, expected: str) -> None:
    client.force_login(cast.admin_a.user)
    answer(client, choice)
    assert state() == expected


def test_an_unknown_answer_changes_nothing(client: Client, cast: Cast, partner: Partner) -> None:
    client.force_login(cast.admin_a.user)
    assert "Choisissez l&#x27;une des réponses" in answer(client, "tout casser")
    assert not DemandeAmorcage.objects.exists()


def test_a_page_that_shows_a_former_partner_asks_nothing(client: Client, cast: Cast, partner: Partner) -> None:
    client.force_login(cast.admin_a.user)
    assert "a changé pendant votre choix" in answer(client, "demander", "autre")
    assert not DemandeAmorcage.objects.filter(state="demandee").exists()


def test_without_partner_the_page_leads_to_the_fiche(client: Client, cast: Cast) -> None:
    client.force_login(cast.admin_a.user)
    assert reverse("portfolio:complete", kwargs={"siret": SIRET_ONE}) in client.get(PAGE).content.decode()


def test_nobody_else_sees_it(client: Client, cast: Cast, partner: Partner) -> None:
    client.force_login(cast.admin_a.user)
    answer(client, "demander", partner.code)
    client.force_login(cast.powerless_a.user)
    assert client.get(PAGE).status_code == 403
    client.force_login(cast.admin_b.user)
    assert client.get(PAGE).status_code == 404
    assert client.get(reverse("amorcage:propose", kwargs={"siret": SIRET_ELSEWHERE})).status_code == 200
    assert "Boulangerie Une" not in client.get(reverse("amorcage:list")).content.decode()


def test_the_list_tells_states_at_a_fixed_cost(client: Client, cast: Cast, partner: Partner) -> None:
    client.force_login(cast.admin_a.user)
    assert "Aucune demande d&#x27;amorçage" in client.get(reverse("amorcage:list")).content.decode().replace(
        "'", "&#x27;"
    )
    counts = []
    for siret in (SIRET_ONE, SIRET_TWO):
        client.post(reverse("amorcage:propose", kwargs={"siret": siret}), {"choix": "plus_tard"})
        with CaptureQueriesContext(connection) as queries:
            rows = client.get(reverse("amorcage:list"), {"etat": "reportee"}).context["page"].object_list
        counts.append((len(rows), len(queries)))
    assert [rows for rows, _ in counts] == [1, 2]
    assert counts[0][1] == counts[1][1]
    assert not client.get(reverse("amorcage:list"), {"etat": "close"}).context["page"].object_list


def test_the_portfolio_shows_where_it_stands(client: Client, cast: Cast, partner: Partner) -> None:
    client.force_login(cast.admin_a.user)
    answer(client, "demander", partner.code)
    text = client.get(reverse("portfolio:list")).content.decode()
    assert text.count("Demandée") == 1
    assert "Demandée" in client.get(reverse("portfolio:etablissement", kwargs={"siret": SIRET_ONE})).content.decode()
