"""The fiches de paramétrage that a partner publishes."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router

from guichet.api.paging import Asked, AskedPage, page_of
from guichet.api.problems import ERRORS, Problem, carrying_out
from guichet.api.schemas import Publications, Published
from guichet.api.tokens import Token
from guichet.core.access import ANY_MEMBER
from guichet.core.actor import Actor
from guichet.fiches.delivering import publish
from guichet.fiches.models import FicheParametrage
from guichet.fiches.queries import fiches_visible_to

router = Router(tags=["Fiches de paramétrage"], auth=Token(ANY_MEMBER, partner_only=True))
FILE_NAME = "api.xml"
XML: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "description": "Le fichier XML, tel quel : une fiche ou un lot.",
        "content": {"application/xml": {"schema": {"type": "string", "format": "binary"}}},
    }
}


@router.get("", response={200: Publications, 400: Problem, **ERRORS}, url_name="fiches", summary="Lister les fiches")
def publications(request: HttpRequest, asked: Asked = AskedPage) -> dict[str, object]:
    """Ce que le partenaire a publié, le plus récent d'abord."""
    actor: Actor = request.auth  # type: ignore[attr-defined]  # set by `Token`
    found, following = page_of(fiches_visible_to(actor), "received_at", asked)
    return {"items": [_shown(each) for each in found], "next": following}


@router.post(
    "",
    response={200: Published, 409: Problem, 413: Problem, **ERRORS},
    url_name="publish",
    summary="Publier des fiches",
    openapi_extra=XML,
)
def publish_fiches(request: HttpRequest) -> dict[str, object]:
    """Chaque fiche est remise aux cabinets dont une demande est accordée pour ce SIREN."""
    actor: Actor = request.auth  # type: ignore[attr-defined]  # set by `Token`
    with carrying_out():
        received = publish(actor=actor, file_name=FILE_NAME, content=request.body, now=timezone.now())
    return {
        "added": [_shown(each) for each in received.added],
        "known": [_shown(each) for each in received.known],
        "refused": received.refused,
        "remarks": received.remarks,
    }


def _shown(row: FicheParametrage) -> dict[str, object]:
    return {
        "id": row.pk,
        "siren": row.siren,
        "nic": row.nic,
        "level": row.level,
        "identifier": row.identifier,
        "version": row.rank,
        "is_current": row.is_current,
        "received_at": row.received_at,
    }
