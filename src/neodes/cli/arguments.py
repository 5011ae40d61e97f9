"""argparse in French, and the options that several commands share."""

from __future__ import annotations

import argparse
import re
from typing import NoReturn

from neodes.norm.versions import DEFAULT_VERSION, NORM_VERSIONS

# The sentences of argparse that a person can meet, and ours.
_ERRORS = (
    (r"the following arguments are required: (.*)", r"il manque : \1"),
    (r"unrecognized arguments: (.*)", r"option ou argument inconnu : \1"),
    (r"argument (.*?): invalid choice: (.*?) \(choose from (.*)\)", r"\1 : \2 n'est pas possible ; choisissez \3"),
    (r"argument (.*?): expected one argument", r"\1 : il manque la valeur"),
    (r"argument (.*?): expected at least one argument", r"\1 : il manque au moins une valeur"),
    (r"argument (.*?): invalid \w+ value: (.*)", r"\1 : \2 n'est pas un nombre entier"),
    (r"argument (.*?): not allowed with argument (.*)", r"\1 ne va pas avec \2"),
    (r"ambiguous option: (.*?) could match (.*)", r"l'option \1 est ambiguë : \2"),
    (r"argument (.*?): (.*)", r"\1 : \2"),
)


class _Formatter(argparse.HelpFormatter):
    def add_usage(self, *args: object, **kwargs: object) -> None:
        kwargs["prefix"] = "Usage : "
        super().add_usage(*args, **kwargs)  # type: ignore[arg-type]  # passed through untouched


class Parser(argparse.ArgumentParser):
    """An ArgumentParser whose help and errors are French; an error exits with 2."""

    def __init__(self, prog: str, description: str) -> None:
        super().__init__(prog=prog, description=description, add_help=False, formatter_class=_Formatter)
        self.chosen = self.add_argument_group("Options ")
        self.named = self.add_argument_group("Arguments ")
        self.chosen.add_argument("-h", "--help", action="help", help="montrer cette aide")

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog} : {translated(message)}.\n« {self.prog} --help » donne les options.\n")


def translated(message: str) -> str:
    """The French sentence for one of argparse; another one is left as it is."""
    for pattern, replacement in _ERRORS:
        if re.fullmatch(pattern, message):
            return re.sub(pattern, replacement, message)
    return message


def add_norm(parser: Parser, *, default: str | None = DEFAULT_VERSION) -> None:
    """`--norm P26V01`."""
    told = f"version en vigueur, {default}" if default else "version que le fichier nomme"
    parser.chosen.add_argument(
        "--norm", choices=NORM_VERSIONS, default=default, metavar="VERSION", help=f"version de la norme ({told})"
    )


def add_format(parser: Parser, *formats: str) -> None:
    """`--format text|json`; the first one is the default."""
    parser.chosen.add_argument(
        "--format",
        choices=formats,
        default=formats[0],
        metavar="FORMAT",
        help=f"{', '.join(formats)} ({formats[0]} par défaut)",
    )


def add_in_clear(parser: Parser) -> None:
    """`--en-clair`: personal values are shown."""
    parser.chosen.add_argument(
        "--en-clair", action="store_true", help="montrer les valeurs personnelles (NIR, noms, comptes…)"
    )
