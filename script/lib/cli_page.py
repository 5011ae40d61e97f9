"""Write docs/cli.md from the help of the two commands; with --check, say whether it is stale instead."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

PAGE = Path(__file__).resolve().parents[2] / "docs" / "cli.md"
HEAD = """# Les commandes

<!-- Page écrite par script/update-docs à partir de l'aide des commandes : ne pas la modifier à la main. -->

`guichet` fait vivre le portail ; `neodes` lit et contrôle des fichiers DSN, sans portail ni base de données.
"""


def main() -> int:
    """Write or compare."""
    page = render()
    if "--check" not in sys.argv[1:]:
        PAGE.write_text(page, encoding="utf-8")
        return 0
    if PAGE.exists() and PAGE.read_text(encoding="utf-8") == page:
        return 0
    print("docs/cli.md is stale: run script/update-docs")
    return 1


def render() -> str:
    """The whole page."""
    os.environ["COLUMNS"] = "100"  # argparse folds its help to the width of the terminal
    from guichet.config.cli import parser as guichet_parser
    from neodes.cli.main import COMMANDS, parser_of

    parts = [HEAD]
    portal = guichet_parser()
    parts.append(f"\n## {portal.prog}\n\n{_help(portal)}")
    parts += [f"\n### {child.prog}\n\n{_help(child)}" for child in _children(portal)]
    parts.append("\n## neodes\n")
    parts += [f"\n### neodes {name}\n\n{_help(parser_of(name))}" for name in COMMANDS]
    return "".join(parts)


def _help(parser: argparse.ArgumentParser) -> str:
    return f"```text\n{parser.format_help().rstrip()}\n```\n"


def _children(parser: argparse.ArgumentParser) -> list[argparse.ArgumentParser]:
    groups = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    return [child for group in groups for child in group.choices.values()]


if __name__ == "__main__":
    sys.exit(main())
