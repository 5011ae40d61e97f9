"""What script/demo says on a machine that lacks something, before any Python of ours runs."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TOOLS = ("bash", "dirname", "cat", "sha256sum", "cut", "flock")


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A folder of programs: the core utilities alone."""
    programs = tmp_path / "bin"
    programs.mkdir()
    for tool in TOOLS:
        found = shutil.which(tool)
        if found:
            (programs / tool).symlink_to(found)
    return programs


def add_python(programs: Path, *, recent: bool, venv: bool = True) -> None:
    """A Python that answers the two questions that are asked of it."""
    lines = ["#!/bin/bash", 'case "$*" in', f'  *"import venv"*) exit {0 if venv else 1} ;;']
    lines += ['  --version) echo "Python 3.9.2" ;;', f"  *) exit {0 if recent else 1} ;;", "esac"]
    (programs / "python3").write_text("\n".join(lines) + "\n")
    (programs / "python3").chmod(0o755)


def ask(programs: Path, *calls: str) -> subprocess.CompletedProcess[str]:
    """Source the library of script/ and call its functions."""
    return subprocess.run(
        [programs / "bash", "-euc", ". script/lib/environment.sh; " + "; ".join(calls)],
        cwd=ROOT, env={"PATH": str(programs)}, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_an_old_python_is_named_with_what_to_do(machine: Path) -> None:
    add_python(machine, recent=False)
    done = ask(machine, "python=$(find_python)", "echo jamais")
    assert done.returncode == 1
    assert "Guichet demande Python 3.11 ou plus récent ; cette machine a : Python 3.9.2." in done.stderr
    assert "apt-get install python3 python3-venv" in done.stderr
    assert "jamais" not in done.stdout


def test_no_python_at_all(machine: Path) -> None:
    done = ask(machine, "find_python")
    assert done.returncode == 1
    assert "aucun Python 3" in done.stderr


def test_a_python_without_venv(machine: Path) -> None:
    add_python(machine, recent=True, venv=False)
    done = ask(machine, 'check_venv_module "$(find_python)"')
    assert done.returncode == 1
    assert "apt-get install python3-venv" in done.stderr


def test_a_recent_python_is_taken(machine: Path) -> None:
    add_python(machine, recent=True)
    assert ask(machine, "find_python").stdout.strip() == str(machine / "python3")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_checkout_that_is_not_ours(machine: Path, tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    done = ask(machine, f"ROOT={tmp_path}", "check_root_is_writable")
    tmp_path.chmod(0o700)
    assert done.returncode == 1
    assert "Impossible d'écrire" in done.stderr
