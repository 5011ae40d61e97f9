"""The mails as a mail server receives them: confirmation, reset, notice; text and HTML, accents, links that work."""

from __future__ import annotations

import re
import time
from email.message import EmailMessage
from typing import Any

from django.test import Client

from tests.browser.portal import Mailbox
from tests.guichet.cast import PASSWORD, SIRET_TWO
from tests.guichet.web.accounts.conftest import SENDER
from tests.guichet.web.accounts.signing import EMAIL, log_in, sign_up

NEW = "Une-autre-phrase-77"
LINK = re.compile(r'https?://[^\s"<>]+')


def text_of(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    assert part is not None
    assert part.get_content_charset() == "utf-8"
    return str(part.get_content())


def links_of(message: EmailMessage) -> set[str]:
    """The links of the text, which are those of the HTML too."""
    plain = set(LINK.findall(text_of(message, "plain")))
    assert plain == set(LINK.findall(text_of(message, "html")))
    return plain


def one_link(message: EmailMessage, beginning: str, base: str) -> str:
    (link,) = (link for link in links_of(message) if link.startswith(base + beginning))
    return link.removeprefix(base)


def check(message: EmailMessage, *said: str) -> None:
    """Who, in both parts, whole accents and apostrophes; nothing from elsewhere."""
    assert message["From"] == SENDER
    assert message["To"] == EMAIL
    assert message["Auto-Submitted"] == "auto-generated"
    assert [part.get_content_type() for part in message.walk()] == ["multipart/alternative", "text/plain", "text/html"]
    plain, html = text_of(message, "plain"), text_of(message, "html")
    for sentence in said:
        assert sentence in plain
        assert sentence in re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html))
    for entity in ("&#x27;", "&amp;", "&eacute;", "Ã"):
        assert entity not in plain
    assert '<html lang="fr">' in html
    assert not re.search(r"<(img|script|link|iframe|style)\b|\b(src|style|onload)=", html)


def test_confirmation_and_reset_by_a_real_server(client: Client, db: None, mailbox: Mailbox, settings: Any) -> None:
    base = settings.GUICHET_BASE_URL
    assert sign_up(client).url == "/courriel/envoye/"
    (welcome,) = mailbox.received
    assert welcome["Subject"] == "Confirmez votre adresse pour ouvrir votre compte Guichet"
    check(welcome, "demandé avec l'adresse camille@exemple.test", "valable 3 jours", "faute de frappe", "Bonjour,")
    link = one_link(welcome, "/courriel/confirmer/", base)
    assert "Confirmer mon adresse" in client.get(link).content.decode()
    client.post(link)
    assert log_in(client).url == "/"
    client.post("/deconnexion/")

    client.post("/mot-de-passe/oublie/", {"email": EMAIL})
    reset = mailbox.received[1]
    assert reset["Subject"] == "Choisissez un nouveau mot de passe Guichet"
    check(reset, "valable 24 heures et ne sert qu'une fois", "Ne suivez pas le lien : votre mot de passe reste le même")
    assert "Bonjour Camille L'Hôte," in text_of(reset, "plain")
    assert "Bonjour Camille L&#x27;Hôte," in text_of(reset, "html")
    form = client.get(one_link(reset, "/mot-de-passe/nouveau/", base))["Location"]
    client.post(form, {"password1": NEW, "password2": NEW})
    assert log_in(client, EMAIL, PASSWORD).status_code == 200
    assert log_in(client, EMAIL, NEW).url == "/"

    notice = mailbox.received[2]
    assert notice["Subject"] == "Votre mot de passe Guichet a été changé"
    check(notice, "a été changé le", "Ce n'était pas vous ?")
    assert one_link(notice, "/mot-de-passe/oublie/", base)
    assert len(mailbox.received) == 3


def test_an_address_that_has_an_account_or_none(client: Client, db: None, mailbox: Mailbox, settings: Any) -> None:
    base = settings.GUICHET_BASE_URL
    client.post("/mot-de-passe/oublie/", {"email": EMAIL})
    (unknown,) = mailbox.received
    assert unknown["Subject"] == "Aucun compte Guichet pour cette adresse"
    check(unknown, "Aucun compte ouvert n'y est rattaché", "votre adresse n'est pas enregistrée")
    assert links_of(unknown) - {base} == {f"{base}/inscription/"}

    sign_up(client)
    client.post(one_link(mailbox.received[1], "/courriel/confirmer/", base))
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "confirm_email": "1/s/key"}
    time.sleep(1)
    sign_up(client, siret=SIRET_TWO)
    known = mailbox.received[2]
    assert known["Subject"] == "Vous avez déjà un compte Guichet"
    check(known, "Cette adresse a déjà un compte : rien n'a été créé ni changé")
    assert links_of(known) - {base} == {f"{base}/connexion/", f"{base}/mot-de-passe/oublie/"}


def test_a_name_is_no_place_for_a_message(client: Client, db: None, mailbox: Mailbox) -> None:
    """Whoever signs up with the address of another writes nothing in the mail that the other receives."""
    sign_up(client, name="Gagnez sur http://piege.example", firm_name="http://piege.example")
    assert "piege" not in mailbox.received[0].as_string()
    assert "piege" not in text_of(mailbox.received[0], "plain")
