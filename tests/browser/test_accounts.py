"""Accounts in a real browser: second factor without a script, passkeys with a virtual authenticator, the team."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.look import inspect
from tests.browser.portal import Portal
from tests.browser.watch import Watch
from tests.guichet.cast import PASSWORD

pytestmark = pytest.mark.usefixtures("cast_in_portal")

NewContext = Callable[..., BrowserContext]


@pytest.fixture
def local(portal: Portal) -> str:
    """The same portal by a name: a passkey is never bound to an address of the network."""
    return portal.url.replace("127.0.0.1", "localhost")


def log_in(page: Page, login: str, at: str = "") -> None:
    page.goto(f"{at}/connexion/")
    page.locator("input[name=login]").fill(f"{login}@exemple.test")
    page.locator("input[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Se connecter", exact=True).click()


def log_out(page: Page) -> None:
    page.context.clear_cookies()


def with_authenticator(page: Page) -> None:
    """A platform authenticator that always recognises its person."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )


def code(secret: str, periods: int = 0) -> str:
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30 + periods)))


def secret_on(page: Page) -> str:
    return page.locator(".secret").inner_text().replace(" ", "")


def test_the_application_of_codes_works_without_a_script(new_context: NewContext, tmp_path: Path) -> None:
    """From the picture to the login with a recovery code of the file that was downloaded."""
    page = new_context(java_script_enabled=False, accept_downloads=True).new_page()
    log_in(page, "collaborateur.a")
    page.goto("/compte/securite/")
    page.get_by_role("link", name="Ajouter une application").click()
    expect(page.get_by_role("img", name="Carré à photographier")).to_be_visible()
    assert page.locator(".qr").bounding_box()["width"] > 150  # type: ignore[index]
    secret = secret_on(page)
    page.get_by_label("Code affiché par l'application").fill(code(secret))
    page.get_by_role("button", name="Activer").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Vos codes de secours")
    with page.expect_download() as downloading:
        page.get_by_role("link", name="Télécharger les codes").click()
    assert downloading.value.suggested_filename == "codes-de-secours-guichet.txt"
    downloading.value.save_as(tmp_path / "codes.txt")
    codes = re.findall(r"^\d{8}$", (tmp_path / "codes.txt").read_text(encoding="utf-8"), re.MULTILINE)
    assert codes == page.locator(".code-list li").all_inner_texts()

    for good in (codes[0], code(secret, 1)):
        log_out(page)
        log_in(page, "collaborateur.a")
        expect(page.get_by_role("heading", level=1)).to_have_text("Second facteur")
        page.get_by_label("Code à six chiffres, ou code de secours").fill(good)
        page.get_by_role("button", name="Se connecter", exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Mon portefeuille")


def test_the_pages_of_passkeys_say_that_they_need_a_script(new_context: NewContext) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto("/connexion/")
    expect(page.get_by_text("Les clés d'accès demandent JavaScript")).to_be_visible()
    expect(page.get_by_role("button", name="Utiliser une clé d'accès")).to_be_hidden()


def test_a_passkey_is_made_then_opens_the_account_alone(page: Page, local: str) -> None:
    with_authenticator(page)
    log_in(page, "sans.droit.a", local)
    page.goto(f"{local}/compte/securite/")
    page.get_by_role("link", name="Ajouter une clé d'accès").click()
    inspect(page, "cle-ajouter")
    page.get_by_label("Nom de la clé").fill("Poste du bureau")
    page.get_by_role("button", name="Créer la clé d'accès").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Vos codes de secours")
    inspect(page, "codes-de-secours")
    page.get_by_role("link", name="Je les ai gardés").click()
    expect(page.get_by_text("Poste du bureau", exact=True).first).to_be_visible()
    inspect(page, "securite")

    log_out(page)
    page.goto(f"{local}/connexion/?next=/compte/")
    inspect(page, "connexion")
    page.get_by_role("button", name="Utiliser une clé d'accès").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mon compte")

    log_out(page)
    log_in(page, "sans.droit.a", local)
    expect(page.get_by_role("heading", level=1)).to_have_text("Second facteur")
    inspect(page, "second-facteur")
    page.get_by_role("button", name="Utiliser une clé d'accès").click()
    page.wait_for_url(lambda url: "/connexion/" not in url)

    page.goto(f"{local}/compte/identite/cle/?next=/compte/securite/codes/")
    inspect(page, "identite-cle")
    page.get_by_role("button", name="Utiliser une clé d'accès").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Obtenir de nouveaux codes de secours")

    page.goto(f"{local}/compte/securite/")
    page.get_by_role("link", name=re.compile("^Renommer")).click()
    page.get_by_label("Nom de la clé").fill("Téléphone")
    page.get_by_role("button", name="Enregistrer").click()
    page.get_by_role("link", name=re.compile("^Retirer Téléphone")).click()
    page.get_by_role("button", name="Retirer la clé").click()
    expect(page.get_by_text("La clé d'accès est retirée.")).to_be_visible()


def test_a_passkey_of_nobody_is_refused_in_words(page: Page, local: str, watch: Watch) -> None:
    with_authenticator(page)
    page.goto(f"{local}/connexion/")
    page.get_by_role("button", name="Utiliser une clé d'accès").click()
    expect(page.locator("[data-passkey-error]")).to_contain_text("Recommencez, ou choisissez un autre moyen")


def test_at_an_address_of_the_network_the_page_says_why(page: Page) -> None:
    with_authenticator(page)
    page.goto("/connexion/")
    page.get_by_role("button", name="Utiliser une clé d'accès").click()
    expect(page.locator("[data-passkey-error]")).to_contain_text("nom de domaine")


def test_the_pages_of_the_account_are_sound(page: Page) -> None:
    log_in(page, "admin.a")
    for path, name in (
        ("/compte/", "compte"),
        ("/compte/appareils/", "appareils"),
        ("/compte/adresse/", "adresse"),
        ("/compte/securite/application/", "application"),
        ("/compte/identite/", "identite"),
        ("/invitation/inconnue/", "invitation-close"),
        ("/adresse/actuelle/inconnue/", "adresse-lien-clos"),
    ):
        page.goto(path)
        expect(page.get_by_role("heading", level=1)).to_have_count(1)
        inspect(page, f"compte-{name}")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "plain"])
