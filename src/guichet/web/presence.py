"""Noting, now and then, that a member is here; and leading to his second factor who owes one to his firm."""

from __future__ import annotations

import time

from allauth.account.adapter import get_adapter
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django_htmx.http import HttpResponseClientRedirect

from guichet.accounts.sessions import note_seen
from guichet.core.actor import Actor

SEEN_AT = "seen_at"
"""Key of the session, written at the login: when the member was last noted, in seconds."""

EVERY = 300


def note_presence(request: HttpRequest, actor: Actor) -> None:
    """Write when and from where, at most every five minutes: a page that is read writes nothing else."""
    seen_at = request.session.get(SEEN_AT)
    if seen_at is None or time.time() - seen_at < EVERY:
        return
    mark_presence(request, actor)


def mark_presence(request: HttpRequest, actor: Actor) -> None:
    """Write it now."""
    request.session[SEEN_AT] = int(time.time())
    place = get_adapter().get_client_ip(request)
    note_seen(member_id=actor.member_id, session_key=request.session.session_key, place=place, now=timezone.now())


def owes_second_factor(actor: Actor) -> bool:
    """Whether the firm insists, today, on a second factor that the person has not set."""
    return actor.second_factor_due is not None and actor.second_factor_due <= timezone.localdate()


def lead_to_second_factor(request: HttpRequest) -> HttpResponse:
    """To the page that says why, and how to set one; a fragment takes the whole page there."""
    url = reverse("mfa_index")
    return HttpResponseClientRedirect(url) if getattr(request, "htmx", False) else HttpResponseRedirect(url)
