"""Error pages: what happened, why, what to do. They never need the database."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from guichet.web.access import NoFirm
from guichet.web.context import house


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400."""
    return _page(request, "400", 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: a right is missing, or the person belongs to no firm any more."""
    return _page(request, "no_firm" if isinstance(exception, NoFirm) else "403", 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404."""
    return _page(request, "404", 404)


def too_many_requests(request: HttpRequest) -> HttpResponse:
    """429: asked for by allauth when a limit is reached."""
    return _page(request, "429", 429)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: drawn without the request, hence without session, user or message."""
    return HttpResponse(render_to_string("web/errors/500.html", {**house(request), "actor": None}), status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 of the CSRF guard."""
    return _page(request, "csrf", 403)


def _page(request: HttpRequest, name: str, status: int) -> HttpResponse:
    return HttpResponse(render_to_string(f"web/errors/{name}.html", request=request), status=status)
