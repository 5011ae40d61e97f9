"""Sending mails of our own words: the same text in both parts, the links written in full."""

from __future__ import annotations

import re
from dataclasses import asdict

from allauth.account.adapter import get_adapter

from guichet.accounts.mail import Mail, MailLink
from guichet.accounts.models import User

__all__ = ["Mail", "MailLink", "plain_name", "send", "tell"]

TEMPLATE = "account/email/notice"
LIKE_AN_ADDRESS = re.compile(r"://|www\.|@|[^\W_]\.[^\W\d_]{2}", re.IGNORECASE)
"""What mail programs turn into a link, or a person into an address."""


def send(mail: Mail, email: str) -> None:
    """Send what the rest depends on: when it cannot leave, nothing is kept and the answer says so."""
    get_adapter().send_mail(TEMPLATE, email, asdict(mail))


def tell(mail: Mail, user: User, *, email: str = "") -> None:
    """Tell a person of what is done already, at his address or at another: it stays done when the mail cannot leave."""
    get_adapter().send_notification_mail(TEMPLATE, user, asdict(mail), email or user.email)


def plain_name(name: str, otherwise: str) -> str:
    """A name that others chose, unless it looks like an address: a mail of ours carries nobody's advertisement."""
    return otherwise if LIKE_AN_ADDRESS.search(name) else name
