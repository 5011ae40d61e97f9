"""Roles, database, migrations: what turns an empty PostgreSQL into the portal's."""

from __future__ import annotations

import psycopg
from django.core.management import call_command
from django.db import connections
from psycopg import sql

OWNER_ROLE = "guichet_owner"
APP_ROLE = "guichet_app"


class UnsafeRole(Exception):
    """The application would run with a role that row-level security does not hold back."""


def create_database(
    admin_url: str, *, database: str, owner_password: str, app_password: str, template: str = "template1"
) -> None:
    """Create the two roles and the database where missing; `admin_url` is a superuser's. Safe to run again.

    `template` is the database it starts as a copy of.
    """
    with psycopg.connect(admin_url, autocommit=True) as connection:
        # Two processes that prepare databases on one server at once would trip over the roles.
        connection.execute("SELECT pg_advisory_lock(hashtext('guichet.create_database'))")
        for role, password in ((OWNER_ROLE, owner_password), (APP_ROLE, app_password)):
            known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone()
            action = sql.SQL("ALTER" if known else "CREATE")
            connection.execute(
                sql.SQL("{} ROLE {} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE PASSWORD {}").format(
                    action, sql.Identifier(role), sql.Literal(password)
                )
            )
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database]).fetchone():
            connection.execute(
                sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE {}").format(
                    sql.Identifier(database), sql.Identifier(OWNER_ROLE), sql.Identifier(template)
                )
            )
        connection.execute(sql.SQL("REVOKE CONNECT ON DATABASE {} FROM PUBLIC").format(sql.Identifier(database)))
        connection.execute(
            sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(sql.Identifier(database), sql.Identifier(APP_ROLE))
        )


def migrate(*, verbosity: int = 0) -> None:
    """Bring the schema up to date as its owner, then let the application role use it."""
    call_command("migrate", database="owner", interactive=False, verbosity=verbosity)
    call_command("createcachetable", database="owner", verbosity=0)
    grant_to_application()
    connections["owner"].close()


def grant_to_application() -> None:
    """Reading and writing rows, nothing that changes the schema."""
    role = connections["owner"].ops.quote_name(connections["default"].settings_dict["USER"])
    with connections["owner"].cursor() as cursor:
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {role}")
        cursor.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}")
        cursor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}")
        cursor.execute(f"REVOKE UPDATE, DELETE ON core_journalentry FROM {role}")
        cursor.execute(f"REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {role}")


def refuse_unsafe_role() -> None:
    """Raise `UnsafeRole` when the application's role is superuser, bypasses RLS or owns the tables."""
    with connections["default"].cursor() as cursor:
        cursor.execute(
            "SELECT rolsuper OR rolbypassrls OR EXISTS ("
            " SELECT 1 FROM pg_tables WHERE schemaname = 'public' AND tableowner = current_user)"
            " FROM pg_roles WHERE rolname = current_user"
        )
        (unsafe,) = cursor.fetchone()
    if unsafe:
        raise UnsafeRole(
            "Le rôle PostgreSQL de DATABASE_URL est superutilisateur ou propriétaire des tables : "
            "le cloisonnement entre cabinets ne tiendrait pas. Donnez un rôle simple, et le propriétaire "
            "dans DATABASE_OWNER_URL."
        )
