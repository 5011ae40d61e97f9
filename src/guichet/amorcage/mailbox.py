"""From the box of a firm to that of a partner: what the partner knows of a demande is copied into rows of its own.

Runs in the context of the firm that asked, enters that of the partner for the time of the copy, and comes back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from uuid import UUID

from django.utils import timezone

from guichet.accounts.models import Firm
from guichet.amorcage.enums import WAITING, DemandeState, RuleKind, Side
from guichet.amorcage.models import DemandeAmorcage, InboxEvent, InboxRequest, PartnerRule
from guichet.amorcage.months import months_after
from guichet.amorcage.signals import inbox_changed
from guichet.core import journal
from guichet.core.tenancy import as_firm, partner_firm

RECEIVED, COMPLETED, WITHDRAWN = "demande.recue", "demande.completee", "demande.retiree"
_COPIED = (
    "declarant_name",
    "declarant_siret",
    "siret",
    "raison_sociale",
    "state",
    "requested_at",
    "changed_at",
    "ends_on",
    "renewal_asked_at",
    "mandate_version",
    "mandate_accepted_at",
)
_ENDED = {DemandeState.RETIREE, DemandeState.CLOSE, DemandeState.EXPIREE}


@dataclass(frozen=True, slots=True)
class News:
    """What happened, for the history of the partner; `event` is empty for what its system need not be told."""

    side: Side
    at: datetime
    event: str = ""
    reason: str = ""
    author_id: int | None = None
    """The member of the partner who took the step."""


def event_of(before: DemandeState, state: DemandeState, *, renewal: bool) -> str:
    """What the system of the partner is told of a step."""
    if state == DemandeState.DEMANDEE:
        return COMPLETED if before == DemandeState.COMPLEMENT else RECEIVED
    if state in _ENDED:
        return WITHDRAWN
    return RECEIVED if renewal and before == state else ""


def deliver(demandes: Sequence[DemandeAmorcage], news: News) -> Mapping[int, date]:
    """Copy them, each to its partner if it is connected; gives until when a rule grants some, by key."""
    granted: dict[int, date] = {}
    firm = None
    for partner_id, group in groupby(sorted(demandes, key=_partner), key=_partner):
        account = partner_firm(partner_id) if partner_id else None
        if account is not None:
            firm = firm or Firm.objects.get(pk=demandes[0].firm_id)
            copies = [_copy(demande, firm, account) for demande in group]
            with as_firm(account):
                granted |= _receive(copies, news, account)
    return granted


def _partner(demande: DemandeAmorcage) -> int:
    return demande.partner_id or 0


def _copy(demande: DemandeAmorcage, firm: Firm, account: UUID) -> InboxRequest:
    """The row to be, made in the context of the firm: the establishment cannot be read from the other."""
    return InboxRequest(
        firm_id=account,
        declarant_id=firm.pk,
        declarant_name=firm.name,
        declarant_siret=firm.siret,
        demande_id=demande.pk,
        siret=demande.etablissement.siret,
        raison_sociale=demande.etablissement.raison_sociale,
        state=demande.state,
        requested_at=demande.requested_at or demande.changed_at,
        changed_at=demande.changed_at,
        ends_on=demande.ends_on,
        renewal_asked_at=demande.renewal_asked_at,
        mandate_version=demande.mandate_version,
        mandate_accepted_at=demande.mandate_accepted_at,
    )


def _receive(copies: list[InboxRequest], news: News, account: UUID) -> dict[int, date]:
    """In the context of the partner."""
    rows = InboxRequest.objects.bulk_create(
        copies,
        update_conflicts=True,
        unique_fields=("firm", "declarant_id", "demande_id"),
        update_fields=_COPIED,
    )
    _note_answers([row.pk for row in rows], news)
    InboxEvent.objects.bulk_create(
        InboxEvent(
            firm_id=account,
            request=row,
            state=row.state,
            at=news.at,
            side=news.side,
            author_id=news.author_id,
            reason=news.reason,
        )
        for row in rows
    )
    _write_journal(rows, news, account)
    if news.event:
        inbox_changed.send(sender=InboxRequest, requests=rows, event=news.event, now=news.at)
    return _granted_by_rule(rows, news)


def _note_answers(keys: list[int], news: News) -> None:
    """The first decision since it was sent; sent again, it waits for another."""
    rows = InboxRequest.objects.filter(pk__in=keys)
    if news.event == RECEIVED:
        rows.update(answered_at=None)
    elif news.side == Side.PARTENAIRE:
        rows.filter(answered_at=None).exclude(state__in=sorted(WAITING)).update(answered_at=news.at)


def _write_journal(rows: Sequence[InboxRequest], news: News, account: UUID) -> None:
    """What comes from the firm. What the partner did has its own line, with its author, where it was asked for."""
    if news.side == Side.PARTENAIRE and news.author_id is not None:
        return
    by_rule = news.side == Side.PARTENAIRE
    verb = "partenaire.recue" if news.event == RECEIVED else "partenaire.accordee" if by_rule else "partenaire.suivie"
    for state, group in groupby(sorted(rows, key=lambda row: row.state), key=lambda row: row.state):
        journal.record_many(
            actor=None,
            firm_id=account,
            verb=verb,
            subjects=[row.siret for row in group],
            details={"etat": state},
            author=rows[0].declarant_name if news.side == Side.DECLARANT else "",
        )


def _granted_by_rule(rows: Iterable[InboxRequest], news: News) -> dict[int, date]:
    """By key of the demande: until when, for those that have just come in and that a rule is about."""
    if news.event != RECEIVED:
        return {}
    months = {(rule.kind, rule.value): rule.months for rule in PartnerRule.objects.all()}
    granted = {}
    for row in rows:
        wanted = ((RuleKind.SIREN, row.siret[:9]), (RuleKind.CABINET, row.declarant_siret))
        found = next((months[key] for key in wanted if key in months), None)
        if found is not None:
            granted[row.demande_id] = months_after(timezone.localdate(news.at), found)
    return granted
