"""What a visitor sees before any account: the first page, the help, the display, the refusals."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.look import inspect
from tests.browser.portal import running_portal
from tests.browser.watch import Watch


@pytest.mark.parametrize(("path", "name", "heading"), [
    ("/", "accueil", "Le mois DSN de vos établissements"),
    ("/aide/", "aide", "Premiers pas"),
])  # fmt: skip
def test_a_public_page_is_sound(page: Page, path: str, name: str, heading: str) -> None:
    """One h1, and nothing that axe finds."""
    page.goto(path)
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    inspect(page, name)


def test_the_first_tab_skips_to_the_content(page: Page) -> None:
    """By keyboard, the content is two keys away."""
    page.goto("/aide/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Aller au contenu")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#contenu")).to_be_focused()


@pytest.mark.parametrize("scripts", [True, False])
def test_the_text_grows_in_steps_and_is_remembered(new_context, scripts: bool) -> None:
    """Two steps up from the usual size, then no further; the next page keeps it; smaller again."""
    page = new_context(java_script_enabled=scripts).new_page()
    page.goto("/aide/")
    larger = page.get_by_role("button", name="Agrandir la taille de la police")
    larger.click()
    larger.click()
    expect(larger).to_be_disabled()
    page.goto("/")
    assert page.locator("html").get_attribute("data-text") == "4"
    page.get_by_role("button", name="Diminuer la taille de la police").click()
    assert page.locator("html").get_attribute("data-text") == "3"
    assert page.url.endswith("/")


def test_the_theme_is_chosen_and_remembered(page: Page) -> None:
    """From the menu of colours, back on the page it was chosen on."""
    page.goto("/aide/")
    page.get_by_text("Couleurs", exact=True).click()
    page.get_by_role("button", name="Contraste élevé").click()
    page.wait_for_url("**/aide/")
    assert page.locator("html").get_attribute("data-theme") == "contraste"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(0, 0, 0)"


def test_the_largest_text_fits_on_a_phone(new_context) -> None:
    """Nothing is cut or pushed beyond the edge."""
    page = new_context(viewport={"width": 375, "height": 812}).new_page()
    page.goto("/")
    larger = page.get_by_role("button", name="Agrandir la taille de la police")
    for _ in range(2):
        larger.click()
    # The page with the largest text is there: measured while it came, there was nothing to measure.
    expect(larger).to_be_disabled()
    expect(page.locator("html")).to_have_attribute("data-text", "4")
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_an_unknown_address_says_what_to_do(page: Page, watch: Watch) -> None:
    """404."""
    watch.allowed.add(404)
    answer = page.goto("/rien/de/tel/")
    assert answer is not None
    assert answer.status == 404
    expect(page.get_by_role("heading", level=1)).to_have_text("Cette page n'existe pas")
    inspect(page, "erreur-404")


def test_a_stale_form_is_refused_with_words(page: Page, watch: Watch) -> None:
    """The CSRF guard, when the cookie is gone."""
    watch.allowed.add(403)
    page.goto("/aide/")
    page.context.clear_cookies()
    page.get_by_role("button", name="Agrandir la taille de la police").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ce formulaire n'est plus valable")
    inspect(page, "erreur-csrf")


def test_the_page_of_our_own_faults_needs_no_database(browser: Browser, migrated: str, tmp_path: Path) -> None:
    """500, shown while the database is gone."""
    with running_portal(tmp_path, migrated, worker=False) as portal:
        portal.drop_database()
        page = browser.new_page(base_url=portal.url)
        answer = page.goto("/")
        assert answer is not None
        assert answer.status == 500
        expect(page.get_by_role("heading", level=1)).to_have_text("Guichet n'a pas pu répondre")
        inspect(page, "erreur-500")
        page.close()
