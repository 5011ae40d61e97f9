"""Old against new: the files of the corpus are judged as they were when their reports were kept.

When a change is meant, `script/update-corpus` shows it, file by file, and keeps the new reports.
"""

from __future__ import annotations

import pytest

from tests.corpus.expected import FOLDER, difference, kept_report, report_of
from tests.corpus.recipes import specs

FILES = sorted(FOLDER.glob("*.dsn"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_is_judged_as_before(path):
    assert difference(kept_report(path), report_of(path)) == []


@pytest.mark.parametrize("name", [name for name, _ in specs()])
def test_a_valid_file_has_nothing_against_it(name):
    assert kept_report(FOLDER / f"{name}.dsn")["findings"] == []


def test_every_file_has_its_report_and_faults_are_found():
    assert len(FILES) > 50
    assert {path.stem for path in FILES} == {path.stem for path in FOLDER.glob("*.json")}
    faulty = [path for path in FILES if path.stem.startswith("anomalie-")]
    assert all(kept_report(path)["findings"] for path in faulty)


def test_a_difference_is_told():
    path = FOLDER / "anomalie-bad-date.dsn"
    old, new = kept_report(path), kept_report(path)
    gone = new["findings"].pop()
    assert difference(old, old) == []
    assert [line[:2] for line in difference(old, new)] == ["- "]
    assert gone["control"] in difference(old, new)[0]
