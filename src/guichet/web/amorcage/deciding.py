"""The amorçage of one establishment: what it brings, the mandate, the answers, then what one does with its partner."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from guichet.amorcage import mandates
from guichet.amorcage.enums import TO_CHOOSE, DemandeState
from guichet.amorcage.errors import AmorcageError, BadAnswer
from guichet.amorcage.following import answer_complement, record_answer, renew_amorcage, withdraw_amorcage
from guichet.amorcage.models import DemandeAmorcage
from guichet.amorcage.queries import demande_of, documents_of, history_of
from guichet.amorcage.services import decline_amorcage, postpone_amorcage, reopen_amorcage, request_amorcage
from guichet.core.rights import Right
from guichet.core.tenancy import partner_firm
from guichet.portfolio.models import Etablissement
from guichet.portfolio.queries import next_to_complete, rights_on
from guichet.web.access import MemberRequest, access
from guichet.web.amorcage.reading import read_attachment, read_day
from guichet.web.portfolio.objects import etablissement_for, page_of

SAID = {
    "demander": "La demande d'amorçage est enregistrée.",
    "plus_tard": "La proposition est gardée : vous la retrouverez dans « Amorçage ».",
    "non": "C'est noté : l'amorçage ne sera pas demandé.",
    "rouvrir": "Le choix est de nouveau ouvert.",
    "annuler": "La demande est annulée.",
    "completer": "Votre réponse est envoyée au partenaire.",
    "renouveler": "Le renouvellement est demandé.",
    "saisir": "La réponse du partenaire est enregistrée.",
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
            # What was written is worth keeping: the page is shown again with it.
            if request.POST.get("texte") or request.POST.get("motif"):
                return render(request, "web/amorcage/propose.html", _context(request, etablissement))
        else:
            messages.success(request, said)
        return redirect("amorcage:propose", siret=siret)
    return render(request, "web/amorcage/propose.html", _context(request, etablissement))


def _decide(request: MemberRequest, etablissement: Etablissement) -> str:
    """Do what the button says; an unknown one changes nothing. Raises `AmorcageError`."""
    choice, now = request.POST.get("choix", ""), timezone.now()
    if choice in _PLAIN:
        _PLAIN[choice](actor=request.actor, etablissement=etablissement, now=now)
    elif choice in _READING:
        _READING[choice](request, etablissement, now)
    else:
        raise AmorcageError("Choisissez l'une des réponses proposées.")
    return SAID[choice]


def _ask(request: MemberRequest, etablissement: Etablissement, now: datetime) -> None:
    partner, mandate = request.POST.get("partenaire", ""), request.POST.get("mandat", "")
    request_amorcage(actor=request.actor, etablissement=etablissement, partner=partner, mandate=mandate, now=now)


def _renew(request: MemberRequest, etablissement: Etablissement, now: datetime) -> None:
    mandate = request.POST.get("mandat", "")
    renew_amorcage(actor=request.actor, etablissement=etablissement, mandate=mandate, now=now)


def _complete(request: MemberRequest, etablissement: Etablissement, now: datetime) -> None:
    text, attachment = request.POST.get("texte", ""), read_attachment(request)
    answer_complement(actor=request.actor, etablissement=etablissement, text=text, attachment=attachment, now=now)


def _record(request: MemberRequest, etablissement: Etablissement, now: datetime) -> None:
    granted = request.POST.get("reponse")
    if granted not in {"accordee", "refusee"}:
        raise BadAnswer("Dites si le partenaire a accordé ou refusé la demande.")
    record_answer(
        actor=request.actor,
        etablissement=etablissement,
        answered_on=read_day(request.POST.get("le", ""), "la date de la réponse"),
        ends_on=read_day(request.POST.get("jusqu_au", ""), "la date de fin") if granted == "accordee" else None,
        reason=request.POST.get("motif", ""),
        now=now,
    )


_PLAIN: dict[str, Callable[..., object]] = {
    "plus_tard": postpone_amorcage,
    "non": decline_amorcage,
    "rouvrir": reopen_amorcage,
    "annuler": withdraw_amorcage,
}
_READING: dict[str, Callable[[MemberRequest, Etablissement, datetime], None]] = {
    "demander": _ask,
    "renouveler": _renew,
    "completer": _complete,
    "saisir": _record,
}


def _context(request: MemberRequest, etablissement: Etablissement) -> dict[str, object]:
    actor = request.actor
    rights = rights_on(actor, etablissement, [Right.VOIR_PORTEFEUILLE, Right.MODIFIER])
    demande = demande_of(actor, etablissement)
    partner = demande.partner if demande and demande.is_open else etablissement.partner
    names = {
        "partner": partner.name if partner else "",
        "firm": actor.firm_name,
        "etablissement": f"{etablissement.raison_sociale} (SIRET {etablissement.siret})".strip(),
    }
    accepted = demande.mandate_version if demande else ""
    return {
        "etablissement": etablissement,
        "demande": demande,
        "partner": partner,
        "connected": partner is not None and partner_firm(partner.pk) is not None,
        "choosing": _is_to_choose(demande, etablissement),
        "mandate": mandates.CURRENT,
        "mandate_text": mandates.mandate_text(mandates.CURRENT, **names),
        "accepted_text": mandates.mandate_text(accepted, **names),
        "documents": documents_of(actor, etablissement),
        "history": history_of(actor, etablissement),
        "today": timezone.localdate(),
        "given": request.POST,
        "may_modify": Right.MODIFIER in rights and not etablissement.is_retired,
        "page_url": page_of(actor, etablissement),
        "next": next_to_complete(actor, after=etablissement),
    }


def _is_to_choose(demande: DemandeAmorcage | None, etablissement: Etablissement) -> bool:
    """Three answers are offered while nothing is asked of the present partner."""
    if etablissement.is_retired or etablissement.partner_id is None:
        return False
    return demande is None or demande.state in TO_CHOOSE | {DemandeState.CLOSE}
