"""What the law asks of an append-only journal: forget old lines, and the name of who left. Nothing else passes.

The trigger lets through a deletion of lines older than twelve months, and an update that writes « Ancien membre » in
place of a member who is not active any more; each only inside its function, which the application role may call. The
role itself may neither update nor delete. `guichet_firms` names the firms to the jobs that go through all of them.
"""

from django.db import migrations

GUARD = """
CREATE OR REPLACE FUNCTION guichet_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF current_setting('guichet.journal', true) = 'purge' AND OLD.at < now() - interval '12 months' THEN
      RETURN OLD;
    END IF;
  ELSIF TG_OP = 'UPDATE' THEN
    IF current_setting('guichet.journal', true) = 'forget'
       AND NEW.author = 'Ancien membre' AND NEW.ip = '' AND NEW.agent = ''
       AND to_jsonb(NEW) - '{author,ip,agent}'::text[] = to_jsonb(OLD) - '{author,ip,agent}'::text[]
       AND EXISTS (SELECT 1 FROM accounts_member WHERE id = OLD.member_id AND NOT is_active) THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION 'the journal is append-only' USING ERRCODE = 'insufficient_privilege';
END $$;
"""

GUARD_BEFORE = """
CREATE OR REPLACE FUNCTION guichet_append_only() RETURNS trigger LANGUAGE plpgsql
  AS $$ BEGIN RAISE EXCEPTION 'the journal is append-only' USING ERRCODE = 'insufficient_privilege'; END $$;
"""

FORGETTING = """
CREATE FUNCTION guichet_purge_journal(before timestamptz, how_many integer) RETURNS bigint
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  gone bigint;
BEGIN
  PERFORM set_config('guichet.journal', 'purge', true);
  DELETE FROM core_journalentry WHERE id IN (
    SELECT id FROM core_journalentry
     WHERE firm_id = guichet_firm() AND at < least(before, now() - interval '12 months')
     ORDER BY at, id LIMIT how_many);
  GET DIAGNOSTICS gone = ROW_COUNT;
  PERFORM set_config('guichet.journal', '', true);
  RETURN gone;
END $$;
CREATE FUNCTION guichet_forget_author(member bigint) RETURNS bigint
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  changed bigint;
BEGIN
  PERFORM set_config('guichet.journal', 'forget', true);
  UPDATE core_journalentry SET author = 'Ancien membre', ip = '', agent = ''
   WHERE firm_id = guichet_firm() AND member_id = member;
  GET DIAGNOSTICS changed = ROW_COUNT;
  PERFORM set_config('guichet.journal', '', true);
  RETURN changed;
END $$;
"""

DROP_FORGETTING = """
DROP FUNCTION guichet_forget_author(bigint);
DROP FUNCTION guichet_purge_journal(timestamptz, integer);
"""

FIRMS = """
CREATE POLICY accounts_firm_owner ON accounts_firm FOR SELECT TO CURRENT_USER USING (true);
CREATE FUNCTION guichet_firms() RETURNS SETOF uuid
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
  AS $$ SELECT id FROM accounts_firm ORDER BY id $$;
"""

DROP_FIRMS = "DROP FUNCTION guichet_firms(); DROP POLICY accounts_firm_owner ON accounts_firm;"


class Migration(migrations.Migration):

    dependencies = [
        ("core", "0003_journal_provenance"),
        ("accounts", "0002_firm_siret_unique"),
    ]

    operations = [
        migrations.RunSQL(GUARD, GUARD_BEFORE),
        migrations.RunSQL(FORGETTING, DROP_FORGETTING),
        migrations.RunSQL(FIRMS, DROP_FIRMS),
    ]
