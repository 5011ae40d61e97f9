"""The pages of the delegations, as an administrator, a manager of a part, and those who only hold a profile."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from guichet.core.models import JournalEntry
from guichet.core.rights import Right
from guichet.core.tenancy import enter_firm
from guichet.delegations.enums import ScopeKind
from guichet.delegations.models import Delegation, DelegationProfile
from guichet.portfolio.models import Etablissement, SubPortfolio
from tests.guichet.cast import SIRET_ELSEWHERE, SIRET_ONE, SIRET_TWO, Cast, delegate

MANAGER = [Right.GERER_DELEGATIONS, Right.VOIR_PORTEFEUILLE, Right.EXPORTER]


@pytest.fixture
def admin(client: Client, cast: Cast) -> Client:
    client.force_login(cast.admin_a.user)
    return client


@pytest.fixture
def manager(client: Client, cast: Cast) -> Client:
    """Manages what is at the 5th; holds nothing else."""
    Etablissement.objects.filter(siret=SIRET_ONE).update(echeance=5)
    row = DelegationProfile.objects.create(
        firm=cast.firm_a, name="Le 5", rights=MANAGER, scope=ScopeKind.REGLE, rule_echeances=[5]
    )
    Delegation.objects.create(firm=cast.firm_a, profile=row, member=cast.powerless_a, starts_on=date(2026, 1, 1))
    client.force_login(cast.powerless_a.user)
    return client


def send(client: Client, name: str, /, *args: object, **values: Any) -> Any:
    return client.post(reverse(f"delegations:{name}", args=args), values)


def page(client: Client, name: str, /, *args: object, **asked: str) -> str:
    answer = client.get(reverse(f"delegations:{name}", args=args), asked)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def described(**values: Any) -> dict[str, Any]:
    return {"name": "Nouveau", "rights": ["voir_portefeuille"], "scope": "regle", "echeances": ["5"], **values}


class TestWriting:
    def test_a_rule_is_created(self, admin: Client, cast: Cast) -> None:
        partner = str(_partner())
        answer = send(
            admin, "create",
            **described(partners=[partner], sirens="990 000 119".replace(" ", "") + "\n990000127", idccs="1597, 2609"),
        )  # fmt: skip
        row = DelegationProfile.objects.get(name="Nouveau")
        assert answer["Location"] == reverse("delegations:profile", args=[row.pk])
        assert (row.scope, row.rule_echeances, row.rule_partners) == ("regle", [5], [int(partner)])
        assert (row.rule_sirens, row.rule_idccs) == (["990000119", "990000127"], ["1597", "2609"])
        assert JournalEntry.objects.filter(verb="profil.cree", subject="Nouveau").exists()

    def test_chosen_etablissements_by_siret(self, admin: Client, cast: Cast) -> None:
        send(admin, "create", **described(scope="choisis", sirets=f"{SIRET_ONE[:9]} {SIRET_ONE[9:]}\n{SIRET_TWO}"))
        row = DelegationProfile.objects.get(name="Nouveau")
        assert {each.siret for each in row.etablissements.all()} == {SIRET_ONE, SIRET_TWO}

    def test_groupes(self, admin: Client, cast: Cast) -> None:
        group = SubPortfolio.objects.create(firm=cast.firm_a, name="Nord")
        send(admin, "create", **described(scope="groupes", groups=[str(group.pk)]))
        assert list(DelegationProfile.objects.get(name="Nouveau").sub_portfolios.all()) == [group]

    @pytest.mark.parametrize(
        ("values", "told"),
        [
            ({"rights": []}, "Cochez-en au moins un"),
            ({"scope": "groupes"}, "Cochez au moins un groupe"),
            ({"echeances": []}, "au moins un critère"),
            ({"sirens": "990000118"}, "Un SIREN compte 9 chiffres"),
            ({"idccs": "12"}, "Un IDCC compte 4 chiffres"),
            ({"scope": "choisis", "sirets": SIRET_ELSEWHERE}, "ne sont pas parmi ceux que vous pouvez confier"),
            ({"scope": "choisis", "sirets": "123"}, "ne sont pas des SIRET"),
            ({"name": "Confiés"}, "Un profil porte déjà le nom « Confiés »"),
        ],
    )
    def test_what_is_wrong_is_told(self, admin: Client, cast: Cast, values: dict[str, Any], told: str) -> None:
        answer = send(admin, "create", **described(**values))
        assert answer.status_code == 200
        assert told in answer.content.decode()
        assert not DelegationProfile.objects.filter(name="Nouveau").exists()

    def test_the_preview_counts_and_names_and_writes_nothing(self, admin: Client, cast: Cast) -> None:
        Etablissement.objects.filter(siret=SIRET_ONE).update(echeance=5)
        for name in ("preview", "create"):
            answer = send(admin, name, **described(apercu="oui")).content.decode()
            assert "1\xa0établissement couvert" in answer
            assert "Boulangerie Une" in answer
            assert "Menuiserie Deux" not in answer
        assert not DelegationProfile.objects.filter(name="Nouveau").exists()

    def test_the_preview_of_what_is_half_written(self, admin: Client, cast: Cast) -> None:
        for values in ({}, {"scope": "regle", "sirens": "12"}, {"scope": "groupes"}, {"scope": "rien"}):
            assert "0\xa0établissement couvert" in send(admin, "preview", **values).content.decode()

    def test_an_edited_profile_shows_what_it_holds_then_what_it_became(self, admin: Client, cast: Cast) -> None:
        row = DelegationProfile.objects.get(name="Confiés")
        shown = page(admin, "edit", row.pk)
        assert 'value="Confiés"' in shown
        assert "1 établissement couvert" in shown
        send(admin, "edit", row.pk, **described(name="Confiés", scope="tout"))
        row.refresh_from_db()
        assert (row.scope, row.rights, row.chosen.count()) == ("tout", ["voir_portefeuille"], 0)

    def test_a_copy_is_held_by_nobody(self, admin: Client, cast: Cast) -> None:
        row = DelegationProfile.objects.get(name="Confiés")
        send(admin, "duplicate", row.pk, name="Confiés bis")
        copy = DelegationProfile.objects.get(name="Confiés bis")
        assert (copy.rights, copy.scope, copy.delegations.count()) == (row.rights, row.scope, 0)
        assert list(copy.etablissements.all()) == [cast.etablissement_one]

    def test_an_archived_profile_gives_nothing_in_the_next_request(self, client: Client, cast: Cast) -> None:
        row = DelegationProfile.objects.get(name="Confiés")
        session = Client()
        session.force_login(cast.collaborator_a.user)
        assert session.get(reverse("portfolio:list")).status_code == 200
        client.force_login(cast.admin_a.user)
        send(client, "archive", row.pk)
        assert session.get(reverse("portfolio:list")).status_code == 403
        assert "Profil archivé" in page(client, "profile", row.pk)
        assert client.get(reverse("delegations:edit", args=[row.pk])).status_code == 403
        assert "Confiés" not in page(client, "list")
        assert "Confiés" in page(client, "list", etat="archives")


class TestEntrusting:
    def test_from_a_day_to_a_day(self, admin: Client, cast: Cast) -> None:
        row = DelegationProfile.objects.get(name="Confiés")
        today = timezone.localdate()
        send(
            admin, "entrust", row.pk, member=str(cast.powerless_a.pk), starts_on=today.isoformat(),
            ends_on=(today + timedelta(days=3)).isoformat(),
        )  # fmt: skip
        given = Delegation.objects.get(profile=row, member=cast.powerless_a)
        assert (given.starts_on, given.ends_on) == (today, today + timedelta(days=3))
        assert "En cours" in page(admin, "profile", row.pk)
        send(admin, "dates", given.pk, starts_on=(today + timedelta(days=1)).isoformat(), ends_on="")
        assert "À venir" in page(admin, "profile", row.pk)

    def test_dates_the_wrong_way_round(self, admin: Client, cast: Cast) -> None:
        row = DelegationProfile.objects.get(name="Confiés")
        dates = {"member": str(cast.powerless_a.pk), "starts_on": "2026-12-02", "ends_on": "2026-12-01"}
        assert "Vérifiez les deux dates" in send(admin, "entrust", row.pk, **dates).content.decode()

    def test_taken_back_at_once_from_an_open_session(self, client: Client, cast: Cast) -> None:
        session = Client()
        session.force_login(cast.collaborator_a.user)
        assert session.get(reverse("portfolio:list")).status_code == 200
        client.force_login(cast.admin_a.user)
        send(client, "withdraw", Delegation.objects.get(member=cast.collaborator_a).pk)
        assert session.get(reverse("portfolio:list")).status_code == 403
        enter_firm(cast.firm_a.pk)
        assert JournalEntry.objects.filter(verb="delegation.retiree").exists()

    def test_etablissements_come_and_go_one_by_one(self, admin: Client, cast: Cast) -> None:
        row = DelegationProfile.objects.get(name="Confiés")
        send(admin, "choose", row.pk, sirets=SIRET_TWO)
        assert row.etablissements.count() == 2
        send(admin, "drop", row.pk, siret=[SIRET_ONE])
        assert [each.siret for each in row.etablissements.all()] == [SIRET_TWO]


class TestManagerOfAPart:
    def test_he_sees_what_is_within_his_own_and_what_he_holds(self, manager: Client, cast: Cast) -> None:
        beyond = DelegationProfile.objects.create(
            firm=cast.firm_a, name="Ailleurs", rights=["voir_portefeuille"], scope=ScopeKind.TOUT
        )
        within = DelegationProfile.objects.create(
            firm=cast.firm_a, name="Dedans", rights=["exporter"], scope=ScopeKind.REGLE, rule_echeances=[5],
            rule_idccs=["1597"],
        )  # fmt: skip
        listed = page(manager, "list")
        assert "Dedans" in listed
        assert "Le 5" in listed
        assert "Ailleurs" not in listed
        assert manager.get(reverse("delegations:profile", args=[beyond.pk])).status_code == 404
        assert manager.get(reverse("delegations:edit", args=[within.pk])).status_code == 200

    def test_what_he_holds_beyond_what_he_gives_is_read_only(self, manager: Client, cast: Cast) -> None:
        held = delegate(cast.powerless_a, [Right.RETIRER], [cast.etablissement_two], name="Reçu")
        assert "Ce profil vous est confié" in page(manager, "profile", held.pk)
        assert manager.get(reverse("delegations:edit", args=[held.pk])).status_code == 403
        given = Delegation.objects.get(profile=held)
        assert send(manager, "withdraw", given.pk).status_code == 403

    def test_he_is_not_offered_what_he_does_not_hold(self, manager: Client) -> None:
        shown = page(manager, "create")
        assert 'value="retirer"' not in shown
        assert 'value="tout"' not in shown

    def test_a_rule_that_could_go_beyond_is_refused_and_explained(self, manager: Client) -> None:
        answer = send(manager, "create", **described(echeances=[], idccs="1597")).content.decode()
        assert "pourrait couvrir demain" in answer
        assert send(manager, "create", **described(idccs="1597")).status_code == 302

    def test_counts_stop_at_his_own(self, manager: Client, cast: Cast) -> None:
        delegate(cast.collaborator_a, [Right.VOIR_PORTEFEUILLE], name="Tout voir")
        shown = page(manager, "see_as", cast.collaborator_a.pk)
        assert "Vue limitée" in shown
        assert "Boulangerie Une" in shown
        assert "Menuiserie Deux" not in shown
        assert "Tout voir" not in shown
        assert "Les nombres se limitent" in page(manager, "matrix")


class TestSeeing:
    def test_voir_comme_tells_rights_sizes_profiles_and_shows_the_portfolio(self, admin: Client, cast: Cast) -> None:
        delegate(cast.collaborator_a, [Right.EXPORTER], name="Sorties")
        shown = page(admin, "see_as", cast.collaborator_a.pk)
        assert "Confiés, Sorties" in shown
        assert "Menuiserie Deux" not in shown
        assert "Menuiserie Deux" in page(admin, "see_as", cast.collaborator_a.pk, droit="exporter")

    def test_one_sees_ones_own_rights(self, client: Client, cast: Cast) -> None:
        client.force_login(cast.collaborator_a.user)
        assert "Boulangerie Une" in page(client, "own")
        client.force_login(cast.powerless_a.user)
        assert "Demandez à un administrateur" in page(client, "own")

    def test_the_matrix_as_csv_is_journaled_and_safe_to_open(self, admin: Client, cast: Cast) -> None:
        delegate(cast.powerless_a, [Right.EXPORTER], name="=1+1")
        content = send(admin, "export").content.decode("utf-8-sig")
        head, *lines = content.splitlines()
        assert head.split(";")[3] == Right.VOIR_PORTEFEUILLE.label
        assert len(lines) == 3
        assert "'=1+1" in content
        enter_firm(cast.firm_a.pk)
        entry = JournalEntry.objects.get(verb="delegations.exportees")
        assert entry.details == {"collaborateurs": 3}

    def test_who_exports_without_managing_gets_himself_alone(self, client: Client, cast: Cast) -> None:
        delegate(cast.powerless_a, [Right.EXPORTER], [cast.etablissement_one], name="Sorties")
        client.force_login(cast.powerless_a.user)
        lines = send(client, "export").content.decode("utf-8-sig").splitlines()[1:]
        assert len(lines) == 1
        assert cast.powerless_a.user.email in lines[0]


@pytest.mark.parametrize("name", ["list", "matrix"])
def test_pages_take_a_fixed_number_of_queries(admin: Client, cast: Cast, name: str) -> None:
    taken = []
    for first, last in ((0, 1), (1, 5)):
        enter_firm(cast.firm_a.pk)
        for number in range(first, last):
            row = delegate(cast.powerless_a, list(Right), [cast.etablissement_two], name=f"Profil {number}")
            row.delegations.create(firm=cast.firm_a, member=cast.collaborator_a, starts_on=date(2026, 1, 1))
        with CaptureQueriesContext(connection) as queries:
            page(admin, name)
        taken.append(len(queries))
    assert taken[0] == taken[1]


def test_rights_of_a_request_take_one_query_whatever_the_profiles(client: Client, cast: Cast) -> None:
    client.force_login(cast.powerless_a.user)
    taken = []
    for first, last in ((0, 1), (1, 12)):
        enter_firm(cast.firm_a.pk)
        for number in range(first, last):
            row = delegate(
                cast.powerless_a, [Right.VOIR_PORTEFEUILLE], [cast.etablissement_one], name=f"Profil {number}"
            )
            kind = {"scope": ScopeKind.REGLE, "rule_idccs": [f"{number:04d}"]} if number % 2 else {}
            DelegationProfile.objects.filter(pk=row.pk).update(**kind)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse("portfolio:list")).status_code == 200
        taken.append(len(queries))
    assert taken[0] == taken[1]


def _partner() -> int:
    from guichet.portfolio.models import Partner

    return Partner.objects.order_by("pk").values_list("pk", flat=True)[0]
