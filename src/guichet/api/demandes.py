"""The box of a partner: its demandes, and its answers."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Router
from pydantic import Field

from guichet.amorcage.answering import accept_request, ask_complement, refuse_request
from guichet.amorcage.enums import DemandeState
from guichet.amorcage.inbox import TO_ANSWER, history_of_request, requests_visible_to
from guichet.amorcage.mandates import mandate_text
from guichet.amorcage.models import InboxRequest
from guichet.api.paging import Asked, AskedPage, page_of
from guichet.api.problems import ERRORS, Problem, carrying_out
from guichet.api.schemas import AskedFor, DemandeInFull, Demandes, Granted, Refused
from guichet.api.tokens import Token
from guichet.core.access import ANY_MEMBER
from guichet.core.actor import Actor
from guichet.portfolio.models import Partner

router = Router(tags=["Demandes d'amorçage"], auth=Token(ANY_MEMBER, partner_only=True))
ANSWER = {200: DemandeInFull, 409: Problem, **ERRORS}


class AskedDemandes(Asked):
    """Which demandes."""

    state: DemandeState | None = Field(None, description="L'état où elles sont.")
    to_answer: bool = Field(False, description="Vrai : celles qui attendent une réponse seulement.")
    siren: str = Field("", pattern=r"^([0-9]{9})?$", description="L'entreprise dont elles parlent.")


@router.get("", response={200: Demandes, 400: Problem, **ERRORS}, url_name="demandes", summary="Lister les demandes")
def demandes(request: HttpRequest, asked: AskedDemandes = AskedPage) -> dict[str, object]:
    """Ce qui a été adressé au partenaire, le plus récent d'abord."""
    rows = requests_visible_to(_actor(request))
    if asked.state:
        rows = rows.filter(state=asked.state)
    if asked.to_answer:
        rows = rows.filter(TO_ANSWER)
    if asked.siren:
        rows = rows.filter(siren=asked.siren)
    found, following = page_of(rows, "requested_at", asked)
    return {"items": [_shown(each) for each in found], "next": following}


@router.get("{int:demande_id}", response={200: DemandeInFull, **ERRORS}, url_name="demande", summary="Voir une demande")
def demande(request: HttpRequest, demande_id: int) -> dict[str, object]:
    """La demande, le mandat accepté et l'historique."""
    return _in_full(_actor(request), demande_id)


@router.post("{int:demande_id}/accorder", response=ANSWER, url_name="accept", summary="Accorder une demande")
def accept(request: HttpRequest, demande_id: int, granted: Granted) -> dict[str, object]:
    """Ouvre les données jusqu'au jour donné ; accorde aussi le renouvellement demandé."""
    actor = _actor(request)
    with carrying_out():
        accept_request(actor=actor, request=_found(actor, demande_id), ends_on=granted.ends_on, now=timezone.now())
    return _in_full(actor, demande_id)


@router.post("{int:demande_id}/refuser", response=ANSWER, url_name="refuse", summary="Refuser une demande")
def refuse(request: HttpRequest, demande_id: int, refused: Refused) -> dict[str, object]:
    """Le cabinet lit le motif."""
    actor = _actor(request)
    with carrying_out():
        refuse_request(actor=actor, request=_found(actor, demande_id), reason=refused.reason, now=timezone.now())
    return _in_full(actor, demande_id)


@router.post("{int:demande_id}/completer", response=ANSWER, url_name="ask", summary="Demander un complément")
def ask(request: HttpRequest, demande_id: int, asked_for: AskedFor) -> dict[str, object]:
    """Le cabinet lit la question et y répond ; l'évènement « demande.completee » le dit."""
    actor = _actor(request)
    with carrying_out():
        ask_complement(actor=actor, request=_found(actor, demande_id), text=asked_for.text, now=timezone.now())
    return _in_full(actor, demande_id)


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.auth  # type: ignore[attr-defined]  # set by `Token`
    return actor


def _found(actor: Actor, demande_id: int) -> InboxRequest:
    found = requests_visible_to(actor).filter(pk=demande_id).first()
    if found is None:
        raise Http404
    return found


def _shown(row: InboxRequest) -> dict[str, object]:
    return {
        "id": row.pk,
        "state": row.state,
        "to_answer": row.to_answer,
        "requested_at": row.requested_at,
        "changed_at": row.changed_at,
        "answered_at": row.answered_at,
        "ends_on": row.ends_on,
        "renewal_asked_at": row.renewal_asked_at,
        "declarant": {"siret": row.declarant_siret, "name": row.declarant_name},
        "etablissement": {"siret": row.siret, "siren": row.siren, "raison_sociale": row.raison_sociale},
        "mandate": {"version": row.mandate_version, "accepted_at": row.mandate_accepted_at},
    }


def _in_full(actor: Actor, demande_id: int) -> dict[str, object]:
    row, partner = _found(actor, demande_id), Partner.objects.get(pk=actor.partner_id or 0)
    names = {
        "partner": partner.name,
        "firm": row.declarant_name,
        "etablissement": row.raison_sociale or row.siret,
    }
    steps = history_of_request(row)
    history = [{"state": each.state, "at": each.at, "side": each.side, "reason": each.reason} for each in steps]
    return {**_shown(row), "mandate_text": list(mandate_text(row.mandate_version, **names)), "history": history}
