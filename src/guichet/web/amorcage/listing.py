"""The list of the demandes d'amorçage, by state, the latest first."""

from __future__ import annotations

from datetime import datetime

from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from guichet.amorcage.enums import DemandeState
from guichet.amorcage.models import DemandeAmorcage
from guichet.amorcage.queries import counts_by_state, demandes_visible_to
from guichet.amorcage.reminding import WORDS as REMINDERS
from guichet.amorcage.reminding import due, wants_mail
from guichet.core.rights import Right
from guichet.portfolio.queries import etablissements_visible_to, matching
from guichet.web.access import MemberRequest, access
from guichet.web.filtering import SEARCH_MAX, Chip, address

BY_PAGE = 50
WORDS = {
    DemandeState.PROPOSEE: "proposées, sans réponse",
    DemandeState.REPORTEE: "remises à plus tard",
    DemandeState.DEMANDEE: "demandées",
    DemandeState.COMPLEMENT: "qui attendent un complément",
    DemandeState.ACCORDEE: "accordées, données attendues",
    DemandeState.DISPONIBLE: "aux données disponibles",
    DemandeState.REFUSEE: "refusées",
    DemandeState.EXPIREE: "expirées",
    DemandeState.RETIREE: "annulées",
    DemandeState.DECLINEE: "non souhaitées",
    DemandeState.CLOSE: "closes",
}


@access(Right.AMORCAGE, portfolio_only=True)
@require_safe
def demande_list(request: MemberRequest) -> HttpResponse:
    """Those closed are left out unless they are asked for."""
    asked, everything, now = request.GET, demandes_visible_to(request.actor), timezone.now()
    text = asked.get("q", "").replace("\x00", "").strip()[:SEARCH_MAX]
    state = next((state for state in DemandeState if state.value == asked.get("etat", "")), None)
    reminder = asked.get("relance", "") if asked.get("relance", "") in REMINDERS else ""
    demandes = everything.filter(state=state) if state else everything.exclude(state=DemandeState.CLOSE)
    if reminder:
        demandes = demandes.filter(due(reminder, now))
    if text:
        visible = etablissements_visible_to(request.actor, Right.AMORCAGE)
        demandes = demandes.filter(etablissement__in=matching(visible, text))
    rows = demandes.select_related("etablissement", "partner").order_by("-changed_at", "-pk")
    counts = counts_by_state(everything)
    context = {
        "page": Paginator(rows, BY_PAGE).get_page(asked.get("page")),
        "text": text,
        "state": state,
        "states": [(each, WORDS[each], counts[each]) for each in DemandeState],
        "reminder": reminder,
        "reminders": _reminders(asked, everything, now),
        "wants_mail": request.actor.is_administrator and wants_mail(request.actor),
        "chips": _chips(asked, text, state, reminder),
    }
    return render(request, "web/amorcage/list.html", context)


def _reminders(asked: QueryDict, everything: QuerySet[DemandeAmorcage], now: datetime) -> list[tuple[int, str, str]]:
    """How many, of what, and the address of those; one query, and nothing for what does not wait."""
    counts = everything.aggregate(**{kind: Count("pk", filter=due(kind, now)) for kind in REMINDERS})
    links = {kind: address(asked, relance=kind, etat=None, q=None) for kind in REMINDERS}
    return [(counts[kind], REMINDERS[kind], links[kind]) for kind in REMINDERS if counts[kind]]


def _chips(asked: QueryDict, text: str, state: DemandeState | None, reminder: str) -> list[Chip]:
    chips = [Chip(f"« {text} »", address(asked, q=None))] if text else []
    if state:
        chips.append(Chip(WORDS[state], address(asked, etat=None)))
    return [*chips, Chip(REMINDERS[reminder], address(asked, relance=None))] if reminder else chips
