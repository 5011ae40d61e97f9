"""`guichet serve`: the pages, by granian."""

from __future__ import annotations

import argparse
import socket

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from guichet.config.refusal import Refused
from guichet.config.startup import check_database, load_settings
from guichet.config.static import collect_static

THREADS = 8
"""Per process; each keeps a connection to the database, of which PostgreSQL allows 100 by default."""


def run(options: argparse.Namespace) -> int:
    """Check everything, then serve until SIGINT or SIGTERM, letting the requests at work end."""
    check_port_is_free(options.host, options.port)
    load_settings()
    check_database()
    collect_static()
    Server(
        "guichet.config.wsgi:application",
        address=options.host,
        port=options.port,
        interface=Interfaces.WSGI,
        workers=options.workers,
        blocking_threads=THREADS,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=30,
    ).serve()
    return 0


def check_port_is_free(host: str, port: int) -> None:
    """Raise `Refused` when nothing can listen there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError as error:
            raise Refused(
                f"Le port {port} est réservé : il faut des droits d'administration pour s'y mettre.\n"
                f"Choisissez-en un au-dessus de 1023, par exemple --port {port + 8000}."
            ) from error
        except OSError as error:
            raise Refused(
                f"Le port {port} de {host} est déjà pris par un autre programme ({error.strerror}).\n"
                f"Arrêtez-le, ou choisissez un autre port, par exemple --port {_free_port(family, host, port)}."
            ) from error


def _free_port(family: int, host: str, taken: int) -> int:
    for port in range(taken + 1, min(taken + 100, 65_536)):
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            if not probe.connect_ex((host, port)):
                continue
            try:
                probe.bind((host, port))
            except OSError:
                continue
            return port
    return taken + 1
