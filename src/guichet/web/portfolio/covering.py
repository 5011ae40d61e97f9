"""« Couverture »: what was deposited beside what is followed, and what to do about each difference."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from guichet.core.rights import Right
from guichet.deposits.coverage import (
    SHOWN,
    never_declared,
    outside_portfolio,
    removed_but_declared,
    several_of_one,
    successions,
)
from guichet.portfolio.describing import record_succession
from guichet.portfolio.errors import PortfolioError
from guichet.portfolio.queries import etablissements_visible_to
from guichet.web.access import MemberRequest, access
from guichet.web.portfolio.objects import etablissement_for
from guichet.web.templatetags.guichet import named

FIRST = 20


@access(Right.VOIR_DECLARATIONS, portfolio_only=True)
@require_safe
def coverage(request: MemberRequest) -> HttpResponse:
    """Five questions, each with its answer."""
    actor = request.actor
    never, removed = never_declared(actor), removed_but_declared(actor)
    context = {
        "outside": outside_portfolio(actor),
        "never": never[:FIRST],
        "never_count": never.count(),
        "removed": removed[:FIRST],
        "several": several_of_one(actor)[:FIRST],
        "successions": successions(actor),
        "shown": SHOWN,
        "may_add": actor.can(Right.AJOUTER),
        "may_modify": actor.can(Right.MODIFIER),
        "may_see": actor.can(Right.VOIR_PORTEFEUILLE),
    }
    return render(request, "web/portfolio/coverage.html", context)


@access(Right.MODIFIER, portfolio_only=True)
@require_POST
def succeed(request: MemberRequest, siret: str) -> HttpResponseRedirect:
    """« Succède à »: `predecesseur` is a SIRET, or nothing to take it back."""
    etablissement = etablissement_for(request.actor, siret, Right.MODIFIER)
    other = request.POST.get("predecesseur", "")
    predecessor = etablissements_visible_to(request.actor).filter(siret=other).first() if other else None
    if other and predecessor is None:
        messages.error(request, "Cet établissement n'est plus dans votre portefeuille : rien n'a été noté.")
        return redirect("portfolio:coverage")
    try:
        record_succession(actor=request.actor, etablissement=etablissement, predecessor=predecessor)
    except PortfolioError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _said(named(etablissement), named(predecessor) if predecessor else ""))
    return redirect("portfolio:coverage")


def _said(later: str, earlier: str) -> str:
    return f"C'est noté : {later} " + (f"succède à {earlier}." if earlier else "ne succède à aucun autre.")
