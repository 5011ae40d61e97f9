"""`neodes fpoc` and `neodes check --fpoc`, as one types them."""

from __future__ import annotations

import json
import zipfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from neodes.cli import main
from neodes.fpoc.model import Component
from neodes.fpoc.writing import write_fiches
from tests.neodes.fpoc.samples import CONTRACT, FICHE, declaration, fiche


@pytest.fixture
def paths(tmp_path: Path) -> dict[str, str]:
    """A declaration, the fiche that agrees with it, the next version of it, and what is no fiche."""
    contents = {
        "paie.dsn": declaration(),
        "fiche.xml": write_fiches([FICHE]),
        "autre.xml": write_fiches(
            [fiche(replace(CONTRACT, oc="P0958", components=(Component("BrutPrev", "10", rate=Decimal("1.6")),)))]
        ),
        "remarque.xml": write_fiches([FICHE]).replace(b"<Message>", b"<Couleur/><Message>"),
        "rien.xml": b"<DSN/>",
    }
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    with zipfile.ZipFile(tmp_path / "lot.zip", "w") as archive:
        archive.writestr("paie.dsn", declaration())
    return {path.name: str(path) for path in tmp_path.iterdir()}


def test_a_declaration_that_agrees(paths: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--fpoc", paths["fiche.xml"], paths["paie.dsn"]]) == 0
    assert "Aucune anomalie" in capsys.readouterr().out


@pytest.mark.parametrize("file", ["paie.dsn", "lot.zip"])
def test_a_declaration_that_does_not(paths: dict[str, str], capsys: pytest.CaptureFixture[str], file: str) -> None:
    options = ["--fpoc", paths["autre.xml"], "--format", "json"]
    assert main(["check", *options, paths[file]]) == 0, "a warning blocks nothing"
    (report,) = json.loads(capsys.readouterr().out)["files"]
    assert [(each["control"], each["severity"]) for each in report["findings"]] == [("FP-01", "avertissement")]
    assert "EADH03" in report["findings"][0]["message"]


def test_several_fiches(paths: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    options = ["--fpoc", paths["fiche.xml"], "--fpoc", paths["autre.xml"]]
    assert main(["check", *options, paths["paie.dsn"]]) == 0
    assert "Aucune anomalie" in capsys.readouterr().out, "one of them knows the contract"


def test_a_fiche_that_cannot_be_read_stops_the_check(paths: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    for name in (paths["rien.xml"], "absent.xml"):
        assert main(["check", "--fpoc", name, paths["paie.dsn"]]) == 2
        printed = capsys.readouterr()
        assert printed.out == ""
        assert name in printed.err


def test_a_fiche_is_shown_with_the_rubriques(paths: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fpoc", paths["fiche.xml"]]) == 0
    shown = capsys.readouterr().out
    for line in ("Fiche FICHE-1, version 1 (niveau 2A)", "S21.G00.15.001  Référence du contrat : PREV-000001016-1"):
        assert line in shown


def test_what_was_not_understood_is_told(paths: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fpoc", paths["remarque.xml"]]) == 1
    assert "FICHE/Couleur n'est pas prévu" in capsys.readouterr().out
    assert main(["fpoc", paths["rien.xml"]]) == 2
    assert "« DSN » : ce n'est ni une fiche, ni un lot" in capsys.readouterr().err


def test_what_changes(paths: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fpoc", paths["remarque.xml"], "--depuis", paths["fiche.xml"]]) == 1
    assert "Rien ne change." in capsys.readouterr().out
    assert main(["fpoc", paths["autre.xml"], "--depuis", paths["fiche.xml"]]) == 0
    assert "Nouveau contrat PREV-000001016-1 de P0958" in capsys.readouterr().out
    assert main(["fpoc", paths["autre.xml"], "--depuis", paths["rien.xml"]]) == 2


def test_json(paths: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fpoc", paths["remarque.xml"], "--format", "json"]) == 1
    read = json.loads(capsys.readouterr().out)
    contract = read["fiches"][0]["groups"][0]["contracts"][0]
    assert (read["fiches"][0]["level"], contract["starts_on"]) == ("2A", "2026-01-01")
    assert contract["components"][0]["rate"] == "1.5"
    assert read["remarks"][0]["message"].startswith("FICHE/Couleur")


def test_json_tells_what_changes(paths: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        main(["fpoc", paths["autre.xml"], "--depuis", paths["fiche.xml"], "--format", "json", "--jours", "9999999"])
        == 0
    )
    read = json.loads(capsys.readouterr().out)
    assert [each["reason"] for each in read["differences"]] == ["new", "gone"]
    assert read["differences"][0]["contract"]["oc"] == "P0958"
    assert read["differences"][1]["message"] == (
        "Le contrat PREV-000001016-1 de P1030 n'est plus dans la fiche : à ne plus déclarer."
    )
    assert read["upcoming"] == []
