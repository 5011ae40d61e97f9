"""A large file read in parts gives the report that one process gives."""

import random

import pytest

import neodes
from neodes.controls import parts
from tests.neodes.controls.test_against_the_reference import MUTATIONS, mutated
from tests.neodes.files import joined, valid


@pytest.fixture(autouse=True)
def _small_parts(monkeypatch):
    monkeypatch.setattr(parts, "SMALLEST_PART", 8_000)


class InThisProcess:
    """Stands for the pool of processes, which the last test uses: hundreds of pools would be slow."""

    def __init__(self, max_workers):
        self.max_workers = max_workers

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return None

    def map(self, work, tasks):
        return [work(task) for task in tasks]


def both(tmp_path, data, jobs):
    path = tmp_path / "a.dsn"
    path.write_bytes(data)
    (whole,) = neodes.check_path(path)
    in_parts = parts.check_in_parts(path, norm=None, jobs=jobs)
    return whole, in_parts


@pytest.mark.parametrize(
    "options",
    [{"individus": 30}, {"etablissements": 4, "individus": 8}, {"individus": (9, 1, 14), "etablissements": 3}],
)
def test_valid_files(tmp_path, monkeypatch, options):
    monkeypatch.setattr(parts, "ProcessPoolExecutor", InThisProcess)
    for jobs in (2, 3, 5):
        whole, in_parts = both(tmp_path, joined(valid(**options)), jobs)
        assert in_parts == whole
        assert whole.groups == ()


def test_damaged_files(tmp_path, monkeypatch):
    monkeypatch.setattr(parts, "ProcessPoolExecutor", InThisProcess)
    cut = 0
    for seed in range(150):
        randomness = random.Random(seed)
        lines = list(valid(individus=25, etablissements=1 + seed % 3, seed=seed % 5))
        for _ in range(seed % 9):
            randomness.choice(MUTATIONS)(lines, randomness)
        whole, in_parts = both(tmp_path, joined(lines), 2 + seed % 3)
        assert in_parts in (None, whole)
        cut += in_parts is not None
    assert cut > 100


def test_faults_of_every_part_are_counted(tmp_path, monkeypatch):
    monkeypatch.setattr(parts, "ProcessPoolExecutor", InThisProcess)
    lines = [line for line in valid(individus=60) if not line.startswith("S21.G00.71")]
    lines[5:5] = ["", "rien"]
    whole, in_parts = both(tmp_path, joined(lines), 4)
    assert in_parts == whole
    assert max(group.count for group in whole.groups) >= 60


def test_controls_of_the_catalogue_are_counted_once(tmp_path, monkeypatch):
    """Those of an individu by the part that reads it, those of a declaration once it is whole again."""
    monkeypatch.setattr(parts, "ProcessPoolExecutor", InThisProcess)
    made = valid(individus=60, etablissements=2)
    nir = next(line for line in made if line.startswith("S21.G00.30.001"))
    same = {"S21.G00.40.001": "S21.G00.40.001,'01012099'", "S21.G00.30.001": nir}
    lines = [same.get(line[:14], line) for line in made]
    whole, in_parts = both(tmp_path, joined(lines), 4)
    assert in_parts == whole
    counts = {group.control: group.count for group in whole.groups if group.reason == "non_respecte"}
    assert counts["S21.G00.40.010/CCH-11"] > 4


def test_files_that_cannot_be_cut(tmp_path):
    for lines in (valid(nature="04", individus=40), mutated(3)[30:], valid(individus=60)[:50]):
        _, in_parts = both(tmp_path, joined(lines), 2)
        assert in_parts is None


def test_in_real_processes(tmp_path):
    path = tmp_path / "a.dsn"
    lines = list(valid(individus=40))
    lines[-40] = "rien"
    path.write_bytes(joined(lines))
    assert list(neodes.check_path(path, jobs=2)) == list(neodes.check_path(path))
    assert parts.check_in_parts(path, norm="P26V01", jobs=2) == next(neodes.check_path(path, norm="P26V01"))
