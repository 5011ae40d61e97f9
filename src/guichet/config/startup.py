"""What is checked before the portal serves or works: settings, database, role, schema."""

from __future__ import annotations

import os

import django
from django.db import DatabaseError, connections
from django.db.migrations.executor import MigrationExecutor

from guichet.config.database import UnsafeRole, refuse_unsafe_role
from guichet.config.environment import EnvironmentRefused, environment
from guichet.config.refusal import Refused

PENDING_NAMED = 8


def load_settings() -> None:
    """Read the settings and load the applications; raises `Refused` naming each setting that is missing or weak."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guichet.config.settings")
    try:
        environment()
        django.setup()
    except (EnvironmentRefused, ValueError) as error:
        raise Refused(str(error)) from error


def check_database() -> None:
    """Raises `Refused` when the database does not answer, is not up to date, or is used with an unsafe role."""
    try:
        refuse_unsafe_role()
        pending = pending_migrations()
    except UnsafeRole as error:
        raise Refused(str(error)) from error
    except DatabaseError as error:
        raise Refused(unreachable(error)) from error
    finally:
        connections.close_all()
    if pending:
        raise Refused(_pending_sentence(pending))


def pending_migrations(alias: str = "default") -> list[str]:
    """Names of the migrations that the database does not have yet, in order."""
    executor = MigrationExecutor(connections[alias])
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


def unreachable(error: Exception) -> str:
    """The sentence for a database that does not answer; drivers never put the password into theirs."""
    return (
        "La base de données ne répond pas, ou refuse l'accès :\n"
        f"  {str(error).strip()}\n"
        "Vérifiez DATABASE_URL (adresse, rôle, mot de passe) et que PostgreSQL est démarré."
    )


def _pending_sentence(pending: list[str]) -> str:
    named = ", ".join(pending[:PENDING_NAMED]) + (", …" if len(pending) > PENDING_NAMED else "")
    return (
        f"La base n'est pas à jour : {len(pending)} migration(s) en attente ({named}).\n"
        "Lancez « guichet migrate », puis recommencez."
    )
