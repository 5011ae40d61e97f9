"""argparse in French."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable
from typing import NoReturn

_ERRORS = (
    (r"the following arguments are required: (.*)", r"il manque : \1"),
    (r"unrecognized arguments: (.*)", r"option ou argument inconnu : \1"),
    (r"argument (.*?): invalid choice: (.*?) \(choose from (.*)\)", r"\1 : \2 n'existe pas ; choisissez \3"),
    (r"argument (.*?): expected one argument", r"\1 : il manque la valeur"),
    (r"argument (.*?): (.*)", r"\1 : \2"),
)


class FrenchFormatter(argparse.HelpFormatter):
    """« Usage : » instead of « usage: »."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        """Pass on, with our prefix unless there is one."""
        super().add_usage(usage, actions, groups, "Usage : " if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """An ArgumentParser whose help and errors are French; a wrong option exits with 2."""

    def __init__(self, **settings: object) -> None:
        super().__init__(add_help=False, formatter_class=FrenchFormatter, **settings)  # type: ignore[arg-type]  # passed through
        self.chosen = self.add_argument_group("Options ")
        self.chosen.add_argument("-h", "--help", action="help", help="montrer cette aide")

    def error(self, message: str) -> NoReturn:
        """Say what is wrong, in French, and leave."""
        self.exit(2, f"{self.prog} : {translated(message)}.\n« {self.prog} --help » donne les options.\n")


def translated(message: str) -> str:
    """The French sentence for one of argparse; another one is left as it is."""
    for pattern, replacement in _ERRORS:
        if re.fullmatch(pattern, message):
            return re.sub(pattern, replacement, message)
    return message


def positive(text: str) -> int:
    """A number of 1 or more."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"« {text} » n'est pas un nombre entier à partir de 1")
    return int(text)


def port(text: str) -> int:
    """A port number."""
    if not text.isdecimal() or not 1 <= int(text) <= 65_535:
        raise argparse.ArgumentTypeError(f"« {text} » n'est pas un port : donnez un nombre de 1 à 65535")
    return int(text)
