"""« Retirer » and « Remettre », each asked once more before it is done."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.views.decorators.http import require_http_methods

from guichet.core.rights import Right
from guichet.portfolio.enums import EtablissementState
from guichet.portfolio.models import Etablissement
from guichet.portfolio.queries import rights_on
from guichet.portfolio.services import restore_etablissement, retire_etablissement
from guichet.web.access import MemberRequest, access
from guichet.web.navigation import address
from guichet.web.portfolio.objects import etablissement_for, page_of
from guichet.web.portfolio.undoing import button_to
from guichet.web.templatetags.guichet import named


@access(Right.RETIRER, portfolio_only=True)
@require_http_methods(["GET", "HEAD", "POST"])
def retire(request: MemberRequest, siret: str) -> HttpResponse:
    """What is kept, then the removal. Removed already: its page says so."""
    etablissement = etablissement_for(request.actor, siret, Right.RETIRER)
    if request.method == "POST":
        retire_etablissement(actor=request.actor, etablissement=etablissement, now=timezone.now())
        messages.success(request, _retired(request, etablissement))
        return redirect(address("portfolio:list", request.actor) or "start")
    return _confirm(request, etablissement, "retire")


@access(Right.AJOUTER, portfolio_only=True)
@require_http_methods(["GET", "HEAD", "POST"])
def restore(request: MemberRequest, siret: str) -> HttpResponse:
    """Back into the portfolio, as it was."""
    etablissement = etablissement_for(request.actor, siret, Right.AJOUTER)
    if request.method == "POST":
        back = restore_etablissement(actor=request.actor, etablissement=etablissement, now=timezone.now())
        messages.success(request, _restored(back))
        return redirect(page_of(request.actor, back))
    return _confirm(request, etablissement, "restore")


def _confirm(request: MemberRequest, etablissement: Etablissement, name: str) -> HttpResponse:
    context = {"etablissement": etablissement, "page_url": page_of(request.actor, etablissement)}
    return render(request, f"web/portfolio/{name}.html", context)


def _retired(request: MemberRequest, etablissement: Etablissement) -> str:
    """What was done, and the button that undoes it, for who may."""
    undo = ""
    if rights_on(request.actor, etablissement, [Right.AJOUTER]):
        undo = button_to(request, reverse("portfolio:restore", args=[etablissement.siret]))
    return format_html("{} est retiré de votre portefeuille. {}", named(etablissement), undo)


def _restored(etablissement: Etablissement) -> str:
    left = " Sa fiche est à compléter." if etablissement.state == EtablissementState.A_COMPLETER else ""
    return f"{named(etablissement)} est de nouveau dans votre portefeuille.{left}"
