"""The real portal, started as an operator starts it: database, pages, worker, and a server that receives its mails."""

from __future__ import annotations

import email
import email.policy
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path

import psycopg
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from psycopg import sql

from guichet.config import database, embedded
from tests.conftest import APP_PASSWORD, OWNER_PASSWORD, cluster_folder

ROOT = Path(__file__).resolve().parents[2]
START_TIMEOUT = 60
MAIL_TIMEOUT = 20


class PortalFailed(Exception):
    """A process of the portal did not start; the message holds the end of its output."""


@dataclass
class Mailbox:
    """Receives mails by SMTP and keeps them in order."""

    received: list[EmailMessage] = field(default_factory=list)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Called by aiosmtpd for each mail."""
        message = email.message_from_bytes(envelope.original_content or b"", policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        self.received.append(message)
        return "250 OK"

    def wait_for(self, address: str) -> EmailMessage:
        """The last mail to that address, waited for."""
        limit = time.monotonic() + MAIL_TIMEOUT
        while time.monotonic() < limit:
            for message in reversed(self.received):
                if address in str(message["To"]):
                    return message
            time.sleep(0.1)
        raise AssertionError(f"no mail for {address} in {MAIL_TIMEOUT} s")


@dataclass(frozen=True)
class Portal:
    """A running portal: its address, what it mails, its environment and the name of its database."""

    url: str
    mailbox: Mailbox
    environment: dict[str, str]
    database: str

    def run(self, *command: str) -> str:
        """Run a Python module of the project in the environment of the portal; gives what it prints."""
        done = subprocess.run(
            [sys.executable, "-m", *command],
            env=self.environment,
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise PortalFailed(f"{' '.join(command)} : {done.stdout[-2000:]}{done.stderr[-4000:]}")
        return done.stdout

    def drop_database(self) -> None:
        """Take the database away under its feet."""
        _drop(self.database)


@contextmanager
def migrated_database(folder: Path) -> Iterator[str]:
    """An empty database at the last migration, by the operator's command: what those of the portals are copied from."""
    name = _new_name()
    _create(name)
    try:
        Portal("", Mailbox(), _environment(folder, name), name).run("guichet.config.cli", "migrate")
        yield name
    finally:
        _drop(name)


@contextmanager
def running_portal(folder: Path, migrated: str, *, worker: bool = True) -> Iterator[Portal]:
    """Start everything on a copy of the database `migrated` and on free ports; stop everything at the end."""
    with ExitStack() as stack:
        mailbox = Mailbox()
        smtp = Controller(mailbox, hostname="127.0.0.1", port=free_port())
        smtp.start()
        stack.callback(smtp.stop)
        name, port = _new_name(), free_port()
        url = f"http://127.0.0.1:{port}"
        addresses = {"GUICHET_BASE_URL": url, "EMAIL_URL": f"smtp://127.0.0.1:{smtp.port}"}
        portal = Portal(url, mailbox, _environment(folder, name) | addresses, name)
        stack.callback(_drop, name)
        _create(name, template=migrated)
        stack.enter_context(_process(portal, folder / "serve.log", "serve", "--port", str(port), "--workers", "1"))
        if worker:
            stack.enter_context(_process(portal, folder / "worker.log", "worker"))
        _wait_until_ready(portal, folder / "serve.log")
        yield portal


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _new_name() -> str:
    return f"browser_{os.getpid()}_{secrets.token_hex(3)}"


def _cluster() -> embedded.Cluster:
    return embedded.start(cluster_folder(), durable=False)


def _environment(folder: Path, name: str) -> dict[str, str]:
    cluster = _cluster()
    return {
        **os.environ,
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
        "DJANGO_SETTINGS_MODULE": "guichet.config.settings",
        "GUICHET_MODE": "test",
        "GUICHET_DATA": str(folder),
        "GUICHET_CONTACT": "aide@guichet.example",
        "DATABASE_URL": cluster.url(name, database.APP_ROLE, APP_PASSWORD),
        "DATABASE_OWNER_URL": cluster.url(name, database.OWNER_ROLE, OWNER_PASSWORD),
    }


@contextmanager
def _process(portal: Portal, log: Path, *arguments: str) -> Iterator[None]:
    with log.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "guichet.config.cli", *arguments],
            env=portal.environment, cwd=ROOT, stdout=output, stderr=subprocess.STDOUT,
        )  # fmt: skip
        try:
            yield
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait_until_ready(portal: Portal, log: Path) -> None:
    limit = time.monotonic() + START_TIMEOUT
    while time.monotonic() < limit:
        try:
            with urllib.request.urlopen(f"{portal.url}/aide/", timeout=5) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.2)
    raise PortalFailed(log.read_text()[-4000:])


def _create(name: str, template: str = "template1") -> None:
    passwords = {"owner_password": OWNER_PASSWORD, "app_password": APP_PASSWORD}
    database.create_database(_cluster().url(), database=name, template=template, **passwords)


def _drop(name: str) -> None:
    with psycopg.connect(_cluster().url(), autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
