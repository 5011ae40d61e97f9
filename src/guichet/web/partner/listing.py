"""The box of a partner: what was addressed to it, what waits for an answer first."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from guichet.amorcage.enums import DemandeState
from guichet.amorcage.inbox import TO_ANSWER, counts_of, requests_visible_to
from guichet.amorcage.models import InboxRequest
from guichet.core.access import ANY_MEMBER
from guichet.web.access import MemberRequest, access
from guichet.web.filtering import SEARCH_MAX, Chip, address

BY_PAGE = 50
WAITING, ALL = "a_traiter", "toutes"
WORDS = {
    DemandeState.DEMANDEE: "reçues, sans réponse",
    DemandeState.COMPLEMENT: "en attente d'un complément",
    DemandeState.ACCORDEE: "accordées",
    DemandeState.DISPONIBLE: "accordées, données publiées",
    DemandeState.REFUSEE: "refusées",
    DemandeState.EXPIREE: "arrivées à leur fin",
    DemandeState.RETIREE: "annulées par le cabinet",
    DemandeState.CLOSE: "closes",
}


@access(ANY_MEMBER, partner_only=True)
@require_safe
def request_list(request: MemberRequest) -> HttpResponse:
    """Those that wait for an answer, the oldest first; another state or a search when asked for."""
    asked, everything = request.GET, requests_visible_to(request.actor)
    text = asked.get("q", "").replace("\x00", "").strip()[:SEARCH_MAX]
    state = asked.get("etat", "") if asked.get("etat") in {ALL, *map(str, WORDS)} else WAITING
    rows = _matching(_in_state(everything, state), text)
    counts = counts_of(everything)
    context = {
        "page": Paginator(rows, BY_PAGE).get_page(asked.get("page")),
        "text": text,
        "state": state,
        "waiting": everything.filter(TO_ANSWER).count(),
        "total": sum(counts.values()),
        "states": [(each.value, words, counts[each]) for each, words in WORDS.items()],
        "chips": _chips(asked, text, state),
    }
    return render(request, "web/partner/list.html", context)


def _in_state(requests: QuerySet[InboxRequest], state: str) -> QuerySet[InboxRequest]:
    if state == WAITING:
        return requests.filter(TO_ANSWER).order_by("changed_at", "pk")
    return (requests if state == ALL else requests.filter(state=state)).order_by("-changed_at", "-pk")


def _matching(requests: QuerySet[InboxRequest], text: str) -> QuerySet[InboxRequest]:
    """A SIRET or its beginning, a name of the establishment or of the firm."""
    if not text:
        return requests
    digits = "".join(text.split())
    if digits.isdigit():
        return requests.filter(Q(siret__startswith=digits) | Q(declarant_siret__startswith=digits))
    return requests.filter(Q(raison_sociale__icontains=text) | Q(declarant_name__icontains=text))


def _chips(asked: QueryDict, text: str, state: str) -> list[Chip]:
    chips = [Chip(f"« {text} »", address(asked, q=None))] if text else []
    if state == ALL:
        return [*chips, Chip("toutes", address(asked, etat=None))]
    return chips if state == WAITING else [*chips, Chip(WORDS[DemandeState(state)], address(asked, etat=None))]
