"""Writing what a file brings, from the two tables of `staging`, in a few statements however many lines there are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, models

from guichet.core import journal
from guichet.core.actor import Actor
from guichet.portfolio.enums import EtablissementState, Origin
from guichet.portfolio.exchange.staging import ADDED, CHANGED, TEXTS
from guichet.portfolio.facts import TEXT_FACTS
from guichet.portfolio.models import Etablissement, SubPortfolio, Tag
from guichet.portfolio.signals import etablissements_added, etablissements_completed

_ROWS = Etablissement._meta.db_table
_GROUPS = SubPortfolio._meta.db_table
_TAGS = Tag._meta.db_table
_WRITTEN = "import_match match JOIN import_line line USING (number)"
_IN_ORDER = " WHERE match.verdict = 'ajout' ORDER BY match.siret"

_ADD_GROUPS = f"""
INSERT INTO {_GROUPS} (firm_id, name)
SELECT DISTINCT %(firm)s::uuid, line.sub_portfolio FROM {_WRITTEN}
 WHERE match.verdict IN ('ajout', 'modification') AND line.sub_portfolio IS NOT NULL ORDER BY 2
ON CONFLICT (firm_id, name) DO NOTHING RETURNING name
"""  # noqa: S608  # names of tables only
_ADD_TAGS = f"""
INSERT INTO {_TAGS} (firm_id, name)
SELECT DISTINCT %(firm)s::uuid, tag FROM {_WRITTEN}, unnest(line.tags) AS tag
 WHERE match.verdict IN ('ajout', 'modification') ORDER BY 2
ON CONFLICT (firm_id, name) DO NOTHING
"""  # noqa: S608

_GROUP = f"(SELECT id FROM {_GROUPS} sub WHERE sub.firm_id = %(firm)s AND sub.name = line.sub_portfolio)"  # noqa: S608
_COMPLETE = "coalesce(line.raison_sociale, '') <> '' AND line.echeance IS NOT NULL AND line.partner IS NOT NULL"
_CORRECTED = ", ".join(f"CASE WHEN line.{name} <> '' THEN '{name}' END" for name in TEXT_FACTS)
_OF_LINE = {
    "siret": "line.siret",
    "echeance": "line.echeance",
    "partner_id": "nullif(line.partner, 0)",
    "without_partner": "coalesce(line.partner = 0, false)",
    "sub_portfolio_id": _GROUP,
    "tags": "coalesce(line.tags, ARRAY[]::text[])",
    "corrected": f"array_remove(ARRAY[{_CORRECTED}], NULL)",
    "state": f"CASE WHEN {_COMPLETE} THEN 'actif' ELSE 'a_completer' END",
    "completed_at": f"CASE WHEN {_COMPLETE} THEN %(now)s::timestamptz END",
    **{name: f"coalesce(line.{name}, '')" for name in TEXTS},
}
"""Column of a new establishment → what it is made of; the others have the default of the model."""

_NOW_COMPLETE = (
    "etab.state = 'a_completer' AND coalesce(line.raison_sociale, etab.raison_sociale) <> '' "
    "AND coalesce(line.echeance, etab.echeance) IS NOT NULL "
    "AND (line.partner IS NOT NULL OR etab.partner_id IS NOT NULL OR etab.without_partner)"
)
_KEPT_CORRECTED = ", ".join(
    f"CASE WHEN '{name}' = ANY(etab.corrected) OR '{name}' = ANY(match.names) THEN '{name}' END" for name in TEXT_FACTS
)
_CHANGE = f"""
UPDATE {_ROWS} etab SET
  {", ".join(f"{name} = coalesce(line.{name}, etab.{name})" for name in TEXTS)},
  echeance = coalesce(line.echeance, etab.echeance),
  partner_id = CASE WHEN line.partner IS NULL THEN etab.partner_id ELSE nullif(line.partner, 0) END,
  without_partner = coalesce(line.partner = 0, etab.without_partner),
  sub_portfolio_id = CASE WHEN line.sub_portfolio IS NULL THEN etab.sub_portfolio_id ELSE {_GROUP} END,
  tags = coalesce(line.tags, etab.tags),
  corrected = array_remove(ARRAY[{_KEPT_CORRECTED}], NULL),
  state = CASE WHEN {_NOW_COMPLETE} THEN 'actif' ELSE etab.state END,
  completed_at = CASE WHEN {_NOW_COMPLETE} THEN %(now)s::timestamptz ELSE etab.completed_at END
