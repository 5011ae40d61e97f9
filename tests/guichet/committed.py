"""Rows that are really committed, for what runs on connections of its own: threads and other processes.

They live in a database of their own, dropped after the test: the journal refuses to be emptied, and others count rows.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from guichet.accounts.enums import FirmKind
from guichet.accounts.models import Member, User
from guichet.accounts.services import register_firm
from guichet.config import embedded
from neodes.generate.identifiers import nic, siren
from tests.conftest import APP_PASSWORD
from tests.guichet.fixtures import own_database


@pytest.fixture
def committed_member(cluster: embedded.Cluster, django_db_setup: None, django_db_blocker: Any) -> Iterator[Member]:
    """The administrator of a new firm, committed."""
    firm_siren = siren(7_000)
    with own_database(cluster, django_db_blocker, "committed"), django_db_blocker.unblock():
        user = User.objects.create_user("vrai@exemple.test", "Une-phrase-longue-42")
        yield register_firm(
            user=user, kind=FirmKind.TIERS_DECLARANT, siret=firm_siren + nic(firm_siren, 1), name="Cabinet Réel"
        )


def run_worker(cluster: embedded.Cluster, *options: str) -> subprocess.CompletedProcess[str]:
    """A real `guichet worker` on the database of this run, until it has nothing left to do."""
    return subprocess.run(
        [sys.executable, "-m", "guichet.config.cli", "worker", "--until-idle", *options],
        env=worker_environment(cluster),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def worker_environment(cluster: embedded.Cluster) -> dict[str, str]:
    """What a process needs to work on the database and the files of this run."""
    database = str(connection.settings_dict["NAME"])
    return {
        **os.environ,
        "DATABASE_URL": cluster.url(database, "guichet_app", APP_PASSWORD),
        "GUICHET_DATA": str(settings.GUICHET_DATA),
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
    }
