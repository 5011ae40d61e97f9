"""The journal and the kept data in a real browser: pages that axe accepts, the switch, a search."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.look import inspect
from tests.browser.portal import Portal
from tests.browser.test_whole_path import sign_up, siret
from tests.browser.watch import Watch

SLOW = 30_000
NIR = "185137591512A"  # of the fault « bad_nir »


@pytest.fixture
def file(portal: Portal, tmp_path: Path) -> Path:
    """A generated file with a NIR at fault."""
    path = tmp_path / "paie.dsn"
    portal.run("neodes", "generate", "-o", str(path), "--sirets", siret(740), "--anomalie", "bad_nir")
    return path


def deposit(page: Page, file: Path) -> None:
    page.goto("/depots/nouveau/")
    page.locator("#depot-fichiers").set_input_files(file)
    expect(page.get_by_text("Reçu").first).to_be_visible(timeout=SLOW)
    page.goto("/depots/")
    page.get_by_role("link", name=file.name).click()
    expect(page.locator(".report-sentence")).to_contain_text("1 anomalie bloquante", timeout=SLOW)


def test_in_clear_then_in_the_journal(page: Page, portal: Portal, file: Path) -> None:
    sign_up(page, portal, 740)
    deposit(page, file)
    inspect(page, "compte-rendu-masque")
    assert NIR not in page.content()
    page.get_by_role("switch", name="Afficher en clair").click()
    expect(page.get_by_text(NIR).first).to_be_visible()
    inspect(page, "compte-rendu-en-clair")
    page.get_by_role("switch", name="Masquer de nouveau").click()
    expect(page.get_by_text(NIR)).to_have_count(0)
    page.goto("/journal/?action=Données personnelles")
    expect(page.get_by_role("cell", name="Compte rendu ouvert en clair")).to_be_visible()
    inspect(page, "journal")
    page.get_by_role("button", name="Exporter en CSV").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Télécharger le journal").click(timeout=SLOW)
    assert "Compte rendu ouvert en clair" in download.value.path().read_text(encoding="utf-8-sig")


def test_kept_data(page: Page, portal: Portal, watch: Watch) -> None:
    sign_up(page, portal, 741)
    for name, url in (
        ("donnees", "/donnees/"),
        ("durees", "/donnees/durees/"),
        ("donnees-membres", "/donnees/membres/"),
        ("recherche", "/donnees/recherche/"),
    ):
        page.goto(url)
        inspect(page, name)
    page.get_by_label("NIR de la personne").fill("2 65 08 51 910 001")
    page.get_by_role("button", name="Rechercher", exact=True).click()
    page.get_by_role("link", name="Voir les dépôts concernés").click(timeout=SLOW)
    expect(page.get_by_text("ne figure dans aucun fichier conservé")).to_be_visible()
    inspect(page, "recherche-resultat")
    assert "2650851910001" not in page.content() + page.url
