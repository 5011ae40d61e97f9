"""Documents say what is true: links lead somewhere, generated pages are fresh, the graph is the one of the code."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from tests.consistency.sources import ROOT, shown, tracked_files

LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
PAGES = [path for path in tracked_files() if path.suffix == ".md"]


@pytest.mark.parametrize("page", PAGES, ids=shown)
def test_links_lead_somewhere(page: Path) -> None:
    targets = [target.split("#")[0] for target in LINK.findall(page.read_text(encoding="utf-8"))]
    local = [target for target in targets if target and "://" not in target and not target.startswith("mailto:")]
    assert [target for target in local if not (page.parent / target).exists()] == []


def test_there_are_pages() -> None:
    assert {"README.md", "CHANGELOG.md", "docs/architecture.md"} <= {shown(page) for page in PAGES}


def test_the_changelog_tells_of_what_comes() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    first = re.split(r"^## ", text, flags=re.MULTILINE)[1]
    assert re.search(r"^- \S", first, re.MULTILINE)


@pytest.mark.parametrize("package", ["neodes", "guichet"])
def test_the_graph_of_layers_is_the_one_that_is_held(package: str) -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    (layers,) = [contract["layers"] for contract in contracts["contracts"] if contract["name"] == f"{package}: layers"]
    chain = " → ".join(layer.replace(f"{package}.", "") for layer in layers)
    assert chain in (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("package", ["neodes", "guichet"])
def test_every_package_has_its_layer(package: str) -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    packages = {path.parent.name for path in (ROOT / "src" / package).glob("*/__init__.py")}
    assert {name for name in packages if f"{package}.{name}" not in text} == set()


def test_the_readme_begins_with_the_two_commands() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert text.index("script/demo") < text.index("script/test") < text.index("\n## ")
