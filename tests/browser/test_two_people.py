"""Two people in real browsers: a firm asks, its partner questions, is answered, and grants."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.look import inspect
from tests.browser.portal import Portal
from tests.browser.test_whole_path import PASSWORD, deposit, sign_up, siret

CHIEF = "chef@irp-auto.exemple.test"


def open_space(page: Page, portal: Portal, number: int) -> None:
    """The operator opens the space of IRP AUTO; the person invited creates an account."""
    portal.run("guichet.config.cli", "partenaire", "creer", "irp-auto", "--email", CHIEF, "--siret", siret(number))
    mail = portal.mailbox.wait_for(CHIEF).get_body(("plain",))
    assert mail is not None
    link = re.search(r"https?://\S+/invitation\S+", mail.get_content())
    assert link is not None
    page.goto(link[0])
    page.get_by_label("Vos prénom et nom").fill("Sacha Essai")
    page.locator("[name=password1]").fill(PASSWORD)
    page.locator("[name=password2]").fill(PASSWORD)
    page.get_by_role("button", name="Créer mon compte et accepter").click()
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Demandes reçues")
    expect(page.get_by_text("Aucune demande reçue")).to_be_visible()


def ask(page: Page, portal: Portal, folder: Path) -> None:
    """A garage is deposited, completed, and its amorçage asked for."""
    path = folder / "garage.dsn"
    portal.run("neodes", "generate", "-o", str(path), "--secteur", "auto", "--sirets", siret(780))
    deposit(page, [path], scripts=True)
    page.get_by_role("link", name="garage.dsn").click()
    page.get_by_role("link", name=re.compile("^Compléter")).click()
    page.get_by_role("textbox", name="Dénomination", exact=True).fill("Garage du Pont")
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    page.get_by_role("button", name="Demander l'amorçage").click()
    expect(page.get_by_text("le texte en vigueur n'a pas été accepté")).to_be_visible()
    page.get_by_label("J'accepte ce mandat").check()
    page.get_by_role("button", name="Demander l'amorçage").click()
    expect(page.get_by_role("heading", name="Amorçage demandé à IRP AUTO")).to_be_visible()


@pytest.mark.parametrize("number", [47])
def test_asked_questioned_answered_and_granted(new_context, portal: Portal, tmp_path: Path, number: int) -> None:
    """Each sees what the other did, at the next page."""
    firm, partner = (new_context(viewport={"width": 1280, "height": 900}).new_page() for _ in range(2))
    open_space(partner, portal, number + 100)
    sign_up(firm, portal, number)
    ask(firm, portal, tmp_path)

    partner.goto("/")
    inspect(partner, "partenaire-demandes")
    partner.get_by_role("link", name="Garage du Pont").click()
    inspect(partner, "partenaire-demande")
    partner.get_by_label("Ce qu'il vous faut").fill("Le mandat signé, s'il vous plaît.")
    partner.get_by_role("button", name="Envoyer au cabinet").click()
    expect(partner.get_by_text("Votre demande de complément est envoyée")).to_be_visible()

    firm.reload()
    expect(firm.get_by_text("Le mandat signé, s'il vous plaît.")).to_be_visible()
    inspect(firm, "amorcage-complement")
    joined = {"name": "mandat.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 essai"}
    firm.get_by_label("Votre réponse").fill("Le voici.")
    firm.get_by_label("Fichier").set_input_files(joined)
    firm.get_by_role("button", name="Envoyer la réponse").click()
    expect(firm.get_by_text("Votre réponse est envoyée au partenaire.")).to_be_visible()

    partner.reload()
    with partner.expect_download() as download:
        partner.get_by_role("button", name="Télécharger mandat.pdf").click()
    assert download.value.path().read_bytes() == joined["buffer"]
    partner.get_by_role("button", name="Accorder", exact=True).click()
    expect(partner.get_by_text("La demande est accordée")).to_be_visible()
    partner.get_by_role("link", name="Statistiques").click()
    inspect(partner, "partenaire-statistiques")
    partner.get_by_role("link", name="Règles").click()
    inspect(partner, "partenaire-regles")

    firm.reload()
    expect(firm.get_by_role("heading", name="Amorçage accordé par IRP AUTO")).to_be_visible()
    inspect(firm, "amorcage-accorde")
    firm.goto("/amorcage/")
    expect(firm.locator("tbody tr", has_text="Garage du Pont")).to_contain_text("Accordée")
