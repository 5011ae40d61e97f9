"""« Mes opérations »: the list of one's own, the page where one is followed, and its result to download."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Any
from uuid import UUID

import structlog
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.views.decorators.http import require_POST, require_safe

from guichet.core import files, journal
from guichet.core.access import ANY_MEMBER
from guichet.core.actor import Actor
from guichet.core.models import Operation, StoredFile
from guichet.core.operations import KEPT, operations_visible_to
from guichet.web.access import MemberRequest, access
from guichet.web.operations.kinds import kind_of
from guichet.web.operations.telling import progress_of, sentence_of, stats_of

BY_PAGE = 25
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
CHANGED = "Vos droits ont changé depuis que ce fichier a été fait : refaites la demande."
GONE = "Ce fichier n'est plus gardé. Refaites la demande pour en avoir un nouveau."

log = structlog.get_logger(__name__)


@access(ANY_MEMBER)
@require_safe
def operation_list(request: MemberRequest) -> HttpResponse:
    """What one has asked for, the latest first."""
    own = operations_visible_to(request.actor).filter(author_id=request.actor.member_id)
    page = Paginator(own, BY_PAGE).get_page(request.GET.get("page"))
    rows = [(operation, sentence_of(operation)) for operation in page]
    context = {"page": page, "rows": rows, "pending": any(not operation.is_final for operation in page)}
    name = "_list.html" if request.headers.get("HX-Request") else "list.html"
    return render(request, f"web/operations/{name}", {**context, "days": KEPT.days})


@access(ANY_MEMBER)
@require_safe
def follow(request: MemberRequest, operation_id: UUID) -> HttpResponse:
    """How far it has come; HTMX asks for the body alone, while it is at work."""
    operation = _operation(request.actor, operation_id)
    name = "_follow.html" if request.headers.get("HX-Request") else "follow.html"
    return render(request, f"web/operations/{name}", _context(request.actor, operation))


@access(ANY_MEMBER)
@require_POST
def download(request: MemberRequest, operation_id: UUID) -> HttpResponseBase:
    """The result, decrypted while it is sent. A POST, for the journal tells of it."""
    operation = _operation(request.actor, operation_id)
    allowed = kind_of(operation).may_take(request.actor, operation)
    chunks = opened(operation.result) if allowed and operation.result else None
    if chunks is None:
        messages.error(request, GONE if allowed else CHANGED)
        return redirect("operations:follow", operation_id=operation.pk)
    journal.record(
        actor=request.actor,
        firm_id=request.actor.firm_id,
        verb="operation.telechargee",
        subject=f"operation:{operation.pk}",
        details={"nature": operation.kind},
    )
    return attachment(chunks, operation.result_name or "resultat.csv")


def attachment(chunks: Iterator[bytes], file_name: str) -> StreamingHttpResponse:
    """A file to keep, sent piece by piece."""
    stem, _, extension = file_name.rpartition(".")
    plain = f"{slugify(stem) or 'resultat'}.{slugify(extension)}"
    response = StreamingHttpResponse(chunks, content_type=TYPES.get(extension, "application/octet-stream"))
    response.headers["Content-Disposition"] = f'attachment; filename="{plain}"'
    return response


def _operation(actor: Actor, operation_id: UUID) -> Operation:
    visible = operations_visible_to(actor).select_related("author__user", "result")
    return get_object_or_404(visible, pk=operation_id)


def opened(stored: StoredFile) -> Iterator[bytes] | None:
    """The content, its first piece read already: what cannot be given back is known before anything is sent."""
    try:
        chunks = files.read_chunks(stored)
        return chain([next(chunks)], chunks)
    except files.StoredFileError as error:
        log.error("operation.unreadable", file=str(stored.pk), error=type(error).__name__)
        return None


def _context(actor: Actor, operation: Operation) -> dict[str, Any]:
    kind = kind_of(operation)
    return {
        "operation": operation,
        "kind": kind,
        "sentence": sentence_of(operation),
        "progress": progress_of(operation),
        "stats": stats_of(operation),
        "is_own": operation.author_id == actor.member_id,
        "days": KEPT.days,
    }
