import json

import pytest

from tests.neodes.cli.running import neodes


def test_a_rubrique():
    code, out, err = neodes("norm", "s21.g00.40.007")
    assert (code, err) == (0, "")
    assert out.startswith("S21.G00.40.007  Nature du contrat  (norme P26V01)\n")
    assert "  02  Contrat de travail à durée déterminée de droit privé\n" in out
    assert "  04  interdite\n" in out
    assert "S21.G00.40.007/CCH-" in out


def test_a_rubrique_as_json():
    code, out, _ = neodes("norm", "S21.G00.40.001", "--norm", "P25V01", "--format", "json")
    page = json.loads(out)
    assert code == 0
    assert (page["norm"], page["kind"], page["min_len"], page["max_len"]) == ("P25V01", "D", 8, 8)
    assert page["usage"]["01"] == "O"
    assert page["pattern"].startswith("(0[1-9]")


def test_a_rubrique_with_a_table():
    _, out, _ = neodes("norm", "S21.G00.40.040")
    assert "Table        Risques accident du travail (RAT)\n" in out


def test_a_bloc():
    code, out, _ = neodes("norm", "S21.G00.11")
    assert code == 0
    assert "Sous         « Entreprise » (S21.G00.06)\n" in out
    assert "  01  une seule fois\n" in out
    assert "  S21.G00.11.001  NIC\n" in out
    assert "  S21.G00.30  Individu\n" in out


def test_a_bloc_as_json():
    _, out, _ = neodes("norm", "S21.G00.30", "--format", "json")
    assert json.loads(out)["cardinality"]["01"] == {"lower": 0, "upper": None}


@pytest.mark.parametrize(
    ("identifier", "version", "sentence"),
    [
        ("S21.G00.40.0077", "P26V01", "Vouliez-vous dire « S21.G00.40.077 »"),
        ("S21.G00.11.002", "P27V01", "Il existe en P24V01, P25V01, P26V01."),
        ("bonjour", "P26V01", "« BONJOUR » n'existe pas en P26V01.\n"),
    ],
)
def test_an_unknown_identifier(identifier, version, sentence):
    code, out, err = neodes("norm", identifier, "--norm", version)
    assert (code, out) == (2, "")
    assert sentence in err


def test_every_control_is_listed_with_severity_status_and_source():
    code, out, _ = neodes("controls", "--format", "json")
    listed = json.loads(out)["controls"]
    assert code == 0
    assert len(listed) > 2000
    assert {control["status"] for control in listed} == {"stable", "non_execute"}
    assert all(control["severity"] and control["source"] for control in listed)
    assert all((control["reason_not_run"] is None) == (control["status"] != "non_execute") for control in listed)


def test_controls_of_a_bloc_of_a_version_by_status():
    _, out, _ = neodes("controls", "S21.G00.40.040", "--statut", "non_execute", "--norm", "P25V01")
    assert "S21.G00.40.040/TABLE" in out
    assert "S21.G00.40.040/CSL-00" not in out
    assert out.splitlines()[-1].endswith(")")


def test_explain():
    code, out, _ = neodes("explain", "S21.G00.40.007/CSL-00")
    assert code == 0
    headings = ("Ce que le contrôle vérifie", "Pourquoi", "Que faire", "Références")
    assert [out.index(f"\n{heading}\n") for heading in headings] == sorted(
        out.index(f"\n{heading}\n") for heading in headings
    )
    assert max(map(len, out.splitlines())) <= 100


def test_explain_a_control_that_does_not_run():
    _, out, _ = neodes("explain", "s21.g00.06.001/cme-11")
    assert "Non exécuté : il demande le répertoire Sirene" in out


def test_a_control_verified_under_another_id_says_so():
    _, out, _ = neodes("explain", "S21.G00.11.002/CRE-11")
    assert "Statut : exécuté" in out
    assert "Vérifié sous l'identifiant S21.G00.11.002/TABLE" in out
    _, out, _ = neodes("explain", "S21.G00.11.002/CRE-11", "--format", "json")
    assert json.loads(out)["verified_as"] == "S21.G00.11.002/TABLE"
    _, out, _ = neodes("controls", "S21.G00.11.002")
    assert "(vérifié sous S21.G00.11.002/TABLE)" in out
    assert "(vérifié sous None)" not in out


def test_explain_as_json():
    _, out, _ = neodes("explain", "LIGNE", "--format", "json")
    assert json.loads(out)["explanation"].keys() == {"verifie", "pourquoi", "que_faire", "references"}


def test_explain_an_unknown_control():
    code, out, err = neodes("explain", "S21.G00.40.007/CSL")
    assert (code, out) == (2, "")
    assert "Vouliez-vous dire « S21.G00.40.007/CSL-00 »" in err
