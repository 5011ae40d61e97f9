"""« Ajouter un établissement », by hand."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from guichet.core.actor import Actor
from guichet.core.rights import Right
from guichet.portfolio.errors import AlreadyInPortfolio, PortfolioError
from guichet.portfolio.models import Etablissement
from guichet.portfolio.queries import rights_on
from guichet.portfolio.services import add_by_hand
from guichet.portfolio.siret import siret_warning
from guichet.web.access import MemberRequest, access
from guichet.web.portfolio.forms import AddForm
from guichet.web.portfolio.objects import page_of, proposal_of
from guichet.web.templatetags.guichet import named


@access(Right.AJOUTER, portfolio_only=True)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: MemberRequest) -> HttpResponse:
    """The form; `siret` in the address fills its first field."""
    sent = request.method == "POST"
    form = AddForm(request.POST if sent else None, initial={"siret": request.GET.get("siret", "")[:40]})
    form.offer(present=None, choose=True)
    present: Etablissement | None = None
    if sent and form.is_valid():
        try:
            return _added(request, _save(request.actor, form))
        except AlreadyInPortfolio as error:
            present = error.etablissement
        except PortfolioError as error:
            form.add_error("siret", str(error))
    return render(request, "web/portfolio/add.html", {"form": form, **_already(request.actor, present)})


def _save(actor: Actor, form: AddForm) -> Etablissement:
    return add_by_hand(
        actor=actor,
        siret=form.cleaned_data["siret"],
        raison_sociale=form.cleaned_data["raison_sociale"],
        echeance=form.cleaned_data["echeance"],
        partner=form.chosen_partner,
        now=timezone.now(),
    )


def _added(request: MemberRequest, etablissement: Etablissement) -> HttpResponse:
    """What was done, what to look at again, then the proposal of amorçage."""
    messages.success(request, f"{named(etablissement)} est dans votre portefeuille.")
    warning = siret_warning(etablissement.siret)
    if warning:
        messages.warning(request, warning)
    return redirect(proposal_of(request.actor, etablissement) or page_of(request.actor, etablissement))


def _already(actor: Actor, present: Etablissement | None) -> dict[str, object]:
    """The one that is there, and what the actor may do with it."""
    if present is None:
        return {"present": None}
    rights = rights_on(actor, present, [Right.VOIR_PORTEFEUILLE, Right.AJOUTER])
    return {
        "present": present,
        "may_see": Right.VOIR_PORTEFEUILLE in rights,
        "may_restore": Right.AJOUTER in rights and present.is_retired,
    }
