"""The role and the schema are checked before the portal serves."""

from __future__ import annotations

import psycopg
import pytest
from django.db import connections
from django.test import Client

from guichet.config.database import UnsafeRole, refuse_unsafe_role
from guichet.config.startup import _pending_sentence, pending_migrations


@pytest.fixture
def as_role(db: None, monkeypatch: pytest.MonkeyPatch):
    """Let the application's connection be that of another role for one check."""

    def become(user: str, password: str, options: dict[str, object]) -> None:
        alien = connections.create_connection("default")
        alien.settings_dict = {**alien.settings_dict, "USER": user, "PASSWORD": password, **options}
        monkeypatch.setattr("guichet.config.database.connections", {"default": alien})
        opened.append(alien)

    opened: list[object] = []
    yield become
    for alien in opened:
        alien.close()  # type: ignore[attr-defined]


def test_the_schema_is_up_to_date(db: None) -> None:
    assert pending_migrations() == []


def test_pending_migrations_are_named_and_the_command_too() -> None:
    sentence = _pending_sentence([f"core.000{rank}" for rank in range(1, 10)])
    assert "9 migration(s)" in sentence
    assert "core.0001" in sentence
    assert "core.0009" not in sentence
    assert "guichet migrate" in sentence


def test_a_superuser_is_refused(as_role, cluster) -> None:
    as_role("postgres", cluster.password, {})
    with pytest.raises(UnsafeRole, match="superutilisateur"):
        refuse_unsafe_role()


def test_the_owner_of_the_tables_is_refused(as_role) -> None:
    owner = connections["owner"].settings_dict
    as_role(owner["USER"], owner["PASSWORD"], {})
    with pytest.raises(UnsafeRole, match="propriétaire"):
        refuse_unsafe_role()


def test_the_application_role_cannot_change_the_schema(db: None) -> None:
    settings = connections["default"].settings_dict
    with (
        psycopg.connect(
            host=settings["HOST"], dbname=settings["NAME"], user=settings["USER"], password=settings["PASSWORD"]
        ) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute("CREATE TABLE intruder (n int)")


def test_health_addresses(client: Client, db: None) -> None:
    assert client.get("/sante/vivant").content.decode() == "vivant\n"
    assert client.get("/sante/pret").status_code == 200
