"""One PostgreSQL for the whole run, one database for each process of it."""

from __future__ import annotations

import fcntl
import os
from contextlib import suppress
from pathlib import Path
from typing import TextIO

import pytest

os.environ.setdefault("GUICHET_MODE", "test")
os.environ.setdefault("GUICHET_DATA", str(Path(__file__).resolve().parent.parent / ".data" / "tests"))

IN_USE = pytest.StashKey[TextIO]()
OWNER_PASSWORD = "owner-of-the-tests"
APP_PASSWORD = "application-of-the-tests"


def cluster_folder() -> Path:
    """Where the server of the tests lives; kept from one run to the next, its databases are not."""
    return Path(os.environ["GUICHET_DATA"]) / "postgres"


def pytest_configure(config: pytest.Config) -> None:
    """Say that this run uses the server; runs of several people may share it."""
    if not hasattr(config, "workerinput"):
        cluster_folder().mkdir(parents=True, exist_ok=True)
        config.stash[IN_USE] = (cluster_folder() / ".in-use").open("w")
        fcntl.flock(config.stash[IN_USE], fcntl.LOCK_SH)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the server with the last run that uses it: in the process that started the others, when they are done."""
    if IN_USE not in config.stash:
        return
    with config.stash[IN_USE] as lock, suppress(BlockingIOError):
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        from guichet.config import embedded

        embedded.stop(embedded.Cluster(cluster_folder(), Path(), ""))


# At the end: these modules read the names above. Here, so that the tests of consistency have them too.
from tests.guichet.fixtures import cast, cluster, django_db_setup  # noqa: E402

__all__ = ["cast", "cluster", "django_db_setup"]
