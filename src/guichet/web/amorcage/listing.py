"""The list of the demandes d'amorçage, by state, the latest first."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from guichet.amorcage.enums import DemandeState
from guichet.amorcage.queries import counts_by_state, demandes_visible_to
from guichet.core.rights import Right
from guichet.portfolio.queries import etablissements_visible_to, matching
from guichet.web.access import MemberRequest, access
from guichet.web.filtering import SEARCH_MAX, Chip, address

BY_PAGE = 50
WORDS = {
    DemandeState.PROPOSEE: "proposées, sans réponse",
    DemandeState.REPORTEE: "remises à plus tard",
    DemandeState.DEMANDEE: "demandées",
    DemandeState.DECLINEE: "non souhaitées",
    DemandeState.CLOSE: "closes",
}


@access(Right.AMORCAGE, portfolio_only=True)
@require_safe
def demande_list(request: MemberRequest) -> HttpResponse:
    """Those closed are left out unless they are asked for."""
    asked, everything = request.GET, demandes_visible_to(request.actor)
    text = asked.get("q", "").replace("\x00", "").strip()[:SEARCH_MAX]
    state = next((state for state in DemandeState if state.value == asked.get("etat", "")), None)
    demandes = everything.filter(state=state) if state else everything.exclude(state=DemandeState.CLOSE)
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
        "chips": _chips(asked, text, state),
    }
    return render(request, "web/amorcage/list.html", context)


def _chips(asked: QueryDict, text: str, state: DemandeState | None) -> list[Chip]:
    chips = [Chip(f"« {text} »", address(asked, q=None))] if text else []
    return [*chips, Chip(WORDS[state], address(asked, etat=None))] if state else chips
