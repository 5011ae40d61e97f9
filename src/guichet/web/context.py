"""What every template knows."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from guichet import __version__
from guichet.web.display import THEMES, display_of


def house(request: HttpRequest) -> dict[str, Any]:
    """`actor` (None outside the context of a firm), `display`, `themes`, `version` and `contact`. No query."""
    return {
        "actor": getattr(request, "actor", None),
        "display": display_of(request),
        "themes": THEMES,
        "version": __version__,
        "contact": settings.GUICHET_CONTACT,
    }
