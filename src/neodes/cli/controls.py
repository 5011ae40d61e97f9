"""`neodes controls`: every control of a version, with its weight, its status and its source."""

from __future__ import annotations

import argparse

from neodes.cli.arguments import Parser, add_format, add_norm

FAMILIES = ("commun", "btp", "agrica", "audiens", "auto", "lourmel", "b2v", "carcept")
"""A test compares them with those of `neodes.controls.explanations.sectors`, which a start need not read."""


def configure(parser: Parser) -> None:
    add_norm(parser)
    add_format(parser, "text", "json")
    parser.chosen.add_argument(
        "--statut",
        choices=("essai", "stable", "retire", "non_execute"),
        metavar="STATUT",
        help="seulement ce statut : essai, stable, retire, non_execute",
    )
    parser.chosen.add_argument(
        "--family",
        choices=FAMILIES,
        metavar="MÉTIER",
        help=f"seulement les contrôles d'un métier : {', '.join(FAMILIES)}",
    )
    parser.named.add_argument(
        "start", nargs="?", default="", metavar="DÉBUT", help="seulement ce bloc ou cette rubrique"
    )


def run(options: argparse.Namespace) -> int:
    from neodes.controls.registry import all_controls
    from neodes.norm import load_norm
    from neodes.report.controls import controls_as_json, controls_as_text

    norm = load_norm(options.norm)
    kept = [
        control
        for control in all_controls(norm)
        if control.id.startswith(options.start.upper())
        and options.statut in (None, control.status.value)
        and options.family in (None, control.family)
    ]
    print(controls_as_json(norm, kept) if options.format == "json" else controls_as_text(kept), end="")
    return 0
