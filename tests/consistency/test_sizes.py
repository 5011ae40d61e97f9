"""Small functions, small files: the sizes that good teams reach."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.consistency.sources import modules, shown, tree_of

FUNCTION_MEDIAN, FUNCTION_P95 = 10, 40
FILE_P95, FILE_MAX = 300, 500
PACKAGES = ("neodes", "guichet")


def modules_of(package: str) -> list[Path]:
    return [path for path in modules() if package in path.parts]


def percentile(sizes: list[int], share: float) -> int:
    return sorted(sizes)[int(len(sizes) * share)]


def lines_of(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def function_sizes(package: str) -> list[int]:
    return [
        node.end_lineno - node.lineno + 1
        for path in modules_of(package)
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno
    ]


@pytest.mark.parametrize("package", PACKAGES)
def test_functions_are_small(package: str) -> None:
    sizes = function_sizes(package)
    assert len(sizes) > 50
    assert percentile(sizes, 0.5) <= FUNCTION_MEDIAN
    assert percentile(sizes, 0.95) <= FUNCTION_P95


@pytest.mark.parametrize("package", PACKAGES)
def test_files_are_small(package: str) -> None:
    sizes = {shown(path): lines_of(path) for path in modules_of(package)}
    assert percentile(list(sizes.values()), 0.95) <= FILE_P95
    assert {name: size for name, size in sizes.items() if size > FILE_MAX} == {}


def test_no_file_without_a_subject() -> None:
    nameless = {"utils.py", "helpers.py", "misc.py", "common.py", "tools.py"}
    assert [shown(path) for path in modules() if path.name in nameless] == []
