"""The report of a deposit, and what can be asked from it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

import neodes
from guichet.core import journal
from guichet.core.actor import Actor
from guichet.core.rights import Right
from guichet.deposits.clear import note_seen
from guichet.deposits.enums import DeclarationState, DepositState
from guichet.deposits.errors import DepositError
from guichet.deposits.export import FORMATS, export_report
from guichet.deposits.findings import deposit_subject, norm_of
from guichet.deposits.models import Declaration, Deposit
from guichet.deposits.queries import (
    declarations_visible_to,
    deposits_visible_to,
    findings_visible_to,
    with_visible_counts,
)
from guichet.deposits.services import control_again, may_deposit
from guichet.portfolio.errors import PortfolioError
from guichet.portfolio.queries import to_complete
from guichet.portfolio.services import restore_etablissement
from guichet.web.access import MemberRequest, access
from guichet.web.deposits.clear import close_clear, may_see_clear, open_clear, shows_clear
from guichet.web.deposits.places import places_of
from guichet.web.deposits.reporting import (
    DECLARATIONS_BY_PAGE,
    ReportFilter,
    causes_page,
    declaration_lines,
    findings_of,
    severity_choices,
)
from guichet.web.deposits.sentences import sentence_of, steps_of

OF_FINDING = ("deposit__stored_file", "declaration")


@access(Right.VOIR_DECLARATIONS)
@require_safe
def report(request: MemberRequest, deposit_id: UUID) -> HttpResponse:
    """The report; HTMX asks for its body alone, while the deposit is at work."""
    deposit = _deposit(request.actor, deposit_id)
    name = "_report.html" if request.headers.get("HX-Request") else "report.html"
    return render(request, f"web/deposits/{name}", _report(request, deposit))


@access(Right.VOIR_DECLARATIONS)
@require_POST
def control_deposit_again(request: MemberRequest, deposit_id: UUID) -> HttpResponse:
    """« Contrôler à nouveau » and « Réessayer »."""
    deposit = _deposit(request.actor, deposit_id)
    try:
        deposit = control_again(actor=request.actor, deposit=deposit)
        messages.success(request, "Le contrôle est relancé.")
    except DepositError as error:
        messages.error(request, str(error))
    return redirect("deposits:report", deposit_id=deposit.pk)


@access(Right.VOIR_DONNEES_PERSONNELLES)
@require_POST
def in_clear(request: MemberRequest, deposit_id: UUID) -> HttpResponse:
    """« Afficher en clair », with a line of journal; « Masquer » when `montrer` is `non`."""
    deposit = _deposit(request.actor, deposit_id, Right.VOIR_DONNEES_PERSONNELLES)
    if request.POST.get("montrer") == "non":
        close_clear(request)
    else:
        note_seen(actor=request.actor, deposit=deposit)
        open_clear(request, deposit)
    sees = request.actor.can(Right.VOIR_DECLARATIONS)
    return redirect("deposits:report", deposit_id=deposit.pk) if sees else redirect("start")


@access(Right.EXPORTER)
@require_POST
def download(request: MemberRequest, deposit_id: UUID) -> HttpResponse:
    """The report as CSV or JSON, in clear while it is shown so. A POST, for the journal tells of it."""
    deposit = _deposit(request.actor, deposit_id, Right.EXPORTER)
    form = request.POST.get("format", "json")
    if form not in FORMATS:
        raise Http404
    clear = shows_clear(request, deposit)
    content = export_report(actor=request.actor, deposit=deposit, form=form, in_clear=clear)
    response = HttpResponse(content, content_type=f"{FORMATS[form]}; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="compte-rendu-{str(deposit.pk)[:8]}.{form}"'
    return response


@access(Right.VOIR_DECLARATIONS)
@require_safe
def places(request: MemberRequest, finding_id: int) -> HttpResponse:
    """All the places kept of one finding, with the lines around them, masked unless its report is shown in clear."""
    visible = findings_visible_to(request.actor).select_related(*OF_FINDING)
    finding = get_object_or_404(visible, pk=finding_id)
    clear = shows_clear(request, finding.deposit)
    context = places_of(request.actor, finding, masked=not clear)
    return render(request, "web/deposits/places.html", {**context, "shown_for_a_while": clear})


@access(Right.VOIR_DONNEES_PERSONNELLES)
@require_POST
def places_in_clear(request: MemberRequest, finding_id: int) -> HttpResponse:
    """The same in clear, once, and a line of journal: never a page that can be gone back to by its address."""
    visible = findings_visible_to(request.actor, Right.VOIR_DONNEES_PERSONNELLES)
    finding = get_object_or_404(visible.select_related(*OF_FINDING), pk=finding_id)
    journal.record(
        actor=request.actor,
        firm_id=request.actor.firm_id,
        verb="depot.vu_en_clair",
        subject=deposit_subject(finding.deposit_id),
        details={
            "controle": finding.control,
            "siret": finding.declaration.siret if finding.declaration else "",
            "lignes": [place["line"] for place in finding.places],
        },
    )
    context = places_of(request.actor, finding, masked=False)
    return render(request, "web/deposits/places.html", {**context, "shown_for_a_while": False})


@access(Right.AJOUTER)
@require_POST
def restore(request: MemberRequest, declaration_id: int) -> HttpResponse:
    """Put a retired establishment back, then control the deposit again: its declaration joins it."""
    visible = declarations_visible_to(request.actor, Right.AJOUTER).select_related("etablissement", "deposit")
    declaration = get_object_or_404(visible, pk=declaration_id)
    try:
        if declaration.etablissement is not None:
            restore_etablissement(actor=request.actor, etablissement=declaration.etablissement, now=timezone.now())
        if declaration.state == DeclarationState.OUTSIDE:
            control_again(actor=request.actor, deposit=declaration.deposit)
        messages.success(request, "L'établissement est remis dans le portefeuille.")
    except (PortfolioError, DepositError) as error:
        messages.error(request, str(error))
    return redirect("deposits:report", deposit_id=declaration.deposit_id)


def _deposit(actor: Actor, deposit_id: UUID, right: Right = Right.VOIR_DECLARATIONS) -> Deposit:
    visible = with_visible_counts(deposits_visible_to(actor, right), actor)
    related = ("stored_file", "author__user", "duplicate_of", "parent")
    return get_object_or_404(visible.select_related(*related), pk=deposit_id)


def _report(request: MemberRequest, deposit: Deposit) -> dict[str, Any]:
    actor, norm = request.actor, norm_of(deposit.norm)
    declarations = declarations_visible_to(actor).filter(deposit=deposit).select_related("etablissement")
    asked = ReportFilter.of(request.GET, declarations)
    findings = findings_of(actor, deposit)
    clear = shows_clear(request, deposit)
    page, causes = causes_page(actor, deposit, asked.apply(findings), request.GET.get("page"), in_clear=clear)
    shown = Paginator(declarations.order_by("index"), DECLARATIONS_BY_PAGE).get_page(request.GET.get("declarations"))
    return {
        "deposit": deposit,
        **_way_back(deposit),
        "pending": not deposit.is_final,
        "sentence": sentence_of(deposit),
        "steps": steps_of(deposit),
        "declarations": shown,
        "declaration_lines": declaration_lines(shown, norm),
        "refused": declarations.filter(state=DeclarationState.REFUSED).count(),
        "to_complete": _to_complete(request.actor, declarations),
        "severities": severity_choices(findings),
        "held": neodes.held_in_words(deposit.held.items()),
        "asked": asked,
        "page": page,
        "causes": causes,
        "members": _members(actor, deposit),
        "in_clear": clear,
        "may_see_clear": deposit.is_final and may_see_clear(request, deposit),
        "may_deposit": may_deposit(actor),
        "may_export": actor.can(Right.EXPORTER) and deposit.state == DepositState.DONE,
        "may_add": actor.can(Right.AJOUTER),
    }


def _way_back(deposit: Deposit) -> dict[str, str]:
    """To the archive that the file came in, else to the list."""
    if deposit.parent is None:
        return {"parent_url": reverse("deposits:list"), "parent_name": "Dépôts"}
    return {
        "parent_url": reverse("deposits:report", args=[deposit.parent.pk]),
        "parent_name": deposit.parent.file_name,
    }


def _to_complete(actor: Actor, declarations: QuerySet[Declaration]) -> list[Declaration]:
    """Declarations that added their establishment, while it is left to the actor to complete."""
    added = declarations.filter(added_etablissement=True, etablissement__in=to_complete(actor))
    return list(added.order_by("siret")[:100])


def _members(actor: Actor, deposit: Deposit) -> list[Deposit]:
    if not deposit.is_archive:
        return []
    members = with_visible_counts(deposits_visible_to(actor), actor).filter(parent=deposit)
    return list(members.select_related("duplicate_of").order_by("file_name"))
