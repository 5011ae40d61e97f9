"""Every component in its states, judged by axe; what the small script adds."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.look import inspect
from tests.browser.portal import Portal


@pytest.fixture(scope="module")
def gallery(portal: Portal) -> str:
    """The page of all components."""
    return portal.run("tests.browser.gallery")


@pytest.fixture
def shown(page: Page, portal: Portal, gallery: str) -> Page:
    """The gallery in a window, under the address and the styles of the portal."""
    page.route("**/galerie/", lambda route: route.fulfill(body=gallery, content_type="text/html"))
    page.goto("/galerie/")
    return page


def test_the_components_are_sound(shown: Page) -> None:
    """In three themes, wide and on a phone."""
    expect(shown.get_by_role("heading", level=1)).to_have_text("Boulangerie Une")
    inspect(shown, "composants")


def test_the_errors_of_a_field_are_tied_to_it(shown: Page) -> None:
    """By aria-describedby, and from the summary by a link."""
    field = shown.get_by_label("SIRET", exact=True)
    assert field.get_attribute("aria-invalid") == "true"
    for described in (field.get_attribute("aria-describedby") or "").split():
        expect(shown.locator(f"#{described}")).to_be_visible()
    expect(field).to_have_accessible_description("14 chiffres ; les espaces sont acceptés. Ce champ est obligatoire.")
    shown.get_by_role("alert").get_by_role("link", name="SIRET").click()
    expect(field).to_be_focused()
    shown.get_by_role("alert").get_by_role("link", name="Échéance").click()
    expect(shown.get_by_label("le 5", exact=True)).to_be_focused()


def test_a_siret_is_copied_without_spaces(shown: Page) -> None:
    """Shown in groups, copied as 14 digits."""
    shown.evaluate(
        """() => {
          document.getSelection().selectAllChildren(document.querySelector("dd .siret"));
          document.addEventListener("copy", (event) => { window.copied = event.clipboardData.getData("text/plain"); });
          document.execCommand("copy");
        }"""
    )
    assert shown.evaluate("window.copied") == "99000011900018"


def test_slash_goes_to_the_search_unless_one_is_writing(shown: Page) -> None:
    """The key of the header."""
    shown.keyboard.press("/")
    search = shown.get_by_role("searchbox")
    expect(search).to_be_focused()
    expect(search).to_have_value("")
    shown.keyboard.type("a/b")
    expect(search).to_have_value("a/b")


def test_a_table_becomes_cards_on_a_phone(shown: Page) -> None:
    """Each value keeps the name of its column."""
    shown.set_viewport_size({"width": 375, "height": 812})
    cell = shown.locator("td[data-label='Partenaire']").first
    assert cell.evaluate("cell => getComputedStyle(cell, '::before').content") == '"Partenaire"'
    assert cell.evaluate("cell => getComputedStyle(cell).display") == "grid"
    shown.set_viewport_size({"width": 1280, "height": 900})
    assert cell.evaluate("cell => getComputedStyle(cell).display") == "table-cell"
    header = shown.locator("thead th").first
    assert header.evaluate("th => getComputedStyle(th).position") == "sticky"
