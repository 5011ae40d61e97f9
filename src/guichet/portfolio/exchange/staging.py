"""The lines of a file set beside the portfolio, in SQL: what each would do, within what the actor may do.

Two temporary tables that live as long as the transaction: `import_line` holds what was read, `import_match` what
becomes of it. Scopes are conditions of the query; nothing is asked line by line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import BooleanField, Case, Expression, Q, QuerySet, Value, When

from guichet.core.actor import Actor
from guichet.core.rights import Right
from guichet.portfolio.errors import RightMissing
from guichet.portfolio.exchange.folding import BLANKS
from guichet.portfolio.exchange.lines import CODES, Line
from guichet.portfolio.models import Etablissement, Partner, SubPortfolio
from guichet.portfolio.queries import etablissements_known_to

TEXTS = (
    "raison_sociale", "apet", "idcc", "voie", "code_postal", "localite",
    "contact_name", "contact_email", "contact_phone",
)  # fmt: skip
ADDED, CHANGED, SAME, REFUSED = "ajout", "modification", "inchange", "refus"
RETIRED = (
    "Cet établissement a été retiré de votre portefeuille. Remettez-le d'abord, puis importez cette ligne de nouveau."
)
PARTNER_CLOSED = "Ce groupe de protection sociale n'est plus proposé. Choisissez-en un autre."
NOT_YOURS = str(RightMissing())

_LINE = """
CREATE TEMPORARY TABLE import_line (
  number integer, siret text, skipped boolean, problem text, remarks text, cells text,
  raison_sociale text, echeance smallint, partner bigint, sub_portfolio text, joined_tags text, apet text, idcc text,
  voie text, code_postal text, localite text, contact_name text, contact_email text, contact_phone text,
  tags text[] GENERATED ALWAYS AS (string_to_array(joined_tags, chr(31))) STORED
) ON COMMIT DROP
"""
_COLUMNS = ("number", "siret", "skipped", "problem", "remarks", "cells")
_GIVEN = tuple("joined_tags" if code == "tags" else code for code in CODES)
_TYPES = ("int4", "text", "bool", "text", "text", "text")
_CODE_TYPES = {"echeance": "int2", "partner": "int8"}
APART = "\x1f"
"""Between the parts of a text: ten times as fast as an array. No cell holds one."""

_BEFORE = {
    "echeance": "known.echeance::text",
    "partner": "coalesce(partner.name, CASE WHEN known.without_partner THEN 'Aucun' END)",
    "sub_portfolio": "sub.name",
    "tags": "array_to_string(known.tags, ', ')",
}
_AFTER = {
    "echeance": "line.echeance::text",
    "partner": "coalesce((SELECT name FROM {partners} p WHERE p.id = line.partner), 'Aucun')",
    "tags": "array_to_string(line.tags, ', ')",
}
_DIFFERS = {
    "echeance": "line.echeance IS DISTINCT FROM known.echeance",
    "partner": "CASE line.partner WHEN 0 THEN NOT known.without_partner "
    "ELSE line.partner IS DISTINCT FROM known.partner_id END",
    "sub_portfolio": "line.sub_portfolio IS DISTINCT FROM sub.name",
    "tags": "NOT (known.tags @> line.tags::varchar[] AND known.tags <@ line.tags::varchar[])",
}
_MATCH = """
CREATE TEMPORARY TABLE import_match ON COMMIT DROP AS
SELECT number, siret, id, names, steps,
       CASE WHEN verdict IN ('ajout', 'modification', 'inchange') THEN verdict ELSE 'refus' END AS verdict,
       CASE verdict WHEN 'wrong' THEN problem WHEN 'out' THEN %(not_yours)s WHEN 'closed' THEN %(closed)s
                    WHEN 'retired' THEN %(retired)s ELSE '' END AS problem
  FROM (
    SELECT *, CASE
        WHEN problem <> '' THEN 'wrong'
        WHEN skipped THEN 'inchange'
        WHEN id IS NULL AND (is_there OR NOT %(may_add)s) THEN 'out'
        WHEN id IS NULL AND is_closed THEN 'closed'
        WHEN id IS NULL THEN 'ajout'
        WHEN state = 'retire' THEN 'retired'
        WHEN NOT may_modify AND (names <> '{{}}' OR NOT may_see) THEN 'out'
        WHEN names = '{{}}' THEN 'inchange'
        WHEN is_closed AND 'partner' = ANY(names) THEN 'closed'
        ELSE 'modification' END AS verdict
      FROM (
        SELECT line.number, line.siret, line.problem, line.skipped, known.id, known.state, known.may_modify,
               known.may_see, present.id IS NOT NULL AS is_there, closed.id IS NOT NULL AS is_closed,
               array_remove(ARRAY[{names}]::text[], NULL) AS names,
               array_remove(ARRAY[{steps}]::text[], NULL) AS steps
          FROM import_line line
          LEFT JOIN ({known}) known ON known.siret = line.siret
          LEFT JOIN {etablissements} present ON present.siret = line.siret AND present.firm_id = %(firm)s
          LEFT JOIN {groups} sub ON sub.id = known.sub_portfolio_id
          LEFT JOIN {partners} partner ON partner.id = known.partner_id
          LEFT JOIN {partners} closed ON closed.id = line.partner AND NOT closed.active
        OFFSET 0  -- each array is made once
      ) compared
    OFFSET 0
  ) decided
