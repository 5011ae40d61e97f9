"""« Qui peut quoi »: collaborators × rights × how much, on a page and as a file for the yearly review."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from guichet.core.rights import Right
from guichet.core.spreadsheets import BOM, neutralised
from guichet.delegations.matrix import Holding, Line, matrix_of, note_export
from guichet.web.access import MemberRequest, access
from guichet.web.filtering import SEARCH_MAX

BY_PAGE = 50


@access(Right.GERER_DELEGATIONS, portfolio_only=True)
@require_safe
def matrix(request: MemberRequest) -> HttpResponse:
    """The collaborators by name; `q` narrows them."""
    found = matrix_of(request.actor, within=[Right.GERER_DELEGATIONS], today=timezone.localdate())
    text = request.GET.get("q", "").replace("\x00", "").strip()[:SEARCH_MAX]
    lines = [line for line in found.lines if text.casefold() in line.name.casefold()]
    page = Paginator(lines, BY_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [(line, _cells(line)) for line in page],
        "text": text,
        "rights": list(Right),
        "total": found.total,
        "everything": found.everything,
        "may_export": request.actor.can(Right.EXPORTER),
    }
    return render(request, "web/delegations/matrix.html", context)


@access(Right.EXPORTER, portfolio_only=True)
@require_POST
def export(request: MemberRequest) -> HttpResponse:
    """The same as CSV, and a line of journal; who does not manage delegations gets his own line alone."""
    today = timezone.localdate()
    found = matrix_of(request.actor, within=[Right.GERER_DELEGATIONS, Right.EXPORTER], today=today)
    note_export(actor=request.actor, lines=len(found.lines))
    content = BOM + "".join(_csv(found.lines))
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="delegations-{today.isoformat()}.csv"'
    return response


def _cells(line: Line) -> list[tuple[Right, int | None, bool]]:
    """Each right with its size; None when it is not held."""
    return [(right, line.sizes.get(right), right in line.whole) for right in Right]


def _csv(lines: list[Line]) -> Iterator[str]:
    titles = ["Collaborateur", "Adresse électronique", "Rôle", *(right.label for right in Right), "Profils"]
    yield _row(titles)
    for line in lines:
        role = "Administrateur" if line.is_administrator else "Collaborateur"
        sizes = [_size(line, right) for right in Right]
        yield _row([line.name, line.email, role, *sizes, " | ".join(map(_held, line.holdings))])


def _size(line: Line, right: Right) -> str:
    size = line.sizes.get(right)
    if size is None:
        return ""
    return f"tout ({size})" if right in line.whole else str(size)


def _held(holding: Holding) -> str:
    return f"{holding.name} (jusqu'au {_day(holding.ends_on)})" if holding.ends_on else holding.name


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def _row(cells: list[str]) -> str:
    stream = io.StringIO()
    csv.writer(stream, delimiter=";", lineterminator="\r\n").writerow([neutralised(cell) for cell in cells])
    return stream.getvalue()
