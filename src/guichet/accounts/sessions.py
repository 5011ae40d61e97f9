"""The open sessions of a person: which, from where, since when; and how they end, at once."""

from __future__ import annotations

from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import QuerySet

from guichet.accounts.models import Member, User
from guichet.accounts.noting import note
from guichet.core.actor import Actor

BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)
"""What a browser says of itself → what people call it; the first that is found, since each claims to be the older."""


def open_sessions(user_id: int, now: datetime) -> QuerySet[UserSession]:
    """Those that still open something, the last seen first."""
    alive = Session.objects.filter(expire_date__gt=now).values("session_key")
    sessions: QuerySet[UserSession] = UserSession.objects.filter(user_id=user_id, session_key__in=alive)
    return sessions.order_by("-last_seen_at", "pk")


def device_of(user_agent: str) -> str:
    """« Firefox sur Windows », as far as the browser tells."""
    browser = next((name for mark, name in BROWSERS if mark in user_agent), "")
    system = next((name for mark, name in SYSTEMS if mark in user_agent), "")
    return " sur ".join(filter(None, (browser, system))) or "Appareil inconnu"


def end_sessions(user: User, *, but: str | None = None) -> int:
    """End every session of a person but one; what they held open is refused from the next request on."""
    sessions = UserSession.objects.filter(user_id=user.pk).exclude(session_key=but)
    keys = list(sessions.values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    sessions.delete()
    return len(keys)


def forget_ended_sessions(now: datetime) -> int:
    """Remove what no cookie opens any more, and what was known of it; gives how many sessions."""
    ended, _ = Session.objects.filter(expire_date__lte=now).delete()
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
    return ended


def note_seen(*, member_id: int, session_key: str | None, place: str, now: datetime) -> None:
    """That member was here a moment ago, by that session, from that address of the network."""
    Member.objects.filter(pk=member_id).update(last_seen_at=now)
    UserSession.objects.filter(session_key=session_key).update(last_seen_at=now, ip=place)


def note_login(*, actor: Actor, factor: str) -> None:
    """Write in the journal that a person logged in, and with which second factor."""
    note(actor, "connexion", membre=actor.member_id, facteur=factor)


def note_password(*, actor: Actor, by_link: bool) -> None:
    """Write in the journal that a person has a new password."""
    note(actor, "mot_de_passe.change", membre=actor.member_id, par_courriel=by_link)


def close_session(*, actor: Actor, session: UserSession) -> None:
    """End one session of the actor himself."""
    Session.objects.filter(session_key=session.session_key).delete()
    session.delete()
    note(actor, "session.fermee", membre=actor.member_id, nombre=1)


def close_other_sessions(*, actor: Actor, user: User, present: str | None) -> int:
    """End all sessions of the actor but the present one; gives how many there were."""
    ended = end_sessions(user, but=present)
    if ended:
        note(actor, "session.fermee", membre=actor.member_id, nombre=ended)
    return ended
