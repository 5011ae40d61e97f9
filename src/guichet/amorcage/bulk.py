"""The demandes of many establishments at once, in a few statements however many there are.

The same steps and events as `services` gives one by one. The events are the history that one reads; the journal has one
line for the whole action, told by whoever asked for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from guichet.amorcage import mailbox, mandates
from guichet.amorcage.enums import SENT, DemandeState
from guichet.amorcage.models import DemandeAmorcage
from guichet.amorcage.services import FOLLOWS_PARTNER
from guichet.amorcage.steps import By, pass_on
from guichet.core import journal
from guichet.core.actor import Actor
from guichet.core.rights import Right
from guichet.portfolio.actions import Action, ActionRefused, Change, Rows
from guichet.portfolio.filters import KEPT

PARTNER_CHANGED = "Le groupe de protection sociale a changé."
REMOVED = "L'établissement a été retiré du portefeuille."

_OTHER_PARTNER = """
SELECT d.id, d.state, e.partner_id IS NULL
  FROM amorcage_demandeamorcage d JOIN portfolio_etablissement e ON e.id = d.etablissement_id
 WHERE d.etablissement_id = ANY(%s) AND d.state <> 'close' AND d.partner_id IS DISTINCT FROM e.partner_id
"""
_FOLLOW = """
WITH changed AS (
  UPDATE amorcage_demandeamorcage d SET partner_id = e.partner_id, changed_at = %s FROM portfolio_etablissement e
   WHERE e.id = d.etablissement_id AND d.id = ANY(%s) RETURNING d.firm_id, d.id, d.state)
INSERT INTO amorcage_demandeamorcageevent (firm_id, demande_id, state, side, at, author_id, reason)
SELECT firm_id, id, state, 'declarant', %s, %s, %s FROM changed
"""
_ASK = """
WITH changed AS (
  UPDATE amorcage_demandeamorcage SET state = 'demandee', changed_at = %s, requested_at = %s,
         mandate_version = %s, mandate_accepted_by_id = %s, mandate_accepted_at = %s
   WHERE etablissement_id = ANY(%s) AND state = ANY(%s) RETURNING firm_id, id, state)
INSERT INTO amorcage_demandeamorcageevent (firm_id, demande_id, state, side, at, author_id, reason)
SELECT firm_id, id, state, 'declarant', %s, %s, %s FROM changed
"""
_CLOSE = """
WITH changed AS (
  UPDATE amorcage_demandeamorcage SET state = 'close', changed_at = %s WHERE id = ANY(%s) RETURNING firm_id, id, state)
INSERT INTO amorcage_demandeamorcageevent (firm_id, demande_id, state, side, at, author_id, reason)
SELECT firm_id, id, state, 'declarant', %s, %s, %s FROM changed
"""
_PROPOSE = """
WITH made AS (
  INSERT INTO amorcage_demandeamorcage
    (firm_id, etablissement_id, partner_id, state, proposed_at, changed_at, mandate_version)
  SELECT e.firm_id, e.id, e.partner_id, 'proposee', %s, %s, '' FROM portfolio_etablissement e
   WHERE e.id = ANY(%s) AND e.partner_id IS NOT NULL AND e.state = ANY(%s) AND NOT EXISTS (
     SELECT 1 FROM amorcage_demandeamorcage d WHERE d.etablissement_id = e.id AND d.state <> 'close')
  RETURNING firm_id, id, state)
INSERT INTO amorcage_demandeamorcageevent (firm_id, demande_id, state, side, at, author_id, reason)
SELECT firm_id, id, state, 'guichet', %s, NULL, '' FROM made
"""


def read_request(actor: Actor, value: str) -> Change:
    """Each is asked of the partner it has; `value` is the version of the mandate accepted for all of them."""
    if value != mandates.CURRENT:
        raise ActionRefused("L'amorçage se demande avec un mandat : lisez-le, puis cochez la case pour l'accepter.")
    return Change("Demande d'amorçage", lambda rows, now: request_many(actor=actor, rows=rows, now=now))


ASK = Action("amorcage", "Demander l'amorçage", Right.AMORCAGE, read_request)


def propose_many(*, actor: Actor, keys: Sequence[int], now: datetime) -> None:
    """Make the demandes agree with the partners that a person gave; the caller holds the establishments."""
    rows = _fetched(_OTHER_PARTNER, [list(keys)])
    follows = [key for key, state, alone in rows if not alone and state in FOLLOWS_PARTNER]
    closed = [key for key, state, alone in rows if alone or state not in FOLLOWS_PARTNER]
    said = [now, actor.member_id, PARTNER_CHANGED]
    if follows:
        _done(_FOLLOW, [now, follows, *said])
    if closed:
        _close(actor, closed, reason=PARTNER_CHANGED, now=now)
    _done(_PROPOSE, [now, now, list(keys), ["actif"], now])


def close_many(*, actor: Actor, keys: Sequence[int], now: datetime) -> None:
    """They left the portfolio; the caller holds them."""
    opened = DemandeAmorcage.objects.filter(etablissement__in=list(keys)).exclude(state=DemandeState.CLOSE)
    _close(actor, list(opened.values_list("pk", flat=True)), reason=REMOVED, now=now)


def request_many(*, actor: Actor, rows: Rows, now: datetime) -> int:
    """Ask each partner; those without one, asked already or declined by somebody are left as they are."""
    rows = rows.filter(KEPT, partner__isnull=False)
    held = rows.select_for_update(of=("self",), no_key=True).order_by("pk")
    sirets = dict(held.values_list("pk", "siret"))
    keys = list(sirets)
    _done(_PROPOSE, [now, now, keys, ["actif", "a_completer"], now])
    waiting = [state.value for state in FOLLOWS_PARTNER]
    found = DemandeAmorcage.objects.filter(etablissement__in=keys, state__in=waiting)
    asked = sorted(found.values_list("etablissement_id", flat=True))
    author = actor.member_id
    _done(_ASK, [now, now, mandates.CURRENT, author, now, asked, waiting, now, author, ""])
    journal.record_many(
        actor=actor,
        firm_id=actor.firm_id,
        verb="amorcage.demande",
        subjects=[sirets[key] for key in asked],
        details={"lot": True},
    )
    demandes = DemandeAmorcage.objects.filter(etablissement__in=asked, state=DemandeState.DEMANDEE, requested_at=now)
    _pass_on(demandes, by=By.firm(actor), event=mailbox.RECEIVED, now=now, reason="")
    return len(asked)


def _close(actor: Actor, demandes: Sequence[int], *, reason: str, now: datetime) -> None:
    """Close them; the partners of those that were sent are told."""
    sent = list(DemandeAmorcage.objects.filter(pk__in=demandes, state__in=SENT).values_list("pk", flat=True))
    _done(_CLOSE, [now, list(demandes), now, actor.member_id, reason])
    told = DemandeAmorcage.objects.filter(pk__in=sent)
    _pass_on(told, by=By.firm(actor), event=mailbox.WITHDRAWN, now=now, reason=reason)


def _pass_on(demandes: QuerySet[DemandeAmorcage], *, by: By, event: str, now: datetime, reason: str) -> None:
    rows = list(demandes.select_related("partner", "etablissement").order_by("pk"))
    if rows:
        pass_on(rows, by=by, event=event, now=now, reason=reason)


def _fetched(statement: str, values: Sequence[Any]) -> list[tuple[int, str, bool]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


def _done(statement: str, values: Sequence[Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