FROM {_WRITTEN}
WHERE match.verdict = 'modification' AND etab.id = match.id AND etab.state <> 'retire'
RETURNING etab.id, etab.siret, etab.state, etab.completed_at = %(now)s::timestamptz, match.names
"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class Applied:
    """How many were added and changed, and the groupes that the file made."""

    added: int
    changed: int
    new_groups: int


class Overtaken(Exception):
    """Someone else added or removed some of the establishments since they were compared."""


def apply(actor: Actor, *, now: datetime, counts: dict[str, int]) -> Applied:
    """Add and change what `compare` decided, in the transaction of the caller, with the history of each.

    Raises `Overtaken` when it is not what was counted.
    """
    named = {"firm": actor.firm_id, "now": now}
    groups = _fetch(_ADD_GROUPS, named)
    _fetch(_ADD_TAGS, named)
    added = _fetch(*_insertion(actor, now))
    changed = _fetch(_CHANGE, named)
    if (len(added), len(changed)) != (counts[ADDED], counts[CHANGED]):
        raise Overtaken
    _tell_added(actor, added)
    _tell_changed(actor, changed)
    _send(actor, added, changed, now)
    return Applied(len(added), len(changed), len(groups))


def _insertion(actor: Actor, now: datetime) -> tuple[str, dict[str, Any]]:
    """The statement that adds, with the defaults of the model where the file says nothing."""
    plain = Etablissement(firm_id=actor.firm_id, origin=Origin.IMPORT, added_at=now)
    fields = [field for field in Etablissement._meta.concrete_fields if not _is_given(field)]
    plainly = {str(field.column): field for field in fields if field.column not in _OF_LINE}
    values = {column: f"%(default_{column})s" for column in plainly} | _OF_LINE
    defaults = {
        f"default_{column}": field.get_db_prep_save(getattr(plain, field.attname), connection)
        for column, field in plainly.items()
    }
    sql = (
        f"INSERT INTO {_ROWS} ({', '.join(values)}) SELECT {', '.join(values.values())} FROM {_WRITTEN}{_IN_ORDER} "  # noqa: S608
        "ON CONFLICT (firm_id, siret) DO NOTHING RETURNING id, siret, state"
    )
    return sql, {"firm": actor.firm_id, "now": now, **defaults}


def _is_given(field: models.Field[object, object]) -> bool:
    """True of what the database makes by itself."""
    return field.primary_key or getattr(field, "generated", False)


def _tell_added(actor: Actor, added: list[tuple[object, ...]]) -> None:
    sirets = [str(siret) for _, siret, _ in added]
    details: dict[str, object] = {"origine": Origin.IMPORT.value, "lot": True}
    journal.record_many(
        actor=actor, firm_id=actor.firm_id, verb="etablissement.ajoute", subjects=sirets, details=details
    )


def _tell_changed(actor: Actor, changed: list[tuple[object, ...]]) -> None:
    """One line each; those that changed alike are written together."""
    alike: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for _, siret, _, completed, names in changed:
        verb = "etablissement.complete" if completed else "etablissement.modifie"
        alike.setdefault((verb, tuple(names)), []).append(str(siret))  # type: ignore[arg-type]  # an array of text
    for (verb, names), sirets in alike.items():
        details: dict[str, object] = {"champs": list(names), "lot": True}
        journal.record_many(actor=actor, firm_id=actor.firm_id, verb=verb, subjects=sirets, details=details)


def _send(actor: Actor, added: list[tuple[object, ...]], changed: list[tuple[object, ...]], now: datetime) -> None:
    """Tell the apps above: what came, then what is active and was completed or got another partner."""
    keys = [key for key, *_ in added]
    if keys:
        etablissements_added.send(sender=Etablissement, actor=actor, keys=keys, now=now)
    active = [key for key, _, state in added if state == EtablissementState.ACTIF]
    active += [
        key
        for key, _, state, completed, names in changed
        if state == EtablissementState.ACTIF and (completed or "partner" in names)  # type: ignore[operator]
    ]
    if active:
        etablissements_completed.send(sender=Etablissement, actor=actor, keys=active, now=now)


def _fetch(sql: str, parameters: dict[str, Any]) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall() if cursor.description else []
