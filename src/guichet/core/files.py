"""Stored files: encrypted while they come in, decrypted while they are read; never in clear on a disk.

The bytes are safe in the storage before the row is written: a file without a row is swept later, a row without its
file cannot exist. Names in the storage are the id of the firm and a random name: they tell nothing of the content.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID, uuid4

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction

from guichet.core.crypto import (
    FRAME,
    DamagedFile,
    FileIdentity,
    FrameEncryptor,
    StoredFileError,
    UnknownMasterKey,
    WrappedKey,
    decrypt_frames,
    make_key,
    unwrap_key,
    wrap_key,
)
from guichet.core.models import StoredFile
from guichet.core.tenancy import firm_transaction

ORPHAN_AGE = timedelta(hours=24)
"""A file without a row may be one that is still coming in; after that time it never will have one."""


class MissingFile(StoredFileError):
    """The storage does not hold the file any more."""


@dataclass(frozen=True, slots=True)
class Written:
    """A file that is safe in the storage and has no row yet; `size` and `sha256` are those of the clear content."""

    identity: FileIdentity
    location: str
    size: int
    sha256: str
    key: WrappedKey


class EncryptedWriter:
    """Encrypts bytes into the storage as they come. End with `close` or `discard`."""

    def __init__(self, firm_id: UUID) -> None:
        self._identity = FileIdentity(firm_id, uuid4())
        self._location = f"{firm_id}/{uuid4().hex}"
        key = make_key()
        self._wrapped = wrap_key(key, self._identity, settings.GUICHET_MASTER_KEYS)
        self._frames = FrameEncryptor(key, self._identity)
        self._digest = hashlib.sha256()
        self.size = 0
        self._file = default_storage.open(self._location, "wb")

    def write(self, piece: bytes) -> None:
        """Add clear bytes."""
        self.size += len(piece)
        self._digest.update(piece)
        self._file.write(self._frames.feed(piece))

    def close(self) -> Written:
        """Write the last frame and make everything durable."""
        self._file.write(self._frames.finish())
        self._file.close()
        return Written(self._identity, self._location, self.size, self._digest.hexdigest(), self._wrapped)

    def discard(self) -> None:
        """Give up: what was written is removed."""
        self._file.close()
        default_storage.delete(self._location)


def write_file(firm_id: UUID, pieces: Iterable[bytes]) -> Written:
    """Encrypt content that is at hand; nothing is left behind when it breaks off."""
    writer = EncryptedWriter(firm_id)
    finished = False
    try:
        for piece in pieces:
            writer.write(piece)
        written = writer.close()
        finished = True
    finally:
        if not finished:
            writer.discard()
    return written


def register_file(written: Written) -> StoredFile:
    """The row of a file that is safe in the storage, in the current transaction."""
    return StoredFile.objects.create(
        id=written.identity.file_id,
        firm_id=written.identity.firm_id,
        location=written.location,
        size=written.size,
        sha256=written.sha256,
        key_version=written.key.version,
        wrapped_key=written.key.content,
    )


def read_chunks(stored: StoredFile) -> Iterator[bytes]:
    """The clear content, chunk by chunk. Raises `MissingFile`, `UnknownMasterKey` or `DamagedFile`."""
    identity = FileIdentity(stored.firm_id, stored.pk)
    wrapped = WrappedKey(stored.key_version, bytes(stored.wrapped_key))
    key = unwrap_key(wrapped, identity, settings.GUICHET_MASTER_KEYS)
    return decrypt_frames(_frames(stored.location), key, identity)


def read_file(stored: StoredFile) -> bytes:
    """The whole clear content; the same exceptions."""
    return b"".join(read_chunks(stored))


def discard_written(written: Written) -> None:
    """Remove a file that will have no row."""
    default_storage.delete(written.location)


def discard_later(written: Written) -> None:
    """The same once the transaction is committed."""
    transaction.on_commit(partial(default_storage.delete, written.location))


def remove_file(stored: StoredFile) -> None:
    """Delete the row now and the bytes once the transaction is committed."""
    location = stored.location
    stored.delete()
    transaction.on_commit(partial(default_storage.delete, location))


def sweep_orphans(now: datetime) -> int:
    """Delete the files older than `ORPHAN_AGE` that no row names; gives how many. For all firms, one by one."""
    return sum(_sweep_firm(firm_id, now) for firm_id in firms_with_files())


def firms_with_files() -> list[UUID]:
    """The firms that the storage holds something of."""
    firms, _ = _listing("")
    return [UUID(firm) for firm in firms if _is_uuid(firm)]


def _sweep_firm(firm_id: UUID, now: datetime) -> int:
    _, names = _listing(str(firm_id))
    old = [
        location
        for name in names
        if now - default_storage.get_modified_time(location := f"{firm_id}/{name}") > ORPHAN_AGE
    ]
    with firm_transaction(firm_id):
        known = set(StoredFile.objects.filter(location__in=old).values_list("location", flat=True))
    for location in set(old) - known:
        default_storage.delete(location)
    return len(set(old) - known)


def _listing(folder: str) -> tuple[list[str], list[str]]:
    try:
        return default_storage.listdir(folder)
    except FileNotFoundError:
        return [], []


def _is_uuid(name: str) -> bool:
    try:
        return str(UUID(name)) == name
    except ValueError:
        return False


def _frames(location: str) -> Iterator[bytes]:
    try:
        file = default_storage.open(location, "rb")
    except FileNotFoundError as error:
        raise MissingFile(location) from error
    with file:
        while frame := file.read(FRAME):
            yield frame


__all__ = [
    "DamagedFile",
    "EncryptedWriter",
    "MissingFile",
    "StoredFileError",
    "UnknownMasterKey",
    "Written",
    "discard_later",
    "discard_written",
    "firms_with_files",
    "read_chunks",
    "read_file",
    "register_file",
    "remove_file",
    "sweep_orphans",
    "write_file",
]
