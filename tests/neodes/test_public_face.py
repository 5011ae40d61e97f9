import gzip
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import neodes
from neodes.controls.base import Severity
from tests.neodes.files import joined, valid

ALREADY_IN_PYTHON = {
    "__future__", "importlib", "importlib._bootstrap", "importlib._bootstrap_external", "warnings", "_warnings",
}  # fmt: skip


def test_every_name_can_be_had():
    assert set(neodes.__all__) <= set(dir(neodes))
    for name in neodes.__all__:
        assert getattr(neodes, name) is not None
    with pytest.raises(AttributeError):
        _ = neodes.nothing


def test_names_for_type_checkers_are_those_that_can_be_had():
    source = Path(neodes.__file__).read_text(encoding="utf-8")
    declared = {line.rpartition(" as ")[2] for line in source.splitlines() if line.startswith("    from neodes")}
    assert declared == set(neodes.__all__)


def test_importing_costs_nothing():
    script = "import sys; before = set(sys.modules); import neodes; print(*sorted(set(sys.modules) - before))"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert set(run.stdout.split()) <= ALREADY_IN_PYTHON | {"neodes"}


def test_a_check_imports_the_standard_library_only():
    script = (
        "import sys, neodes; neodes.check_bytes(b'x'); "
        "print(*sorted({name.partition('.')[0] for name in sys.modules} - set(sys.stdlib_module_names)))"
    )
    # -S leaves out what is installed, an editable neodes with it: its folder is named instead.
    where = {"PYTHONPATH": str(Path(neodes.__file__).parents[1])}
    run = subprocess.run([sys.executable, "-S", "-c", script], capture_output=True, text=True, check=True, env=where)
    assert set(run.stdout.split()) <= {"neodes", "__main__", "__mp_main__"}


def test_files_on_disk(tmp_path):
    content = joined(valid())
    plain, packed, many = tmp_path / "a.dsn", tmp_path / "a.dsn.gz", tmp_path / "mois.zip"
    plain.write_bytes(content)
    packed.write_bytes(gzip.compress(content))
    with zipfile.ZipFile(many, "w") as archive:
        archive.writestr("a.dsn", content)
        archive.writestr("b.pdf", b"%PDF-1.4")
        archive.writestr("c.zip", b"PK\x03\x04")
    (first,) = neodes.check_path(plain)
    assert first == neodes.check_bytes(content, path=str(plain))
    (second,) = neodes.check_path(str(packed))
    assert (second.path, second.lines, second.groups) == (str(packed), first.lines, ())
    reports = list(neodes.check_path(many))
    assert [report.path for report in reports] == [f"{many}/{name}" for name in ("a.dsn", "b.pdf", "c.zip")]
    assert [report.readable for report in reports] == [True, False, False]
    assert [group.control for report in reports for group in report.groups] == ["FICHIER/BINAIRE", "FICHIER/ARCHIVE"]
    with pytest.raises(OSError, match="absent"):
        list(neodes.check_path(tmp_path / "absent.dsn"))


def test_members_that_cannot_be_read_have_a_report(tmp_path):
    (member,) = neodes.open_members(b"\x1f\x8b\x08damaged", "a.gz")
    report = neodes.check_member(member)
    assert (report.path, report.readable, report.count(Severity.BLOQUANT)) == ("a", False, 1)
    assert report.groups[0].reason == "illisible"


def test_several_processes_give_the_same_reports(tmp_path):
    paths = []
    for seed in range(6):
        paths.append(tmp_path / f"{seed}.dsn")
        lines = list(valid(seed=seed))
        lines[40 + seed] = "rien"
        paths[-1].write_bytes(joined(lines))
    assert list(neodes.check_paths(paths, jobs=2)) == list(neodes.check_paths(paths))
