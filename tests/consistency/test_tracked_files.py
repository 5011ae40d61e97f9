"""The repository is the same on every machine: no absolute path of one, no address of a package index."""

from __future__ import annotations

import re

from tests.consistency.sources import ROOT, shown, tracked_files

MACHINE = re.compile(r"(?<![\w.:/~-])/(?:work|home|root|Users|private|mnt)/[\w.-]")
INDEX = re.compile(r"--(?:extra-)?index-url|--find-links|--trusted-host|https?://[^\s\"')]*/simple\b", re.IGNORECASE)
THIS_FILE = "tests/consistency/test_tracked_files.py"
COMPILES = "script/update-requirements"
TEXT = {".py", ".md", ".txt", ".in", ".toml", ".html", ".css", ".js", ".sh", ".json", ".svg", ".cfg", ""}


def lines_with(pattern: re.Pattern[str], *, but: set[str]) -> list[str]:
    return [
        f"{shown(path)}:{number}: {line.strip()[:120]}"
        for path in tracked_files()
        if path.suffix in TEXT and shown(path) not in {THIS_FILE, *but}
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1)
        if pattern.search(line)
    ]


def test_no_path_of_a_machine() -> None:
    assert lines_with(MACHINE, but=set()) == []


def test_no_address_of_a_package_index() -> None:
    assert lines_with(INDEX, but={COMPILES}) == []


def test_commands_can_be_run() -> None:
    commands = [path for path in tracked_files() if path.parent == ROOT / "script"]
    assert len(commands) >= 5
    assert [shown(path) for path in commands if not path.stat().st_mode & 0o111] == []


def test_requirements_are_hashed() -> None:
    for name in ("runtime", "dev"):
        text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
        pins = re.findall(r"^[\w.\-\[\]]+==[^\n]*\\\n    --hash=sha256:", text, re.MULTILINE)
        assert len(pins) == len(re.findall(r"^[\w.\-\[\]]+==", text, re.MULTILINE)) > 20


def test_development_runs_on_what_is_installed_for_people() -> None:
    pins = {
        name: set(re.findall(r"^([\w.\-\[\]]+==[^ \\]+)", path.read_text(encoding="utf-8"), re.MULTILINE))
        for name in ("runtime", "dev")
        if (path := ROOT / "requirements" / f"{name}.txt")
    }
    assert pins["runtime"] - pins["dev"] == set()
