"""`guichet demo --once`, as a stranger runs it: the main job from files to portfolio, and the same data again."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import mkdtemp

import pytest

SETTINGS = ("GUICHET_", "DATABASE_", "DJANGO_", "SECRET_KEY", "EMAIL_")


@pytest.fixture
def folder() -> Iterator[Path]:
    """A short path: the socket of the database lies in it."""
    made = Path(mkdtemp(prefix="demo-"))
    yield made
    shutil.rmtree(made)


def run_once(folder: Path) -> str:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(SETTINGS)}
    program = Path(sys.executable).parent / "guichet"
    done = subprocess.run(
        [str(program), "demo", "--once", "--data", str(folder)],
        check=False,
        capture_output=True,
        text=True,
        env={**environment, "COLUMNS": "160"},
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.slow
def test_the_main_job_runs_to_its_end_and_is_not_done_twice(folder: Path) -> None:
    first, second = run_once(folder), run_once(folder)
    assert "Fichiers d'exemple déposés et contrôlés" in first
    assert "Fichiers d'exemple déposés et contrôlés" not in second
    for shown in (first, second):
        assert "8 établissement(s)" in shown
        assert "7 fichier(s)" in shown
        assert shown.count("déjà déposé") == 1
        assert "Épicerie des Tilleuls" in shown
        (faulty,) = [line for line in shown.splitlines() if "a-corriger" in line]
        assert [cell.strip() for cell in faulty.split("│")[4:8]] == ["1", "4", "0", "0"]
