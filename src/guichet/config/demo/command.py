"""`guichet demo`: prepare, fill, then serve (or show the results and stop, with `--once`)."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from django.db import OperationalError
from rich.console import Console

from guichet.config import embedded
from guichet.config.demo import installation, supervisor
from guichet.config.refusal import Refused, folder_refusal
from guichet.config.startup import load_settings

LOCAL = "127.0.0.1"


def run(options: argparse.Namespace) -> int:
    """The whole demonstration; its database is stopped at the end, whatever happens."""
    folder: Path = options.data.absolute()
    if not options.once:
        from guichet.config.serving import check_port_is_free

        check_port_is_free(LOCAL, options.port)
    supervisor.stop_on_sigterm()
    console = Console()
    with installation.locked(folder):
        _step(console, "Démarrage de la base de données")
        with installation.running_database(folder) as cluster:
            try:
                _prepare(console, folder, cluster, port=options.port)
                return _once(console) if options.once else _serve(console, folder, port=options.port)
            except OperationalError as error:
                raise Refused(f"La base de données de « {folder} » ne répond plus :\n  {error}") from error
            except OSError as error:
                raise Refused(folder_refusal(folder, error)) from error


def _prepare(console: Console, folder: Path, cluster: embedded.Cluster, *, port: int) -> None:
    os.environ.update(installation.describe_environment(folder, cluster, port=port))
    load_settings()
    if installation.prepare_database(folder, cluster):
        _step(console, "Tables créées ou mises à jour")
    from guichet.config.demo.people import create_partner, create_people

    if create_people():
        _step(console, "Cabinet d'exemple créé")
    if create_partner():
        _step(console, "Espace d'un partenaire ouvert")
    from guichet.config.demo.filling import fill

    if fill():
        _step(console, "Fichiers d'exemple déposés et contrôlés")
    _close_connections()


def _once(console: Console) -> int:
    from guichet.config.demo.screen import show_results
    from guichet.config.working import work

    work(concurrency=1, wait=False)
    show_results(console)
    _close_connections()
    return 0


def _serve(console: Console, folder: Path, *, port: int) -> int:
    from guichet.config.demo.screen import show_logins

    with supervisor.children(folder, port=port) as started:
        try:
            supervisor.wait_until_ready(folder, started, port=port)
            show_logins(console, folder, port=port)
            ended = supervisor.watch(started)
        except KeyboardInterrupt:
            _step(console, "Arrêt de Guichet")
            return 0
        raise Refused(supervisor.ended_sentence(folder, ended))


def _step(console: Console, text: str) -> None:
    console.print(f"[dim]{text}…[/dim]")


def _close_connections() -> None:
    """Nothing of ours may hold the database when it is stopped, or when the children take over."""
    from django.db import connections

    connections.close_all()
