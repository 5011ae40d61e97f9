"""« Compléter » and « Modifier »: one page, where what was guessed is chosen beforehand and its reason is told."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.html import format_html
from django.views.decorators.http import require_http_methods

from guichet.core.actor import Actor
from guichet.core.rights import Right
from guichet.portfolio.enums import EtablissementState
from guichet.portfolio.errors import EtablissementRetired
from guichet.portfolio.models import Etablissement
from guichet.portfolio.queries import next_to_complete
from guichet.portfolio.services import complete_etablissement
from guichet.web.access import MemberRequest, access
from guichet.web.portfolio.forms import CompleteForm
from guichet.web.portfolio.objects import etablissement_for, page_of, proposal_of
from guichet.web.templatetags.guichet import named


@access(Right.MODIFIER, portfolio_only=True)
@require_http_methods(["GET", "HEAD", "POST"])
def complete(request: MemberRequest, siret: str) -> HttpResponse:
    """The fiche; nothing that was written is lost when it cannot be saved."""
    sent = request.method == "POST"
    etablissement = etablissement_for(request.actor, siret, Right.MODIFIER, hold=sent)
    form = CompleteForm(request.POST if sent else None, etablissement=etablissement)
    if sent and form.is_valid() and not form.overtaken():
        try:
            saved = _save(request.actor, etablissement, form)
        except EtablissementRetired as error:
            form.add_error(None, str(error))
        else:
            return _go_on(request, etablissement, saved)
    context = {
        "etablissement": etablissement,
        "form": form,
        "to_complete": etablissement.state == EtablissementState.A_COMPLETER,
        "next": next_to_complete(request.actor, after=etablissement),
        "page_url": page_of(request.actor, etablissement),
    }
    return render(request, "web/portfolio/complete.html", context)


def _save(actor: Actor, etablissement: Etablissement, form: CompleteForm) -> Etablissement:
    return complete_etablissement(
        actor=actor,
        etablissement=etablissement,
        raison_sociale=form.cleaned_data["raison_sociale"],
        echeance=form.cleaned_data["echeance"],
        partner=form.chosen_partner,
        facts=form.corrections(),
        now=timezone.now(),
    )


def _go_on(request: MemberRequest, before: Etablissement, saved: Etablissement) -> HttpResponseRedirect:
    """To the next one when it was asked for, else to the proposal of amorçage the first time, else to the page."""
    proposal = "" if before.state == EtablissementState.ACTIF else proposal_of(request.actor, saved)
    if "suivant" in request.POST:
        following = next_to_complete(request.actor, after=saved)
        if following:
            messages.success(request, _said(saved, proposal))
            return redirect("portfolio:complete", siret=following.siret)
        messages.info(request, "Tous les établissements sont complétés.")
    messages.success(request, _said(saved, ""))
    return redirect(proposal or page_of(request.actor, saved))


def _said(saved: Etablissement, proposal: str) -> str:
    """What was done, with the proposal of amorçage when one goes elsewhere."""
    link = format_html(' <a href="{}">Demander l\'amorçage de ses données</a>', proposal) if proposal else ""
    return format_html("La fiche de {} est enregistrée.{}", named(saved), link)
