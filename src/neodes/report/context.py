"""The lines around a finding, read straight from the bytes of the file: a 50 MB file costs a few milliseconds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from neodes.norm import Norm, load_norm, nearest_version
from neodes.values.masking import mask as mask_value
from neodes.values.masking import mask_unknown

CHUNK = 1 << 18
_RUBRIQUE = re.compile(r"(S\d\d\.G\d\d\.\d\d\.\d{3}),'(.*)'", re.ASCII)
_START = re.compile(r"(S\d\d\.G\d\d\.\d\d\.\d{3})(.*)", re.ASCII)
_VERSION = re.compile(rb"S10\.G00\.00\.006,'([^'\r\n]{0,16})'")
UTF8_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class ContextLine:
    """One line of the file, as it may be shown; `rubrique` and `label` are empty for a line that has no form.

    `value` is then the whole line. `faulty` marks the line of the finding.
    """

    number: int
    rubrique: str
    label: str
    value: str
    faulty: bool


def context_lines(
    data: bytes, line: int, radius: int = 3, mask: bool = True, norm: Norm | None = None
) -> tuple[ContextLine, ...]:
    """The lines `line - radius` to `line + radius` (from 1) of a file, personal values hidden unless `mask` is False.

    `norm` gives the labels; without it, the version that the file names does. A line beyond the file, or line 0
    (the file as a whole), has no context: an empty tuple.
    """
    if line < 1:
        return ()
    first = max(1, line - radius)
    raw = _raw_lines(data, first, line + radius)
    if len(raw) <= line - first:
        return ()
    tables = norm or norm_of_bytes(data)
    return tuple(
        _context_line(_decoded(content), first + rank, tables, mask=mask, faulty=first + rank == line)
        for rank, content in enumerate(raw)
    )


def all_lines(data: bytes, norm: Norm, *, mask: bool = True) -> Iterator[ContextLine]:
    """Every line of a file, one at a time."""
    number, start, line_end = 0, len(UTF8_BOM) if data.startswith(UTF8_BOM) else 0, _line_end(data)
    while start < len(data):
        end = data.find(line_end, start)
        end = len(data) if end < 0 else end
        number += 1
        text = _decoded(data[start:end].removesuffix(b"\r"))
        yield _context_line(text, number, norm, mask=mask, faulty=False)
        start = end + 1


def norm_of_bytes(data: bytes) -> Norm:
    """Tables of the version that the file names near its start, or of the nearest one."""
    match = _VERSION.search(data, 0, CHUNK)
    return load_norm(nearest_version(match[1].decode("latin-1") if match else "")[0])


def _raw_lines(data: bytes, first: int, last: int) -> list[bytes]:
    """Lines `first` to `last` without their ends."""
    line_end = _line_end(data)
    start = _offset_of_line(data, first, line_end)
    found: list[bytes] = []
    while start < len(data) and len(found) <= last - first:
        end = data.find(line_end, start)
        end = len(data) if end < 0 else end
        content = data[start:end]
        found.append(content[3:] if start == 0 and content.startswith(UTF8_BOM) else content)
        start = end + 1
    return [content.removesuffix(b"\r") for content in found]


def _line_end(data: bytes) -> bytes:
    """`\\n`, which also ends CRLF lines; `\\r` for the files of old systems that have no `\\n` at all."""
    return b"\r" if b"\n" not in data and b"\r" in data else b"\n"


def _offset_of_line(data: bytes, line: int, line_end: bytes) -> int:
    """Where that line starts: line ends are counted by chunks, then one by one in the last chunk."""
    missing, start = line - 1, 0
    while missing and start < len(data):
        ends = data.count(line_end, start, start + CHUNK)
        if ends >= missing:
            break
        missing -= ends
        start += CHUNK
    for _ in range(missing):
        end = data.find(line_end, start)
        if end < 0:
            return len(data)
        start = end + 1
    return start


def _decoded(content: bytes) -> str:
    """UTF-8 when the bytes of the line can only be that, ISO-8859-1 (with the extra signs of Windows) otherwise."""
    for encoding in ("utf-8", "windows-1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")


def _context_line(text: str, number: int, norm: Norm, *, mask: bool, faulty: bool) -> ContextLine:
    match = _RUBRIQUE.fullmatch(text)
    if match is None:
        return ContextLine(number, "", "", _shapeless(text) if mask else text, faulty)
    rubrique, value = match[1], match[2]
    spec = norm.rubriques.get(rubrique)
    shown = mask_value(rubrique, value) if mask else value
    return ContextLine(number, rubrique, spec.label if spec else "", shown, faulty)


def _shapeless(text: str) -> str:
    """A line without form: its identifier if it has one, and the shape of the rest, which may be personal."""
    match = _START.fullmatch(text)
    if match is None:
        return mask_unknown(text)
    return match[1] + mask_unknown(match[2])
