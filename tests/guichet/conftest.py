"""The portal under test: a real database with row-level security, and the fixed cast."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.db import connections
from psycopg import sql

from guichet.config import database, embedded
from tests.conftest import APP_PASSWORD, OWNER_PASSWORD, cluster_folder
from tests.guichet.cast import Cast, make_cast


@pytest.fixture(scope="session")
def cluster() -> embedded.Cluster:
    """The embedded server, started once and shared by the processes of the run."""
    return embedded.start(cluster_folder(), durable=False)


@pytest.fixture(scope="session")
def django_db_setup(cluster: embedded.Cluster, django_db_blocker: Any) -> Iterator[None]:
    """A database of this process, migrated by its owner, used by the application role alone."""
    name = f"tests_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{os.getpid()}"
    database.create_database(cluster.url(), database=name, owner_password=OWNER_PASSWORD, app_password=APP_PASSWORD)
    for alias, user, password in (
        ("default", database.APP_ROLE, APP_PASSWORD),
        ("owner", database.OWNER_ROLE, OWNER_PASSWORD),
    ):
        connections[alias].settings_dict.update(
            NAME=name, USER=user, PASSWORD=password, HOST=str(cluster.socket_dir), PORT=""
        )
    with django_db_blocker.unblock():
        database.migrate()
    yield
    with django_db_blocker.unblock():
        connections["default"].close()
        connections["owner"].close()
    _drop(cluster, name)


def _drop(cluster: embedded.Cluster, name: str) -> None:
    with psycopg.connect(cluster.url(), autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.fixture
def cast(db: None) -> Cast:
    """The fixed cast, in a transaction rolled back after the test."""
    return make_cast()
