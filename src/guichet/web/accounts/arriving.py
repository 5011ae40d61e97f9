"""What follows a login or a new password: a line of the journal, and the end of the other sessions."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.signals import password_changed, password_reset, user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest

from guichet.accounts.models import User
from guichet.accounts.sessions import end_sessions, note_login, note_password
from guichet.web.access import NoFirm, open_context, open_context_of
from guichet.web.presence import mark_presence


@receiver(user_logged_in, dispatch_uid="web.on_login")
def on_login(request: HttpRequest, user: User, **_: Any) -> None:
    """The firm the person comes to work for, first of all; a person without a firm is told so by the next page."""
    with suppress(NoFirm):
        actor = open_context(request)
        mark_presence(request, actor)
        note_login(actor=actor, factor=_factor(request, user))


@receiver(password_changed, dispatch_uid="web.on_password_changed")
def on_password_changed(request: HttpRequest, user: User, **_: Any) -> None:
    """The other devices have to log in again."""
    end_sessions(user, but=request.session.session_key)
    with suppress(NoFirm):
        note_password(actor=open_context(request), by_link=False)


@receiver(password_reset, dispatch_uid="web.on_password_reset")
def on_password_reset(user: User, **_: Any) -> None:
    """All devices have to log in again."""
    end_sessions(user)
    with suppress(NoFirm):
        note_password(actor=open_context_of(user.pk, None), by_link=True)


def _factor(request: HttpRequest, user: User) -> str:
    """The type of the second factor used, as allauth names it; « aucun » when there was none."""
    records = get_authentication_records(request, user)
    used = [str(record["type"]) for record in records if record.get("method") == "mfa"]
    return used[-1] if used else "aucun"
