"""The demandes of many establishments at once, in a few statements however many there are.

The same steps and events as `services` gives one by one. The events are the history that one reads; the journal has one
line for the whole action, told by whoever asked for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import connection

from guichet.amorcage.enums import DemandeState
from guichet.amorcage.models import DemandeAmorcage
from guichet.amorcage.services import FOLLOWS_PARTNER
from guichet.core import journal
from guichet.core.actor import Actor
from guichet.core.rights import Right
from guichet.portfolio.actions import Action, Change, Rows
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
INSERT INTO amorcage_demandeamorcageevent (firm_id, demande_id, state, at, author_id, reason)
SELECT firm_id, id, state, %s, %s, %s FROM changed
"""
_STEP = """
WITH changed AS (
  UPDATE amorcage_demandeamorcage SET state = %s, changed_at = %s
   WHERE etablissement_id = ANY(%s) AND state = ANY(%s) RETURNING firm_id, id, state)
INSERT INTO amorcage_demandeamorcageevent (firm_id, demande_id, state, at, author_id, reason)
SELECT firm_id, id, state, %s, %s, %s FROM changed
"""
_CLOSE = """
WITH changed AS (
  UPDATE amorcage_demandeamorcage SET state = 'close', changed_at = %s WHERE id = ANY(%s) RETURNING firm_id, id, state)
INSERT INTO amorcage_demandeamorcageevent (firm_id, demande_id, state, at, author_id, reason)
SELECT firm_id, id, state, %s, %s, %s FROM changed
"""
_PROPOSE = """
WITH made AS (
  INSERT INTO amorcage_demandeamorcage (firm_id, etablissement_id, partner_id, state, proposed_at, changed_at)
  SELECT e.firm_id, e.id, e.partner_id, 'proposee', %s, %s FROM portfolio_etablissement e
   WHERE e.id = ANY(%s) AND e.partner_id IS NOT NULL AND e.state = ANY(%s) AND NOT EXISTS (
     SELECT 1 FROM amorcage_demandeamorcage d WHERE d.etablissement_id = e.id AND d.state <> 'close')
  RETURNING firm_id, id, state)
INSERT INTO amorcage_demandeamorcageevent (firm_id, demande_id, state, at, author_id, reason)
SELECT firm_id, id, state, %s, NULL, '' FROM made
"""
OPEN = [state.value for state in DemandeState if state is not DemandeState.CLOSE]


def read_request(actor: Actor, value: str) -> Change:
    """Nothing to choose: each is asked of the partner it has."""
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
        _done(_CLOSE, [now, closed, *said])
    _done(_PROPOSE, [now, now, list(keys), ["actif"], now])


def close_many(*, actor: Actor, keys: Sequence[int], now: datetime) -> None:
    """They left the portfolio; the caller holds them."""
    _done(_STEP, [DemandeState.CLOSE.value, now, list(keys), OPEN, now, actor.member_id, REMOVED])


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
    _done(_STEP, [DemandeState.DEMANDEE.value, now, asked, waiting, now, actor.member_id, ""])
    journal.record_many(
        actor=actor,
        firm_id=actor.firm_id,
        verb="amorcage.demande",
        subjects=[sirets[key] for key in asked],
        details={"lot": True},
    )
    return len(asked)


def _fetched(statement: str, values: Sequence[Any]) -> list[tuple[int, str, bool]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


def _done(statement: str, values: Sequence[Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
