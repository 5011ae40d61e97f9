"""One large file read by several processes: it is cut where an individu starts.

Each part is read after the lines that it depends on: S10, and its declaration up to the end of its first individu. What
two processes find is put together only when the first one ends exactly where the second one supposed; otherwise the
file is read again, by one process. So the report is the same, always.
"""

from __future__ import annotations

import itertools
import mmap
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import BinaryIO, NamedTuple

from neodes.controls.check import knowledge_of, version_for
from neodes.controls.ending import readable_report
from neodes.controls.engine import FileScan, judge_records
from neodes.controls.results import FileReport
from neodes.controls.scanned import Context, Scanned
from neodes.norm import NormMatch
from neodes.parser import TextReader, pieces_of
from neodes.parser.text import HEAD, PIECE

SMALLEST_PART = 4 << 20
"""Bytes below which another process is not worth its start."""

FAR = 1 << 20
"""How far behind the wanted place a cut may be."""

_ENVOI = b"S10.G00.00."
_DECLARATION = b"\nS20.G00.05.001,"
_INDIVIDU = b"\nS21.G00.30.001,"


class Part(NamedTuple):
    """Bytes `start` to `end` of a file; `envelope` and `declaration` are the bytes that make its context."""

    path: str
    version: str
    match: NormMatch
    start: int
    end: int
    envelope: tuple[int, int]
    declaration: tuple[int, int]


class Cut(NamedTuple):
    """Where a part starts, and the bytes that make its context."""

    place: int
    envelope: tuple[int, int]
    declaration: tuple[int, int]


class Piece(NamedTuple):
    """What the reading of one part gave; `begins` and `ends` are where the structure stood."""

    seen: Scanned
    context: Context
    begins: tuple[object, ...]
    ends: tuple[object, ...]


def check_in_parts(path: Path, *, norm: str | None, jobs: int) -> FileReport | None:
    """Report of a large file read by several processes; None when it cannot be cut."""
    with path.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as content:
        head = next(pieces_of(iter([content[:HEAD]])), b"")
        version, match = version_for(head, norm)
        parts = list(_parts(path, content, version, match, jobs))
    if len(parts) < 2:
        return None
    with ProcessPoolExecutor(max_workers=len(parts)) as pool:
        pieces = list(pool.map(_read, parts))
    seen = _together(pieces)
    if seen is None:
        return None
    judge_records(knowledge_of(version), seen)
    return readable_report(seen, str(path), version, match)


def worth_parts(size: int, jobs: int) -> bool:
    """Whether a file of that many bytes is worth several processes."""
    return jobs > 1 and size >= 2 * SMALLEST_PART


def _parts(path: Path, content: mmap.mmap, version: str, match: NormMatch, jobs: int) -> Iterator[Part]:
    size, start = len(content), 0
    envelope = declaration = (0, 0)
    count = min(jobs, size // SMALLEST_PART)
    for rank in range(1, count + 1):
        cut = _cut(content, size * rank // count) if rank < count else None
        if rank < count and (cut is None or cut.place <= start):
            continue
        place = size if cut is None else cut.place
        yield Part(str(path), version, match, start, place, envelope, declaration)
        if cut is not None:
            start, envelope, declaration = cut


def _cut(content: mmap.mmap, wanted: int) -> Cut | None:
    """Where an individu, not the first of its declaration, starts near that place."""
    first = content.find(_DECLARATION) + 1
    if not first or content[: len(_ENVOI)] != _ENVOI:
        return None
    place = wanted
    while (place := content.find(_INDIVIDU, place, wanted + FAR) + 1) > 0:
        start = content.rfind(_DECLARATION, 0, place) + 1
        individu = content.find(_INDIVIDU, start, place - 1) + 1
        if start and individu:
            end = content.find(_INDIVIDU, individu, place) + 1
            return Cut(place, (0, first), (start, end or place))
    return None


def _read(part: Part) -> Piece:
    """Read one part (in a process of its own)."""
    knowledge = knowledge_of(part.version)
    reader = TextReader()
    scan = FileScan(knowledge, reader, part.match)
    begins: tuple[object, ...] = ()
    context = Context(0, 0)
    with Path(part.path).open("rb") as stream:
        if part.start:
            envelope, declaration = _bytes(stream, part.envelope), _bytes(stream, part.declaration)
            context = Context(envelope.count(b"\n"), declaration.count(b"\n"))
            begins = scan.feed_context(reader.decode(envelope + declaration))
        else:
            scan.coded.start_part()
        texts = map(reader.decode, pieces_of(_chunks(stream, part)))
        for text in texts:
            if begins and not scan.seen.lines and not scan.starts_individu(text):
                begins = ("elsewhere",)
            scan.feed(text)
    last = part.end == Path(part.path).stat().st_size
    ends = scan.end_of_part(last=last)
    return Piece(scan.seen, context, begins, ends)


def _bytes(stream: BinaryIO, span: tuple[int, int]) -> bytes:
    stream.seek(span[0])
    return stream.read(span[1] - span[0])


def _chunks(stream: BinaryIO, part: Part) -> Iterator[bytes]:
    stream.seek(part.start)
    missing = part.end - part.start
    while missing and (chunk := stream.read(min(PIECE, missing))):
        missing -= len(chunk)
        yield chunk


def _together(pieces: list[Piece]) -> Scanned | None:
    """All the parts as one; None when a part does not start where the one before ended."""
    whole = pieces[0].seen
    for before, piece in itertools.pairwise(pieces):
        if before.ends != piece.begins or not whole.reader.agrees(piece.seen.reader) or whole.crashes:
            return None
        whole.absorb(piece.seen, piece.context)
    return whole
