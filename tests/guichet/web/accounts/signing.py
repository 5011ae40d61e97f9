"""The ways a person goes through the pages of accounts, shared by their tests."""

from __future__ import annotations

import re
import time
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.core.mail import EmailMessage
from django.test import Client

from guichet.accounts.models import User
from tests.guichet.cast import PASSWORD

SIRET_NEW = "99000021800018"
EMAIL = "camille@exemple.test"
FORM = {
    "kind": "tiers_declarant",
    "siret": "990 000 218 00018",
    "firm_name": "Cabinet d'Éloïse & fils",
    "name": "Camille L'Hôte",
    "email": EMAIL,
    "password1": PASSWORD,
    "password2": PASSWORD,
}


def sign_up(client: Client, **changes: str) -> Any:
    """The answer to the form of sign-up."""
    return client.post("/inscription/", {**FORM, **changes})


def log_in(client: Client, email: str = EMAIL, password: str = PASSWORD, **options: Any) -> Any:
    """The answer to the form of the login page."""
    return client.post("/connexion/", {"login": email, "password": password}, **options)


def verified(user: User) -> User:
    """The same person, whose address is confirmed."""
    EmailAddress.objects.update_or_create(user=user, email=user.email, defaults={"verified": True, "primary": True})
    return user


def link_in(message: EmailMessage, beginning: str) -> str:
    """The path of the one link of the text that begins so."""
    (path,) = set(re.findall(rf"https?://[^/\s]+({re.escape(beginning)}[^\s]+)", str(message.body)))
    return str(path)


def main_of(page: str, typed: str = "") -> str:
    """The content of a page, without what differs each time: the token of the form, and what was typed."""
    content = page.split("<main", 1)[1]
    content = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", content)
    return content.replace(typed, "?") if typed else content


def code_of(secret: str, *, periods: int = 0) -> str:
    """What the application shows for that key, now or some periods of 30 seconds later."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30 + periods)))


def with_application(user: User, secret: str = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP") -> str:
    """The person has an application of codes; gives its key."""
    if not Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists():
        TOTP.activate(user, secret)
    return secret


def logged_in(user: User, **options: str) -> Client:
    """A client whose person went through the login page a moment ago, second factor included."""
    client = Client(**options)
    has_application = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).first()
    log_in(client, verified(user).email)
    if has_application:
        client.post("/connexion/code/", {"code": code_of(with_application(user))})
    assert "_auth_user_id" in client.session
    return client
