"""The second wall tried from below: raw SQL by the application role, as a fault in the portal would let through."""

from __future__ import annotations

from datetime import date
from typing import Any

import psycopg
import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from guichet.core import journal
from guichet.core.models import FirmModel, StoredFile
from guichet.core.tenancy import enter_firm
from guichet.delegations.models import Delegation, DelegationProfile, ProfileEtablissement, ProfileSubPortfolio
from guichet.portfolio.models import SubPortfolio
from tests.guichet.cast import Cast
from tests.guichet.deposits.rows import sample

TABLES = sorted(model._meta.db_table for model in apps.get_models() if issubclass(model, FirmModel))
FILLED = {
    "accounts_member", "core_journalentry", "core_storedfile", "delegations_delegation",
    "delegations_delegationprofile", "delegations_profileetablissement", "delegations_profilesubportfolio",
    "deposits_declaration", "deposits_deposit", "deposits_findinggroup", "portfolio_etablissement",
    "portfolio_subportfolio",
}  # fmt: skip
"""Tables that hold rows of both firms here."""


@pytest.fixture
def both(cast: Cast) -> Cast:
    """Rows of two firms; the context is that of firm A."""
    for member, etablissement in ((cast.admin_b, cast.etablissement_b), (cast.admin_a, cast.etablissement_one)):
        enter_firm(member.firm_id)
        fill(member, etablissement)
    return cast


def fill(member: Any, etablissement: Any) -> None:
    firm = {"firm_id": member.firm_id}
    sample(member, etablissement)
    journal.record(actor=None, firm_id=member.firm_id, verb="essai")
    StoredFile.objects.create(
        **firm, location=f"{member.firm_id}/a", size=1, sha256="0" * 64, key_version=1, wrapped_key=b"x"
    )
    group = SubPortfolio.objects.create(**firm, name="Nord")
    profile = DelegationProfile.objects.create(**firm, name="Essai", rights=["exporter"])
    Delegation.objects.create(**firm, profile=profile, member=member, starts_on=date(2026, 1, 1))
    ProfileEtablissement.objects.create(**firm, profile=profile, etablissement=etablissement)
    ProfileSubPortfolio.objects.create(**firm, profile=profile, sub_portfolio=group)


def execute(sql: str, *values: object) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall()) if cursor.description else []


def set_context(name: str, value: str) -> None:
    execute("SELECT set_config(%s, %s, true)", name, value)


def firms_seen(table: str) -> set[Any]:
    return {firm for (firm,) in execute(f"SELECT DISTINCT firm_id FROM {table}")}


@pytest.mark.parametrize("table", TABLES)
def test_one_sees_the_rows_of_the_firm_in_context_or_none(both: Cast, table: str) -> None:
    filled = table in FILLED
    assert firms_seen(table) == ({both.firm_a.pk} if filled else firms_seen(table) & {both.firm_a.pk})
    set_context("guichet.firm_id", str(both.firm_b.pk))
    assert firms_seen(table) == ({both.firm_b.pk} if filled else firms_seen(table) & {both.firm_b.pk})
    for nothing in ("", "00000000-0000-0000-0000-000000000000"):
        set_context("guichet.firm_id", nothing)
        assert firms_seen(table) == set()


@pytest.mark.parametrize("table", TABLES)
def test_each_table_has_a_policy_for_whatever_is_done_to_it(db: None, table: str) -> None:
    found = execute("SELECT cmd, permissive, coalesce(qual, '') || coalesce(with_check, '') FROM pg_policies"
                    " WHERE tablename = %s", table)  # fmt: skip
    assert {command for command, _, _ in found} == {"SELECT", "INSERT", "UPDATE", "DELETE"}
    assert all("guichet_firm()" in condition for _, _, condition in found)


@pytest.mark.parametrize("table", sorted(FILLED - {"core_journalentry"}))
def test_rows_of_another_firm_are_neither_changed_nor_deleted(both: Cast, table: str) -> None:
    set_context("guichet.firm_id", str(both.firm_b.pk))
    theirs = execute(f"SELECT count(*) FROM {table}")
    set_context("guichet.firm_id", str(both.firm_a.pk))
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET firm_id = firm_id WHERE firm_id = %s", [both.firm_b.pk])
        assert cursor.rowcount == 0
        cursor.execute(f"DELETE FROM {table} WHERE firm_id = %s", [both.firm_b.pk])
        assert cursor.rowcount == 0
    set_context("guichet.firm_id", str(both.firm_b.pk))
    assert execute(f"SELECT count(*) FROM {table}") == theirs


@pytest.mark.parametrize("table", sorted(FILLED - {"core_journalentry"}))
def test_a_row_cannot_be_moved_to_another_firm(both: Cast, table: str) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        execute(f"UPDATE {table} SET firm_id = %s", both.firm_b.pk)


@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE portfolio_etablissement DISABLE ROW LEVEL SECURITY",
        "ALTER TABLE portfolio_etablissement NO FORCE ROW LEVEL SECURITY",
        "ALTER TABLE portfolio_etablissement OWNER TO CURRENT_USER",
        "DROP POLICY portfolio_etablissement_read ON portfolio_etablissement",
        "CREATE POLICY everything ON portfolio_etablissement USING (true)",
        "CREATE OR REPLACE FUNCTION guichet_firm() RETURNS uuid LANGUAGE sql AS 'SELECT NULL::uuid'",
        "CREATE TABLE public.copy AS SELECT 1",
        "ALTER ROLE CURRENT_USER BYPASSRLS",
        "ALTER ROLE CURRENT_USER SUPERUSER",
        "SET ROLE guichet_owner",
        "SET SESSION AUTHORIZATION guichet_owner",
        "GRANT guichet_owner TO CURRENT_USER",
        "ALTER TABLE core_journalentry DISABLE TRIGGER ALL",
        "SET LOCAL session_replication_role = replica",
        "TRUNCATE portfolio_etablissement",
    ],
)
def test_the_application_role_cannot_take_the_wall_down(both: Cast, statement: str) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        execute(statement)


def test_asking_to_do_without_the_wall_is_an_error_and_not_an_answer(both: Cast) -> None:
    execute("SET LOCAL row_security = off")
    with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        execute("SELECT count(*) FROM portfolio_etablissement")


@pytest.mark.parametrize("value", ["' OR true --", "not-a-uuid", "*"])
def test_a_context_that_is_no_firm_shows_nothing(both: Cast, value: str) -> None:
    set_context("guichet.firm_id", value)
    with pytest.raises(DatabaseError), transaction.atomic():
        execute("SELECT count(*) FROM portfolio_etablissement")


def test_a_new_connection_has_no_context(both: Cast) -> None:
    settings = connection.settings_dict
    with psycopg.connect(
        host=settings["HOST"], dbname=settings["NAME"], user=settings["USER"], password=settings["PASSWORD"]
    ) as fresh:
        for table in TABLES:
            assert fresh.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,), table
