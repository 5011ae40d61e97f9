"""The database that the others are copied from: migrated once for each state of the migrations."""

from __future__ import annotations

import fcntl
import hashlib
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import psycopg
from django.db import connections
from psycopg import sql

import guichet
from guichet.config import database, embedded
from tests.conftest import APP_PASSWORD, OWNER_PASSWORD

PREFIX = "modele_"


def migrated_template(cluster: embedded.Cluster, point_to: Callable[[str], None]) -> str:
    """Name of the template, made if it does not exist; `point_to` turns Django's connections to a database."""
    name = PREFIX + _fingerprint()
    with (cluster.folder / ".template").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        known = _templates(cluster)
        if name not in known:
            _drop(cluster, known)
            _make(cluster, name, point_to)
    return name


def _make(cluster: embedded.Cluster, name: str, point_to: Callable[[str], None]) -> None:
    draft = "brouillon_" + name
    _drop(cluster, [draft])
    database.create_database(cluster.url(), database=draft, owner_password=OWNER_PASSWORD, app_password=APP_PASSWORD)
    point_to(draft)
    database.migrate()
    connections.close_all()
    # Renamed when it is complete: a run that was interrupted leaves no half-made template.
    _execute(cluster, sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(draft), sql.Identifier(name)))


def _fingerprint() -> str:
    digest = hashlib.sha256(" ".join(map(version, ("Django", "procrastinate", "django-allauth"))).encode())
    root = Path(guichet.__file__).parent
    sources = [*root.glob("*/migrations/*.py"), root / "core" / "rls.py", root / "config" / "database.py"]
    for path in sorted(sources):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def _templates(cluster: embedded.Cluster) -> list[str]:
    with psycopg.connect(cluster.url()) as connection:
        rows = connection.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [PREFIX + "%"])
        return [name for (name,) in rows]


def _drop(cluster: embedded.Cluster, names: list[str]) -> None:
    for name in names:
        _execute(cluster, sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _execute(cluster: embedded.Cluster, statement: sql.Composed) -> None:
    with psycopg.connect(cluster.url(), autocommit=True) as connection:
        connection.execute(statement)
