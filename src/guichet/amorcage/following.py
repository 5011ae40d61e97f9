"""What a firm does of a demande once its partner knows of it: complete, withdraw, prolong, write down an answer."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from guichet.amorcage.documents import Attachment, cleaned, write_document
from guichet.amorcage.enums import DemandeState, DocumentKind
from guichet.amorcage.errors import BadAnswer, NothingSent, PartnerAnswersItself
from guichet.amorcage.models import DemandeAmorcage
from guichet.amorcage.months import LONGEST, months_after
from guichet.amorcage.services import accepted, to_decide
from guichet.amorcage.steps import GUICHET, By, grant, take_step
from guichet.core.actor import Actor
from guichet.core.tenancy import partner_firm
from guichet.portfolio.models import Etablissement

REASON_MAX = 200


def answer_complement(
    *, actor: Actor, etablissement: Etablissement, text: str, attachment: Attachment | None = None, now: datetime
) -> DemandeAmorcage:
    """Send what the partner asked for: the demande waits for its decision again. Raises `AmorcageError`."""
    text = cleaned(text)
    demande = to_decide(actor, etablissement, now)
    if demande.state != DemandeState.COMPLEMENT:
        raise NothingSent
    by, state = By.firm(actor), DemandeState.DEMANDEE
    take_step(demande, state, by=by, verb="amorcage.complete", now=now, reason="Complément envoyé.")
    kind = DocumentKind.ANSWER
    write_document(demande, kind=kind, text=text, attachment=attachment, actor=actor, now=now)
    return demande


def withdraw_amorcage(*, actor: Actor, etablissement: Etablissement, now: datetime) -> DemandeAmorcage:
    """Take the demande back, answered or not: the data is not shown any more. Raises `AmorcageError`."""
    demande = to_decide(actor, etablissement, now)
    if not demande.is_sent and demande.state != DemandeState.RETIREE:
        raise NothingSent
    by, state, values = By.firm(actor), DemandeState.RETIREE, {"ends_on": None, "renewal_asked_at": None}
    reason = "Demande annulée par le cabinet."
    return take_step(demande, state, by=by, verb="amorcage.annule", now=now, reason=reason, values=values)


def renew_amorcage(*, actor: Actor, etablissement: Etablissement, mandate: str, now: datetime) -> DemandeAmorcage:
    """Ask for more time before the end; what was granted stays until then. Raises `AmorcageError`."""
    demande = to_decide(actor, etablissement, now)
    if not demande.is_granted:
        raise NothingSent
    if demande.renewal_asked_at is not None:
        return demande
    values = accepted(actor, mandate, now) | {"renewal_asked_at": now}
    state, reason = DemandeState(demande.state), "Renouvellement demandé."
    by = By.firm(actor)
    return take_step(
        demande, state, by=by, verb="amorcage.renouvele", now=now, reason=reason, again=True, values=values
    )


def record_answer(
    *,
    actor: Actor,
    etablissement: Etablissement,
    answered_on: date,
    ends_on: date | None,
    reason: str = "",
    now: datetime,
) -> DemandeAmorcage:
    """Write down what a partner that is not connected answered by letter: granted until a day, or refused (None).

    Raises `AmorcageError`.
    """
    demande = to_decide(actor, etablissement, now)
    if not (demande.is_waiting or demande.renewal_asked_at):
        raise NothingSent
    if demande.partner is not None and partner_firm(demande.partner.pk) is not None:
        raise PartnerAnswersItself(demande.partner)
    _check_day(answered_on, demande, timezone.localdate(now))
    said = f"Réponse du {answered_on:%d/%m/%Y}, saisie par le cabinet."
    if ends_on is not None:
        check_end(ends_on, timezone.localdate(now))
        grant(demande, until=ends_on, by=By.firm(actor), now=now, reason=said)
        return demande
    return refuse(demande, by=By.firm(actor), reason=f"{cleaned(reason, longest=REASON_MAX)} ({said})", now=now)


def refuse(demande: DemandeAmorcage, *, by: By, reason: str, now: datetime) -> DemandeAmorcage:
    """The demande is refused; of one that was granted, only its renewal is. Raises `StepRefused`."""
    state = DemandeState(demande.state) if demande.is_granted else DemandeState.REFUSEE
    said = f"Renouvellement refusé : {reason}" if demande.is_granted else reason
    values = {"renewal_asked_at": None}
    return take_step(demande, state, by=by, verb="amorcage.refuse", now=now, reason=said, again=True, values=values)


def mark_available(*, demande: DemandeAmorcage, reason: str, now: datetime) -> DemandeAmorcage:
    """The data has come: told once. Runs in the context of the firm, whose demande is granted. Raises `StepRefused`."""
    state = DemandeState.DISPONIBLE
    return take_step(demande, state, by=GUICHET, verb="amorcage.disponible", now=now, reason=reason)


def check_end(ends_on: date, today: date) -> None:
    """A demande is granted until a day to come, not too far. Raises `BadAnswer`."""
    longest = months_after(today, LONGEST)
    if not today < ends_on <= longest:
        raise BadAnswer(
            f"La date de fin doit être après aujourd'hui et au plus tard le {longest:%d/%m/%Y} : corrigez-la."
        )


def _check_day(answered_on: date, demande: DemandeAmorcage, today: date) -> None:
    asked = timezone.localdate(demande.requested_at or demande.changed_at)
    if not asked <= answered_on <= today:
        raise BadAnswer(
            f"La réponse ne peut dater que d'entre le {asked:%d/%m/%Y}, jour de la demande, et aujourd'hui."
        )
