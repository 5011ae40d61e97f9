import csv
import io
import json
from dataclasses import replace

import pytest

from neodes.report.csv import neutralised, render_csv
from neodes.report.json import render_json
from neodes.report.order import counted, held_in_words, month_in_words, order_of_repair, siret_in_words
from neodes.report.text import Totals, render_text
from tests.neodes.report.samples import CODES, ENCODING, FORMULA, NIR, TABLE, WHOLE, finding, group, report


def test_json_keeps_its_contract():
    (file,) = json.loads(render_json([WHOLE]))["files"]
    assert file["path"] == "paie.dsn"
    assert (file["encoding"], file["norm"], file["mode"], file["lines"]) == ("ISO-8859-1", "P26V01", "test", 2149)
    assert file["counts"] == {"bloquant": 42, "avertissement": 1, "information": 1}
    assert {
        key: file["declarations"][0][key]
        for key in ("siret", "siren", "nature", "type", "period", "ordre", "individus")
    } == {
        "siret": "73282932000074",
        "siren": "732829320",
        "nature": "01",
        "type": "01",
        "period": "2026-01",
        "ordre": "1",
        "individus": 12,
    }
    assert [finding["control"] for finding in file["findings"]] == [
        "S21.G00.30.001/CSL-00",
        "S21.G00.40.007/CSL-00",
        "S21.G00.15.002/TABLE",
        "FICHIER/ENCODAGE",
    ]
    codes = file["findings"][1]
    assert (codes["severity"], codes["line"], codes["rubrique"], codes["value"], codes["count"]) == (
        "bloquant",
        120,
        "S21.G00.40.007",
        "99",
        41,
    )
    assert codes["message"].startswith("S21.G00.40.007 = 99 : ce code")
    assert codes["places"][2] == {"line": 340, "value": "98"}
    assert file["crashes"] == [{"control": "S21.G00.40.001/CCH-11", "line": 12, "error": "ZeroDivisionError"}]


def test_json_hides_a_nir_unless_asked():
    assert "285137591512A" not in render_json([WHOLE])
    assert "285137591512A" in render_json([WHOLE], masked=False)


def test_csv_has_one_row_a_place_in_order_of_repair():
    rows = list(csv.DictReader(io.StringIO(render_csv([WHOLE])), delimiter=";"))
    assert [row["ligne"] for row in rows] == ["88", "120", "230", "340", "31", "0"]
    assert rows[1]["siret"] == "73282932000074"
    assert (rows[1]["libelle"], rows[1]["nombre"]) == ("Nature du contrat", "41")
    assert rows[5]["siret"] == ""


def test_csv_starts_with_a_bom_when_asked():
    assert render_csv([WHOLE], bom=True).startswith("\ufefffichier;")
    assert render_csv([WHOLE]).startswith("fichier;")


def test_csv_never_holds_a_formula():
    (row,) = csv.DictReader(io.StringIO(render_csv([report(FORMULA, path="@paie.dsn")])), delimiter=";")
    assert row["valeur"] == "'=2+3"
    assert row["fichier"] == "'@paie.dsn"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_cells_that_start_like_a_formula(start):
    assert neutralised(start + "1") == f"'{start}1"
    assert neutralised("1" + start) == "1" + start


def test_text_shows_declarations_and_findings():
    text = render_text(WHOLE)
    assert "42 anomalies bloquantes, 1 avertissement, 1 information." in text
    assert "Déclaration 1 : 732 829 320 00074, DSN mensuelle, janvier 2026, 12 individus" in text
    assert "Déclaration 2 : 404 833 048 00022, Signalement arrêt de travail, janvier 2026, 1 individu" in text
    assert "41 fois : lignes 120, 230, 340… [S21.G00.40.007/CSL-00]" in text
    assert "fichier entier [FICHIER/ENCODAGE]" in text
    assert "Défaut de cet outil" in text
    assert text.index("FICHIER/ENCODAGE") < text.index("Déclaration 1") < text.index("S21.G00.40.007/CSL-00")
    assert text.index("S21.G00.40.007/CSL-00") < text.index("S21.G00.15.002/TABLE") < text.index("Déclaration 2")
    assert "\x1b" not in text
    assert "285137591512A" not in text


def test_colours_only_when_asked():
    assert "\x1b[31mBLOQUANT" in render_text(WHOLE, colour=True)


def test_sentences_are_folded_under_their_start():
    text = render_text(WHOLE, width=80)
    sentences = [line for line in text.splitlines() if not line.lstrip().startswith("D")]
    assert max(map(len, sentences)) <= 80
    assert len(text.splitlines()) > len(render_text(WHOLE).splitlines())
    assert " ".join(text.split()) == " ".join(render_text(WHOLE).split())


def test_text_of_a_file_that_could_not_be_read():
    text = render_text(report(readable=False, norm=""))
    assert "n'a pas pu être lu" in text


def totals_of(*reports):
    totals = Totals()
    for one in reports:
        totals.add(one)
    return totals.in_words()


def test_totals():
    clean = report(path="b.dsn")
    assert totals_of(WHOLE, clean) == (
        "2 fichiers, dont 1 refusé : 42 anomalies bloquantes, 1 avertissement, 1 information."
    )
    assert totals_of(clean) == "1 fichier : aucune anomalie."


def test_what_blocks_comes_first_then_by_line():
    assert order_of_repair([ENCODING, TABLE, CODES, NIR]) == [NIR, CODES, TABLE, ENCODING]


def test_what_may_be_the_cause_comes_before_its_effects():
    controls = (
        "FICHIER/TRONQUE",
        "S10.G00.00.006/NORME",
        "S21.G00.71/CARD",
        "S21.G00.40.007/USAGE",
        "S21.G00.06.001/CSL-11",
        "S21.G00.40.003/CCH-17",
        "S90.G00.90.001/CST-11",
    )
    groups = [group(finding(control, "x", 100 - rank)) for rank, control in enumerate(controls)]
    assert [found.control for found in order_of_repair(reversed(groups))] == list(controls)


def test_what_was_held_back_is_told_and_counted():
    held = (("S21.G00.40.003/CCH-17", 3), ("S21.G00.40.010/CCH-11", 1))
    told = "2 contrôles n'ont pas pu être faits partout (4 fois)"
    assert held_in_words(held).startswith(told)
    assert told in render_text(replace(WHOLE, held=held))
    assert json.loads(render_json([replace(WHOLE, held=held)]))["files"][0]["held"] == dict(held)
    assert held_in_words(()) == ""


def test_words():
    assert counted(0, "ligne") == "0 ligne"
    assert counted(1, "ligne") == "1 ligne"
    assert counted(2049, "ligne") == "2\u202f049 lignes"
    assert month_in_words("2026-08") == "août 2026"
    assert month_in_words("2026-13") == "2026-13"
    assert month_in_words("") == ""
    assert siret_in_words("") == ""
