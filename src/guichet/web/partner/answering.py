"""One request: who asks, for which establishment, under which mandate, and the three answers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from guichet.amorcage import mandates
from guichet.amorcage.answering import accept_request, ask_complement, refuse_request
from guichet.amorcage.errors import AmorcageError
from guichet.amorcage.inbox import documents_visible_to, history_of_request, requests_visible_to
from guichet.amorcage.models import InboxRequest
from guichet.amorcage.months import months_after
from guichet.core import journal
from guichet.core.access import ANY_MEMBER
from guichet.web.access import MemberRequest, access
from guichet.web.amorcage.files import GONE, sent
from guichet.web.amorcage.reading import read_attachment, read_day

USUAL_MONTHS = 12
SAID = {
    "accorder": "La demande est accordée : le cabinet en est informé.",
    "refuser": "La demande est refusée : le cabinet en lit le motif.",
    "demander": "Votre demande de complément est envoyée au cabinet.",
}


@access(ANY_MEMBER, partner_only=True)
@require_http_methods(["GET", "HEAD", "POST"])
def request_page(request: MemberRequest, request_id: int) -> HttpResponse:
    """The page; an answer comes by POST and leads back to it. What was refused is shown with what was written."""
    found = get_object_or_404(requests_visible_to(request.actor), pk=request_id)
    if request.method == "POST":
        try:
            said = _answer(request, found)
        except AmorcageError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, said)
            return redirect("partner:request", request_id=request_id)
    found = get_object_or_404(requests_visible_to(request.actor), pk=request_id)
    return render(request, "web/partner/request.html", _context(request, found))


@access(ANY_MEMBER, partner_only=True)
@require_POST
def document(request: MemberRequest, request_id: int, file_id: int) -> HttpResponseBase:
    """A file that the firm joined, or one's own. By POST: the journal tells of it."""
    found = get_object_or_404(documents_visible_to(request.actor), pk=file_id, request=request_id)
    if found.file is None or found.request is None:
        raise Http404
    answer = sent(found)
    if answer is None:
        messages.error(request, GONE)
        return redirect("partner:request", request_id=request_id)
    firm_id, siret = request.actor.firm_id, found.request.siret
    journal.record(actor=request.actor, firm_id=firm_id, verb="partenaire.document", subject=siret)
    return answer


def _answer(request: MemberRequest, found: InboxRequest) -> str:
    """Do what the button says. Raises `AmorcageError`."""
    choice = request.POST.get("choix", "")
    if choice not in _ANSWERS:
        raise AmorcageError("Choisissez l'une des réponses proposées.")
    _ANSWERS[choice](request, found, timezone.now())
    return SAID[choice]


def _accept(request: MemberRequest, found: InboxRequest, now: datetime) -> None:
    ends_on = read_day(request.POST.get("jusqu_au", ""), "la date de fin")
    accept_request(actor=request.actor, request=found, ends_on=ends_on, now=now)


def _refuse(request: MemberRequest, found: InboxRequest, now: datetime) -> None:
    refuse_request(actor=request.actor, request=found, reason=request.POST.get("motif", ""), now=now)


def _ask(request: MemberRequest, found: InboxRequest, now: datetime) -> None:
    text, attachment = request.POST.get("texte", ""), read_attachment(request)
    ask_complement(actor=request.actor, request=found, text=text, attachment=attachment, now=now)


_ANSWERS: dict[str, Callable[[MemberRequest, InboxRequest, datetime], None]] = {
    "accorder": _accept,
    "refuser": _refuse,
    "demander": _ask,
}


def _context(request: MemberRequest, found: InboxRequest) -> dict[str, object]:
    names = {
        "partner": request.actor.firm_name,
        "firm": found.declarant_name,
        "etablissement": f"{found.raison_sociale} (SIRET {found.siret})".strip(),
    }
    return {
        "asked": found,
        "mandate_text": mandates.mandate_text(found.mandate_version, **names),
        "documents": list(documents_visible_to(request.actor).filter(request=found)),
        "history": history_of_request(found),
        "usual_end": months_after(timezone.localdate(), USUAL_MONTHS),
        "given": request.POST,
        "same": requests_visible_to(request.actor).filter(siren=found.siren).exclude(pk=found.pk).count(),
    }
