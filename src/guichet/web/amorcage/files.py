"""A document of a demande, to keep. By POST: the journal tells of it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from guichet.amorcage.models import Document
from guichet.amorcage.queries import documents_of
from guichet.core import journal
from guichet.core.rights import Right
from guichet.web.access import MemberRequest, access
from guichet.web.operations.views import attachment, opened
from guichet.web.portfolio.objects import etablissement_for

GONE = "Ce fichier n'a pas pu être relu. Demandez à l'autre de le renvoyer, ou signalez-le à l'exploitant."


@access(Right.AMORCAGE, portfolio_only=True)
@require_POST
def document(request: MemberRequest, siret: str, document_id: int) -> HttpResponseBase:
    """What the partner joined to its question, or what was joined to the answer."""
    etablissement = etablissement_for(request.actor, siret, Right.AMORCAGE)
    found = next((each for each in documents_of(request.actor, etablissement) if each.pk == document_id), None)
    if found is None or found.file is None:
        raise Http404
    answer = sent(found)
    if answer is None:
        messages.error(request, GONE)
        return redirect("amorcage:propose", siret=siret)
    journal.record(actor=request.actor, firm_id=request.actor.firm_id, verb="amorcage.document", subject=siret)
    return answer


def sent(document: Document) -> HttpResponseBase | None:
    """Its file, decrypted while it is sent; None when it cannot be read any more."""
    chunks = opened(document.file) if document.file else None
    return attachment(chunks, document.file_name) if chunks else None
