"""Around every answer: where the request comes from, the declared access, and the content security policy."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.account.adapter import get_adapter
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest, HttpResponse

from guichet.core.provenance import JournalOrigin, Provenance, coming_from, family, shortened

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "media-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "manifest-src 'self'",
    )
)

GetResponse = Callable[[HttpRequest], HttpResponse]


class ContentSecurityPolicyMiddleware:
    """Nothing from elsewhere, nothing inline. Pages with personal data are never cached."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add the headers to the answer."""
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
        if not request.path.startswith("/static/"):
            response.headers.setdefault("Cache-Control", "no-store")
        return response


class ProvenanceMiddleware:
    """Lets the journal know where what a request writes comes from: the door, the shortened network, the browser."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Say it, then pass on."""
        origin = JournalOrigin.API if request.path.startswith("/api/") else JournalOrigin.WEB
        agent = family(request.headers.get("User-Agent", ""))
        with coming_from(Provenance(origin, shortened(client_address(request)), agent)):
            return self.get_response(request)


def client_address(request: HttpRequest) -> str:
    """The address that connects, behind as many servers of ours as the settings say (`ALLAUTH_TRUSTED_PROXY_COUNT`)."""
    try:
        return str(get_adapter(request).get_client_ip(request))
    except PermissionDenied:  # there is none: a socket of this machine
        return ""


class DeclaredAccessMiddleware:
    """Refuses to run a view that did not declare its access: closed by default."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        """Raise when the view has no `access`."""
        if not hasattr(view, "access"):
            raise ImproperlyConfigured(f"{view.__module__}.{view.__qualname__} does not declare its access")
