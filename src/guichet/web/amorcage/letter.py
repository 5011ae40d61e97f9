"""« Produire le courrier »: the letter to a partner that is not connected."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from guichet.amorcage.errors import AmorcageError
from guichet.amorcage.letters import NOT_SENT, letter_of, letter_pdf
from guichet.amorcage.queries import demande_of
from guichet.core.rights import Right
from guichet.web.access import MemberRequest, access
from guichet.web.portfolio.objects import etablissement_for


@access(Right.AMORCAGE, portfolio_only=True)
@require_safe
def letter(request: MemberRequest, siret: str) -> HttpResponse:
    """The PDF; without a demande that was sent, back to the page with the reason."""
    demande = demande_of(request.actor, etablissement_for(request.actor, siret, Right.AMORCAGE))
    try:
        if demande is None or demande.requested_at is None:
            raise AmorcageError(NOT_SENT)
        content = letter_pdf(letter_of(demande), demande.requested_at)
    except AmorcageError as error:
        messages.error(request, str(error))
        return redirect("amorcage:propose", siret=siret)
    name = f"amorcage-{siret}-{demande.requested_at:%Y-%m-%d}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)
