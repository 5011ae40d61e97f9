"""What a partner answers: the demande changes in the box of the firm, and its copy with it, in one transaction.

Runs in the context of the partner. The establishment of the firm is held first, as in every step of a demande.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

from django.utils import timezone

from guichet.amorcage.documents import Attachment, cleaned, write_document
from guichet.amorcage.enums import DemandeState, DocumentKind
from guichet.amorcage.errors import BadAnswer, NothingSent
from guichet.amorcage.following import REASON_MAX, check_end, refuse
from guichet.amorcage.models import DemandeAmorcage, InboxRequest
from guichet.amorcage.steps import By, grant, take_step
from guichet.core import journal
from guichet.core.actor import Actor
from guichet.core.tenancy import as_firm
from guichet.portfolio.models import Etablissement


def accept_request(*, actor: Actor, request: InboxRequest, ends_on: date, now: datetime) -> None:
    """Grant it, or its renewal, until that day. Raises `AmorcageError`."""
    check_end(ends_on, timezone.localdate(now))
    with _demande_of(actor, request) as demande:
        grant(demande, until=ends_on, by=By.partner(actor), now=now, reason=f"Jusqu'au {ends_on:%d/%m/%Y}.")
    _note(actor, request, "partenaire.accordee")


def refuse_request(*, actor: Actor, request: InboxRequest, reason: str, now: datetime) -> None:
    """Refuse it, or its renewal, and say why. Raises `AmorcageError`."""
    reason = cleaned(reason, longest=REASON_MAX)
    with _demande_of(actor, request) as demande:
        refuse(demande, by=By.partner(actor), reason=reason, now=now)
    _note(actor, request, "partenaire.refusee")


def ask_complement(
    *, actor: Actor, request: InboxRequest, text: str, attachment: Attachment | None = None, now: datetime
) -> None:
    """Ask the firm for something before deciding. Raises `AmorcageError`."""
    text = cleaned(text)
    with _demande_of(actor, request) as demande:
        if demande.is_granted:
            raise BadAnswer("Une demande de renouvellement s'accorde ou se refuse : elle ne reçoit pas de question.")
        by, state = By.partner(actor), DemandeState.COMPLEMENT
        take_step(demande, state, by=by, verb="amorcage.complement", now=now, again=True)
        kind = DocumentKind.QUESTION
        write_document(demande, kind=kind, text=text, attachment=attachment, actor=actor, now=now)
    _note(actor, request, "partenaire.complement")


@contextmanager
def _demande_of(actor: Actor, request: InboxRequest) -> Iterator[DemandeAmorcage]:
    """The demande itself, held, in the context of the firm that made it. Raises `NothingSent`."""
    with as_firm(request.declarant_id):
        found = DemandeAmorcage.objects.filter(pk=request.demande_id, partner=actor.partner_id)
        held = Etablissement.objects.filter(pk__in=found.values("etablissement_id"))
        list(held.select_for_update(of=("self",), no_key=True).values_list("pk"))
        demande = found.select_related("partner", "etablissement").first()
        if demande is None or not (demande.is_waiting or demande.renewal_asked_at):
            raise NothingSent
        yield demande


def _note(actor: Actor, request: InboxRequest, verb: str) -> None:
    journal.record(
        actor=actor,
        firm_id=actor.firm_id,
        verb=verb,
        subject=request.siret,
        details={"cabinet": request.declarant_siret},
    )
