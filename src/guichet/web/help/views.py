"""« Aide »: the same for everyone."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from guichet.core.access import PUBLIC
from guichet.web.access import access


@access(PUBLIC)
def first_steps(request: HttpRequest) -> HttpResponse:
    """« Premiers pas »: from the first file to the demande d'amorçage."""
    return render(request, "web/help/premiers_pas.html")
