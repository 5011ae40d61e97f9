"""Entry point: picks the command, imports its module alone, turns interruptions into exit codes."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Sequence

from neodes.cli.arguments import Parser

INTERRUPTED = 130
BROKEN_PIPE = 141
USAGE_ERROR = 2

COMMANDS = {
    "check": "contrôler des fichiers DSN et dire ce qui ne va pas",
    "compare": "comparer un fichier à celui du mois précédent, ou à celui qu'il remplace",
    "fpoc": "lire une fiche de paramétrage : ce que chaque contrat demande, et ce qui change",
    "show": "montrer le contenu d'un fichier, bloc par bloc, avec les libellés",
    "controls": "lister les contrôles, exécutés ou non",
    "explain": "expliquer un contrôle : ce qu'il vérifie, pourquoi, que faire",
    "generate": "produire des déclarations d'essai, valides et fictives",
    "norm": "dire ce que la norme prévoit pour une rubrique ou un bloc",
}

_HELP = """\
Usage : neodes COMMANDE [options]

Lire, contrôler et expliquer les déclarations sociales nominatives (DSN).

Commandes :
{commands}

« neodes COMMANDE --help » donne les options d'une commande.
Codes de sortie de « check » : 0 rien de bloquant, 1 au moins une anomalie bloquante, 2 fichier illisible.
Codes de sortie de « fpoc » : 0 tout est lu, 1 il y a des remarques, 2 fichier illisible.
Codes de sortie de « compare » : 0 rien à dire, 1 au moins un avertissement, 2 fichier illisible.
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; gives its exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        code = _dispatch(arguments)
        sys.stdout.flush()
    except KeyboardInterrupt:
        print("\nInterrompu.", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of our output has gone (`| head`): nothing more can be written, not even at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BROKEN_PIPE
    return code


def _dispatch(arguments: list[str]) -> int:
    if not arguments or arguments[0] in ("-h", "--help", "help"):
        print(_help(), end="")
        return 0 if arguments else USAGE_ERROR
    if arguments[0] in ("-V", "--version"):
        return _print_version()
    name, *rest = arguments
    if name not in COMMANDS:
        print(_unknown(name), file=sys.stderr)
        return USAGE_ERROR
    return _run(name, rest)


def _run(name: str, arguments: list[str]) -> int:
    """Import the module of the command; argparse leaves by SystemExit for --help and for wrong options."""
    _, run = _command(name)
    try:
        options = parser_of(name).parse_args(arguments)
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else USAGE_ERROR
    return run(options)


def parser_of(name: str) -> Parser:
    """The options of one command."""
    configure, _ = _command(name)
    parser = Parser(prog=f"neodes {name}", description=COMMANDS[name][0].upper() + COMMANDS[name][1:] + ".")
    configure(parser)
    return parser


def _command(name: str) -> tuple[Callable[[Parser], None], Callable[..., int]]:
    from importlib import import_module

    module = import_module(f"neodes.cli.{name}")
    return module.configure, module.run


def _help() -> str:
    width = max(map(len, COMMANDS)) + 2
    return _HELP.format(commands="\n".join(f"  {name:<{width}}{text}" for name, text in COMMANDS.items()))


def _unknown(name: str) -> str:
    from neodes.cli.suggestions import suggestion

    return f"neodes : la commande « {name} » n'existe pas.{suggestion(name, COMMANDS)}"


def _print_version() -> int:
    from importlib.metadata import PackageNotFoundError, version

    try:
        number = version("guichet")
    except PackageNotFoundError:
        number = "(non installé)"
    print(f"neodes {number}")
    return 0
