"""The command `guichet`: serve, work, migrate, demonstrate. Nothing heavy is imported before the command is known."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path

from guichet.config.arguments import Parser, port, positive
from guichet.config.refusal import Refused

REFUSED = 2
INTERRUPTED = 130
DEFAULT_PORT = 8000

Run = Callable[[argparse.Namespace], int]


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; gives its exit code: 0, 1 (it failed), 2 (it refused to start, and says why)."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]  # the real streams are TextIOWrapper
    options = parser().parse_args(argv)
    try:
        return _run_of(options.command)(options)
    except Refused as refused:
        print(f"\n{refused}", file=sys.stderr)
        return REFUSED
    except KeyboardInterrupt:
        return INTERRUPTED


def parser() -> Parser:
    """The options of all commands."""
    top = Parser(prog="guichet", description="Le portail Guichet : le mois DSN des tiers déclarants.")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMANDE", title="Commandes ")
    _add_demo(commands)
    _add_serve(commands)
    _add_worker(commands)
    _add_partner(commands)
    for name, text in (
        ("migrate", "Mettre la base à jour (rôle propriétaire, DATABASE_OWNER_URL)."),
        ("version", "Donner la version de Guichet."),
    ):
        commands.add_parser(name, help=_lower(text), description=text)
    return top


Commands = argparse._SubParsersAction


def _add_demo(commands: Commands[Parser]) -> None:
    text = "Une démonstration complète sur cette machine : base, cabinet d'exemple, fichiers déposés, portail."
    demo = commands.add_parser("demo", help=_lower(text), description=text)
    demo.chosen.add_argument(
        "--once", action="store_true", help="tout faire sauf servir, afficher les résultats, rendre la main"
    )
    demo.chosen.add_argument(
        "--port", type=port, default=DEFAULT_PORT, metavar="PORT", help=f"port du portail ({DEFAULT_PORT} par défaut)"
    )
    demo.chosen.add_argument(
        "--data", type=Path, default=Path(".data/demo"), metavar="DOSSIER",
        help="dossier des données (.data/demo par défaut)",
    )  # fmt: skip


def _add_serve(commands: Commands[Parser]) -> None:
    text = "Servir le portail, avec les réglages de l'environnement."
    serve = commands.add_parser("serve", help=_lower(text), description=text)
    serve.chosen.add_argument(
        "--host", default="127.0.0.1", metavar="ADRESSE", help="adresse d'écoute (127.0.0.1 par défaut)"
    )
    serve.chosen.add_argument(
        "--port", type=port, default=DEFAULT_PORT, metavar="PORT", help=f"port d'écoute ({DEFAULT_PORT} par défaut)"
    )
    serve.chosen.add_argument(
        "--workers", type=positive, default=2, metavar="NOMBRE", help="nombre de processus (2 par défaut)"
    )


def _add_worker(commands: Commands[Parser]) -> None:
    text = "Traiter les dépôts et les tâches de fond, avec les réglages de l'environnement."
    worker = commands.add_parser("worker", help=_lower(text), description=text)
    worker.chosen.add_argument(
        "--concurrency", type=positive, default=2, metavar="NOMBRE", help="tâches menées à la fois (2 par défaut)"
    )
    worker.chosen.add_argument("--until-idle", action="store_true", help="s'arrêter quand il ne reste rien à faire")


def _add_partner(commands: Commands[Parser]) -> None:
    text = "Ouvrir l'espace d'un partenaire (groupe de protection sociale)."
    partner = commands.add_parser("partenaire", help=_lower(text), description=text)
    actions = partner.add_subparsers(dest="action", required=True, metavar="ACTION", title="Actions ")
    text = "Ouvrir le compte et inviter par courriel la personne qui l'administrera."
    create = actions.add_parser("creer", help=_lower(text), description=text)
    create.add_argument("code", metavar="CODE", help="code du partenaire, par exemple irp-auto")
    create.chosen.add_argument(
        "--email", required=True, metavar="ADRESSE", help="adresse électronique de la personne à inviter"
    )
    create.chosen.add_argument("--siret", required=True, metavar="SIRET", help="SIRET du partenaire, 14 chiffres")


def _lower(text: str) -> str:
    return text[0].lower() + text[1:].rstrip(".")


def _run_of(command: str) -> Run:
    if command == "version":
        return _version
    module = _MODULES[command]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guichet.config.settings")
    run: Run = import_module(f"guichet.config.{module}").run
    return run


_MODULES = {
    "demo": "demo.command",
    "serve": "serving",
    "worker": "working",
    "migrate": "migrating",
    "partenaire": "partners",
}


def _version(_options: argparse.Namespace) -> int:
    from importlib.metadata import version

    print(f"guichet {version('guichet')}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
