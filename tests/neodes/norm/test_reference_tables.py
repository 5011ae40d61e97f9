import os
import subprocess
import sys
from pathlib import Path

import pytest

from neodes.norm import Coverage, UnknownTableError, load_norm, load_table, table_for, table_names
from neodes.norm.tables import SEARCHES_BEFORE_INDEX, _text_holds

ROOT = Path(__file__).parents[3]
CATALOGUE_FILES = {
    "INSEE": ["communes.tsv"],
    "HEX": ["codes_postaux.tsv"],
    "NAF27": ["naf_rev2.tsv", "naf_2025.tsv"],
    "CTP": ["ctp.tsv"],
    "IDCC": ["idcc.tsv"],
    "PAYS": ["pays.tsv"],
    "PCSESE": ["pcs_ese.tsv"],
}
SOURCE = os.environ.get("NORM_TABLES")


@pytest.mark.parametrize(
    ("name", "coverage", "count"),
    [
        ("NAF", Coverage.FULL, 732),
        ("NAF27", Coverage.FULL, 1479),
        ("INSEE", Coverage.FULL, 37006),
        ("PAYS", Coverage.FULL, 249),
        ("PAY", Coverage.FULL, 236),
        ("CJ", Coverage.FULL, 260),
        ("HEX", Coverage.PARTIAL, 6310),
        ("IDCC", Coverage.PARTIAL, 573),
        ("CTP", Coverage.PARTIAL, 543),
        ("PCSESE", Coverage.PARTIAL, 412),
        ("OC", Coverage.PARTIAL, 417),
        ("IVO", Coverage.PARTIAL, 508),
        ("IBC", Coverage.PARTIAL, 67),
        ("ICI", Coverage.PARTIAL, 89),
        ("RAT", Coverage.MISSING, 0),
        ("OPCO", Coverage.MISSING, 0),
    ],
)
def test_coverage_and_size(name, coverage, count):
    table = load_table(name)
    assert (table.coverage, len(table.codes)) == (coverage, count)
    assert bool(table.reason) == (coverage is not Coverage.FULL)


@pytest.mark.parametrize(
    ("name", "held", "not_held"),
    [
        ("INSEE", "75056", "75999"),
        ("INSEE", "2A004", "20004"),
        ("HEX", "01000", "00000"),
        ("HEX", "98889", "9888"),
        ("NAF", "0111Z", "0111Y"),
        ("NAF27", "0111Y", "0000A"),
        ("PAYS", "FR", "FRA"),
        ("PAY", "AD", "GP"),
        ("IDCC", "9999", "0000"),
    ],
)
def test_a_code_is_held_whether_searched_or_indexed(name, held, not_held):
    table = load_table(name)
    assert held in table
    assert not_held not in table
    assert held in table.codes
    assert not_held not in table.codes
    for _ in range(SEARCHES_BEFORE_INDEX):
        assert held in table


@pytest.mark.parametrize("name", ["INSEE", "HEX", "NAF27", "CTP", "IDCC", "PAYS", "PCSESE"])
def test_every_code_is_found_without_index_and_its_neighbours_are_not(name):
    codes = load_table(name).codes
    files = CATALOGUE_FILES[name]
    for code in list(codes)[:: max(1, len(codes) // 400)]:
        assert any(_text_holds(file, code) for file in files)
        for other in (code + "0", code[:-1], "0" + code, code[:-1] + "~"):
            assert any(_text_holds(file, other) for file in files) == (other in codes)


def test_labels():
    assert load_table("INSEE").codes["01033"] == "Valserhône"
    assert load_table("IDCC").codes["9999"] == "Sans convention collective"
    assert load_table("HEX").codes["01000"] == ""


def test_france_is_a_country_but_not_one_of_an_address_abroad():
    assert "FR" in load_table("PAYS")
    assert "FR" not in load_table("PAY")


def test_rows_give_every_column_of_a_code():
    rates = {(row["format"], row.get("plafonne", "")) for row in load_table("CTP").rows["003"]}
    assert ("R", "100.00") in rates
    assert load_table("PAY").rows["AD"] == ({"code": "AD", "libelle": "Andorre", "adresse": "O"},)


def test_an_unknown_table_is_refused():
    with pytest.raises(UnknownTableError):
        load_table("TEST")


def test_every_table_that_is_not_full_says_why_in_a_sentence():
    for name in table_names():
        reason = load_table(name).reason
        assert reason == "" or reason.endswith("."), name


def test_the_activity_follows_the_version():
    assert table_for(load_norm("P26V01").rubriques["S21.G00.11.002"]).name == "NAF"
    assert table_for(load_norm("P27V01").rubriques["S21.G00.85.002"]).name == "NAF27"
    assert table_for(load_norm("P26V01").rubriques["S21.G00.40.001"]) is None


@pytest.mark.skipif(SOURCE is None, reason="NORM_TABLES (folder of the norm's tables) is not set")
def test_the_data_is_what_the_script_makes_of_the_tables():
    data = ROOT / "src" / "neodes" / "norm" / "data"
    before = {path.name: path.read_bytes() for path in data.iterdir()}
    subprocess.run([sys.executable, str(ROOT / "script" / "update-norm"), SOURCE], check=True, cwd=ROOT)
    assert {path.name: path.read_bytes() for path in data.iterdir()} == before
