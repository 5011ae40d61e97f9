"""Which establishments a fiche is for; and its removal."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from guichet.core.rights import Right
from guichet.fiches.errors import FicheError
from guichet.fiches.queries import proposed_for
from guichet.fiches.services import cover_etablissements, remove_fiche
from guichet.web.access import MemberRequest, access
from guichet.web.fiches.objects import fiche_for
from guichet.web.templatetags.guichet import count

FIELD = "etablissements"


@access(Right.AMORCAGE, portfolio_only=True)
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: MemberRequest, fiche_id: int) -> HttpResponse:
    """The establishments of the SIREN, those proposed ticked; the answer is a list of SIRET."""
    fiche = fiche_for(request.actor, fiche_id)
    candidates, ticked = proposed_for(request.actor, fiche)
    if request.method == "POST":
        asked = set(request.POST.getlist(FIELD))
        chosen = [each for each in candidates if each.siret in asked]
        cover_etablissements(actor=request.actor, fiche=fiche, chosen=chosen)
        covered = count(len(chosen), "établissement rattaché,établissements rattachés")
        messages.success(request, f"{covered}. Le prochain dépôt sera comparé à cette fiche.")
        return redirect("fiches:fiche", fiche_id=fiche.pk)
    rows = [(each, each.pk in ticked) for each in candidates]
    return render(request, "web/fiches/cover.html", {"fiche": fiche, "rows": rows, "field": FIELD})


@access(Right.AMORCAGE, portfolio_only=True)
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: MemberRequest, fiche_id: int) -> HttpResponse:
    """Asked once more, then done, with all its versions."""
    fiche = fiche_for(request.actor, fiche_id)
    if request.method == "POST":
        try:
            remove_fiche(actor=request.actor, fiche=fiche)
        except FicheError as error:
            messages.error(request, str(error))
            return redirect("fiches:fiche", fiche_id=fiche.pk)
        messages.success(request, "La fiche est supprimée, avec toutes ses versions.")
        return redirect("fiches:list")
    return render(request, "web/fiches/remove.html", {"fiche": fiche})
