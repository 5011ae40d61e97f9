"""The switch « Afficher en clair »: a POST, a line of journal, then one deposit in clear for a quarter of an hour."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.http import HttpRequest
from django.utils import timezone

from guichet.core.rights import Right
from guichet.deposits.models import Deposit
from guichet.deposits.queries import deposits_visible_to
from guichet.web.access import MemberRequest

SESSION = "en_clair"
LASTS = timedelta(minutes=15)


def open_clear(request: HttpRequest, deposit: Deposit) -> None:
    """Show that deposit in clear to this session, and no other one any more."""
    request.session[SESSION] = [str(deposit.pk), (timezone.now() + LASTS).isoformat()]


def close_clear(request: HttpRequest) -> None:
    """Mask again."""
    request.session.pop(SESSION, None)


def shows_clear(request: MemberRequest, deposit: Deposit) -> bool:
    """Whether this session asked for it, not too long ago, and its member still may."""
    deposit_id, until = request.session.get(SESSION) or ("", "")
    # A file of an archive is opened with it.
    asked = deposit_id in {str(deposit.pk), str(deposit.parent_id)}
    return asked and timezone.now() < datetime.fromisoformat(until) and may_see_clear(request, deposit)


def may_see_clear(request: MemberRequest, deposit: Deposit) -> bool:
    """Whether the member may see personal data of a part of that deposit."""
    right = Right.VOIR_DONNEES_PERSONNELLES
    return request.actor.can(right) and deposits_visible_to(request.actor, right).filter(pk=deposit.pk).exists()
