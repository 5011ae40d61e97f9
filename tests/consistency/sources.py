"""The files that git follows, and the modules of src among them."""

from __future__ import annotations

import ast
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@cache
def tracked_files() -> tuple[Path, ...]:
    """Files followed by git, and those that are about to be; all files when there is no git."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    names = listed.stdout.splitlines() if listed.returncode == 0 else []
    return tuple(path for name in sorted(names) if (path := ROOT / name).is_file())


@cache
def modules() -> tuple[Path, ...]:
    """Python files of src, migrations left out."""
    return tuple(path for path in sorted((ROOT / "src").rglob("*.py")) if "migrations" not in path.parts)


@cache
def tree_of(path: Path) -> ast.Module:
    """The syntax tree of a module."""
    return ast.parse(path.read_text(encoding="utf-8"))


def shown(path: Path) -> str:
    """The path as people write it."""
    return str(path.relative_to(ROOT))
