import csv
import gzip
import io
import json
import os
import pty
import subprocess
import sys
import zipfile

import pytest

from neodes.generate import GenerationSpec, generate
from neodes.generate.faults import inject
from tests.neodes.cli.running import SRC, neodes

VALID = generate(GenerationSpec(individus=3, seed=5))
FAULTY = inject("unknown_code", VALID).content


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "bon.dsn").write_bytes(VALID)
    (tmp_path / "faux.dsn").write_bytes(FAULTY)
    return tmp_path


def checked(*arguments):
    code, out, err = neodes("check", "--format", "json", *arguments)
    return code, json.loads(out)["files"], err


def test_nothing_blocking(folder):
    code, (file,), err = checked(folder / "bon.dsn")
    assert (code, err) == (0, "")
    assert file["path"] == str(folder / "bon.dsn")
    assert (file["encoding"], file["norm"], file["mode"]) == ("iso-8859-1", "P26V01", "test")
    assert file["lines"] == VALID.count(b"\n")
    assert file["counts"] == {"bloquant": 0, "avertissement": 0, "information": 0}
    (declaration,) = file["declarations"]
    assert (declaration["nature"], declaration["type"], declaration["individus"]) == ("01", "01", 3)
    assert declaration["siret"].startswith(declaration["siren"])
    assert declaration["period"] == "2026-11"


def test_something_blocking(folder):
    code, (file,), _ = checked(folder / "faux.dsn")
    assert code == 1
    (finding,) = file["findings"]
    assert (finding["control"], finding["severity"], finding["count"]) == ("S21.G00.40.007/CSL-00", "bloquant", 1)
    assert FAULTY.split(b"\n")[finding["line"] - 1].startswith(b"S21.G00.40.007,'98'")
    assert finding["message"] == "S21.G00.40.007 = 98 : ce code n'existe pas dans la liste « Nature du contrat »."


def test_a_warning_does_not_block(tmp_path):
    (tmp_path / "utf8.dsn").write_bytes(inject("utf8", VALID).content)
    code, (file,), _ = checked(tmp_path / "utf8.dsn")
    assert (code, file["counts"]["avertissement"]) == (0, 1)


def test_text_for_people(folder):
    code, out, err = neodes("check", folder / "bon.dsn", folder / "faux.dsn")
    assert (code, err) == (1, "")
    assert "Aucune anomalie." in out
    assert "[S21.G00.40.007/CSL-00]" in out
    assert out.endswith("\n2 fichiers, dont 1 refusé : 1 anomalie bloquante.\n")
    assert "\x1b" not in out


def test_csv(folder):
    code, out, _ = neodes("check", "--format", "csv", "--bom", folder)
    assert code == 1
    assert out.startswith("\ufefffichier;siret;")
    (row,) = csv.DictReader(io.StringIO(out.removeprefix("\ufeff")), delimiter=";")
    assert (row["controle"], row["valeur"], row["gravite"]) == ("S21.G00.40.007/CSL-00", "98", "bloquant")


def test_a_folder_is_walked(folder):
    (folder / "juin").mkdir()
    (folder / "juin" / "autre.dsn").write_bytes(VALID)
    (folder / "notice.pdf").write_bytes(b"%PDF-1.7")
    code, files, err = checked(folder)
    assert code == 1
    assert [os.path.relpath(file["path"], folder).replace("\\", "/") for file in files] == [
        "bon.dsn",
        "faux.dsn",
        "juin/autre.dsn",
    ]
    assert err == "neodes : 1 fichier(s) d'un autre type laissés de côté.\n"


def test_a_missing_file_does_not_stop_the_others(folder):
    code, files, err = checked(folder / "absent.dsn", folder / "bon.dsn")
    assert code == 2
    assert [file["counts"]["bloquant"] for file in files] == [0]
    assert "absent.dsn : ce fichier n'existe pas. Vérifiez son nom et son dossier." in err


