"""Complete, add by hand, remove and restore, as a person does it in the browser."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from guichet.amorcage.models import DemandeAmorcage
from guichet.core.models import JournalEntry
from guichet.core.rights import Right
from guichet.portfolio.enums import EtablissementState, Origin
from guichet.portfolio.models import Etablissement, Partner
from tests.guichet.cast import SIRET_ELSEWHERE, SIRET_ONE, SIRET_TWO, Cast, delegate

NEW, NEXT = "99000031700018", "99000032500011"
"""Right keys, of nobody."""


def to_complete(cast: Cast, siret: str = NEW, **values: object) -> Etablissement:
    return Etablissement.objects.create(
        firm=cast.firm_a,
        siret=siret,
        state=EtablissementState.A_COMPLETER,
        origin=Origin.DEPOT,
        localite="NANCY",
        apet="4941A",
        echeance_proposee=15,
        echeance_motif="7 individus déclarés.",
        **values,
    )


def fiche(**values: str) -> dict[str, str]:
    return {"raison_sociale": "Transports Neufs", "echeance": "15", "partner": "aucun", "apet": "4941A", **values}


def shown(client: Client, url: str) -> dict[str, str]:
    """What the form of a page would send unchanged, hidden fields included."""
    form = client.get(url).context["form"]
    sent = {}
    for bound in form:
        sent[bound.html_name] = bound.value() or ""
        if bound.field.show_hidden_initial:
            sent[bound.html_initial_name] = bound.value() or ""
    return sent


def page(name: str, siret: str = "") -> str:
    return reverse(f"portfolio:{name}", kwargs={"siret": siret} if siret else {})


class TestComplete:
    def test_the_page_chooses_what_is_proposed_and_says_why(self, client: Client, cast: Cast) -> None:
        partner = Partner.objects.filter(active=True).first()
        to_complete(cast, partner_propose=partner, partner_motif="Contrat de l'organisme P0971.")
        client.force_login(cast.admin_a.user)
        response = client.get(page("complete", NEW))
        text = response.content.decode()
        assert "7 individus déclarés." in text
        assert "Contrat de l&#x27;organisme P0971." in text
        assert response.context["form"]["echeance"].value() == 15
        assert response.context["form"]["partner"].value() == partner.pk

    def test_saving_makes_it_active_and_proposes_the_amorcage(self, client: Client, cast: Cast) -> None:
        partner = Partner.objects.filter(active=True).first()
        to_complete(cast)
        client.force_login(cast.admin_a.user)
        sent = {**shown(client, page("complete", NEW)), **fiche(partner=str(partner.pk))}
        response = client.post(page("complete", NEW), sent)
        assert response.headers["Location"] == reverse("amorcage:propose", kwargs={"siret": NEW})
        saved = Etablissement.objects.get(siret=NEW)
        assert (saved.state, saved.raison_sociale, saved.echeance, saved.partner) == (
            "actif",
            "Transports Neufs",
            15,
            partner,
        )
        assert DemandeAmorcage.objects.get(etablissement=saved).state == "proposee"

    def test_without_partner_there_is_nothing_to_propose(self, client: Client, cast: Cast) -> None:
        to_complete(cast)
        client.force_login(cast.admin_a.user)
        sent = {**shown(client, page("complete", NEW)), **fiche()}
        assert client.post(page("complete", NEW), sent).headers["Location"] == page("etablissement", NEW)
        assert not DemandeAmorcage.objects.filter(etablissement__siret=NEW).exists()

    def test_save_and_next_goes_to_the_next(self, client: Client, cast: Cast) -> None:
        to_complete(cast)
        to_complete(cast, NEXT)
        client.force_login(cast.admin_a.user)
        sent = {**shown(client, page("complete", NEW)), **fiche(), "suivant": "oui"}
        assert client.post(page("complete", NEW), sent).headers["Location"] == page("complete", NEXT)

    @pytest.mark.parametrize(
        ("values", "said"),
        [
            ({"raison_sociale": " "}, "La dénomination manque."),
            ({"echeance": "8"}, "Choisissez le 5 ou le 15."),
            ({"partner": ""}, "Le groupe de protection sociale manque."),
            ({"partner": "99999"}, "Ce groupe n&#x27;est plus proposé."),
            ({"apet": "Boulanger"}, "Un code APET compte quatre chiffres"),
        ],
    )
    def test_a_mistake_is_told_and_nothing_is_lost(
        self, client: Client, cast: Cast, values: dict[str, str], said: str
    ) -> None:
        to_complete(cast)
        client.force_login(cast.admin_a.user)
        sent = {**shown(client, page("complete", NEW)), **fiche(localite="METZ"), **values}
        response = client.post(page("complete", NEW), sent)
        assert response.status_code == 200
        assert said in response.content.decode()
        assert 'value="METZ"' in response.content.decode()
        assert Etablissement.objects.get(siret=NEW).state == "a_completer"

    def test_what_another_saved_meanwhile_is_not_overwritten(self, client: Client, cast: Cast) -> None:
        to_complete(cast)
        client.force_login(cast.admin_a.user)
        drawn = shown(client, page("complete", NEW))
        Etablissement.objects.filter(siret=NEW).update(raison_sociale="Nom d'un collègue")
        response = client.post(page("complete", NEW), {**drawn, **fiche()})
        assert response.status_code == 200
        assert "Nom d&#x27;un collègue" in response.content.decode()
        assert Etablissement.objects.get(siret=NEW).raison_sociale == "Nom d'un collègue"

    def test_a_reader_may_not(self, client: Client, cast: Cast) -> None:
        delegate(cast.powerless_a, [Right.VOIR_PORTEFEUILLE], [cast.etablissement_one], name="Lecture")
        client.force_login(cast.powerless_a.user)
        assert client.get(page("etablissement", SIRET_ONE)).status_code == 200
        assert client.get(page("complete", SIRET_ONE)).status_code == 403
        assert client.get(page("etablissement", SIRET_TWO)).status_code == 404
        assert client.get(page("etablissement", SIRET_ELSEWHERE)).status_code == 404


class TestAdd:
    def test_an_establishment_is_added_and_its_amorcage_proposed(self, client: Client, cast: Cast) -> None:
        partner = Partner.objects.filter(active=True).first()
        client.force_login(cast.admin_a.user)
        sent = {"siret": f"{NEW[:3]} {NEW[3:6]} {NEW[6:9]} {NEW[9:]}", **fiche(partner=str(partner.pk), echeance="5")}
        response = client.post(page("add"), sent)
        assert response.headers["Location"] == reverse("amorcage:propose", kwargs={"siret": NEW})
        added = Etablissement.objects.get(siret=NEW, firm=cast.firm_a)
        assert (added.state, added.echeance, added.origin) == ("actif", 5, "manuel")

    @pytest.mark.parametrize("siret", ["", "12345678901234", "1,23E+13", "une boulangerie", "9" * 60])
    def test_a_wrong_siret_is_told_and_what_was_written_stays(self, client: Client, cast: Cast, siret: str) -> None:
        client.force_login(cast.admin_a.user)
        before = Etablissement.objects.count()
        response = client.post(page("add"), {"siret": siret, **fiche()})
        assert "SIRET" in str(response.context["form"].errors["siret"])
        assert "Transports Neufs" in response.content.decode()
        assert Etablissement.objects.count() == before

    def test_one_that_is_there_is_linked(self, client: Client, cast: Cast) -> None:
        client.force_login(cast.admin_a.user)
        text = client.post(page("add"), {"siret": SIRET_ONE, **fiche()}).content.decode()
        assert "Cet établissement est déjà dans votre portefeuille" in text
        assert page("etablissement", SIRET_ONE) in text

    def test_one_that_was_removed_can_be_put_back(self, client: Client, cast: Cast) -> None:
        client.force_login(cast.admin_a.user)
        client.post(page("retire", SIRET_ONE))
        text = client.post(page("add"), {"siret": SIRET_ONE, **fiche()}).content.decode()
        assert page("restore", SIRET_ONE) in text

    def test_that_of_another_firm_can_be_added_too(self, client: Client, cast: Cast) -> None:
        client.force_login(cast.admin_a.user)
        client.post(page("add"), {"siret": SIRET_ELSEWHERE, **fiche()})
        assert Etablissement.objects.filter(siret=SIRET_ELSEWHERE, firm=cast.firm_a).exists()


class TestRemove:
    def test_it_is_asked_before_and_kept_after(self, client: Client, cast: Cast) -> None:
        client.force_login(cast.admin_a.user)
        assert "sont gardés" in client.get(page("retire", SIRET_ONE)).content.decode()
        assert Etablissement.objects.get(siret=SIRET_ONE).state == "actif"
        text = client.post(page("retire", SIRET_ONE), follow=True).content.decode()
        assert Etablissement.objects.get(siret=SIRET_ONE).state == "retire"
        assert page("restore", SIRET_ONE) in text
        removed = client.get(page("list"), {"etat": "retire"}).content.decode()
        assert "Boulangerie Une" in removed
        assert "Menuiserie Deux" not in removed

    def test_twice_is_once(self, client: Client, cast: Cast) -> None:
        client.force_login(cast.admin_a.user)
        for _ in range(2):
            assert client.post(page("retire", SIRET_ONE)).status_code == 302
        assert JournalEntry.objects.filter(subject=SIRET_ONE, verb="etablissement.retire").count() == 1

    def test_it_comes_back_as_it_was(self, client: Client, cast: Cast) -> None:
        Etablissement.objects.filter(siret=SIRET_ONE).update(echeance=5, without_partner=True)
        client.force_login(cast.admin_a.user)
        client.post(page("retire", SIRET_ONE))
        client.post(page("restore", SIRET_ONE))
        back = Etablissement.objects.get(siret=SIRET_ONE)
        assert (back.state, back.echeance, back.raison_sociale) == ("actif", 5, "Boulangerie Une")


class TestFilters:
    @pytest.mark.parametrize(
        ("query", "names"),
        [
            ({"etat": "a_completer"}, {NEW}),
            ({"etat": "actif"}, {SIRET_ONE, SIRET_TWO}),
            ({"etat": "n'importe quoi"}, {NEW, SIRET_ONE, SIRET_TWO}),
            ({"echeance": "a_renseigner"}, {NEW}),
            ({"depot": "jamais"}, {NEW, SIRET_ONE, SIRET_TWO}),
            ({"depot": "ce_mois"}, set()),
            ({"q": "nancy", "etat": "a_completer"}, {NEW}),
        ],
    )
    def test_what_is_asked_is_shown(self, client: Client, cast: Cast, query: dict[str, str], names: set[str]) -> None:
        to_complete(cast)
        Etablissement.objects.filter(firm=cast.firm_a).exclude(siret=NEW).update(echeance=15)
        client.force_login(cast.admin_a.user)
        assert {row.siret for row in client.get(page("list"), query).context["page"]} == names

    @pytest.mark.parametrize(
        "order", ["effectif", "-effectif", "depot", "etablissement", "-localite", "firm__name", "?"]
    )
    def test_any_order_is_answered(self, client: Client, cast: Cast, order: str) -> None:
        client.force_login(cast.admin_a.user)
        rows = client.get(page("list"), {"tri": order}).context["page"].object_list
        assert {row.siret for row in rows} == {SIRET_ONE, SIRET_TWO}

    def test_the_order_asked_for_is_given(self, client: Client, cast: Cast) -> None:
        Etablissement.objects.filter(siret=SIRET_ONE).update(headcount=9)
        Etablissement.objects.filter(siret=SIRET_TWO).update(headcount=80)
        client.force_login(cast.admin_a.user)
        for order, first in (("effectif", SIRET_ONE), ("-effectif", SIRET_TWO)):
            assert client.get(page("list"), {"tri": order}).context["page"][0].siret == first
