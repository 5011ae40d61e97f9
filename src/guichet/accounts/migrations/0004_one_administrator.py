"""A firm never loses its last active administrator, whoever writes and however many write at once."""

from django.db import migrations

KEEP_ONE = """
-- Two transactions that take an administrator away from one firm wait for each other here: the second then sees what
-- the first one did, since each statement of a volatile function reads anew.
CREATE FUNCTION guichet_keep_an_administrator(firm uuid) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('guichet.administrators.' || firm::text, 0));
  IF NOT EXISTS (
    SELECT 1 FROM accounts_member m JOIN accounts_user u ON u.id = m.user_id
    WHERE m.firm_id = firm AND m.role = 'administrateur' AND m.is_active AND u.is_active
  ) THEN
    RAISE EXCEPTION 'a firm keeps one active administrator at least'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'member_one_administrator';
  END IF;
END $$;

CREATE FUNCTION guichet_member_leaves() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM guichet_keep_an_administrator(OLD.firm_id);
  RETURN NULL;
END $$;
CREATE TRIGGER accounts_member_one_administrator_update AFTER UPDATE OF role, is_active, firm_id, user_id
  ON accounts_member FOR EACH ROW WHEN (OLD.role = 'administrateur' AND OLD.is_active)
  EXECUTE FUNCTION guichet_member_leaves();
CREATE TRIGGER accounts_member_one_administrator_delete AFTER DELETE
  ON accounts_member FOR EACH ROW WHEN (OLD.role = 'administrateur' AND OLD.is_active)
  EXECUTE FUNCTION guichet_member_leaves();

-- A person who is closed leaves every firm: each is looked at in its own context, then the context is put back.
CREATE FUNCTION guichet_user_leaves() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  firm_before text := coalesce(current_setting('guichet.firm_id', true), '');
  user_before text := coalesce(current_setting('guichet.user_id', true), '');
  firm uuid;
BEGIN
  PERFORM set_config('guichet.user_id', OLD.id::text, true);
  FOR firm IN SELECT firm_id FROM accounts_member
    WHERE user_id = OLD.id AND role = 'administrateur' AND is_active ORDER BY firm_id
  LOOP
    PERFORM set_config('guichet.firm_id', firm::text, true);
    PERFORM guichet_keep_an_administrator(firm);
  END LOOP;
  PERFORM set_config('guichet.firm_id', firm_before, true), set_config('guichet.user_id', user_before, true);
  RETURN NULL;
END $$;
CREATE TRIGGER accounts_user_one_administrator AFTER UPDATE OF is_active
  ON accounts_user FOR EACH ROW WHEN (OLD.is_active AND NOT NEW.is_active)
  EXECUTE FUNCTION guichet_user_leaves();
"""

DROP = """
DROP TRIGGER accounts_user_one_administrator ON accounts_user;
DROP TRIGGER accounts_member_one_administrator_delete ON accounts_member;
DROP TRIGGER accounts_member_one_administrator_update ON accounts_member;
DROP FUNCTION guichet_user_leaves();
DROP FUNCTION guichet_member_leaves();
DROP FUNCTION guichet_keep_an_administrator(uuid);
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_invitations_promotions_addresses")]

    operations = [migrations.RunSQL(KEEP_ONE, DROP)]
