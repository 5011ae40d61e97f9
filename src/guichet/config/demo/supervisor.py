"""The two processes of the portal, started together and stopped together."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from guichet.config.refusal import Refused

READY_TIMEOUT = 40
STOP_TIMEOUT = 30
_PR_SET_PDEATHSIG = 1


class Stopped(KeyboardInterrupt):
    """SIGTERM was received: leave as with Ctrl-C."""


def stop_on_sigterm() -> None:
    """From here on, SIGTERM raises `Stopped`: what was started is stopped on the way out."""
    signal.signal(signal.SIGTERM, _raise_stopped)


@contextmanager
def children(folder: Path, *, port: int) -> Iterator[dict[str, subprocess.Popen[bytes]]]:
    """The web server and the worker, by name; both are stopped at the end, whatever happens."""
    logs = folder / "journaux"
    logs.mkdir(exist_ok=True)
    started: dict[str, subprocess.Popen[bytes]] = {}
    try:
        started["portail"] = _start(logs / "portail.log", "serve", "--port", str(port), "--workers", "1")
        started["taches"] = _start(logs / "taches.log", "worker")
        yield started
    finally:
        _stop(started)


def wait_until_ready(folder: Path, started: dict[str, subprocess.Popen[bytes]], *, port: int) -> None:
    """Return when the portal answers; raises `Refused` when a process ends or nothing answers in time."""
    latest = time.monotonic() + READY_TIMEOUT
    while time.monotonic() < latest:
        if (ended := first_ended(started)) is not None:
            raise Refused(ended_sentence(folder, ended))
        if _answers(port):
            return
        time.sleep(0.1)
    raise Refused(f"Le portail ne répond pas après {READY_TIMEOUT} secondes. Le détail est dans « {folder}/journaux ».")


def watch(started: dict[str, subprocess.Popen[bytes]]) -> str:
    """Wait until one of the processes ends by itself; gives its name."""
    while True:
        if (ended := first_ended(started)) is not None:
            return ended
        time.sleep(0.3)


def first_ended(started: dict[str, subprocess.Popen[bytes]]) -> str | None:
    """Name of a process that is not there any more."""
    return next((name for name, process in started.items() if process.poll() is not None), None)


def ended_sentence(folder: Path, name: str) -> str:
    """What to tell when a process ended by itself."""
    log = folder / "journaux" / f"{name}.log"
    tail = "\n".join(log.read_text(errors="replace").splitlines()[-8:])
    return f"Le processus « {name} » s'est arrêté tout seul. La fin de son journal ({log}) :\n\n{tail}"


def _start(log: Path, *arguments: str) -> subprocess.Popen[bytes]:
    with log.open("ab") as output:
        return subprocess.Popen(
            [sys.executable, "-m", "guichet.config.cli", *arguments],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
            # Their own group: Ctrl-C reaches the supervisor alone, which stops them in order.
            start_new_session=True,
            preexec_fn=_die_with_parent,  # noqa: PLW1509  # this process has one thread
        )


def _die_with_parent() -> None:
    """Were the supervisor killed outright, its children must not keep the port."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def _stop(started: dict[str, subprocess.Popen[bytes]]) -> None:
    for process in started.values():
        if process.poll() is None:
            process.terminate()
    latest = time.monotonic() + STOP_TIMEOUT
    for process in started.values():
        try:
            process.wait(max(0.1, latest - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/sante/pret", timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _raise_stopped(_number: int, _frame: object) -> None:
    raise Stopped
