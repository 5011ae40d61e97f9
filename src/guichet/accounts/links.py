"""The links sent by e-mail that open a firm: signed, for one purpose, and of which only a digest is kept.

A link names its firm, which row-level security hides from a visitor: the signature proves that we wrote it, and only
then is the context of that firm opened. The secret is random; whoever reads the database cannot make a link again.
"""

from __future__ import annotations

import binascii
import hashlib
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse

from guichet.core.tenancy import enter_firm

SECRET_BYTES = 32
UUID_BYTES = 16


class Purpose(StrEnum):
    """What a link is for: one made for a purpose is worth nothing for another. The value is the name of its page."""

    INVITATION = "accounts:invitation"
    NEW_ADDRESS = "accounts:email_new"
    OLD_ADDRESS = "accounts:email_old"


@dataclass(frozen=True, slots=True)
class Link:
    """A link to send, once, and the digest to keep."""

    url: str
    digest: str


def make_link(purpose: Purpose, firm_id: UUID) -> Link:
    """A new link of that firm, made from the public address of the portal."""
    secret = secrets.token_bytes(SECRET_BYTES)
    token = _signer(purpose).sign(urlsafe_b64encode(firm_id.bytes + secret).decode())
    return Link(settings.GUICHET_BASE_URL + reverse(purpose.value, args=[token]), _digest(secret))


def open_link(purpose: Purpose, token: str) -> str | None:
    """Enter the firm of a link of ours and give the digest to look for; None, and no context, for any other text."""
    try:
        content = urlsafe_b64decode(_signer(purpose).unsign(token))
    except (BadSignature, binascii.Error, ValueError):
        return None
    enter_firm(UUID(bytes=content[:UUID_BYTES]))
    return _digest(content[UUID_BYTES:])


def _signer(purpose: Purpose) -> Signer:
    return Signer(salt=f"guichet.link.{purpose.value}", sep=".")


def _digest(secret: bytes) -> str:
    return hashlib.sha256(secret).hexdigest()
