"""`neodes show FILE`: what a file says, bloc by bloc, with the labels of the norm."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from neodes.cli.arguments import Parser, add_in_clear, add_norm
from neodes.cli.files import complain, why_unreadable

if TYPE_CHECKING:
    from neodes.parser import Member

UNREADABLE = 2


def configure(parser: Parser) -> None:
    parser.named.add_argument("file", metavar="FICHIER", help="fichier DSN ou archive")
    add_norm(parser, default=None)
    add_in_clear(parser)


def run(options: argparse.Namespace) -> int:
    problem = why_unreadable(options.file)
    if problem is not None:
        complain([problem])
        return UNREADABLE
    from neodes.parser import open_members

    shown = [_show(member, options) for member in open_members(Path(options.file), options.file)]
    return 0 if all(shown) else UNREADABLE


def _show(member: Member, options: argparse.Namespace) -> bool:
    """Print one file (an archive holds several); False, and a sentence, when it is not text."""
    from neodes.norm import load_norm
    from neodes.parser import recognise_binary
    from neodes.report.context import all_lines, norm_of_bytes
    from neodes.report.outline import outline

    if member.error is not None or not member.data or recognise_binary(member.data):
        complain([f"{member.name} : ce n'est pas un fichier DSN lisible (vide, protégé, abîmé ou binaire)."])
        return False
    if member.name != options.file:
        print(member.name)
    norm = load_norm(options.norm) if options.norm else norm_of_bytes(member.data)
    for line in outline(all_lines(member.data, norm, mask=not options.en_clair), norm):
        print(line)
    return True
