"""gzip and zip files → the files they hold, within limits; a member that cannot be read says why.

Sizes are counted while bytes come out, never believed from the headers of the archive.
"""

from __future__ import annotations

import io
import posixpath
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    import zipfile

CHUNK = 1 << 18
GZIP_MAGIC = b"\x1f\x8b"
ZIP_MAGICS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
NESTED_MAGICS = (GZIP_MAGIC, *ZIP_MAGICS, b"Rar!", b"7z\xbc\xaf")
OFFICE_ENTRY = "[Content_Types].xml"
ENCRYPTED_FLAG = 1
RATIO_FLOOR = 1 << 20
"""A small member may be compressed as much as it likes."""

_FAILURES = (OSError, EOFError, zlib.error, NotImplementedError, ValueError, RuntimeError)
"""What the standard library raises on damaged archives, with `zipfile.BadZipFile`."""


class ArchiveFault(StrEnum):
    """Why an archive or a member was not read; the value is the `reason` of the finding."""

    ILLISIBLE = "illisible"
    CHIFFREE = "chiffree"
    TROP_DE_FICHIERS = "trop_de_fichiers"
    TROP_GRANDE = "trop_grande"
    COMPRESSION = "compression"
    IMBRIQUEE = "imbriquee"
    VIDE = "vide"


@dataclass(frozen=True, slots=True)
class ArchiveLimits:
    """What an archive may hold: number of files, bytes by file and in all, bytes out for one byte in."""

    entries: int = 5_000
    member_bytes: int = 1 << 30
    total_bytes: int = 2 << 30
    ratio: int = 200


@dataclass(frozen=True, slots=True)
class Member:
    """One file of a deposit: its name (relative, without `..`), and its bytes or why there are none.

    `found` and `limit` are the figures behind a limit that was passed.
    """

    name: str
    data: bytes = b""
    error: ArchiveFault | None = None
    found: int = 0
    limit: int = 0


class _LimitError(Exception):
    def __init__(self, fault: ArchiveFault, found: int, limit: int) -> None:
        super().__init__(fault.value)
        self.fault, self.found, self.limit = fault, found, limit


def archive_kind(head: bytes) -> str:
    """`gzip`, `zip` or empty, from the first four bytes."""
    if head.startswith(GZIP_MAGIC):
        return "gzip"
    return "zip" if head.startswith(ZIP_MAGICS) else ""


def open_members(data: bytes | Path, name: str, limits: ArchiveLimits | None = None) -> Iterator[Member]:
    """The files held by `data`: itself when it is no archive, else one member a file, in the order of the archive.

    Folders, hidden files and those that macOS adds are left out; an archive inside an archive is refused.
    Never raises on what the bytes hold; an unreadable path on disk raises `OSError`.
    """
    allowed = limits or ArchiveLimits()
    with io.BytesIO(data) if isinstance(data, bytes) else data.open("rb") as source:
        kind = archive_kind(source.read(4))
        source.seek(0)
        if kind == "zip":
            yield from _zip_members(source, name, allowed)
        elif kind == "gzip":
            yield _gzip_member(source, name, allowed)
        else:
            yield Member(name, data if isinstance(data, bytes) else source.read())


def safe_name(name: str) -> str:
    """A relative name with `/`, without drive, `..` nor control characters; `sans-nom` when nothing is left."""
    kept = "".join(character for character in name.replace("\\", "/") if character.isprintable())
    parts = [part for part in kept.split("/") if part not in ("", ".", "..") and not part.endswith(":")]
    return posixpath.join(*parts) if parts else "sans-nom"


def _gzip_member(source: IO[bytes], name: str, limits: ArchiveLimits) -> Member:
    plain = name[:-3] if name.lower().endswith(".gz") else name
    try:
        content = b"".join(_gunzip(source, limits))
    except _LimitError as limit:
        return Member(plain, error=limit.fault, found=limit.found, limit=limit.limit)
    except _FAILURES:
        return Member(plain, error=ArchiveFault.ILLISIBLE)
    return Member(plain, error=ArchiveFault.IMBRIQUEE) if _nested(content) else Member(plain, content)


