"""Files on disk → reports: streamed, archives opened, one process or several."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

from neodes.controls.base import Finding, Severity
from neodes.controls.check import check_bytes, check_chunks
from neodes.controls.ending import unreadable_report
from neodes.controls.results import FileReport
from neodes.parser import ArchiveLimits, Member, archive_kind, open_members
from neodes.parser.text import PIECE


def check_path(
    path: str | Path, *, norm: str | None = None, jobs: int = 1, limits: ArchiveLimits | None = None
) -> Iterator[FileReport]:
    """Reports of a file on disk: one, or one for each member of an archive.

    The file is read by pieces. With `jobs` above 1 a large file is cut and shared out. Raises `OSError` when the
    path cannot be opened, `UnknownNormError` when `norm` is not held.
    """
    file = Path(path)
    with file.open("rb") as stream:
        kind = archive_kind(stream.read(4))
        stream.seek(0)
        if not kind:
            yield _in_parts(file, norm, jobs) or check_chunks(read_chunks(stream), path=str(path), norm=norm)
            return
    for member in open_members(file, file.name, limits):
        yield check_member(member, path=inside(path, member, kind), norm=norm)


def _in_parts(file: Path, norm: str | None, jobs: int) -> FileReport | None:
    if jobs <= 1 or not file.is_file():
        return None
    from neodes.controls.parts import check_in_parts, worth_parts

    return check_in_parts(file, norm=norm, jobs=jobs) if worth_parts(file.stat().st_size, jobs) else None


def check_member(member: Member, *, path: str | None = None, norm: str | None = None) -> FileReport:
    """Report of one member of an archive, readable or not."""
    name = member.name if path is None else path
    if member.error is None:
        return check_bytes(member.data, path=name, norm=norm)
    details = {"found": member.found, "max": member.limit} if member.limit else {}
    return unreadable_report(
        name, Finding("FICHIER/ARCHIVE", Severity.BLOQUANT, 0, member.error.value, details=details)
    )


def check_paths(paths: Iterable[str | Path], *, norm: str | None = None, jobs: int = 1) -> Iterator[FileReport]:
    """Reports of several files, in their order, spread over `jobs` processes."""
    if jobs <= 1:
        for path in paths:
            yield from check_path(path, norm=norm)
        return
    from neodes.controls.parallel import check_in_processes

    yield from check_in_processes(list(paths), norm=norm, jobs=jobs)


def read_chunks(stream: IO[bytes]) -> Iterator[bytes]:
    """A file by chunks that end with a line wherever lines have a sensible length."""
    while chunk := stream.read(PIECE):
        yield chunk if chunk.endswith(b"\n") else chunk + stream.readline(PIECE)


def inside(path: str | Path, member: Member, kind: str) -> str:
    """`archive.zip/member` for a zip; a gzip is the file itself."""
    return f"{path}/{member.name}" if kind == "zip" and member.name != Path(path).name else str(path)
