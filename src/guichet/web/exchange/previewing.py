"""What a file would do, line by line; then the decision, all of it or the lines that are right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, overload
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from guichet.core import files
from guichet.core.access import ANY_MEMBER
from guichet.core.actor import Actor
from guichet.core.models import Operation, StoredFile
from guichet.core.operations import operations_visible_to
from guichet.portfolio.errors import PortfolioError
from guichet.portfolio.exchange import importing, reports
from guichet.portfolio.exchange.columns import SIRET, TITLES
from guichet.portfolio.exchange.folding import folded
from guichet.portfolio.exchange.reports import ReportLine, View
from guichet.web.access import MemberRequest, access
from guichet.web.operations.telling import stats_of
from guichet.web.operations.views import CHANGED, GONE, attachment

BY_PAGE = 50
LABELS = {
    View.REFUSED: ("Refusées", "refus"),
    View.REMARKED: ("Avec une remarque", "remarques"),
    View.ADDED: ("Ajouts", "ajouts"),
    View.CHANGED: ("Modifications", "modifications"),
    View.SAME: ("Inchangées", "inchanges"),
}


@dataclass(frozen=True, slots=True)
class Tab:
    """One view of the lines: how many there are, and its address."""

    label: str
    count: int
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class Lines(Sequence[ReportLine]):
    """The lines of a view, read from the report only for the page that is shown."""

    stored: StoredFile
    view: View
    count_: int

    def __len__(self) -> int:
        return self.count_

    @overload
    def __getitem__(self, index: int) -> ReportLine: ...
    @overload
    def __getitem__(self, index: slice) -> list[ReportLine]: ...
    def __getitem__(self, index: int | slice) -> ReportLine | list[ReportLine]:
        if isinstance(index, int):
            return reports.page_of(self.stored, self.view, start=index, size=1)[0]
        start, stop, _ = index.indices(self.count_)
        return reports.page_of(self.stored, self.view, start=start, size=stop - start)


@access(ANY_MEMBER, portfolio_only=True)
@require_safe
def preview(request: MemberRequest, import_id: UUID) -> HttpResponse:
    """The counts, the lines of one view, and the decision that is left to take."""
    operation = _operation(request.actor, import_id)
    if not operation.is_final or operation.state == Operation.State.FAILED:
        return redirect("operations:follow", operation_id=operation.pk)
    return render(request, "web/exchange/preview.html", _context(request, operation))


@access(ANY_MEMBER, portfolio_only=True)
@require_POST
def carry_out(request: MemberRequest, import_id: UUID) -> HttpResponse:
    """Import: `mode` is all or nothing, or the lines that are right."""
    operation, mode = _operation(request.actor, import_id), request.POST.get("mode", "")
    refused_lines = int(operation.summary.get("refus", 0))
    if refused_lines and mode != importing.GOOD_LINES:
        messages.error(request, importing.nothing_done(refused_lines))
        return redirect("exchange:preview", import_id=operation.pk)
    try:
        started = importing.start_import(actor=request.actor, preview=operation, mode=mode)
    except PortfolioError as error:
        messages.error(request, str(error))
        return redirect("operations:follow", operation_id=operation.pk)
    return redirect("operations:follow", operation_id=started.pk)


@access(ANY_MEMBER, portfolio_only=True)
@require_POST
def restore_zeros(request: MemberRequest, import_id: UUID) -> HttpResponse:
    """Read the file once more, the zeros that a spreadsheet dropped put back."""
    operation = _operation(request.actor, import_id)
    try:
        started = importing.preview_again(actor=request.actor, preview=operation)
    except PortfolioError as error:
        messages.error(request, str(error))
        return redirect("operations:follow", operation_id=operation.pk)
    return redirect("operations:follow", operation_id=started.pk)


@access(ANY_MEMBER, portfolio_only=True)
@require_safe
def refused(request: MemberRequest, import_id: UUID) -> HttpResponseBase:
    """The lines that were refused, with why: to be corrected, and imported as they are."""
    operation = _operation(request.actor, import_id)
    stored = _readable(request.actor, operation)
    if stored is None:
        messages.error(request, GONE)
        return redirect("operations:follow", operation_id=operation.pk)
    return attachment(reports.refused_pieces(stored), "lignes-refusees.csv")


def _operation(actor: Actor, import_id: UUID) -> Operation:
    visible = operations_visible_to(actor).filter(kind__in=(importing.PREVIEW, importing.IMPORT))
    return get_object_or_404(visible.select_related("result", "author__user"), pk=import_id)


def _readable(actor: Actor, operation: Operation) -> StoredFile | None:
    """The report, when the rights of now let it be read and it is still kept."""
    if operation.result is None or not importing.may_read(actor, operation):
        return None
    try:
        reports.titles_of(operation.result)
    except files.StoredFileError:
        return None
    return operation.result


def _context(request: MemberRequest, operation: Operation) -> dict[str, Any]:
    summary, stored = operation.summary, _readable(request.actor, operation)
    is_preview = operation.kind == importing.PREVIEW
    good = int(summary["ajouts"]) + int(summary["modifications"])
    allowed = importing.may_read(request.actor, operation)
    return {
        "operation": operation,
        "name": operation.asked["name"],
        "stats": stats_of(operation),
        "summary": summary,
        "is_preview": is_preview,
        "started": importing.import_of(operation) if is_preview else None,
        "good": good,
        "may_decide": is_preview and good > 0 and stored is not None and importing.may_import(request.actor),
        "zeros": summary.get("zeros", 0) if is_preview else 0,
        "gone": "" if stored else GONE if allowed else CHANGED,
        **(_lines(request.GET, operation, stored) if stored else {}),
    }


def _lines(asked: QueryDict, operation: Operation, stored: StoredFile) -> dict[str, Any]:
    counts = {view: int(operation.summary.get(code, 0)) for view, (_, code) in LABELS.items()}
    first = next((view for view in LABELS if counts[view]), View.REFUSED)
    chosen = next((view for view in View if view == asked.get("voir")), first)
    address = reverse("exchange:preview", args=[operation.pk])
    page = Paginator(Lines(stored, chosen, counts[chosen]), BY_PAGE).get_page(asked.get("page"))
    columns = [TITLES.get(folded(title)) for title in reports.titles_of(stored)]
    places = {column.code: place for place, column in enumerate(columns) if column is not None}
    return {
        "tabs": [
            Tab(label, counts[view], f"{address}?voir={view}", view is chosen) for view, (label, _) in LABELS.items()
        ],
        "view": chosen,
        "page": page,
        "rows": [
            (line, _cell(line, places.get(SIRET.code)), _cell(line, places.get("raison_sociale"))) for line in page
        ],
    }


def _cell(line: ReportLine, place: int | None) -> str:
    return line.cells[place] if place is not None and place < len(line.cells) else ""
