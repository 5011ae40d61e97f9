"""An action on many establishments, as a person asks for it: the selection, the page, the undoing."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from guichet.core.models import JournalEntry, Operation
from guichet.core.rights import Right
from guichet.portfolio import actions
from guichet.portfolio.models import Etablissement, Partner, SubPortfolio
from guichet.web.portfolio import acting, undoing
from tests.guichet.cast import SIRET_ELSEWHERE, SIRET_ONE, SIRET_TWO, Cast, delegate

ACT = reverse("portfolio:act")


def asked(action: str, **values: object) -> str:
    return ACT + "?" + "&".join(f"{name}={value}" for name, value in {"action": action, **values}.items())


@pytest.fixture
def admin(client: Client, cast: Cast) -> Client:
    client.force_login(cast.admin_a.user)
    return client


class TestPage:
    def test_it_says_how_many_and_what(self, admin: Client) -> None:
        text = admin.get(asked("partenaire", portee="toutes", q="boulangerie")).content.decode()
        assert "1\xa0établissement choisi" in text
        assert "« boulangerie »" in text
        assert "Boulangerie Une" in text
        assert "Menuiserie Deux" not in text
        assert "PRO BTP" in text

    def test_what_is_ticked(self, admin: Client) -> None:
        text = admin.get(f"{asked('retirer', portee='selection')}&siret={SIRET_ONE}&siret={SIRET_TWO}").content.decode()
        assert "2\xa0établissements choisis" in text
        assert "Retirer 2\xa0établissements" in text

    def test_nothing_ticked_says_what_to_do(self, admin: Client) -> None:
        assert "Aucun établissement à changer" in admin.get(asked("retirer", portee="selection")).content.decode()

    def test_an_unknown_action_goes_back_to_the_list(self, admin: Client) -> None:
        answer = admin.get(asked("effacer", portee="toutes", etat="actif"))
        assert answer.headers["Location"] == reverse("portfolio:list") + "?etat=actif"

    def test_what_is_out_of_reach_is_told(self, client: Client, cast: Cast) -> None:
        delegate(cast.collaborator_a, [Right.VOIR_PORTEFEUILLE], name="Tout voir")
        client.force_login(cast.collaborator_a.user)
        text = client.get(asked("echeance", portee="toutes")).content.decode()
        assert "1\xa0établissement choisi" in text
        assert "1\xa0établissement de plus" in text

    def test_a_right_one_lacks_is_refused(self, client: Client, cast: Cast) -> None:
        delegate(cast.powerless_a, [Right.VOIR_PORTEFEUILLE], name="Lecture")
        client.force_login(cast.powerless_a.user)
        assert client.get(asked("retirer", portee="toutes")).status_code == 403
        assert client.post(asked("retirer", portee="toutes")).status_code == 403


class TestDoing:
    def test_few_are_done_at_once(self, admin: Client) -> None:
        answer = admin.post(asked("echeance", portee="toutes", q="boulangerie"), {"valeur": "5"}, follow=True)
        assert "Échéance le 5 : 1\xa0établissement changé." in answer.content.decode()
        assert answer.request["QUERY_STRING"] == "q=boulangerie"
        assert Etablissement.objects.get(siret=SIRET_ONE).echeance == 5
        assert Etablissement.objects.get(siret=SIRET_TWO).echeance is None

    def test_a_wrong_value_changes_nothing_and_is_told(self, admin: Client) -> None:
        answer = admin.post(asked("echeance", portee="toutes"), {"valeur": "8"})
        assert "Choisissez le 5 ou le 15." in answer.content.decode()
        assert not Etablissement.objects.filter(siret=SIRET_ONE, echeance=8).exists()

    def test_many_go_to_an_operation(self, admin: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(acting, "AT_ONCE", 1)
        answer = admin.post(asked("partenaire", portee="toutes", etat="actif"), {"valeur": "pro-btp"})
        operation = Operation.objects.get()
        assert answer.headers["Location"] == reverse("operations:follow", args=[operation.pk])
        assert (operation.title, operation.total) == ("Groupe de protection sociale : PRO BTP", 2)
        assert operation.asked == {"action": "partenaire", "valeur": "pro-btp", "filtre": {"etat": "actif"}}

    def test_another_firm_is_never_touched(self, admin: Client, cast: Cast) -> None:
        admin.post(f"{asked('retirer', portee='selection')}&siret={SIRET_ELSEWHERE}")
        cast.actor(cast.admin_b)
        assert Etablissement.objects.get(siret=SIRET_ELSEWHERE).state == "actif"

    def test_a_groupe_of_another_firm_cannot_be_chosen(self, admin: Client, cast: Cast) -> None:
        cast.actor(cast.admin_b)
        group = SubPortfolio.objects.create(firm=cast.firm_b, name="Ailleurs")
        answer = admin.post(asked("groupe", portee="toutes"), {"valeur": str(group.pk)})
        assert "Ce groupe n&#x27;existe plus" in answer.content.decode()


class TestUndoing:
    def remove(self, admin: Client) -> JournalEntry:
        answer = admin.post(asked("retirer", portee="toutes"), follow=True)
        assert "Annuler le retrait" in answer.content.decode()
        return JournalEntry.objects.get(verb="portefeuille.retirer")

    def test_the_button_of_the_message_puts_them_back(self, admin: Client) -> None:
        entry = self.remove(admin)
        assert not Etablissement.objects.filter(siret=SIRET_ONE).exclude(state="retire").exists()
        answer = admin.post(reverse("portfolio:undo", args=[entry.pk]), follow=True)
        assert "2\xa0établissements remis" in answer.content.decode()
        assert not Etablissement.objects.filter(siret=SIRET_ONE, state="retire").exists()

    def test_the_removals_are_listed_with_what_is_still_out(self, admin: Client) -> None:
        entry = self.remove(admin)
        url = reverse("portfolio:undo", args=[entry.pk])
        assert url in admin.get(reverse("portfolio:removals")).content.decode()
        assert "2\xa0établissements reviennent" in admin.get(url).content.decode()
        admin.post(url)
        assert "Annulé" in admin.get(reverse("portfolio:removals")).content.decode()
        assert "plus rien à annuler" in admin.post(url).content.decode()

    def test_many_come_back_by_an_operation(self, admin: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        entry = self.remove(admin)
        monkeypatch.setattr(undoing, "AT_ONCE", 1)
        admin.post(reverse("portfolio:undo", args=[entry.pk]))
        assert Operation.objects.get().asked["action"] == "remettre"

    def test_one_undoes_ones_own_alone(self, client: Client, admin: Client, cast: Cast) -> None:
        entry = self.remove(admin)
        client.force_login(cast.collaborator_a.user)
        assert client.get(reverse("portfolio:undo", args=[entry.pk])).status_code == 404

    def test_one_alone_has_its_button_too(self, admin: Client) -> None:
        text = admin.post(reverse("portfolio:retire", args=[SIRET_ONE]), follow=True).content.decode()
        assert reverse("portfolio:restore", args=[SIRET_ONE]) in text


def test_the_limit_is_the_one_that_is_told() -> None:
    assert actions.AT_ONCE == 200


def test_the_bar_of_the_selection_carries_the_filters(admin: Client) -> None:
    Etablissement.objects.filter(siret=SIRET_ONE).update(partner=Partner.objects.get(code="pro-btp"))
    text = admin.get(reverse("portfolio:list"), {"partenaire": "pro-btp", "tri": "-effectif"}).content.decode()
    bar = text[text.index('id="selection"') :]
    assert re.search(r'name="partenaire"\s+value="pro-btp"', bar)
    assert re.search(r'name="tri"\s+value="-effectif"', bar)
