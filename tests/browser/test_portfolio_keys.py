"""The list of the portfolio with its script: the keyboard, the selection, the search while one types."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.look import inspect
from tests.guichet.cast import PASSWORD, SIRET_ONE


@pytest.fixture
def listed(page: Page, cast_in_portal: None) -> Page:
    """The list, as the administrator of firm A."""
    page.goto("/connexion/")
    page.locator("[name=login]").fill("admin.a@exemple.test")
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Se connecter").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mon portefeuille")
    return page


def test_the_keyboard_is_told_and_works(listed: Page) -> None:
    """j, x, o; and « ? » tells them."""
    listed.keyboard.press("?")
    expect(listed.get_by_role("dialog", name="Au clavier")).to_be_visible()
    inspect(listed, "portefeuille-clavier")
    listed.keyboard.press("Escape")
    expect(listed.get_by_role("dialog")).to_have_count(0)
    listed.keyboard.press("j")
    listed.keyboard.press("x")
    expect(listed.get_by_text("1 ligne cochée")).to_be_visible()
    expect(listed.get_by_role("checkbox", name="Choisir Boulangerie Une")).to_be_checked()
    inspect(listed, "portefeuille-selection")
    listed.keyboard.press("o")
    expect(listed.get_by_role("heading", level=1)).to_have_text("Boulangerie Une")
    inspect(listed, "etablissement-complet")


def test_the_keys_can_be_put_off(listed: Page) -> None:
    """Someone who dictates, or types elsewhere, switches them off on this device."""
    listed.get_by_role("button", name="Clavier").click()
    listed.get_by_label("Utiliser ces touches sur cet appareil").uncheck()
    listed.get_by_role("button", name="Fermer").click()
    listed.keyboard.press("?")
    expect(listed.get_by_role("dialog")).to_have_count(0)


def test_search_then_act_on_what_is_shown(listed: Page) -> None:
    """The bar follows the list that the search has redrawn."""
    listed.get_by_label("SIRET, dénomination ou localité").fill("bolan")
    expect(listed.get_by_text("Aucun établissement ne répond")).to_be_visible()
    listed.get_by_label("SIRET, dénomination ou localité").fill("boulan")
    expect(listed.locator("tbody tr")).to_have_count(1)
    listed.get_by_label("Le seul que montre la liste").check()
    listed.get_by_label("Action").select_option("etiqueter")
    listed.get_by_role("button", name="Continuer").click()
    expect(listed.get_by_text("1 établissement choisi")).to_be_visible()
    inspect(listed, "portefeuille-action")
    listed.get_by_label("Étiquette").fill("paie décalée")
    listed.get_by_role("button", name="Appliquer").click()
    expect(listed.get_by_text("1 établissement changé")).to_be_visible()
    listed.goto(f"/portefeuille/{SIRET_ONE}/")
    expect(listed.get_by_text("paie décalée").first).to_be_visible()


def test_the_pages_beside_the_list_are_sound(listed: Page) -> None:
    """Coverage, names, removals, columns."""
    for url, name in (
        ("/portefeuille/couverture/", "couverture"),
        ("/portefeuille/classement/", "classement"),
        ("/portefeuille/retraits/", "retraits"),
        ("/portefeuille/action/?action=retirer&portee=toutes", "retirer-tout"),
    ):
        listed.goto(url)
        inspect(listed, f"portefeuille-{name}")
    listed.goto("/portefeuille/?etat=actif")
    listed.locator("summary", has_text="Colonnes").click()
    inspect(listed, "portefeuille-colonnes")
    listed.locator("summary", has_text="Plus de filtres").click()
    inspect(listed, "portefeuille-filtres")
