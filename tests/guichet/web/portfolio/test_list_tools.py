"""Columns, views, names and coverage: what stands around the list of the portfolio."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from guichet.core.rights import Right
from guichet.deposits.latest import refresh_latest
from guichet.portfolio.enums import EtablissementState, Origin
from guichet.portfolio.models import Etablissement, ListPreference, SavedView, SubPortfolio, Tag
from neodes.values.siren import make_siret
from tests.guichet.cast import SIRET_ONE, SIRET_TWO, Cast, delegate
from tests.guichet.deposits.rows import declaration_row, deposit_row

LIST = reverse("portfolio:list")


@pytest.fixture
def admin(client: Client, cast: Cast) -> Client:
    client.force_login(cast.admin_a.user)
    return client


class TestRows:
    def test_without_name_the_siret_is_the_link(self, admin: Client) -> None:
        Etablissement.objects.filter(siret=SIRET_ONE).update(raison_sociale="")
        text = admin.get(LIST).content.decode()
        link = text[text.index(reverse("portfolio:etablissement", args=[SIRET_ONE])) :]
        assert link.index('class="siret"') < link.index("Dénomination à renseigner") < link.index("</th>")

    def test_what_a_reader_may_not_see_of_the_declarations_is_not_shown(self, client: Client, cast: Cast) -> None:
        Etablissement.objects.filter(firm=cast.firm_a).update(latest_period="2026-11", latest_bloquants=3)
        delegate(cast.powerless_a, [Right.VOIR_PORTEFEUILLE], name="Tout voir")
        delegate(cast.powerless_a, [Right.VOIR_DECLARATIONS], [cast.etablissement_one], name="Une")
        client.force_login(cast.powerless_a.user)
        assert client.get(LIST).content.decode().count("3\xa0bloquants") == 1

    @pytest.mark.parametrize("member", ["admin_a", "collaborator_a"])
    def test_more_rows_cost_no_more_queries(self, client: Client, cast: Cast, member: str) -> None:
        delegate(cast.collaborator_a, list(Right), name="Tout")
        client.force_login(getattr(cast, member).user)
        counts = []
        for rank in range(3):
            for query in ("", "?q=1&tri=partenaire&amorcage=aucune&anomalies=sans_declaration"):
                with CaptureQueriesContext(connection) as captured:
                    client.get(LIST + query)
                counts.append(len(captured))
            Etablissement.objects.create(
                firm=cast.firm_a, siret=f"9900050000001{rank}", raison_sociale="1", origin=Origin.IMPORT, state="actif"
            )
        assert counts[0::2] == [counts[0]] * 3
        assert counts[1::2] == [counts[1]] * 3


class TestColumns:
    def test_those_chosen_are_kept_for_that_member(self, admin: Client, client: Client, cast: Cast) -> None:
        answer = admin.post(
            reverse("portfolio:columns"), {"colonne": ["idcc", "groupe", "?"], "q": "bois", "page": "3"}
        )
        assert answer.headers["Location"] == f"{LIST}?q=bois"
        assert [column.name for column in admin.get(LIST).context["columns"]] == ["groupe", "idcc"]
        client.force_login(cast.collaborator_a.user)
        assert "etat" in [column.name for column in client.get(LIST).context["columns"]]

    def test_the_usual_ones_come_back(self, admin: Client) -> None:
        admin.post(reverse("portfolio:columns"), {"colonne": ["idcc"]})
        admin.post(reverse("portfolio:columns"), {"habituelles": "oui"})
        assert not ListPreference.objects.exists()

    def test_a_column_needs_its_right(self, client: Client, cast: Cast) -> None:
        delegate(cast.powerless_a, [Right.VOIR_PORTEFEUILLE], name="Lecture")
        client.force_login(cast.powerless_a.user)
        client.post(reverse("portfolio:columns"), {"colonne": ["amorcage", "anomalies", "idcc"]})
        assert [column.name for column in client.get(LIST).context["columns"]] == ["idcc"]

    @pytest.mark.parametrize(
        "name", ["etat", "etiquettes", "ajout", "apet", "effectif", "groupe", "depot", "anomalies"]
    )
    def test_each_can_be_drawn(self, admin: Client, name: str) -> None:
        Etablissement.objects.filter(siret=SIRET_ONE).update(tags=["été"], headcount=3, latest_period="2026-11")
        admin.post(reverse("portfolio:columns"), {"colonne": [name]})
        assert admin.get(LIST).status_code == 200


class TestViews:
    def save(self, client: Client, **values: str) -> None:
        client.post(reverse("portfolio:save_view"), {"nom": "À finir", "etat": "a_completer", "tri": "depot", **values})

    def test_a_view_is_a_list_with_a_name(self, admin: Client) -> None:
        self.save(admin, page="4", inconnu="x")
        assert SavedView.objects.get().asked == {"etat": "a_completer", "tri": "depot"}
        (link,) = admin.get(LIST).context["views"]
        assert link.url == f"{LIST}?etat=a_completer&tri=depot"
        assert admin.get(link.url).context["views"][0].current

    def test_the_same_name_replaces_it(self, admin: Client) -> None:
        self.save(admin)
        self.save(admin, etat="actif")
        assert SavedView.objects.get().asked["etat"] == "actif"

    def test_one_without_name_is_refused(self, admin: Client) -> None:
        self.save(admin, nom="  ")
        assert not SavedView.objects.exists()

    def test_others_see_it_when_it_is_shared_and_cannot_remove_it(self, client: Client, cast: Cast) -> None:
        client.force_login(cast.admin_a.user)
        self.save(client)
        self.save(client, nom="Pour tous", partagee="oui")
        client.force_login(cast.collaborator_a.user)
        (link,) = client.get(LIST).context["views"]
        assert link.view.name == "Pour tous"
        client.post(reverse("portfolio:delete_view", args=[link.view.pk]))
        assert SavedView.objects.filter(name="Pour tous").exists()
        mine = SavedView.objects.get(name="À finir")
        assert client.get(reverse("portfolio:delete_view", args=[mine.pk])).status_code == 404

    def test_ones_own_is_removed(self, admin: Client) -> None:
        self.save(admin)
        admin.post(reverse("portfolio:delete_view", args=[SavedView.objects.get().pk]))
        assert not SavedView.objects.exists()


class TestNames:
    def test_a_groupe_is_made_renamed_and_deleted(self, admin: Client) -> None:
        admin.post(reverse("portfolio:add_name"), {"quoi": "groupe", "nom": " Bureau  de Lyon "})
        group = SubPortfolio.objects.get(name="Bureau de Lyon")
        Etablissement.objects.filter(siret=SIRET_ONE).update(sub_portfolio=group)
        url = reverse("portfolio:group", args=[group.pk])
        admin.post(url, {"nom": "Lyon"})
        assert "Lyon" in admin.get(reverse("portfolio:names")).content.decode()
        admin.post(url, {"supprimer": "oui"})
        assert Etablissement.objects.get(siret=SIRET_ONE).sub_portfolio is None
        assert not SubPortfolio.objects.exists()

    def test_a_tag_is_renamed_everywhere_and_may_join_another(self, admin: Client, cast: Cast) -> None:
        Etablissement.objects.filter(siret=SIRET_ONE).update(tags=["ete", "été"])
        Etablissement.objects.filter(siret=SIRET_TWO).update(tags=["ete"])
        tag = Tag.objects.create(firm=cast.firm_a, name="ete")
        admin.post(reverse("portfolio:tag", args=[tag.pk]), {"nom": "été"})
        assert list(
            Etablissement.objects.order_by("siret").filter(firm=cast.firm_a).values_list("tags", flat=True)
        ) == [
            ["été"],
            ["été"],
        ]
        assert list(Tag.objects.values_list("name", flat=True)) == ["été"]

    def test_what_is_borne_beyond_ones_reach_is_left(self, client: Client, cast: Cast) -> None:
        group = SubPortfolio.objects.create(firm=cast.firm_a, name="Nord")
        Etablissement.objects.filter(siret=SIRET_TWO).update(sub_portfolio=group)
        client.force_login(cast.collaborator_a.user)
        text = client.post(reverse("portfolio:group", args=[group.pk]), {"supprimer": "oui"}, follow=True)
        assert "que vous ne pouvez pas modifier" in text.content.decode()
        assert SubPortfolio.objects.filter(name="Nord").exists()

    def test_the_same_name_twice_is_told(self, admin: Client) -> None:
        for _ in range(2):
            answer = admin.post(reverse("portfolio:add_name"), {"quoi": "groupe", "nom": "Nord"}, follow=True)
        assert "porte déjà le nom" in answer.content.decode()


class TestDescribe:
    def test_contact_groupe_and_tags(self, admin: Client, cast: Cast) -> None:
        group = SubPortfolio.objects.create(firm=cast.firm_a, name="Nord")
        url = reverse("portfolio:describe", args=[SIRET_ONE])
        sent = {"contact_name": "Ada Roux", "contact_email": "ada@exemple.test", "contact_phone": "01 02 03 04 05"}
        admin.post(url, {**sent, "group": str(group.pk), "tags": "été, Bois ,été"})
        saved = Etablissement.objects.get(siret=SIRET_ONE)
        assert (saved.contact_name, saved.sub_portfolio, saved.tags) == ("Ada Roux", group, ["Bois", "été"])
        page = admin.get(reverse("portfolio:etablissement", args=[SIRET_ONE])).content.decode()
        assert "ada@exemple.test" in page
        assert "Contact, groupe ou étiquettes" in page

    def test_a_mistake_is_told(self, admin: Client) -> None:
        url = reverse("portfolio:describe", args=[SIRET_ONE])
        assert "plus complète" not in (text := admin.post(url, {"contact_email": "ada"}).content.decode())
        assert "n&#x27;est pas complète" in text


def declared(cast: Cast, etablissement: Etablissement, *periods: str, **values: object) -> None:
    deposit = deposit_row(cast.admin_a)
    for period in periods:
        declaration_row(deposit, etablissement, period=period, **values)
    refresh_latest([etablissement.pk])


class TestCoverage:
    def test_what_is_declared_and_followed_by_nobody(self, admin: Client, cast: Cast) -> None:
        other = make_siret(SIRET_ONE[:9], 2)
        declaration_row(deposit_row(cast.admin_a), None, siret=other)
        text = admin.get(reverse("portfolio:coverage")).content.decode()
        assert f"{reverse('portfolio:add')}?siret={other}" in text
        assert "Vous suivez un autre de ses établissements" in text

    def test_what_is_followed_and_never_declared(self, admin: Client, cast: Cast) -> None:
        declared(cast, cast.etablissement_one, "2026-11")
        page = admin.get(reverse("portfolio:coverage"))
        assert [row.siret for row in page.context["never"]] == [SIRET_TWO]

    def test_one_that_stops_when_another_of_its_siren_begins(self, admin: Client, cast: Cast) -> None:
        later = Etablissement.objects.create(
            firm=cast.firm_a, siret=make_siret(SIRET_ONE[:9], 2), raison_sociale="Boulangerie d'en face",
            state=EtablissementState.ACTIF, origin=Origin.DEPOT,
        )  # fmt: skip
        declared(cast, cast.etablissement_one, "2026-07", "2026-08")
        declared(cast, later, "2026-10", "2026-11")
        coverage = reverse("portfolio:coverage")
        (pair,) = admin.get(coverage).context["successions"]
        assert (pair.earlier, pair.later) == (cast.etablissement_one, later)
        admin.post(reverse("portfolio:succeed", args=[later.siret]), {"predecesseur": SIRET_ONE})
        assert Etablissement.objects.get(pk=later.pk).succeeds == cast.etablissement_one
        assert admin.get(coverage).context["successions"] == []
        page = admin.get(reverse("portfolio:etablissement", args=[later.siret])).content.decode()
        assert "Succède à" in page

    def test_only_of_the_same_siren(self, admin: Client) -> None:
        answer = admin.post(reverse("portfolio:succeed", args=[SIRET_ONE]), {"predecesseur": SIRET_TWO}, follow=True)
        assert "même SIREN" in answer.content.decode()
        assert Etablissement.objects.get(siret=SIRET_ONE).succeeds is None

    def test_removed_and_still_declared(self, admin: Client, cast: Cast) -> None:
        admin.post(reverse("portfolio:retire", args=[SIRET_ONE]))
        declared(cast, cast.etablissement_one, "2026-11", state="retiree")
        assert [row.siret for row in admin.get(reverse("portfolio:coverage")).context["removed"]] == [SIRET_ONE]

    def test_one_sees_only_ones_own(self, client: Client, cast: Cast) -> None:
        declaration_row(deposit_row(cast.admin_a), None, siret=make_siret(SIRET_TWO[:9], 2))
        client.force_login(cast.collaborator_a.user)
        page = client.get(reverse("portfolio:coverage"))
        assert page.context["outside"] == []
        assert [row.siret for row in page.context["never"]] == [SIRET_ONE]


class TestPage:
    def test_the_months_the_findings_and_who_may_act(self, admin: Client, cast: Cast) -> None:
        declared(cast, cast.etablissement_one, "2026-10", bloquants=0)
        declared(cast, cast.etablissement_one, "2026-11")
        page = admin.get(reverse("portfolio:etablissement", args=[SIRET_ONE]))
        text = page.content.decode()
        told = {month.period: month.tone for month in page.context["strip"].months if month.row}
        assert told.get("2026-11", "blocking") == "blocking"
        assert "Dernière déclaration" in text
        assert "Collaborateur A" in text
        assert "Confiés" in text

    def test_the_strip_is_one_query_whatever_it_holds(self, admin: Client, cast: Cast) -> None:
        url = reverse("portfolio:etablissement", args=[SIRET_ONE])
        counts = []
        for periods in (["2026-10"], ["2026-07", "2026-08", "2026-09"]):
            declared(cast, cast.etablissement_one, *periods)
            with CaptureQueriesContext(connection) as captured:
                admin.get(url)
            counts.append(len(captured))
        assert counts[0] == counts[1]

    def test_who_may_act_is_told_to_managers_alone(self, client: Client, cast: Cast) -> None:
        delegate(cast.powerless_a, [Right.VOIR_PORTEFEUILLE], [cast.etablissement_one], name="Lecture")
        client.force_login(cast.powerless_a.user)
        page = client.get(reverse("portfolio:etablissement", args=[SIRET_ONE])).content.decode()
        assert "Qui peut agir" not in page
        assert "Les 24 derniers mois" not in page


def test_the_last_declaration_is_summed_up_and_kept_fresh(cast: Cast) -> None:
    declared(cast, cast.etablissement_one, "2026-10")
    declared(cast, cast.etablissement_one, "2026-11", bloquants=0, avertissements=4)
    declared(cast, cast.etablissement_one, "2026-12", nature="04")
    one = Etablissement.objects.get(siret=SIRET_ONE)
    assert (one.first_period, one.latest_period) == ("2026-10", "2026-11")
    assert (one.latest_bloquants, one.latest_avertissements) == (0, 4)
