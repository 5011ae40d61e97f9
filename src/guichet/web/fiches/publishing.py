"""What a partner publishes: its fiches, and the form to publish others."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from guichet.core.access import ANY_MEMBER
from guichet.fiches.delivering import publish
from guichet.fiches.queries import fiches_visible_to
from guichet.web.access import MemberRequest, access
from guichet.web.fiches.adding import FIELD, MEGABYTE, REQUEST_MAX, InMemoryHandler, receive

BY_PAGE = 50


# Exempt here, checked below: see `guichet.web.fiches.adding`.
@csrf_exempt
@access(ANY_MEMBER, partner_only=True)
@require_http_methods(["GET", "HEAD", "POST"])
def published(request: MemberRequest) -> HttpResponseBase:
    """The list, the latest first; the files of the form, when they are sent."""
    if request.method != "POST":
        return _page(request)
    handler = InMemoryHandler(request)
    request.upload_handlers = [handler]
    return _receive(request, handler)


@csrf_protect
def _receive(request: MemberRequest, handler: InMemoryHandler) -> HttpResponse:
    _, error = receive(request, handler, publish)
    return _page(request, error) if error else redirect("fiches:published")


def _page(request: MemberRequest, error: str = "") -> HttpResponse:
    fiches = (
        fiches_visible_to(request.actor).annotate(contract_count=Count("contracts")).order_by("-received_at", "-pk")
    )
    context = {
        "page": Paginator(fiches, BY_PAGE).get_page(request.GET.get("page")),
        "field": FIELD,
        "error": error,
        "max_megabytes": REQUEST_MAX // MEGABYTE,
    }
    return render(request, "web/fiches/published.html", context, status=400 if error else 200)
