"""What may import what: the contracts of pyproject.toml, and neodes by its public face."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

from tests.consistency.sources import ROOT, modules, shown, tree_of

GENERATOR_USERS = {"src/guichet/config/demo/files.py", "src/guichet/config/demo/people.py"}
"""The demonstration makes files; nothing else of the portal does."""


def test_contracts_are_kept() -> None:
    done = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def imports_of(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


def test_the_portal_uses_neodes_by_its_public_face() -> None:
    inside = {
        f"{shown(path)}: {name}"
        for path in modules()
        if "guichet" in path.parts and shown(path) not in GENERATOR_USERS
        for name in imports_of(path)
        if name.startswith("neodes.")
    }
    assert inside == set()


XML_OF_OTHERS = {
    "src/neodes/fpoc/elements.py: defusedxml.ElementTree",
    "src/neodes/fpoc/elements.py: defusedxml.common",
}
"""The one exception (docs/adr/0006): a fiche comes from somebody else, and the XML of Python trusts it."""


def test_neodes_needs_nothing_but_python() -> None:
    foreign = {
        f"{shown(path)}: {name}"
        for path in modules()
        if "neodes" in path.parts
        for name in imports_of(path)
        if name.split(".")[0] not in {*sys.stdlib_module_names, "neodes"}
    }
    assert foreign == XML_OF_OTHERS
