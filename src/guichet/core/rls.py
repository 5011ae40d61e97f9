"""Row-level security, written once and used by every migration that makes a table of a firm."""

from __future__ import annotations

from django.db import migrations

FUNCTIONS = """
CREATE FUNCTION guichet_firm() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT nullif(current_setting('guichet.firm_id', true), '')::uuid $$;
CREATE FUNCTION guichet_user() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT nullif(current_setting('guichet.user_id', true), '')::bigint $$;
"""

DROP_FUNCTIONS = "DROP FUNCTION guichet_user(); DROP FUNCTION guichet_firm();"

APPEND_ONLY = """
CREATE FUNCTION guichet_append_only() RETURNS trigger LANGUAGE plpgsql
  AS $$ BEGIN RAISE EXCEPTION 'the journal is append-only' USING ERRCODE = 'insufficient_privilege'; END $$;
CREATE TRIGGER core_journalentry_append_only BEFORE UPDATE OR DELETE ON core_journalentry
  FOR EACH ROW EXECUTE FUNCTION guichet_append_only();
CREATE TRIGGER core_journalentry_no_truncate BEFORE TRUNCATE ON core_journalentry
  FOR EACH STATEMENT EXECUTE FUNCTION guichet_append_only();
"""

DROP_APPEND_ONLY = """
DROP TRIGGER core_journalentry_no_truncate ON core_journalentry;
DROP TRIGGER core_journalentry_append_only ON core_journalentry;
DROP FUNCTION guichet_append_only();
"""

OWN_FIRM = "firm_id = (SELECT guichet_firm())"


def row_level_security(table: str, *, read: str = OWN_FIRM, write: str = OWN_FIRM) -> migrations.RunSQL:
    """Force row-level security on `table`: rows seen meet `read`, rows written meet `write` (SQL conditions).

    Forced, so that it holds for the owner too. `SELECT guichet_firm()` is a sub-select on purpose: the planner
    evaluates it once per query instead of once per row.
    """
    return migrations.RunSQL(
        f"""
        ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
        ALTER TABLE {table} FORCE ROW LEVEL SECURITY;
        CREATE POLICY {table}_read ON {table} FOR SELECT USING ({read});
        CREATE POLICY {table}_insert ON {table} FOR INSERT WITH CHECK ({write});
        CREATE POLICY {table}_update ON {table} FOR UPDATE USING ({write}) WITH CHECK ({write});
        CREATE POLICY {table}_delete ON {table} FOR DELETE USING ({write});
        """,
        f"""
        DROP POLICY {table}_read ON {table}; DROP POLICY {table}_insert ON {table};
        DROP POLICY {table}_update ON {table}; DROP POLICY {table}_delete ON {table};
        ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY;
        ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;
        """,
    )
