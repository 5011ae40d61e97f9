"""Lines of a stored file around those that were found, read from the encrypted file as it streams by."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import neodes

RADIUS = 3
"""Lines shown before and after."""

Range = tuple[int, int]
"""First and last line, both included."""


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
) -> dict[int, Excerpt]:
    """Line → what surrounds it; lines from 1. A line that the file does not have is left out.

    Lines within `hidden` are not shown: they are those of declarations that the reader may not see.
    """
    raw = _raw_lines(chunks, {near for line in wanted if line > 0 for near in range(line - RADIUS, line + RADIUS + 1)})
    return {
        line: Excerpt(line, _shown(raw, line, norm, hidden, masked=masked))
        for line in sorted(set(wanted))
        if line in raw
    }


def _shown(
    raw: dict[int, bytes], line: int, norm: neodes.Norm, hidden: Sequence[Range], *, masked: bool
) -> tuple[neodes.ContextLine, ...]:
    first = next(number for number in range(max(line - RADIUS, 1), line + 1) if number in raw)
    window = [raw[number] for number in range(first, line + RADIUS + 1) if number in raw]
    lines = neodes.context_lines(b"\n".join(window) + b"\n", line - first + 1, RADIUS, masked, norm)
    numbered = (replace(context, number=context.number + first - 1) for context in lines)
    return tuple(context for context in numbered if not any(start <= context.number <= end for start, end in hidden))


def _raw_lines(chunks: Iterable[bytes], numbers: set[int]) -> dict[int, bytes]:
    """Those lines, without their ends; reading stops behind the last of them."""
    found: dict[int, bytes] = {}
    if not numbers:
        return found
    last, number = max(numbers), 1
    for piece, line_end in _whole_lines(chunks):
        count = piece.count(line_end)
        if not numbers.isdisjoint(range(number, number + count + 1)):
            for rank, content in enumerate(piece.split(line_end), number):
                if rank in numbers and (rank < number + count or content):
                    found[rank] = content.removesuffix(b"\r")
        number += count
        if number > last:
            break
    return found


def _whole_lines(chunks: Iterable[bytes]) -> Iterator[tuple[bytes, bytes]]:
    """The content in pieces that end with a line, and what ends lines; only the last piece may stop inside one."""
    rest, line_end = b"", b""
    for chunk in chunks:
        content = rest + chunk
        # Files of old systems end their lines with CR alone.
        line_end = line_end or (b"\r" if b"\n" not in content and b"\r" in content else b"\n")
        cut = content.rfind(line_end) + 1
        rest = content[cut:]
        if cut:
            yield content[:cut], line_end
    if rest:
        yield rest, line_end
