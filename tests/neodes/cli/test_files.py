import os
from pathlib import Path

import pytest

from neodes.cli.files import select_files


def touch(folder, *names):
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")


def test_folders_are_walked_in_order_and_other_files_left_aside(tmp_path):
    touch(tmp_path, "b.dsn", "a.TXT", "bulletin.pdf", ".cache/c.dsn", ".cachee.dsn", "mai/d.zip", "mai/e", "avril/f.gz")
    selection = select_files([str(tmp_path)])
    assert [Path(path).relative_to(tmp_path).as_posix() for path in selection.files] == [
        "a.TXT",
        "b.dsn",
        "avril/f.gz",
        "mai/d.zip",
        "mai/e",
    ]
    assert (selection.left_aside, selection.problems) == (1, [])


def test_a_file_that_is_named_is_always_read(tmp_path):
    touch(tmp_path, "paie.pdf")
    assert select_files([str(tmp_path / "paie.pdf")]).files == [str(tmp_path / "paie.pdf")]


def test_problems_do_not_stop_the_others(tmp_path):
    touch(tmp_path, "b.dsn")
    (tmp_path / "vide").mkdir()
    selection = select_files([str(tmp_path / name) for name in ("absent.dsn", "vide", "b.dsn")])
    assert selection.files == [str(tmp_path / "b.dsn")]
    assert "ce fichier n'existe pas" in selection.problems[0]
    assert "ne contient aucun fichier DSN" in selection.problems[1]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read every file")
def test_a_file_that_may_not_be_read(tmp_path):
    touch(tmp_path, "secret.dsn")
    (tmp_path / "secret.dsn").chmod(0)
    (problem,) = select_files([str(tmp_path / "secret.dsn")]).problems
    assert "pas le droit de lire" in problem
