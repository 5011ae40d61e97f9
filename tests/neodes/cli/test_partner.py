"""`neodes check --partner`, `neodes controls --family`, as one types them."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from neodes.cli import main
from neodes.cli.controls import FAMILIES
from neodes.controls.explanations.sectors import FAMILIES as NAMES
from neodes.controls.explanations.sectors import PAGES
from neodes.generate import GenerationSpec, generate
from neodes.generate.sector_faults import inject_sector

AUTO = generate(GenerationSpec(individus=3, seed=1, sector="auto"))


@pytest.fixture
def paths(tmp_path: Path) -> dict[str, str]:
    """Files of the services de l'automobile, right and wrong, and one of no trade."""
    contents = {
        "juste.dsn": AUTO,
        "faux.dsn": inject_sector("auto_idcc", AUTO),
        "general.dsn": generate(GenerationSpec(individus=3, seed=1)),
    }
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    with zipfile.ZipFile(tmp_path / "lot.zip", "w") as archive:
        archive.writestr("faux.dsn", contents["faux.dsn"])
    return {path.name: str(path) for path in tmp_path.iterdir()}


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What a command prints; nothing of the trades blocks."""
    assert main(list(arguments)) == 0
    return capsys.readouterr().out


def test_a_right_file_says_why_these_controls_run(paths: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    out = told(capsys, "check", "--partner", "irp-auto", paths["juste.dsn"])
    assert "Aucune anomalie" in out
    assert "Contrôles du métier : services de l'automobile, car le partenaire indiqué est irp-auto." in out


@pytest.mark.parametrize("name", ["faux.dsn", "lot.zip"])
def test_a_fault_of_the_trade_warns(paths: dict[str, str], capsys: pytest.CaptureFixture[str], name: str) -> None:
    out = told(capsys, "check", "--partner", "irp-auto", paths[name])
    assert "1 avertissement" in out
    assert out.index("Contrôles du métier") < out.index("[AUTO-01]")


def test_what_the_file_shows_only_informs(paths: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    out = told(capsys, "check", "--partner", "fichier", paths["faux.dsn"])
    assert "1 information" in out
    assert "car le fichier porte S21.G00.15.002 = P0958" in out
    assert "avec irp-auto, ils avertiraient" in out


def test_without_partner_nothing_is_said_of_the_trade(
    paths: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    out = told(capsys, "check", paths["faux.dsn"])
    assert "AUTO-01" not in out
    assert "métier" not in out
    assert "sectors" not in json.loads(told(capsys, "check", "--format", "json", paths["faux.dsn"]))["files"][0]


def test_what_another_partner_would_bring(paths: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    none = told(capsys, "check", "--partner", "aucun", paths["faux.dsn"])
    assert "seulement ceux de tous les métiers, car le partenaire indiqué est aucun" in none
    assert "le partenaire irp-auto apporterait ceux du métier : services de l'automobile" in none
    assert "AUTO-01" not in none
    assert "rien dans le fichier n'en désigne un" in told(capsys, "check", "--partner", "fichier", paths["general.dsn"])


def test_for_programs(paths: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ("--format", "json", paths["faux.dsn"])
    (given,) = json.loads(told(capsys, "check", "--partner", "irp-auto", *arguments))["files"]
    (sector,) = given["sectors"]
    assert (sector["families"], sector["given"], sector["value"]) == (["commun", "auto"], True, "irp-auto")
    assert sector["would_run"] is None
    assert sector["siret"] == given["declarations"][0]["siret"]
    assert [(found["control"], found["severity"]) for found in given["findings"]] == [("AUTO-01", "avertissement")]
    (other,) = json.loads(told(capsys, "check", "--partner", "b2v", *arguments))["files"]
    assert (other["sectors"][0]["families"], other["sectors"][0]["would_run"]) == (["commun", "b2v"], "auto")


def test_an_unknown_partner(paths: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--partner", "irpauto", paths["faux.dsn"]]) == 2
    error = capsys.readouterr().err
    assert "le partenaire « irpauto » n'est pas connu. Vouliez-vous dire « irp-auto » ?" in error
    assert "aucun, fichier" in error


def test_a_file_that_is_no_dsn(paths: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "rien.dsn").write_bytes(b"%PDF-1.7")
    assert main(["check", "--partner", "irp-auto", str(tmp_path / "rien.dsn")]) == 2
    assert "Contrôles du métier" not in capsys.readouterr().out


def test_the_controls_of_a_family(capsys: pytest.CaptureFixture[str]) -> None:
    listed = json.loads(told(capsys, "controls", "--family", "btp", "--format", "json"))["controls"]
    assert [control["id"] for control in listed] == [page.id for page in PAGES if page.family == "btp"]
    assert {(control["family"], control["mark"]) for control in listed} == {("btp", "S"), ("btp", "I")}
    assert all(control["source"] for control in listed)
    assert set(FAMILIES) == set(NAMES)
