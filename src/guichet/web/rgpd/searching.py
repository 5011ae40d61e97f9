"""« Rechercher un salarié »: to answer who asks what is kept of him. The NIR comes by POST and goes no further."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from guichet.core.actor import Actor
from guichet.core.files import StoredFileError
from guichet.core.models import Operation
from guichet.core.operations import operations_visible_to
from guichet.core.rights import Right
from guichet.deposits.queries import declarations_visible_to
from guichet.rgpd.errors import RgpdError
from guichet.rgpd.person_search import KIND, Found, read_result, start_search
from guichet.web.access import MemberRequest, access
from guichet.web.rgpd.forms import SearchForm

ROWS_SHOWN = 500
SEARCHES_SHOWN = 10


@access(Right.VOIR_DONNEES_PERSONNELLES)
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("nir")
def search(request: MemberRequest) -> HttpResponse:
    """The form; a POST puts the search in line."""
    form = SearchForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            operation = start_search(actor=request.actor, nir=form.cleaned_data["nir"])
        except RgpdError as error:
            form.add_error("nir", str(error))
        else:
            return redirect("operations:follow", operation_id=operation.pk)
    own = _searches(request.actor).filter(author_id=request.actor.member_id)[:SEARCHES_SHOWN]
    return render(request, "web/rgpd/search.html", {"form": form, "searches": own})


@access(Right.VOIR_DONNEES_PERSONNELLES)
@require_safe
def search_result(request: MemberRequest, search_id: UUID) -> HttpResponse:
    """The deposits and lines that a search found, those that one may still see."""
    operation = get_object_or_404(_searches(request.actor).select_related("result"), pk=search_id)
    found = _found(request.actor, operation)
    context = {
        "operation": operation,
        "found": found[:ROWS_SHOWN] if found is not None else None,
        "more": max(len(found or []) - ROWS_SHOWN, 0),
        "deposits": len({each.deposit for each in found or []}),
        "may_open": request.actor.can(Right.VOIR_DECLARATIONS),
    }
    if operation.state == Operation.State.DONE and found is None:
        messages.warning(request, "Ce résultat n'est plus gardé. Refaites la recherche.")
    return render(request, "web/rgpd/search_result.html", context)


def _searches(actor: Actor) -> QuerySet[Operation]:
    return operations_visible_to(actor).filter(kind=KIND)


def _found(actor: Actor, operation: Operation) -> list[Found] | None:
    """None while there is no result, or when it is kept no more."""
    if operation.result is None:
        return None
    try:
        found = read_result(operation.result)
    except StoredFileError:
        return None
    wanted = {UUID(each.deposit) for each in found}
    visible = declarations_visible_to(actor, Right.VOIR_DONNEES_PERSONNELLES).filter(deposit__in=wanted)
    known = {(str(deposit), siret) for deposit, siret in visible.values_list("deposit_id", "siret")}
    return [each for each in found if (each.deposit, each.siret) in known]