def _gunzip(source: IO[bytes], limits: ArchiveLimits) -> Iterator[bytes]:
    """Several gzip members one after the other make one file (RFC 1952); anything else behind them is an error."""
    read = written = 0
    inflate = zlib.decompressobj(wbits=31)
    while raw := source.read(CHUNK):
        read += len(raw)
        while raw:
            out = inflate.decompress(raw, CHUNK)
            written += len(out)
            _check_size(written, read, written, limits)
            yield out
            raw = inflate.unconsumed_tail
            if inflate.eof:
                raw = inflate.unused_data.lstrip(b"\0")
                if raw:
                    inflate = zlib.decompressobj(wbits=31)
    if not inflate.eof:
        raise EOFError


def _check_size(written: int, read: int, total: int, limits: ArchiveLimits) -> None:
    if written > limits.member_bytes:
        raise _LimitError(ArchiveFault.TROP_GRANDE, written, limits.member_bytes)
    if total > limits.total_bytes:
        raise _LimitError(ArchiveFault.TROP_GRANDE, total, limits.total_bytes)
    if written > RATIO_FLOOR and written > limits.ratio * max(read, 1):
        raise _LimitError(ArchiveFault.COMPRESSION, written // max(read, 1), limits.ratio)


def _nested(content: bytes) -> bool:
    return content.startswith(NESTED_MAGICS)


def _zip_members(source: IO[bytes], name: str, limits: ArchiveLimits) -> Iterator[Member]:
    # Imported here: most files are not archives, and start-up time counts.
    import zipfile

    try:
        archive = zipfile.ZipFile(source)
    except (zipfile.BadZipFile, *_FAILURES):
        yield Member(name, error=ArchiveFault.ILLISIBLE)
        return
    with archive:
        entries = [entry for entry in archive.infolist() if _wanted(entry)]
        if any(entry.filename == OFFICE_ENTRY for entry in entries):
            yield Member(name, _whole(source))
            return
        if len(entries) > limits.entries:
            yield Member(name, error=ArchiveFault.TROP_DE_FICHIERS, found=len(entries), limit=limits.entries)
            return
        if not entries:
            yield Member(name, error=ArchiveFault.VIDE)
        yield from _entries(archive, entries, limits)


def _whole(source: IO[bytes]) -> bytes:
    """The archive itself: a workbook or a text of an office suite is a zip, but not a deposit of many files."""
    source.seek(0)
    return source.read()


def _wanted(entry: zipfile.ZipInfo) -> bool:
    """A folder, a file without name, a hidden one, or what a Mac adds, is no deposit."""
    parts = entry.filename.replace("\\", "/").split("/")
    return "__MACOSX" not in parts and not parts[-1].startswith(".") and parts[-1] != ""


def _entries(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], limits: ArchiveLimits) -> Iterator[Member]:
    """Members one by one, so that only one is in memory; the total stops the whole archive."""
    total = 0
    for entry in entries:
        member = _entry(archive, entry, total, limits)
        total += len(member.data)
        yield member
        if member.error is ArchiveFault.TROP_GRANDE and member.limit == limits.total_bytes:
            return


def _entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, total: int, limits: ArchiveLimits) -> Member:
    import zipfile

    name = safe_name(entry.filename)
    if entry.flag_bits & ENCRYPTED_FLAG:
        return Member(name, error=ArchiveFault.CHIFFREE)
    try:
        content = b"".join(_unzip(archive, entry, total, limits))
    except _LimitError as limit:
        return Member(name, error=limit.fault, found=limit.found, limit=limit.limit)
    except (zipfile.BadZipFile, *_FAILURES):
        return Member(name, error=ArchiveFault.ILLISIBLE)
    return Member(name, error=ArchiveFault.IMBRIQUEE) if _nested(content) else Member(name, content)


def _unzip(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, total: int, limits: ArchiveLimits) -> Iterator[bytes]:
    written = 0
    with archive.open(entry) as stream:
        while out := stream.read(CHUNK):
            written += len(out)
            _check_size(written, entry.compress_size, total + written, limits)
            yield out
