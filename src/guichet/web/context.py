"""What every template knows."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest


def house(request: HttpRequest) -> dict[str, Any]:
    """`actor` (None outside the context of a firm) and `text_size` (1 to 4, kept in the session)."""
    return {"actor": getattr(request, "actor", None)}
