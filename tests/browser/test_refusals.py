"""What members see of what is not theirs: tabs, refusals, and the page of those who belong nowhere."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.look import inspect
from tests.browser.watch import Watch
from tests.guichet.cast import PASSWORD

pytestmark = pytest.mark.usefixtures("cast_in_portal")


def log_in(page: Page, login: str) -> None:
    """By the form, as anyone."""
    page.goto("/connexion/")
    main = page.get_by_role("main")
    main.locator("input[name=login]").fill(f"{login}@exemple.test")
    main.locator("input[name=password]").fill(PASSWORD)
    main.locator("form button[type=submit]").first.click()
    page.wait_for_url(lambda url: "/connexion/" not in url)


def test_an_entreprise_has_no_portfolio(page: Page, watch: Watch) -> None:
    """No tab, and the address does not exist for it."""
    log_in(page, "garage")
    expect(page.get_by_role("navigation", name="Rubriques").get_by_role("link", name="Mon portefeuille")).to_have_count(
        0
    )
    watch.allowed.add(404)
    answer = page.goto("/portefeuille/")
    assert answer is not None
    assert answer.status == 404
    expect(page.get_by_role("heading", level=1)).to_have_text("Cette page n'existe pas")
    inspect(page, "erreur-404-membre")


def test_the_menus_open_within_a_phone(page: Page) -> None:
    """The menu of the person and that of the colours, and the folded tabs."""
    log_in(page, "admin.a")
    page.goto("/aide/")
    page.set_viewport_size({"width": 375, "height": 812})
    for opener in page.locator("header details summary").all():
        opener.click()
        box = opener.locator("xpath=following-sibling::*").bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 375
        page.keyboard.press("Escape")
        expect(page.locator("header details[open]")).to_have_count(0)
    page.get_by_text("Menu", exact=False).first.click()
    page.get_by_role("navigation", name="Rubriques").get_by_role("link", name="Mon portefeuille").click()
    page.wait_for_url("**/portefeuille/")


def test_a_member_without_the_right_is_told_whom_to_ask(page: Page, watch: Watch) -> None:
    """403, with the tabs that remain."""
    log_in(page, "sans.droit.a")
    watch.allowed.add(403)
    page.goto("/portefeuille/")
    expect(page.get_by_role("main")).to_contain_text("Cabinet Arnaud")
    expect(page.get_by_role("main")).to_contain_text("administrateur")
    inspect(page, "erreur-403")
