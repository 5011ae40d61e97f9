"""The server that comes with Guichet: closed folder, passwords, no network, started once, stopped."""

from __future__ import annotations

import os
import pwd
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from guichet.config import embedded

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[embedded.Cluster]:
    started = embedded.start(tmp_path_factory.mktemp("serveur"), durable=False)
    yield started
    embedded.stop(started)


def test_its_folder_is_closed(cluster: embedded.Cluster) -> None:
    assert (cluster.folder / "pgdata").stat().st_mode & 0o777 == 0o700
    assert (cluster.folder / "superuser.password").stat().st_mode & 0o777 == 0o600


def test_the_right_password_opens(cluster: embedded.Cluster) -> None:
    with psycopg.connect(cluster.url()) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


@pytest.mark.parametrize("password", ["faux", ""])
def test_another_password_does_not(cluster: embedded.Cluster, password: str) -> None:
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(cluster.url(password=password))


def test_nothing_listens_on_the_network(cluster: embedded.Cluster) -> None:
    with psycopg.connect(cluster.url()) as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
        assert connection.execute("SHOW unix_socket_permissions").fetchone() == ("0700",)


def test_a_second_start_finds_it_running(cluster: embedded.Cluster) -> None:
    pid = (cluster.folder / "pgdata" / "postmaster.pid").read_text().split()[0]
    started = time.monotonic()
    again = embedded.start(cluster.folder, durable=False)
    assert time.monotonic() - started < 5
    assert again == cluster
    assert (cluster.folder / "pgdata" / "postmaster.pid").read_text().split()[0] == pid


def test_it_stops_and_keeps_its_rows(tmp_path: Path) -> None:
    first = embedded.start(tmp_path / "serveur", durable=False)
    with psycopg.connect(first.url(), autocommit=True) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS n")
    embedded.stop(first)
    embedded.stop(first)
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(first.url())
    second = embedded.start(tmp_path / "serveur", durable=False)
    with psycopg.connect(second.url()) as connection:
        assert connection.execute("SELECT n FROM kept").fetchone() == (42,)
    embedded.stop(second)


def test_a_server_that_cannot_start_says_why(tmp_path: Path) -> None:
    cluster = embedded.start(tmp_path / "serveur", durable=False)
    embedded.stop(cluster)
    (cluster.folder / "pgdata" / "postgresql.conf").write_text("aucun_reglage_de_ce_nom = 1\n")
    with pytest.raises(embedded.EmbeddedPostgresFailed, match="aucun_reglage_de_ce_nom"):
        embedded.start(tmp_path / "serveur", durable=False)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_it_runs_for_an_ordinary_user_too(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("ordinaire")
    nobody = pwd.getpwnam("nobody")
    os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    embedded._open_the_way(folder, embedded.program("postgres"))
    # All is imported before the rights are given up: the interpreter itself may lie where nobody else may read.
    program = (
        "import os, sys, pathlib, psycopg; from guichet.config import embedded; psycopg.conninfo.make_conninfo('');"
        "os.setgroups([]); os.setgid(int(sys.argv[3])); os.setuid(int(sys.argv[2]));"
        "c = embedded.start(pathlib.Path(sys.argv[1]) / 'serveur', durable=False);"
        "print(psycopg.connect(c.url()).execute('SELECT 40 + 2').fetchone()[0]); embedded.stop(c)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(folder), str(nobody.pw_uid), str(nobody.pw_gid)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.strip() == "42", done.stderr
    assert (folder / "serveur" / "pgdata").stat().st_uid == nobody.pw_uid
