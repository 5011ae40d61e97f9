"""The page where a file is sent to be imported, what it may hold, and its reception."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from guichet.core import files
from guichet.core.access import ANY_MEMBER
from guichet.portfolio.errors import PortfolioError
from guichet.portfolio.exchange import importing, templates
from guichet.portfolio.exchange.columns import COLUMNS
from guichet.portfolio.exchange.files import LINES_MAX
from guichet.portfolio.queries import partners_offered
from guichet.web.access import MemberRequest, access
from guichet.web.deposits.receiving import FIELD, MEGABYTE, EncryptingFileHandler, ReceivedFile

FILE_MAX = 40
"""Megabytes: 200,000 lines take about twenty."""
TYPES = {"csv": "text/csv; charset=utf-8", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


# Exempt here, checked below, as for the deposits: the token is in the form, and reading the form reads the file.
@csrf_exempt
@access(ANY_MEMBER, portfolio_only=True, offered_to=importing.may_import)
@require_http_methods(["GET", "HEAD", "POST"])
def new_import(request: MemberRequest) -> HttpResponseBase:
    """The form; its file, when it is sent."""
    if request.method != "POST":
        return _page(request)
    if not importing.may_import(request.actor):
        raise PermissionDenied
    handler = EncryptingFileHandler(request, request.actor.firm_id)
    request.upload_handlers = [handler]
    taken = False
    try:
        response = _receive(request, handler)
        taken = response.status_code == 302
    finally:
        # Refused by the CSRF guard, too large, interrupted: no file is left behind.
        if not taken:
            handler.discard()
    return response


@csrf_protect
def _receive(request: MemberRequest, handler: EncryptingFileHandler) -> HttpResponse:
    """One file becomes the preview of an import."""
    _ = request.FILES  # reads the form, unless the guard has
    if handler.refused or any(file.written.size > FILE_MAX * MEGABYTE for file in handler.received):
        return _page(request, error=f"Ce fichier dépasse {FILE_MAX} Mo. Coupez-le en plusieurs, de moins de lignes.")
    if len(handler.received) != 1:
        return _page(request, error="Choisissez un fichier CSV ou XLSX, et un seul.")
    try:
        return _start(request, handler.received[0])
    except PortfolioError as error:
        messages.error(request, str(error))
        return _page(request)


def _start(request: MemberRequest, received: ReceivedFile) -> HttpResponse:
    operation = importing.start_preview(
        actor=request.actor, file_name=received.given_name, stored=files.register_file(received.written)
    )
    return redirect("operations:follow", operation_id=operation.pk)


@access(ANY_MEMBER, portfolio_only=True)
@require_safe
def template(request: MemberRequest) -> HttpResponse:
    """A file to start from: the titles and one line to replace."""
    form = "xlsx" if request.GET.get("format") == "xlsx" else "csv"
    response = HttpResponse(templates.template_file(form), content_type=TYPES[form])
    response.headers["Content-Disposition"] = f'attachment; filename="modele-import.{form}"'
    return response


def _page(request: MemberRequest, error: str = "") -> HttpResponse:
    context: dict[str, Any] = {
        "may_import": importing.may_import(request.actor),
        "field": FIELD,
        "error": error,
        "columns": COLUMNS,
        "example": templates.EXAMPLE_SIRET,
        "partners": partners_offered(),
        "lines_max": LINES_MAX,
        "megabytes": FILE_MAX,
    }
    return render(request, "web/exchange/new.html", context)
