"""The proposal of amorçage of one establishment: what it brings, three answers, then where it stands."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from guichet.amorcage.enums import DemandeState
from guichet.amorcage.errors import AmorcageError
from guichet.amorcage.models import DemandeAmorcage
from guichet.amorcage.queries import demande_of, history_of
from guichet.amorcage.services import decline_amorcage, postpone_amorcage, reopen_amorcage, request_amorcage
from guichet.core.rights import Right
from guichet.portfolio.models import Etablissement
from guichet.portfolio.queries import next_to_complete, rights_on
from guichet.web.access import MemberRequest, access
from guichet.web.portfolio.objects import etablissement_for, page_of

SAID = {
    "demander": "La demande d'amorçage est enregistrée.",
    "plus_tard": "La proposition est gardée : vous la retrouverez dans « Amorçage ».",
    "non": "C'est noté : l'amorçage ne sera pas demandé.",
    "rouvrir": "Le choix est de nouveau ouvert.",
}


@access(Right.AMORCAGE, portfolio_only=True)
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: MemberRequest, siret: str) -> HttpResponse:
    """The page; an answer comes by POST and leads back to it."""
    etablissement = etablissement_for(request.actor, siret, Right.AMORCAGE)
    if request.method == "POST":
        try:
            said = _decide(request, etablissement)
        except AmorcageError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, said)
        return redirect("amorcage:propose", siret=siret)
    return render(request, "web/amorcage/propose.html", _context(request, etablissement))


def _decide(request: MemberRequest, etablissement: Etablissement) -> str:
    """Do what the button says; an unknown one changes nothing. Raises `AmorcageError`."""
    answer = request.POST.get("choix", "")
    actor, now = request.actor, timezone.now()
    if answer == "demander":
        partner = request.POST.get("partenaire", "")
        request_amorcage(actor=actor, etablissement=etablissement, partner=partner, now=now)
    elif answer == "plus_tard":
        postpone_amorcage(actor=actor, etablissement=etablissement, now=now)
    elif answer == "non":
        decline_amorcage(actor=actor, etablissement=etablissement, now=now)
    elif answer == "rouvrir":
        reopen_amorcage(actor=actor, etablissement=etablissement, now=now)
    else:
        raise AmorcageError("Choisissez l'une des réponses proposées.")
    return SAID[answer]


def _context(request: MemberRequest, etablissement: Etablissement) -> dict[str, object]:
    actor = request.actor
    rights = rights_on(actor, etablissement, [Right.VOIR_PORTEFEUILLE, Right.MODIFIER])
    demande = demande_of(actor, etablissement)
    return {
        "etablissement": etablissement,
        "demande": demande,
        "partner": demande.partner if demande and demande.is_open else etablissement.partner,
        "choosing": _is_to_choose(demande, etablissement),
        "history": history_of(actor, etablissement),
        "may_modify": Right.MODIFIER in rights and not etablissement.is_retired,
        "page_url": page_of(actor, etablissement),
        "next": next_to_complete(actor, after=etablissement),
    }


def _is_to_choose(demande: DemandeAmorcage | None, etablissement: Etablissement) -> bool:
    """Three answers are offered while none was given for the present partner."""
    if etablissement.is_retired or etablissement.partner_id is None:
        return False
    return demande is None or demande.state in {DemandeState.PROPOSEE, DemandeState.REPORTEE, DemandeState.CLOSE}
