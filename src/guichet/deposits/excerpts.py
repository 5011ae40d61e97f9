"""Lines of a stored file around those that were found, read from the encrypted file as it streams by."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import neodes
from guichet.deposits.masking import without_amount

RADIUS = 3
"""Lines shown before and after."""

Range = tuple[int, int]
"""First and last line, both included."""

EVERYTHING: Range = (0, 2**31)


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The lines around one line of a file."""

    line: int
    lines: tuple[neodes.ContextLine, ...]


def excerpts(
    chunks: Iterable[bytes],
    wanted: Collection[int],
    *,
    norm: neodes.Norm,
    hidden: Sequence[Range] = (),
    masked: bool = True,
    veiled: Sequence[Range] = (),
) -> dict[int, Excerpt]:
    """Line → what surrounds it; lines from 1. A line that the file does not have is left out.

    Lines within `hidden` are not shown: they are those of declarations that the reader may not see. Lines within
    `veiled` are masked, whatever `masked` says: he may see them, but no personal data of theirs.
    """
    raw = _raw_lines(chunks, {near for line in wanted if line > 0 for near in range(line - RADIUS, line + RADIUS + 1)})
    return {
        line: Excerpt(line, tuple(_shown(raw, line, norm, hidden, (EVERYTHING,) if masked else veiled)))
        for line in sorted(set(wanted))
        if line in raw
    }


def _shown(
    raw: dict[int, bytes], line: int, norm: neodes.Norm, hidden: Sequence[Range], veiled: Sequence[Range]
) -> Iterator[neodes.ContextLine]:
    first = next(number for number in range(max(line - RADIUS, 1), line + 1) if number in raw)
    window = [raw[number] for number in range(first, line + RADIUS + 1) if number in raw]
    clear, masked = (
        neodes.context_lines(b"\n".join(window) + b"\n", line - first + 1, RADIUS, mask, norm) for mask in (False, True)
    )
    for open_line, masked_line in zip(clear, masked, strict=True):
        number = open_line.number + first - 1
        if not _within(number, hidden):
            shown = without_amount(masked_line) if _within(number, veiled) else open_line
            yield replace(shown, number=number)


def _within(number: int, ranges: Sequence[Range]) -> bool:
    return any(start <= number <= end for start, end in ranges)


def _raw_lines(chunks: Iterable[bytes], numbers: set[int]) -> dict[int, bytes]:
    """Those lines, without their ends; reading stops behind the last of them."""
    found: dict[int, bytes] = {}
    if not numbers:
        return found
    last, number = max(numbers), 1
    for piece, line_end in whole_lines(chunks):
        count = piece.count(line_end)
        if not numbers.isdisjoint(range(number, number + count + 1)):
            for rank, content in enumerate(piece.split(line_end), number):
                if rank in numbers and (rank < number + count or content):
                    found[rank] = content.removesuffix(b"\r")
        number += count
        if number > last:
            break
    return found


def whole_lines(chunks: Iterable[bytes]) -> Iterator[tuple[bytes, bytes]]:
    """The content in pieces that end with a line, and what ends lines; only the last piece may stop inside one."""
    rest, line_end = b"", b""
    for chunk in chunks:
        content = rest + chunk
        line_end = line_end or _line_end_of(content)
        cut = content.rfind(line_end) + 1 if line_end else 0
        rest = content[cut:]
        if cut:
            yield content[:cut], line_end
    if rest:
        yield rest, line_end or b"\n"


def _line_end_of(content: bytes) -> bytes:
    """Files of old systems end their lines with CR alone; nothing as long as it cannot be known."""
    if b"\n" in content:
        return b"\n"
    return b"\r" if b"\r" in content[:-1] else b""