def test_an_empty_folder_is_told(tmp_path):
    code, files, err = checked(tmp_path)
    assert (code, files) == (2, [])
    assert "ne contient aucun fichier DSN" in err


@pytest.mark.parametrize(
    ("content", "control"),
    [(b"", "FICHIER/VIDE"), (b"%PDF-1.7\n\x00\x01", "FICHIER/BINAIRE"), (b"PK\x03\x04", "FICHIER/ARCHIVE")],
)
def test_a_file_that_cannot_be_read_at_all(folder, content, control):
    (folder / "illisible.dsn").write_bytes(content)
    code, files, _ = checked(folder / "illisible.dsn", folder / "bon.dsn")
    assert code == 2
    assert [file["readable"] for file in files] == [False, True]
    assert files[0]["findings"][0]["control"] == control


def test_archives_are_opened(folder):
    with zipfile.ZipFile(folder / "envoi.zip", "w") as archive:
        archive.writestr("a.dsn", VALID)
        archive.writestr("b.dsn", FAULTY)
    (folder / "c.dsn.gz").write_bytes(gzip.compress(VALID))
    code, files, _ = checked(folder / "envoi.zip", folder / "c.dsn.gz")
    assert code == 1
    assert [file["path"].rpartition("envoi.zip")[2] for file in files[:2]] == ["/a.dsn", "/b.dsn"]
    assert [file["counts"]["bloquant"] for file in files] == [0, 1, 0]


def test_the_version_can_be_forced(folder):
    _, (file,), _ = checked(folder / "bon.dsn", "--norm", "P25V01")
    assert (file["norm"], file["declared_norm"]) == ("P25V01", "P26V01")


def test_personal_values_are_hidden_unless_asked(tmp_path):
    path = tmp_path / "nir.dsn"
    path.write_bytes(inject("bad_nir", VALID).content)
    for form in ("text", "json", "csv"):
        assert "185137591512A" not in neodes("check", "--format", form, path)[1]
        assert "185137591512A" in neodes("check", "--format", form, "--en-clair", path)[1]


def test_several_processes_say_the_same_in_the_same_order(tmp_path):
    for number in range(12):
        (tmp_path / f"{number:02d}.dsn").write_bytes(FAULTY if number % 3 == 0 else VALID)
    alone = neodes("check", "--format", "json", tmp_path)
    assert neodes("check", "--format", "json", "--jobs", 2, tmp_path) == alone
    assert alone[0] == 1


def test_a_terminal_gets_colours_and_a_progress_bar_that_is_erased(tmp_path):
    for number in range(30):
        (tmp_path / f"{number:02d}.dsn").write_bytes(FAULTY)
    said = _in_a_terminal("check", tmp_path)
    assert "30/30 fichiers" in said
    assert "\r\x1b[K" in said
    assert "\x1b[31mBLOQUANT" in said
    assert "30 fichiers, dont 30 refusés" in said


def test_a_big_file_gets_a_bar_in_megabytes(tmp_path):
    path = tmp_path / "gros.dsn"
    path.write_bytes(generate(GenerationSpec(individus=3500)))
    said = _in_a_terminal("check", path)
    assert f"{path.stat().st_size // 1_000_000} Mo" in said
    assert said.index("Mo\r\x1b[K") < said.index("Aucune anomalie.")


def _in_a_terminal(*arguments):
    """What a person sees: both outputs go to a terminal."""
    mine, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "neodes", *map(str, arguments)],
        stdout=theirs,
        stderr=theirs,
        env={**os.environ, "PYTHONPATH": str(SRC), "TERM": "xterm", "PYTHONIOENCODING": "utf-8"},
    )
    os.close(theirs)
    seen = b""
    with open(mine, "rb", buffering=0) as terminal:  # noqa: PTH123 - a file descriptor, not a path
        while True:
            try:
                piece = terminal.read(4096)
            except OSError:  # Linux: the other side has closed
                break
            if not piece:
                break
            seen += piece
    process.wait(30)
    return seen.decode()
