"""What a firm chooses of a demande d'amorçage. Each function runs in the transaction of its caller, in its context.

A step is one change, one event and one line of the journal; asked for twice, it is done once.
"""

from __future__ import annotations

from datetime import datetime

from guichet.amorcage import mandates
from guichet.amorcage.enums import DemandeState
from guichet.amorcage.errors import (
    AmorcageRightMissing,
    EtablissementOut,
    MandateNotAccepted,
    PartnerChanged,
    PartnerMissing,
)
from guichet.amorcage.models import DemandeAmorcage
from guichet.amorcage.steps import GUICHET, By, take_step, tell, write
from guichet.core.actor import Actor
from guichet.core.rights import Right
from guichet.portfolio.models import Etablissement
from guichet.portfolio.queries import etablissements_visible_to

FOLLOWS_PARTNER = {DemandeState.PROPOSEE, DemandeState.REPORTEE}
"""Nothing was answered yet: the demande may simply be to another partner."""


def propose_amorcage(*, actor: Actor, etablissement: Etablissement, now: datetime) -> DemandeAmorcage | None:
    """Make the demande agree with the partner that a person gave; None when there is nobody to ask.

    Without an open demande, the portal proposes one. A new partner: a demande not answered yet follows it, one that
    was sent or declined is closed with its reason and another is proposed. No partner any more: it is closed.
    The caller holds the row of the establishment.
    """
    if etablissement.is_retired:
        return None
    demande = _open_demande(etablissement)
    if demande is not None and demande.partner_id == etablissement.partner_id:
        return demande
    if demande is not None and etablissement.partner_id and demande.state in FOLLOWS_PARTNER:
        return _follow_partner(demande, actor=actor, etablissement=etablissement, now=now)
    if demande is not None:
        _close(demande, actor=actor, reason=_partner_reason(etablissement), now=now)
    return _propose(etablissement, now=now) if etablissement.partner_id else None


def request_amorcage(
    *, actor: Actor, etablissement: Etablissement, partner: str, mandate: str, now: datetime
) -> DemandeAmorcage:
    """Ask the partner for the data; `partner` and `mandate` are the code and the version that the person was shown.

    Raises `AmorcageError`: no right, no partner, another partner, another mandate, removed, asked and not answered.
    """
    demande = to_decide(actor, etablissement, now)
    if demande.partner is not None and demande.partner.code != partner:
        raise PartnerChanged(demande.partner)
    values = accepted(actor, mandate, now) | {"ends_on": None, "renewal_asked_at": None}
    by, state = By.firm(actor), DemandeState.DEMANDEE
    return take_step(demande, state, by=by, verb="amorcage.demande", now=now, values=values)


def accepted(actor: Actor, mandate: str, now: datetime) -> dict[str, object]:
    """The fields that say that the mandate was accepted and sent. Raises `MandateNotAccepted`."""
    if mandate != mandates.CURRENT:
        raise MandateNotAccepted
    return {
        "requested_at": now,
        "mandate_version": mandate,
        "mandate_accepted_by_id": actor.member_id,
        "mandate_accepted_at": now,
    }


def postpone_amorcage(*, actor: Actor, etablissement: Etablissement, now: datetime) -> DemandeAmorcage:
    """« Plus tard »: it stays in the list, to be decided. Raises `AmorcageError`."""
    demande = to_decide(actor, etablissement, now)
    return _step(demande, DemandeState.REPORTEE, actor=actor, verb="amorcage.reporte", now=now)


def decline_amorcage(*, actor: Actor, etablissement: Etablissement, now: datetime) -> DemandeAmorcage:
    """« Ne pas demander »: nothing more is proposed for that partner. Raises `AmorcageError`."""
    demande = to_decide(actor, etablissement, now)
    return _step(demande, DemandeState.DECLINEE, actor=actor, verb="amorcage.decline", now=now)


def reopen_amorcage(*, actor: Actor, etablissement: Etablissement, now: datetime) -> DemandeAmorcage:
    """Put the choice back as it was proposed. Raises `AmorcageError`."""
    demande = to_decide(actor, etablissement, now)
    reason = "Choix à faire de nouveau."
    return _step(demande, DemandeState.PROPOSEE, actor=actor, verb="amorcage.rouvert", now=now, reason=reason)


def close_amorcage(*, actor: Actor, etablissement: Etablissement, reason: str, now: datetime) -> DemandeAmorcage | None:
    """Close the open demande of an establishment; None when there is none. The caller holds the establishment."""
    demande = _open_demande(etablissement)
    return _close(demande, actor=actor, reason=reason, now=now) if demande else None


def to_decide(actor: Actor, etablissement: Etablissement, now: datetime) -> DemandeAmorcage:
    """The open demande, proposed at once when there is none, with the establishment held so that nobody else decides.

    No join in this query: after a wait, PostgreSQL would match the new row with the partner of the old one.
    """
    held = etablissements_visible_to(actor, Right.AMORCAGE).select_for_update(of=("self",), no_key=True)
    current = held.filter(pk=etablissement.pk).first()
    if current is None:
        raise AmorcageRightMissing
    if current.is_retired:
        raise EtablissementOut
    if current.partner_id is None:
        raise PartnerMissing
    return _open_demande(current) or _propose(current, now=now)


def _open_demande(etablissement: Etablissement) -> DemandeAmorcage | None:
    demandes = DemandeAmorcage.objects.filter(firm_id=etablissement.firm_id, etablissement=etablissement)
    return demandes.exclude(state=DemandeState.CLOSE).first()


def _propose(etablissement: Etablissement, *, now: datetime) -> DemandeAmorcage:
    """The portal itself proposes: no person is its author."""
    demande = DemandeAmorcage.objects.create(
        firm_id=etablissement.firm_id,
        etablissement=etablissement,
        partner=etablissement.partner,
        proposed_at=now,
        changed_at=now,
    )
    tell(demande, by=GUICHET, verb="amorcage.propose", now=now)
    return demande


def _follow_partner(
    demande: DemandeAmorcage, *, actor: Actor, etablissement: Etablissement, now: datetime
) -> DemandeAmorcage:
    write(demande, partner=etablissement.partner, changed_at=now)
    by, reason = By.firm(actor), _partner_reason(etablissement)
    tell(demande, by=by, verb="amorcage.partenaire", now=now, reason=reason)
    return demande


def _partner_reason(etablissement: Etablissement) -> str:
    partner = etablissement.partner
    return f"Le partenaire est désormais {partner.name}." if partner else "L'établissement n'a plus de partenaire."


def _close(demande: DemandeAmorcage, *, actor: Actor, reason: str, now: datetime) -> DemandeAmorcage:
    return _step(demande, DemandeState.CLOSE, actor=actor, verb="amorcage.clos", now=now, reason=reason)


def _step(
    demande: DemandeAmorcage, state: DemandeState, *, actor: Actor, verb: str, now: datetime, reason: str = ""
) -> DemandeAmorcage:
    """One step of somebody of the firm. Raises `StepRefused`."""
    return take_step(demande, state, by=By.firm(actor), verb=verb, now=now, reason=reason)
