"""The check of one file: bytes → report. Whatever the bytes are, there is a report and no exception."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from neodes.controls.base import Finding, Severity
from neodes.controls.ending import readable_report, unreadable_report
from neodes.controls.engine import FileScan, Knowledge
from neodes.controls.results import FileReport
from neodes.norm import NormMatch, load_norm, nearest_version
from neodes.parser import TextReader, pieces_of, recognise_binary
from neodes.parser.text import chunks_of

_VERSION = re.compile(rb"S10\.G00\.00\.006,'([^'\r\n]{0,16})")


@lru_cache(maxsize=4)
def knowledge_of(version: str) -> Knowledge:
    """What was learnt of that version in this process; files read one after the other share it."""
    return Knowledge(version)


def check_bytes(data: bytes, *, path: str = "", norm: str | None = None) -> FileReport:
    """Read and judge one DSN file held in memory (not an archive: see `open_members`).

    `path` is only repeated in the report. `norm` forces a version; by default it is the one that the file names, or
    the nearest. Raises `UnknownNormError` when `norm` is not held, and nothing else.
    """
    return check_chunks(chunks_of(data), path=path, norm=norm)


def check_chunks(chunks: Iterable[bytes], *, path: str = "", norm: str | None = None) -> FileReport:
    """The same for a file that comes by chunks of bytes, of which one is in memory at a time."""
    pieces = pieces_of(chunks)
    head = next(pieces, b"")
    version, match = version_for(head, norm)
    unreadable = _not_a_text(head)
    if unreadable is not None:
        return unreadable_report(path, unreadable, version)
    reader = TextReader()
    scan = FileScan(knowledge_of(version), reader, match)
    scan.feed(reader.decode(head))
    for piece in pieces:
        scan.feed(reader.decode(piece))
    seen = scan.finish()
    return readable_report(seen, path, version, match)


def version_for(head: bytes, norm: str | None) -> tuple[str, NormMatch]:
    """Version that reads a file that starts so, and how it compares with the one that the file names.

    A version that is asked for is always the right one. Raises `UnknownNormError` when it is not held.
    """
    if norm:
        return load_norm(norm).version, NormMatch.EXACTE
    return nearest_version(_declared_version(head))


def _declared_version(head: bytes) -> str:
    found = _VERSION.search(head)
    return found[1].decode("latin-1") if found else ""


def _not_a_text(head: bytes) -> Finding | None:
    if not head.strip(b"\r\n \t\xef\xbb\xbf\x1a"):
        return Finding("FICHIER/VIDE", Severity.BLOQUANT, 0, "vide")
    binary = recognise_binary(head)
    if binary is None:
        return None
    how, name = binary
    details = {"format": name} if name else {}
    return Finding("FICHIER/BINAIRE", Severity.BLOQUANT, 0, how.value, details=details)
