"""How many establishments each profile covers, and each right of each member: counted by the database in one pass.

The portfolio is first gathered into parts: establishments that no profile tells apart. There are some hundreds or
thousands of parts where there are 100,000 establishments; profiles are then met with parts. A count of the union needs
the union itself, hence one row for each member and part, with the rights held there as the bits of a number.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date
from itertools import count
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Q, QuerySet

from guichet.core.actor import Actor
from guichet.core.rights import Right
from guichet.portfolio.enums import EtablissementState
from guichet.portfolio.models import Etablissement

_PARTS = """
WITH profile AS MATERIALIZED (
  SELECT p.id, p.scope, p.rule_partners, p.rule_echeances, p.rule_sirens, p.rule_idccs, p.rule_tags,
         ARRAY(SELECT sub_portfolio_id FROM delegations_profilesubportfolio WHERE profile_id = p.id) AS groups,
         (SELECT bit_or(1 << (array_position(%(catalogue)s::varchar[], held) - 1))
            FROM unnest(p.rights) AS held) AS bits
    FROM delegations_delegationprofile p
   WHERE p.firm_id = %(firm)s AND p.scope <> 'tout' AND {profiles}
), named AS MATERIALIZED (
  SELECT ARRAY(SELECT DISTINCT unnest(rule_partners) FROM profile) AS partners,
         ARRAY(SELECT DISTINCT unnest(rule_echeances) FROM profile) AS echeances,
         ARRAY(SELECT DISTINCT unnest(rule_sirens) FROM profile) AS sirens,
         ARRAY(SELECT DISTINCT unnest(rule_idccs) FROM profile) AS idccs,
         ARRAY(SELECT DISTINCT unnest(rule_tags) FROM profile) AS tags,
         ARRAY(SELECT DISTINCT unnest(groups) FROM profile) AS groups
), chosen AS MATERIALIZED (
  SELECT etablissement_id, array_agg(profile_id ORDER BY profile_id) AS profiles
    FROM delegations_profileetablissement
   WHERE profile_id IN (SELECT id FROM profile)
   GROUP BY etablissement_id
), part AS MATERIALIZED (
  SELECT row_number() OVER () AS id, parts.* FROM (
    SELECT CASE WHEN e.partner_id = ANY(n.partners) THEN e.partner_id END AS partner,
           CASE WHEN e.echeance = ANY(n.echeances) THEN e.echeance END AS echeance,
           CASE WHEN e.siren = ANY(n.sirens) THEN e.siren END AS siren,
           CASE WHEN e.idcc = ANY(n.idccs) THEN e.idcc END AS idcc,
           CASE WHEN e.tags && n.tags THEN e.tags END AS tags,
           CASE WHEN e.sub_portfolio_id = ANY(n.groups) THEN e.sub_portfolio_id END AS sub_portfolio,
           c.profiles, count(*) AS size
      FROM portfolio_etablissement e
     CROSS JOIN named n
      LEFT JOIN chosen c ON c.etablissement_id = e.id
     WHERE e.firm_id = %(firm)s AND e.state <> %(retired)s {seen}
     GROUP BY 1, 2, 3, 4, 5, 6, 7
  ) AS parts
), met AS (
  SELECT part.id, part.size, profile.id AS profile_id, profile.bits
    FROM part JOIN profile ON profile.id = ANY(part.profiles)
      OR (profile.scope = 'groupes' AND part.sub_portfolio = ANY(profile.groups))
      OR (profile.scope = 'regle'
          AND (rule_partners = '{{}}' OR part.partner = ANY(rule_partners))
          AND (rule_echeances = '{{}}' OR part.echeance = ANY(rule_echeances))
          AND (rule_sirens = '{{}}' OR part.siren = ANY(rule_sirens))
          AND (rule_idccs = '{{}}' OR part.idcc = ANY(rule_idccs))
          AND (rule_tags = '{{}}' OR part.tags && rule_tags))
)
"""

_BY_PROFILE = "{parts} SELECT profile_id, sum(size) FROM met GROUP BY profile_id"
_BY_MEMBER = """
{parts}, held AS (
  SELECT d.member_id, met.id, met.size, bit_or(met.bits) AS bits
    FROM met JOIN delegations_delegation d ON d.profile_id = met.profile_id
   WHERE d.firm_id = %(firm)s AND d.starts_on <= %(today)s AND (d.ends_on IS NULL OR d.ends_on >= %(today)s)
   GROUP BY d.member_id, met.id, met.size
)
SELECT member_id, {counts} FROM held GROUP BY member_id
"""
_COUNTS = ", ".join(f"coalesce(sum(size) FILTER (WHERE bits & {1 << rank} <> 0), 0)" for rank in range(len(Right)))


def sizes_of_profiles(actor: Actor, profiles: Collection[int], *, within: Q) -> dict[int, int]:
    """Profile → establishments it covers among those that meet `within`, those removed left out; one query.

    Profiles of the whole portfolio are left out, and so are those that cover nothing.
    """
    seen, parameters = _seen(actor, within)
    query = _BY_PROFILE.format(parts=_PARTS.format(profiles="p.id = ANY(%(profiles)s)", seen=seen))
    return dict(_rows(query, {**parameters, "profiles": list(profiles)}))


def sizes_by_member(actor: Actor, *, within: Q, today: date) -> dict[int, dict[Right, int]]:
    """Member → right → establishments among those that meet `within`, whole portfolios left aside; one query."""
    seen, parameters = _seen(actor, within)
    parts = _PARTS.format(profiles="p.archived_at IS NULL", seen=seen)
    rows = _rows(_BY_MEMBER.format(parts=parts, counts=_COUNTS), {**parameters, "today": today})
    return {member: dict(zip(Right, map(int, counts), strict=True)) for member, *counts in rows}


def kept(actor: Actor, within: Q) -> QuerySet[Etablissement]:
    """What is counted: the establishments of the portfolio that meet `within`, those removed left out."""
    return Etablissement.objects.filter(within, firm_id=actor.firm_id).exclude(state=EtablissementState.RETIRE)


def _seen(actor: Actor, within: Q) -> tuple[str, dict[str, Any]]:
    """What narrows the count to `within`, and the parameters: all have names, so that they stand beside others."""
    parameters: dict[str, Any] = {
        "firm": actor.firm_id,
        "catalogue": [right.value for right in Right],
        "retired": EtablissementState.RETIRE.value,
    }
    if not within:
        return "", parameters
    try:
        sql, values = Etablissement.objects.filter(within).order_by().values("pk").query.sql_with_params()
    except EmptyResultSet:  # known beforehand to hold nothing
        return "AND FALSE", parameters
    ranks = count()
    named = re.sub("%s", lambda _: f"%(seen_{next(ranks)})s", sql)
    return f"AND e.id IN ({named})", {**parameters, **{f"seen_{rank}": value for rank, value in enumerate(values)}}


def _rows(sql: str, parameters: dict[str, Any]) -> list[tuple[Any, ...]]:
    """With room enough, until the end of the transaction, to gather the parts without sorting 100,000 rows."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL work_mem = '32MB'")
        cursor.execute(sql, parameters)
        return list(cursor.fetchall())