"""
_COUNTS = "SELECT verdict, count(*) FROM import_match GROUP BY verdict"
_LINES = """
SELECT line.number, line.siret, match.verdict, match.problem, line.remarks, match.steps, line.cells
  FROM import_line line JOIN import_match match USING (number) ORDER BY line.number
"""


StagedRow = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of a line: its verdict, why it is refused, how it was read, what changes."""

    number: int
    siret: str
    verdict: str
    problem: str
    remark: str
    steps: list[str]
    cells: list[str]


def stage(rows: Iterable[StagedRow]) -> None:
    """Put the lines beside the portfolio, in the current transaction."""
    with connection.cursor() as cursor:
        # Twice in one transaction: only a test does that.
        cursor.execute("DROP TABLE IF EXISTS import_match; DROP TABLE IF EXISTS import_line")
        # The tables may have grown by 100,000 a moment ago, unknown to the planner, which would then read them again
        # for each line. Until the end of the transaction sets are joined with sets, always.
        cursor.execute("SET LOCAL enable_nestloop = off")
        cursor.execute(_LINE)
        with cursor.copy(f"COPY import_line ({', '.join(_COLUMNS + _GIVEN)}) FROM STDIN (FORMAT BINARY)") as copy:
            copy.set_types([*_TYPES, *(_CODE_TYPES.get(code, "text") for code in CODES)])
            for row in rows:
                copy.write_row(row)
        cursor.execute("ANALYZE import_line (number, siret)")


def row_of(line: Line) -> StagedRow:
    """As the table holds it."""
    values = line.values
    if "tags" in values:
        values["tags"] = _joined(values["tags"])  # type: ignore[arg-type]  # names, as the column reads them
    told = (line.number, line.siret, line.skipped, line.problem, " ".join(line.remarks), _joined(line.cells))
    return (*told, *map(values.get, CODES))


def _joined(parts: Iterable[str]) -> str:
    return APART.join(part.replace(APART, " ") if APART in part else part for part in parts)


def compare(actor: Actor) -> dict[str, int]:
    """Decide what becomes of each line; gives how many of each verdict."""
    known, parameters = _known(actor).query.sql_with_params()
    tables = {
        "etablissements": Etablissement._meta.db_table,
        "groups": SubPortfolio._meta.db_table,
        "partners": Partner._meta.db_table,
    }
    pieces = {
        "names": ", ".join(f"CASE WHEN {_differs(code)} THEN '{code}' END" for code in CODES),
        "steps": ", ".join(f"CASE WHEN {_differs(code)} THEN {_told(code)} END" for code in CODES),
    }
    named = {f"known_{rank}": value for rank, value in enumerate(parameters)}
    known = known.replace("%%", "\x00") % tuple(f"%({name})s" for name in named) if named else known
    sql = _MATCH.format(known=known.replace("\x00", "%%"), **tables, **pieces)
    with connection.cursor() as cursor:
        cursor.execute(sql, {**_words_of(actor), **named})
        cursor.execute("CREATE INDEX ON import_match (verdict)")
        cursor.execute("ANALYZE import_match")
        cursor.execute(_COUNTS)
        counts = dict(cursor.fetchall())
    return {verdict: counts.get(verdict, 0) for verdict in (ADDED, CHANGED, SAME, REFUSED)}


def outcomes() -> Iterator[Outcome]:
    """Every line with what becomes of it, in the order of the file."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(_LINES)
        for number, siret, verdict, problem, remark, steps, cells in cursor:
            yield Outcome(number, siret, verdict, problem, remark, steps, cells.split(APART))


def _words_of(actor: Actor) -> dict[str, Any]:
    return {
        "firm": actor.firm_id,
        "blanks": BLANKS,
        "may_add": actor.has_portfolio and actor.can(Right.AJOUTER),
        "not_yours": NOT_YOURS,
        "retired": RETIRED,
        "closed": PARTNER_CLOSED,
    }


def _known(actor: Actor) -> QuerySet[Etablissement, dict[str, Any]]:
    """What may be named before the actor, with what he may do of it."""
    names = ("id", "siret", "state", "echeance", "partner_id", "without_partner", "sub_portfolio_id", "tags", *TEXTS)
    held = {"may_modify": _held(actor, Right.MODIFIER), "may_see": _held(actor, Right.VOIR_PORTEFEUILLE)}
    rows: QuerySet[Etablissement, dict[str, Any]] = etablissements_known_to(actor).order_by().values(*names, **held)
    return rows


def _held(actor: Actor, right: Right) -> Expression:
    scope = actor.scope(right)
    if actor.can(right) and not scope:
        return Value(True)
    met = When(Q(scope), then=Value(True))
    return Case(met, default=Value(False), output_field=BooleanField()) if actor.can(right) else Value(False)


def _differs(code: str) -> str:
    """Whether a field differs from what is there; never when the file does not give it."""
    differs = _DIFFERS.get(code, f"line.{code} IS DISTINCT FROM btrim(known.{code}, %(blanks)s)")
    return f"known.id IS NOT NULL AND line.{code} IS NOT NULL AND ({differs})"


def _told(code: str) -> str:
    """The sentence that tells it: before, then after."""
    before = _BEFORE.get(code, f"known.{code}")
    after = _AFTER.get(code, f"line.{code}").replace("{partners}", Partner._meta.db_table)
    return f"'{code}: ' || coalesce(nullif({before}, ''), '(vide)') || ' → ' || {after}"
