import csv
import gzip
import io
import json
import zipfile

import pytest

from tests.neodes.cli.running import neodes
from tests.neodes.compare.months import BEFORE, OTHER, month, value_of, without_person
from tests.neodes.files import joined

GONE = "MOIS/INDIVIDU-DISPARU"


@pytest.fixture
def before(tmp_path):
    path = tmp_path / "octobre.dsn"
    path.write_bytes(joined(month(BEFORE)))
    return path


@pytest.fixture
def now(tmp_path):
    """Two persons of October are not there any more."""
    path = tmp_path / "novembre.dsn"
    path.write_bytes(joined(without_person(without_person(month()))))
    return path


def test_nothing_to_say(before, tmp_path):
    path = tmp_path / "novembre.dsn"
    path.write_bytes(joined(month()))
    code, out, err = neodes("compare", before, path)
    assert (code, err) == (0, "")
    assert "Aucune anomalie." in out


def test_everybody_who_is_gone_is_told_masked(before, now):
    code, out, err = neodes("compare", before, now)
    assert (code, err) == (1, "")
    assert out.count(f"[{GONE}]") == 2
    assert "2 avertissements." in out
    nirs = [value_of(month(BEFORE), "S21.G00.30.001", rank) for rank in (1, 2)]
    assert not any(nir in out for nir in nirs)
    _, clear, _ = neodes("compare", before, now, "--en-clair")
    assert all(nir in clear for nir in nirs)


def test_json_has_the_form_of_a_check(before, now):
    code, out, _ = neodes("compare", before, now, "--format", "json")
    (file,) = json.loads(out)["files"]
    (found,) = file["findings"]
    assert (code, found["control"], found["count"], found["severity"]) == (1, GONE, 2, "avertissement")
    assert all("•" in place["value"] for place in found["places"])
    assert (file["norm"], file["mode"], file["declarations"][0]["period"]) == ("P26V01", "test", "2026-11")


def test_csv_has_a_row_for_each(before, now):
    code, out, _ = neodes("compare", before, now, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out), delimiter=";"))
    assert (code, [row["controle"] for row in rows]) == (1, [GONE, GONE])
    assert rows[0]["message"] != rows[1]["message"]


def test_archives_are_opened(before, now, tmp_path):
    packed, many = tmp_path / "a.dsn.gz", tmp_path / "mois.zip"
    packed.write_bytes(gzip.compress(before.read_bytes()))
    with zipfile.ZipFile(many, "w") as archive:
        archive.writestr("a.dsn", now.read_bytes())
        archive.writestr("b.dsn", joined(month(sirets=(OTHER,))))
    code, out, _ = neodes("compare", packed, many, "--format", "json")
    assert code == 1
    assert [len(file["findings"]) for file in json.loads(out)["files"]] == [1, 0]


@pytest.mark.parametrize("order", [1, -1])
def test_what_cannot_be_read(before, tmp_path, order):
    path = tmp_path / "photo.pdf"
    path.write_bytes(b"%PDF-1.7\n")
    code, out, err = neodes("compare", *[before, path][::order])
    assert (code, out) == (2, "")
    assert err == f"neodes : {path} : ce n'est pas un fichier DSN lisible.\n"
    code, out, err = neodes("compare", *[before, tmp_path / "absent.dsn"][::order])
    assert (code, out) == (2, "")
    assert "ce fichier n'existe pas" in err


def test_files_that_have_nothing_in_common(before, tmp_path):
    path = tmp_path / "autre.dsn"
    path.write_bytes(joined(month(sirets=(OTHER,))))
    code, _, err = neodes("compare", before, path)
    assert code == 0
    assert "rien à comparer" in err
