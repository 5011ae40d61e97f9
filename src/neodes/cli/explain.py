"""`neodes explain ID`: the page of a control."""

from __future__ import annotations

import argparse
import sys

from neodes.cli.arguments import Parser, add_format, add_norm

UNKNOWN = 2


def configure(parser: Parser) -> None:
    parser.named.add_argument("control", metavar="CONTRÔLE", help="par exemple S21.G00.40.007/CSL-00 ou LIGNE")
    add_norm(parser)
    add_format(parser, "text", "json")


def run(options: argparse.Namespace) -> int:
    from neodes.controls.registry import all_controls, find_control
    from neodes.norm import load_norm

    norm = load_norm(options.norm)
    identifier = options.control.strip().upper()
    control = find_control(identifier, norm)
    if control is None:
        from neodes.cli.suggestions import suggestion

        close = suggestion(identifier, (known.id for known in all_controls(norm)))
        print(
            f"neodes explain : le contrôle « {options.control} » n'existe pas en {norm.version}.{close}",
            file=sys.stderr,
        )
        return UNKNOWN
    from neodes.report.controls import control_as_json, control_as_text

    print(control_as_json(control) if options.format == "json" else control_as_text(control), end="")
    return 0
