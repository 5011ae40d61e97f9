"""`neodes show FILE`: what a file says, bloc by bloc, with the labels of the norm."""

from __future__ import annotations

import argparse
from pathlib import Path

from neodes.cli.arguments import Parser, add_in_clear, add_norm
from neodes.cli.files import complain, why_unreadable

UNREADABLE = 2


def configure(parser: Parser) -> None:
    parser.named.add_argument("file", metavar="FICHIER", help="fichier DSN")
    add_norm(parser, default=None)
    add_in_clear(parser)


def run(options: argparse.Namespace) -> int:
    problem = why_unreadable(options.file)
    if problem is not None:
        complain([problem])
        return UNREADABLE
    from neodes.norm import load_norm
    from neodes.report.context import all_lines, norm_of_bytes
    from neodes.report.outline import outline

    data = Path(options.file).read_bytes()
    if b"\0" in data or not data:
        complain([f"{options.file} : ce n'est pas un fichier DSN (vide, archive ou fichier binaire)."])
        return UNREADABLE
    norm = load_norm(options.norm) if options.norm else norm_of_bytes(data)
    for line in outline(all_lines(data, norm, mask=not options.en_clair), norm):
        print(line)
    return 0
