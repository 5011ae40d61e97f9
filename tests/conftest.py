"""One PostgreSQL for the whole run, one database for each process of it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

os.environ.setdefault("GUICHET_MODE", "test")
os.environ.setdefault("GUICHET_DATA", str(Path(__file__).resolve().parent.parent / ".data" / "tests"))

OWNER_PASSWORD = "owner-of-the-tests"
APP_PASSWORD = "application-of-the-tests"


def cluster_folder() -> Path:
    """Where the server of the tests lives; kept from one run to the next, its databases are not."""
    return Path(os.environ["GUICHET_DATA"]) / "postgres"


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the server with the run: in the process that started the others, when they are done."""
    if hasattr(config, "workerinput") or not (cluster_folder() / "pgdata").exists():
        return
    from guichet.config import embedded

    embedded.stop(embedded.Cluster(cluster_folder(), Path(), ""))
