"""Each setting that is missing or weak is named, in French, before anything starts."""

from __future__ import annotations

import base64
import os
import subprocess
import sys

import pytest

from guichet.config.environment import Environment

GOOD = {
    "GUICHET_MODE": "production",
    "SECRET_KEY": "kX9w2-Qz7_Lm4Rt8-Yb1Nc6-Vd3Pf5-Gh0Js2-Aw4Ex6-Tu8Io1-Zq",
    "GUICHET_MASTER_KEYS": "1:" + base64.b64encode(bytes(range(32))).decode(),
    "DATABASE_URL": "postgresql://guichet_app:secret@localhost/guichet",
    "EMAIL_URL": "smtp+tls://user:secret@mail.example:587",
    "GUICHET_BASE_URL": "https://guichet.example",
}


def problems(monkeypatch: pytest.MonkeyPatch, **changes: str) -> list[str]:
    for name, value in {**GOOD, **changes}.items():
        monkeypatch.setenv(name, value)
    return Environment().problems()


def test_good_settings_are_accepted(monkeypatch: pytest.MonkeyPatch) -> None:
    assert problems(monkeypatch) == []


@pytest.mark.parametrize("name", sorted(set(GOOD) - {"GUICHET_MODE"}))
def test_a_missing_setting_is_named(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    (problem,) = problems(monkeypatch, **{name: ""})
    assert problem.startswith(f"{name} manque")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", "trop-court"),
        ("SECRET_KEY", "ab" * 40),
        ("GUICHET_MASTER_KEYS", "1:pas-du-base64"),
        ("GUICHET_MASTER_KEYS", "1:" + base64.b64encode(b"court").decode()),
        ("GUICHET_MASTER_KEYS", "un:" + base64.b64encode(bytes(range(32))).decode()),
        ("GUICHET_MASTER_KEYS", "1:" + base64.b64encode(bytes(32)).decode()),
        ("EMAIL_URL", "file:/tmp/courriels"),
        ("GUICHET_BASE_URL", "http://guichet.example"),
    ],
)
def test_a_weak_setting_is_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    (problem,) = problems(monkeypatch, **{name: value})
    assert problem.startswith(name)


@pytest.mark.parametrize("command", ["serve", "worker", "migrate"])
def test_a_command_lists_all_of_them_and_exits_2(command: str) -> None:
    bare = {name: os.environ[name] for name in ("PATH", "PYTHONPATH", "HOME") if name in os.environ}
    done = subprocess.run(
        [sys.executable, "-m", "guichet.config.cli", command], capture_output=True, text=True, check=False, env=bare
    )
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    for name in set(GOOD) - {"GUICHET_MODE"}:
        assert f"- {name} manque" in done.stderr
