"""« Mon compte », and the change of firm."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from guichet.accounts.enums import MemberRole
from guichet.accounts.models import Member, User
from guichet.core.models import JournalEntry
from guichet.core.rights import Right
from guichet.core.tenancy import enter_firm
from guichet.web.access import SESSION_FIRM
from tests.guichet.cast import Cast, delegate

PROFILE, FIRMS = "/compte/", "/compte/cabinets/"


@pytest.fixture
def in_both(cast: Cast) -> Member:
    """The collaborator of firm A, who also administers firm B; her membership there."""
    enter_firm(cast.firm_b.pk)
    return Member.objects.create(firm=cast.firm_b, user=cast.collaborator_a.user, role=MemberRole.ADMINISTRATOR)


@pytest.fixture
def collaborator(client: Client, cast: Cast) -> Client:
    client.force_login(cast.collaborator_a.user)
    return client


def switch(client: Client, firm_id: object) -> int:
    return client.post(FIRMS, {"cabinet": str(firm_id)}).status_code


def firm_shown(client: Client) -> str:
    bar = client.get(PROFILE).content.decode().split('class="bar-firm"')[1]
    return bar.split("</span>")[1].split("</p>")[0]


def test_the_account_tells_who_where_and_what(collaborator: Client, cast: Cast) -> None:
    page = collaborator.get(PROFILE).content.decode()
    for told in (
        "collaborateur.a@exemple.test",
        "Collaborateur A",
        "Cabinet Arnaud",
        "Collaborateur",
        "Tiers déclarant",
    ):
        assert told in page
    for right in Right:
        assert right.label.replace("'", "&#x27;") in page
    assert 'href="/mot-de-passe/changer/"' in page
    assert "Les établissements confiés" in page
    assert "Tout le portefeuille" not in page


def test_rights_say_how_far_they_reach(collaborator: Client, cast: Cast, client: Client) -> None:
    enter_firm(cast.firm_a.pk)
    delegate(cast.powerless_a, [Right.EXPORTER], name="Exporter partout")
    client.force_login(cast.powerless_a.user)
    page = client.get(PROFILE).content.decode()
    assert Right.EXPORTER.help in page
    assert Right.AMORCAGE.help not in page
    assert page.count("Tout le portefeuille") == 1


def test_without_rights_the_account_says_whom_to_ask(client: Client, cast: Cast) -> None:
    client.force_login(cast.powerless_a.user)
    assert "Aucun droit ne vous est confié" in client.get(PROFILE).content.decode()
    client.force_login(cast.admin_a.user)
    assert "vous avez tous les droits" in client.get(PROFILE).content.decode()


def test_the_name_is_changed_once_with_a_line_of_the_journal(collaborator: Client, cast: Cast) -> None:
    for _ in range(2):
        assert collaborator.post(PROFILE, {"name": "  Éloïse D'Arc "}).url == PROFILE
    page = collaborator.get(PROFILE).content.decode()
    assert "Votre nom est enregistré." in page
    assert 'value="Éloïse D&#x27;Arc"' in page
    enter_firm(cast.firm_a.pk)
    line = JournalEntry.objects.get(verb="compte.renomme")
    assert (line.author, line.details) == ("Collaborateur A", {"membre": cast.collaborator_a.pk})


@pytest.mark.parametrize("name", ["", "   ", "x" * 151])
def test_a_name_that_is_refused_changes_nothing(collaborator: Client, cast: Cast, name: str) -> None:
    page = collaborator.post(PROFILE, {"name": name}).content.decode()
    assert 'id="id_name_error"' in page
    assert User.objects.get(pk=cast.collaborator_a.user_id).name == "Collaborateur A"


def test_the_name_of_somebody_else_is_out_of_reach(collaborator: Client, cast: Cast) -> None:
    collaborator.post(PROFILE, {"name": "Moi", "user": cast.admin_a.user_id, "id": cast.admin_a.user_id})
    assert User.objects.get(pk=cast.admin_a.user_id).name == "Admin A"


def test_with_one_firm_there_is_nothing_to_change(collaborator: Client, cast: Cast) -> None:
    assert FIRMS not in collaborator.get(PROFILE).content.decode()
    assert collaborator.get(FIRMS).status_code == 200


def test_with_several_the_menu_leads_there(collaborator: Client, in_both: Member) -> None:
    page = collaborator.get("/aide/").content.decode()
    assert f'href="{FIRMS}"' in page
    assert "Changer de cabinet" in page
    page = collaborator.get(FIRMS).content.decode()
    assert page.count("Cabinet Borel") >= 1
    assert "Garage Martin" not in page


def test_a_switch_goes_home_in_the_other_firm(collaborator: Client, cast: Cast, in_both: Member) -> None:
    assert firm_shown(collaborator) == "Cabinet Arnaud"
    answer = collaborator.post(FIRMS, {"cabinet": str(cast.firm_b.pk)}, follow=True)
    assert [step[0] for step in answer.redirect_chain] == ["/", "/portefeuille/"]
    assert "Vous travaillez maintenant pour Cabinet Borel." in answer.content.decode()
    assert "Ailleurs SA" in answer.content.decode()
    assert "Boulangerie Une" not in answer.content.decode()
    assert firm_shown(collaborator) == "Cabinet Borel"
    enter_firm(cast.firm_b.pk)
    line = JournalEntry.objects.get(verb="cabinet.choisi")
    assert (line.member_id, line.author) == (in_both.pk, "Collaborateur A")


def test_choosing_where_one_is_writes_nothing(collaborator: Client, cast: Cast, in_both: Member) -> None:
    assert switch(collaborator, cast.firm_b.pk) == 302
    assert switch(collaborator, cast.firm_b.pk) == 302
    enter_firm(cast.firm_b.pk)
    assert JournalEntry.objects.filter(verb="cabinet.choisi").count() == 1


def test_looking_does_not_switch(collaborator: Client, cast: Cast, in_both: Member) -> None:
    collaborator.get(FIRMS, {"cabinet": str(cast.firm_b.pk)})
    assert firm_shown(collaborator) == "Cabinet Arnaud"


@pytest.mark.parametrize("value", ["", "rien", "00000000-0000-0000-0000-000000000000"])
def test_a_firm_one_is_not_in_is_not_found(collaborator: Client, cast: Cast, in_both: Member, value: str) -> None:
    assert switch(collaborator, value) == 404
    assert switch(collaborator, cast.entreprise.pk) == 404
    assert SESSION_FIRM not in collaborator.session
    assert firm_shown(collaborator) == "Cabinet Arnaud"


def test_a_firm_one_left_is_not_found(collaborator: Client, cast: Cast, in_both: Member) -> None:
    enter_firm(cast.firm_b.pk)
    Member.objects.filter(pk=in_both.pk).update(is_active=False)
    assert switch(collaborator, cast.firm_b.pk) == 404
    assert FIRMS not in collaborator.get(PROFILE).content.decode()


def test_a_firm_forged_in_the_session_opens_nothing(collaborator: Client, cast: Cast) -> None:
    session = collaborator.session
    session[SESSION_FIRM] = str(cast.firm_b.pk)
    session.save()
    assert firm_shown(collaborator) == "Cabinet Arnaud"


def test_losing_the_chosen_firm_leads_back_to_the_other(collaborator: Client, cast: Cast, in_both: Member) -> None:
    switch(collaborator, cast.firm_b.pk)
    enter_firm(cast.firm_b.pk)
    Member.objects.filter(pk=in_both.pk).update(is_active=False)
    assert firm_shown(collaborator) == "Cabinet Arnaud"


def test_the_menu_costs_no_query(collaborator: Client, cast: Cast) -> None:
    """Being of several firms is read with the membership."""
    counts = []
    for firm in (None, cast.firm_b, cast.entreprise):
        if firm:
            enter_firm(firm.pk)
            Member.objects.create(firm=firm, user=cast.collaborator_a.user, role=MemberRole.COLLABORATOR)
        with CaptureQueriesContext(connection) as queries:
            page = collaborator.get("/aide/").content.decode()
        assert (FIRMS in page) is (firm is not None)
        counts.append(len(queries))
    assert len(set(counts)) == 1