def test_the_team_from_the_invitation_to_the_closing(new_context: NewContext, portal: Portal, scripts: bool) -> None:
    """Invite, come in, be proposed, accept alone, close."""
    email = f"nouvelle.{'avec' if scripts else 'sans'}@exemple.test"
    admin = new_context(java_script_enabled=scripts).new_page()
    look = inspect if scripts else lambda page, name: None
    log_in(admin, "admin.b")
    admin.goto("/equipe/")
    look(admin, "equipe")
    admin.get_by_role("link", name="Inviter une personne").click()
    look(admin, "equipe-inviter")
    admin.get_by_label("Adresse électronique professionnelle").fill(email)
    admin.get_by_role("button", name="Envoyer l'invitation").click()
    expect(admin.get_by_text(f"L'invitation est partie à {email}")).to_be_visible()
    look(admin, "equipe-invitation")

    body = portal.mailbox.wait_for(email).get_body(("plain",))
    assert body is not None
    (link,) = set(re.findall(r"https?://\S+/invitation/\S+", body.get_content()))
    guest = new_context(java_script_enabled=scripts).new_page()
    guest.goto(link)
    look(guest, "invitation")
    guest.get_by_label("Vos prénom et nom").fill(f"Nour {email}")
    guest.locator("[name=password1]").fill(PASSWORD)
    guest.locator("[name=password2]").fill(PASSWORD)
    guest.get_by_role("button", name="Créer mon compte et accepter").click()
    guest.wait_for_url(lambda url: "/invitation/" not in url)

    admin.goto("/equipe/")
    admin.get_by_role("link", name=f"Nour {email}").click()
    look(admin, "equipe-membre")
    admin.get_by_role("link", name="Proposer comme administrateur").click()
    admin.get_by_role("button", name="Proposer").click()
    expect(admin.get_by_text("la confirmation est attendue")).to_be_visible()
    guest.goto("/compte/")
    guest.get_by_role("link", name=re.compile("^Voir la proposition")).click()
    look(guest, "equipe-proposition")
    guest.get_by_role("button", name="Accepter d'être administrateur").click()
    expect(guest.get_by_text("est maintenant administrateur")).to_be_visible()

    admin.goto("/equipe/")
    admin.get_by_role("link", name=f"Nour {email}").click()
    admin.get_by_role("link", name="Fermer l'accès").click()
    look(admin, "equipe-fermer")
    admin.get_by_role("button", name="Fermer l'accès").click()
    expect(admin.get_by_text("est fermé.")).to_be_visible()
    guest.goto("/compte/")
    expect(guest.get_by_role("heading", level=1)).to_have_text("Se connecter")
    admin.goto("/equipe/second-facteur/")
    look(admin, "equipe-second-facteur")
