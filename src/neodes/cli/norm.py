"""`neodes norm ID`: what a version of the norm says of a rubrique or a bloc."""

from __future__ import annotations

import argparse
import sys

from neodes.cli.arguments import Parser, add_format, add_norm

UNKNOWN = 2


def configure(parser: Parser) -> None:
    parser.named.add_argument("id", metavar="ID", help="rubrique (S21.G00.40.007) ou bloc (S21.G00.40)")
    add_norm(parser)
    add_format(parser, "text", "json")


def run(options: argparse.Namespace) -> int:
    from neodes.norm import load_norm
    from neodes.report.norm import bloc_page, page_as_json, page_as_text, rubrique_page

    norm = load_norm(options.norm)
    identifier = options.id.strip().upper()
    if identifier in norm.rubriques:
        page = rubrique_page(norm, norm.rubriques[identifier])
    elif identifier in norm.blocs:
        page = bloc_page(norm, norm.blocs[identifier])
    else:
        return _unknown(identifier, options.norm)
    print(page_as_json(page) if options.format == "json" else page_as_text(page), end="")
    return 0


def _unknown(identifier: str, version: str) -> int:
    """Say in which other versions it exists, or what looks like it."""
    from neodes.cli.suggestions import suggestion
    from neodes.norm import NORM_VERSIONS, load_norm

    held = [
        other
        for other in NORM_VERSIONS
        if identifier in load_norm(other).rubriques or identifier in load_norm(other).blocs
    ]
    norm = load_norm(version)
    close = f" Il existe en {', '.join(held)}." if held else suggestion(identifier, (*norm.rubriques, *norm.blocs))
    print(f"neodes norm : « {identifier} » n'existe pas en {version}.{close}", file=sys.stderr)
    return UNKNOWN
