"""The portal under test: a real database with row-level security, and the fixed cast. Fixtures of tests/conftest.py."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
from django.db import connections
from psycopg import sql

from guichet.config import database, embedded
from tests.conftest import APP_PASSWORD, OWNER_PASSWORD, cluster_folder
from tests.guichet.cast import Cast, make_cast
from tests.guichet.template import migrated_template


@pytest.fixture(scope="session")
def cluster() -> embedded.Cluster:
    """The embedded server, started once and shared by the processes of the run."""
    return embedded.start(cluster_folder(), durable=False)


@pytest.fixture(scope="session")
def django_db_setup(cluster: embedded.Cluster, django_db_blocker: Any) -> Iterator[None]:
    """A database of this process, copied from a migrated one, used by the application role alone."""
    with own_database(cluster, django_db_blocker, "tests"):
        yield


@contextmanager
def own_database(cluster: embedded.Cluster, django_db_blocker: Any, prefix: str) -> Iterator[None]:
    """Django's connections turned to a database of this process, until the end of the block; then it is dropped."""
    name = f"{prefix}_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{os.getpid()}"
    before = str(connections["default"].settings_dict["NAME"])
    with django_db_blocker.unblock():
        template = migrated_template(cluster, lambda database_name: _point_to(cluster, database_name))
        _create(cluster, name, template=template)
        _point_to(cluster, name)
    try:
        yield
    finally:
        with django_db_blocker.unblock():
            connections.close_all()
            _point_to(cluster, before)
        _drop(cluster, name)


def _create(cluster: embedded.Cluster, name: str, *, template: str) -> None:
    database.create_database(
        cluster.url(), database=name, owner_password=OWNER_PASSWORD, app_password=APP_PASSWORD, template=template
    )


def _point_to(cluster: embedded.Cluster, name: str) -> None:
    for alias, user, password in (
        ("default", database.APP_ROLE, APP_PASSWORD),
        ("owner", database.OWNER_ROLE, OWNER_PASSWORD),
    ):
        connections[alias].close()
        connections[alias].settings_dict.update(
            NAME=name, USER=user, PASSWORD=password, HOST=str(cluster.socket_dir), PORT=""
        )


def _drop(cluster: embedded.Cluster, name: str) -> None:
    with psycopg.connect(cluster.url(), autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.fixture
def cast(db: None) -> Cast:
    """The fixed cast, in a transaction rolled back after the test."""
    return make_cast()
