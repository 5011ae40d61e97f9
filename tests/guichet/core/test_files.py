"""Files in the storage: private, encrypted, durable, bound to their firm."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from django.utils import timezone

from guichet.core import files
from guichet.core.crypto import CHUNK, make_key
from guichet.core.models import StoredFile
from guichet.core.storage import DurableFile
from guichet.core.tenancy import enter_firm
from tests.guichet.cast import Cast

SECRET = b"S21.G00.30.001,'1840675120001'\r\n"
CLEAR = SECRET * 20_000


@pytest.fixture
def folder(tmp_path: Path, settings: Any) -> Path:
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "guichet.core.storage.PrivateFolder", "OPTIONS": {"location": tmp_path / "fichiers"}},
    }
    return tmp_path / "fichiers"


def stored(cast: Cast, clear: bytes = CLEAR) -> StoredFile:
    return files.register_file(files.write_file(cast.firm_a.pk, [clear]))


def path_of(folder: Path, file: StoredFile) -> Path:
    return folder / file.location


def test_a_file_comes_back(cast: Cast, folder: Path) -> None:
    file = StoredFile.objects.get(pk=stored(cast).pk)
    assert files.read_file(file) == CLEAR
    assert [len(chunk) for chunk in files.read_chunks(file)][:2] == [CHUNK, CHUNK]
    assert file.size == len(CLEAR)


def test_it_is_private_and_says_nothing(cast: Cast, folder: Path) -> None:
    path = path_of(folder, stored(cast))
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == folder.stat().st_mode & 0o777 == 0o700
    assert SECRET[:20] not in path.read_bytes()


def test_file_and_folder_are_on_the_disk_before_the_row(
    cast: Cast, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced = []
    real = os.fsync

    def fsync(descriptor: int) -> None:
        synced.append((Path(f"/proc/self/fd/{descriptor}").readlink(), StoredFile.objects.count()))
        real(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)
    path = path_of(folder, stored(cast))
    assert synced == [(path, 0), (path.parent, 0), (folder, 0)]


@pytest.mark.parametrize("change", ["cut", "flipped", "emptied", "longer"])
def test_a_damaged_file_is_never_given_as_if_it_were_right(cast: Cast, folder: Path, change: str) -> None:
    file = stored(cast)
    path = path_of(folder, file)
    whole = path.read_bytes()
    path.write_bytes(
        {
            "cut": whole[: CHUNK + 16],
            "flipped": whole[:-30] + bytes([whole[-30] ^ 1]) + whole[-29:],
            "emptied": b"",
            "longer": whole + whole[:100],
        }[change]
    )
    with pytest.raises(files.DamagedFile):
        files.read_file(file)


def test_a_missing_file_says_so(cast: Cast, folder: Path) -> None:
    file = stored(cast)
    path_of(folder, file).unlink()
    with pytest.raises(files.MissingFile):
        files.read_file(file)


def test_a_file_moved_to_another_firm_is_refused(cast: Cast, folder: Path) -> None:
    file = stored(cast)
    file.firm_id = cast.firm_b.pk
    with pytest.raises(files.DamagedFile):
        files.read_file(file)


def test_two_files_swapped_are_refused(cast: Cast, folder: Path) -> None:
    one, two = stored(cast), stored(cast)
    one.location = two.location
    with pytest.raises(files.DamagedFile):
        files.read_file(one)


def test_a_new_master_key_reads_the_old_files(cast: Cast, folder: Path, settings: Any) -> None:
    before = stored(cast)
    settings.GUICHET_MASTER_KEYS = {**settings.GUICHET_MASTER_KEYS, 2: make_key()}
    after = stored(cast)
    assert (before.key_version, after.key_version) == (1, 2)
    assert files.read_file(before) == files.read_file(after) == CLEAR
    settings.GUICHET_MASTER_KEYS = {2: settings.GUICHET_MASTER_KEYS[2]}
    with pytest.raises(files.UnknownMasterKey):
        files.read_file(before)
    settings.GUICHET_MASTER_KEYS = {1: make_key()}
    with pytest.raises(files.DamagedFile):
        files.read_file(before)


def test_a_file_that_breaks_off_leaves_nothing(cast: Cast, folder: Path) -> None:
    def broken() -> Iterator[bytes]:
        yield CLEAR
        raise ConnectionError

    with pytest.raises(ConnectionError):
        files.write_file(cast.firm_a.pk, broken())
    assert everything_in(folder) == []


def test_a_name_is_never_written_over(folder: Path) -> None:
    folder.mkdir()
    (folder / "name").write_bytes(b"there")
    with pytest.raises(FileExistsError):
        DurableFile(folder / "name")


def test_the_bytes_go_when_the_transaction_is_committed(
    cast: Cast, folder: Path, django_capture_on_commit_callbacks: Any
) -> None:
    file = stored(cast)
    path = path_of(folder, file)
    with django_capture_on_commit_callbacks(execute=True):
        remove_then_roll_back(file)
        assert path.exists()
        files.remove_file(StoredFile.objects.get(location=file.location))
        assert path.exists()
    assert not path.exists()
    assert not StoredFile.objects.exists()


def remove_then_roll_back(file: StoredFile) -> None:
    with transaction.atomic():
        files.remove_file(file)
        transaction.set_rollback(True)


def test_orphans_are_swept_and_nothing_else(cast: Cast, folder: Path) -> None:
    kept, orphan = stored(cast), files.write_file(cast.firm_a.pk, [CLEAR])
    recent = files.write_file(cast.firm_a.pk, [CLEAR])
    enter_firm(cast.firm_b.pk)
    of_b = files.register_file(files.write_file(cast.firm_b.pk, [CLEAR]))
    (folder / "note.txt").write_text("not a folder of a firm")
    for location in (kept.location, orphan.location, of_b.location):
        age(folder / location)
    assert files.sweep_orphans(timezone.now()) == 1
    assert everything_in(folder) == sorted([kept.location, recent.location, of_b.location, "note.txt"])


def test_a_sweep_of_nothing(folder: Path) -> None:
    assert files.sweep_orphans(timezone.now()) == 0


def age(path: Path) -> None:
    moment = (timezone.now() - files.ORPHAN_AGE - timedelta(minutes=1)).timestamp()
    os.utime(path, (moment, moment))


def everything_in(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_a_location_names_the_firm_alone(cast: Cast, folder: Path) -> None:
    firm, _, name = stored(cast).location.partition("/")
    assert UUID(firm) == cast.firm_a.pk
    assert len(name) == 32
