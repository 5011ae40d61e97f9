"""The main job in a real browser: sign up, deposit, report, portfolio, fiche, amorçage, add by hand, remove."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from neodes.values.siren import make_siren, make_siret
from tests.browser.look import inspect
from tests.browser.portal import Portal

PASSWORD = "une phrase assez longue 42"  # of the test
SECTORS = ("general", "btp", "transport")
SLOW = 30_000


def siret(number: int) -> str:
    """A SIRET of nobody."""
    return make_siret(make_siren(f"9900{number:04d}"), 1)


@pytest.fixture
def files(portal: Portal, tmp_path: Path) -> list[Path]:
    """Three generated files, each of one establishment of its sector."""
    made = []
    for rank, sector in enumerate(SECTORS):
        path = tmp_path / f"{sector}.dsn"
        portal.run("neodes", "generate", "-o", str(path), "--secteur", sector, "--sirets", siret(700 + rank))
        made.append(path)
    return made


def sign_up(page: Page, portal: Portal, number: int) -> None:
    """A firm signs up, follows the link of its mail and logs in."""
    address = f"cabinet{number}@exemple.test"
    page.goto("/inscription/")
    page.get_by_label("Tiers déclarant").check()
    page.get_by_label("SIRET").fill(siret(number))
    page.get_by_label("Raison sociale").fill(f"Cabinet {number}")
    page.get_by_label("Vos prénom et nom").fill("Claude Essai")
    page.get_by_label("Adresse électronique").fill(address)
    page.locator("[name=password1]").fill(PASSWORD)
    if page.locator("[name=password2]").count():
        page.locator("[name=password2]").fill(PASSWORD)
    page.get_by_role("button", name="Créer le compte").click()
    mail = portal.mailbox.wait_for(address).get_body(("plain",))
    assert mail is not None
    link = re.search(r"https?://\S+/courriel/confirmer/\S+", mail.get_content())
    assert link is not None
    page.goto(link[0])
    page.get_by_role("button", name="Confirmer mon adresse").click()
    page.goto("/connexion/")
    page.locator("[name=login]").fill(address)
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Se connecter").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mon portefeuille")


def deposit(page: Page, files: list[Path], *, scripts: bool) -> None:
    """Choose the files; without scripts the button sends them."""
    page.goto("/depots/nouveau/")
    page.get_by_label("Fichiers DSN, ou archives .zip et .gz").set_input_files(files)
    if scripts:
        expect(page.get_by_role("link", name="Voir le compte rendu")).to_have_count(len(files), timeout=SLOW)
    else:
        page.get_by_role("button", name="Déposer").click()
    page.goto("/depots/")
    for _ in range(60):
        if page.locator("tbody .badge", has_text="Terminé").count() >= len(files):
            return
        page.wait_for_timeout(500)
        page.goto("/depots/")
    raise AssertionError("the deposits were not read in 30 s")


@pytest.mark.parametrize(("scripts", "number"), [(True, 41), (False, 42)], ids=["scripts", "plain"])
def test_from_sign_up_to_removal(new_context, portal: Portal, files: list[Path], scripts: bool, number: int) -> None:
    """Everything a new firm does in its first quarter of an hour."""
    page = new_context(java_script_enabled=scripts, viewport={"width": 1280, "height": 900}).new_page()
    sign_up(page, portal, number)
    expect(page.get_by_text("Votre portefeuille est vide")).to_be_visible()

    deposit(page, files, scripts=scripts)
    page.get_by_role("link", name="btp.dsn").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("btp.dsn")
    expect(page.get_by_text("établissement ajouté à votre portefeuille")).to_be_visible()
    if scripts:
        inspect(page, "compte-rendu")

    page.get_by_role("link", name=re.compile("^Compléter")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Compléter la fiche")
    expect(page.get_by_text("Proposé : PRO BTP.")).to_be_visible()
    if scripts:
        inspect(page, "completer")
    page.get_by_role("textbox", name="Dénomination", exact=True).fill("Maçonnerie du Parc")
    page.get_by_role("button", name="Enregistrer", exact=True).click()

    expect(page.get_by_role("heading", name=re.compile("Demander l'amorçage à PRO BTP"))).to_be_visible()
    if scripts:
        inspect(page, "amorcage")
    page.get_by_label("J'accepte ce mandat").check()
    page.get_by_role("button", name="Demander l'amorçage").click()
    expect(page.get_by_text("La demande d'amorçage est enregistrée.")).to_be_visible()

    page.goto("/portefeuille/ajouter/")
    page.get_by_role("textbox", name="SIRET", exact=True).fill("123")
    page.get_by_role("button", name="Ajouter").click()
    expect(page.locator(".field-errors").first).to_be_visible()
    if scripts:
        inspect(page, "ajouter-erreurs")
    page.get_by_role("textbox", name="SIRET", exact=True).fill(siret(number + 100))
    page.get_by_role("textbox", name="Dénomination", exact=True).fill("Fleurs d'essai")
    page.get_by_label("Groupe de protection sociale").select_option(label="Aucun, ou un autre organisme")
    page.get_by_label("le 15 du mois suivant").check()
    page.get_by_role("button", name="Ajouter").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Fleurs d'essai")

    page.goto("/portefeuille/")
    expect(page.locator("tbody tr")).to_have_count(4)
    row = page.locator("tbody tr", has_text="Maçonnerie du Parc")
    expect(row).to_contain_text("Demandée")
    if scripts:
        inspect(page, "portefeuille")
        page.get_by_label("SIRET, dénomination ou localité").fill("fleurs")
        expect(page.locator("tbody tr")).to_have_count(1)
        page.goto("/portefeuille/")
    page.get_by_role("link", name="Maçonnerie du Parc", exact=True).click()
    if scripts:
        inspect(page, "etablissement")
    page.get_by_role("link", name="Retirer").click()
    page.get_by_role("button", name="Retirer").click()
    expect(page.get_by_text("est retiré de votre portefeuille")).to_be_visible()
    expect(page.locator("tbody tr")).to_have_count(3)
    page.goto("/portefeuille/?etat=retire")
    expect(page.locator("tbody tr")).to_have_count(1)
