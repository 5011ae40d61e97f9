"""Tabs and first address: what the actor may open, and nothing else."""

from __future__ import annotations

import pytest
from django.test import Client

from guichet.core.rights import Right
from guichet.web.navigation import Place, address, links
from tests.guichet.cast import Cast, delegate

PORTFOLIO = Place("Mon portefeuille", "portfolio:list")


def test_a_place_that_does_not_exist_is_left_out(cast: Cast) -> None:
    """By its name alone."""
    actor = cast.actor(cast.admin_a)
    found = links((Place("Jamais", "jamais:liste"), PORTFOLIO), actor, "/")
    assert [link.label for link in found] == ["Mon portefeuille"]
    assert address("jamais:liste", actor) == ""


@pytest.mark.parametrize(("who", "shown"), [
    ("admin_a", True),
    ("collaborator_a", True),
    ("powerless_a", False),
    ("admin_entreprise", False),
])  # fmt: skip
def test_a_tab_is_shown_exactly_when_its_page_opens(client: Client, cast: Cast, who: str, shown: bool) -> None:
    """The tab reads the declared access of the view."""
    member = getattr(cast, who)
    assert bool(links((PORTFOLIO,), cast.actor(member), "/")) is shown
    client.force_login(member.user)
    assert (client.get("/portefeuille/").status_code == 200) is shown
    assert ('href="/portefeuille/"' in client.get("/aide/").content.decode()) is shown


def test_who_only_reads_is_offered_nothing_to_do(client: Client, cast: Cast) -> None:
    """The pages answer and say what is missing; the list offers neither them nor boxes to tick."""
    delegate(cast.powerless_a, [Right.VOIR_PORTEFEUILLE], name="Lecture")
    client.force_login(cast.powerless_a.user)
    page = client.get("/portefeuille/").content.decode()
    assert "Boulangerie Une" in page
    for offered in ("/depots/nouveau/", "/portefeuille/importer/", 'class="tick"', "Choisir une action"):
        assert offered not in page
    assert {client.get(url).status_code for url in ("/depots/nouveau/", "/portefeuille/importer/")} == {200}
    client.force_login(cast.admin_a.user)
    page = client.get("/portefeuille/").content.decode()
    for offered in ("/depots/nouveau/", "/portefeuille/importer/", 'class="tick"', "Choisir une action"):
        assert offered in page


def test_the_tab_of_the_page_is_current(cast: Cast) -> None:
    """Exact on the list, current below it."""
    actor = cast.actor(cast.admin_a)
    (here,) = links((PORTFOLIO,), actor, "/portefeuille/")
    (below,) = links((PORTFOLIO,), actor, "/portefeuille/99000011900018/")
    (elsewhere,) = links((PORTFOLIO,), actor, "/aide/")
    assert (here.current, here.exact) == (True, True)
    assert (below.current, below.exact) == (True, False)
    assert (elsewhere.current, elsewhere.exact) == (False, False)


def test_a_visitor_gets_the_first_page_and_no_tab(client: Client, cast: Cast) -> None:
    """With the ways in."""
    page = client.get("/").content.decode()
    assert "Le mois DSN de vos établissements" in page
    assert 'href="/connexion/"' in page
    assert 'aria-label="Rubriques"' not in page


def test_a_member_is_led_to_the_work(client: Client, cast: Cast) -> None:
    """The portfolio of who has one; never a page that would refuse."""
    client.force_login(cast.admin_a.user)
    assert client.get("/").headers["Location"] == "/portefeuille/"
    client.force_login(cast.powerless_a.user)
    assert client.get("/", follow=True).status_code == 200


def test_a_person_without_a_firm_is_told_so(client: Client, cast: Cast) -> None:
    """And can log out from there."""
    member = cast.collaborator_a
    cast.actor(member)
    member.is_active = False
    member.save()
    client.force_login(member.user)
    answer = client.get("/")
    assert answer.status_code == 403
    assert "plus rattaché" in answer.content.decode()
    assert 'action="/deconnexion/"' in answer.content.decode()
    assert client.get("/aide/").status_code == 200
