"""What the partner answers, in figures."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from guichet.amorcage.inbox import statistics_of
from guichet.core.access import ANY_MEMBER
from guichet.web.access import MemberRequest, access
from guichet.web.partner.listing import WORDS
from guichet.web.templatetags.guichet import count

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@access(ANY_MEMBER, partner_only=True)
@require_safe
def statistics(request: MemberRequest) -> HttpResponse:
    """By state, by month, and how long an answer takes."""
    found = statistics_of(request.actor)
    context = {
        "states": [(words, found.by_state[state]) for state, words in WORDS.items()],
        "months": found.by_month,
        "median": in_words(found.median),
        "answered": found.answered,
        "total": sum(found.by_state.values()),
    }
    return render(request, "web/partner/statistics.html", context)


def in_words(length: timedelta | None) -> str:
    """« 3 jours », « 5 heures », « moins d'une heure »; a dash when nothing was answered."""
    if length is None:
        return "—"
    if length >= DAY:
        return count(round(length / DAY), "jour,jours")
    return count(round(length / HOUR), "heure,heures") if length >= HOUR else "moins d'une heure"
