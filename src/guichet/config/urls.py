"""The front doors of the portal."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [path("api/v1/", include("guichet.api.urls")), path("", include("guichet.web.urls"))]

handler400 = "guichet.web.errors.bad_request"
handler403 = "guichet.web.errors.forbidden"
handler404 = "guichet.web.errors.not_found"
handler500 = "guichet.web.errors.server_error"
handler429 = "guichet.web.errors.too_many_requests"  # looked for by allauth
