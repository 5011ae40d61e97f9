"""Tokens: made, shown once, read at each request, revoked.

A token names its firm, which row-level security hides from a visitor: the signature proves that we wrote it, and only
then is the context of that firm opened, as for the links sent by mail. Whoever reads the database cannot make one.
"""

from __future__ import annotations

import binascii
import hashlib
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import datetime, timedelta
from uuid import UUID

from django.core.signing import BadSignature, Signer
from django.db.models import Q, QuerySet

from guichet.accounts.members import require_administrator
from guichet.accounts.models import Member
from guichet.accounts.noting import note
from guichet.core.actor import Actor
from guichet.core.tenancy import enter_firm
from guichet.programs.errors import TooMany
from guichet.programs.models import ApiToken

PREFIX = "guichet_"
SECRET_BYTES = 32
UUID_BYTES = 16
LENGTH_MAX = 200
LIVE_MAX = 20
DURATIONS = (30, 90, 365)
"""Days for which a token may be valid."""

NOTED_EVERY = timedelta(minutes=5)


def tokens_visible_to(actor: Actor) -> QuerySet[ApiToken]:
    """Those of the firm, revoked ones included: for administrators."""
    tokens = ApiToken.objects.filter(firm_id=actor.firm_id).select_related("member__user")
    return tokens if actor.is_administrator else tokens.none()


def create_token(*, actor: Actor, name: str, days: int, now: datetime) -> tuple[ApiToken, str]:
    """A new token and its text, which nothing can show again. Raises `TeamError` or `ProgramError`."""
    require_administrator(actor)
    if ApiToken.objects.filter(firm_id=actor.firm_id, revoked_at=None, expires_at__gt=now).count() >= LIVE_MAX:
        raise TooMany("jetons valables", LIVE_MAX)
    secret = secrets.token_bytes(SECRET_BYTES)
    text = PREFIX + _signer().sign(urlsafe_b64encode(actor.firm_id.bytes + secret).decode())
    token = ApiToken.objects.create(
        firm_id=actor.firm_id,
        name=name,
        member_id=actor.member_id,
        digest=_digest(secret),
        ending=text[-4:],
        created_at=now,
        expires_at=now + timedelta(days=days),
    )
    note(actor, "jeton.cree", subject=f"jeton:{token.pk}", nom=name, jours=days)
    return token, text


def revoke_token(*, actor: Actor, token: ApiToken, now: datetime) -> None:
    """It opens nothing from the next request on. Raises `TeamError`."""
    require_administrator(actor)
    if token.revoked_at is None:
        token.revoked_at = now
        token.save(update_fields=["revoked_at"])
        note(actor, "jeton.revoque", subject=f"jeton:{token.pk}", nom=token.name)


def open_token(text: str, now: datetime) -> tuple[ApiToken, Member] | None:
    """Enter the firm of a live token and give it with its member; None, and no context, for any other text."""
    secret = _secret_in(text)
    if secret is None:
        return None
    enter_firm(secret[0])
    tokens = ApiToken.objects.filter(firm_id=secret[0], digest=secret[1]).select_related("member__firm", "member__user")
    token = tokens.filter(member__is_active=True, member__user__is_active=True).first()
    return (token, token.member) if token is not None and token.is_live(now) else None


def note_use(token: ApiToken, now: datetime) -> None:
    """Write that it served, at most every five minutes."""
    stale = Q(last_used_at=None) | Q(last_used_at__lt=now - NOTED_EVERY)
    ApiToken.objects.filter(stale, pk=token.pk).update(last_used_at=now)


def _secret_in(text: str) -> tuple[UUID, str] | None:
    if not text.startswith(PREFIX) or len(text) > LENGTH_MAX:
        return None
    try:
        content = urlsafe_b64decode(_signer().unsign(text.removeprefix(PREFIX)))
    except (BadSignature, binascii.Error, ValueError):
        return None
    return UUID(bytes=content[:UUID_BYTES]), _digest(content[UUID_BYTES:])


def _signer() -> Signer:
    return Signer(salt="guichet.token", sep=".")


def _digest(secret: bytes) -> str:
    return hashlib.sha256(secret).hexdigest()
