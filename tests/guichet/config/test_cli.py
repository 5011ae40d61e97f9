"""The command `guichet` as people type it."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from guichet.config.cli import main
from guichet.config.refusal import Refused, check_writable
from guichet.config.serving import check_port_is_free


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["version"]) == 0
    assert capsys.readouterr().out.startswith("guichet ")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([], "il manque : COMMANDE"),
        (["inventee"], "'inventee' n'existe pas"),
        (["serve", "--port", "70000"], "« 70000 » n'est pas un port"),
        (["worker", "--concurrency", "0"], "n'est pas un nombre entier à partir de 1"),
        (["demo", "--vite"], "option ou argument inconnu : --vite"),
        (["demo", "--port"], "il manque la valeur"),
    ],
)
def test_wrong_options_are_told_in_french(
    capsys: pytest.CaptureFixture[str], arguments: list[str], sentence: str
) -> None:
    with pytest.raises(SystemExit) as leaving:
        main(arguments)
    assert leaving.value.code == 2
    assert sentence in capsys.readouterr().err


def test_a_taken_port_is_named_with_another_to_choose() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(Refused, match=rf"Le port {port} de 127\.0\.0\.1 est déjà pris(.|\n)*--port \d+"):
            check_port_is_free("127.0.0.1", port)


def test_a_free_port_is_accepted() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    check_port_is_free("127.0.0.1", port)


def test_the_demonstration_refuses_a_folder_that_is_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "fichier").write_text("")
    assert main(["demo", "--once", "--data", str(tmp_path / "fichier" / "demo")]) == 2
    assert "n'est pas" not in capsys.readouterr().out


def test_a_folder_is_made_for_its_user_alone(tmp_path: Path) -> None:
    check_writable(tmp_path / "neuf")
    assert (tmp_path / "neuf").stat().st_mode & 0o777 == 0o700
    assert list((tmp_path / "neuf").iterdir()) == []


def test_a_folder_under_a_file_is_refused_with_the_reason(tmp_path: Path) -> None:
    (tmp_path / "fichier").write_text("")
    with pytest.raises(Refused, match="est un fichier, pas un dossier"):
        check_writable(tmp_path / "fichier" / "demo")
