"""Lists by pages that end: a place in the order, never a number of rows to skip."""

from __future__ import annotations

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import datetime
from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet
from ninja import Query, Schema
from pydantic import Field

from guichet.api.problems import Refusal

PAGE_MAX = 100
CURSOR_MAX = 120
BAD_CURSOR = "Ce « cursor » n'est pas l'un de ceux que donne la liste. Reprenez-la depuis le début, sans « cursor »."

Row = TypeVar("Row", bound=Model)


class Asked(Schema):
    """Which page."""

    limit: int = Field(50, ge=1, le=PAGE_MAX, description="Nombre de lignes, 100 au plus.")
    cursor: str = Field("", max_length=CURSOR_MAX, description="La valeur « next » de la page précédente.")


AskedPage: Any = Query(...)  # type: ignore[type-arg]  # a marker of ninja


def page_of(rows: QuerySet[Row], by: str, asked: Asked) -> tuple[list[Row], str | None]:
    """The rows after the cursor, the latest of the field `by` first, and the cursor of the next page."""
    if asked.cursor:
        at, pk = _place(asked.cursor)
        rows = rows.filter(Q(**{f"{by}__lt": at}) | Q(**{by: at, "pk__lt": pk}))
    found = list(rows.order_by(f"-{by}", "-pk")[: asked.limit + 1])
    kept = found[: asked.limit]
    return kept, _cursor(kept[-1], by) if len(found) > asked.limit else None


def _cursor(row: Any, by: str) -> str:
    return urlsafe_b64encode(f"{getattr(row, by).isoformat()} {row.pk}".encode()).decode()


def _place(cursor: str) -> tuple[datetime, int]:
    try:
        at, _, pk = urlsafe_b64decode(cursor.encode()).decode().partition(" ")
        moment, number = datetime.fromisoformat(at), int(pk)
    except (ValueError, binascii.Error) as error:
        raise Refusal(400, BAD_CURSOR) from error
    if moment.tzinfo is None or not 0 < number < 2**63:
        raise Refusal(400, BAD_CURSOR)
    return moment, number
