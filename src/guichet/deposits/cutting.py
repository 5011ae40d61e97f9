"""A file of which some declarations were refused: what is kept of it holds nothing of them.

The encrypted copy that was received gives way to another one, with a key of its own, in which each line of a refused
declaration is empty but its first, which says that a declaration stood there and no more. Numbers of lines and ranks of
declarations stay those of the file that the person has: the report, its excerpts and the comparison with later months
need no more. The copy cannot be controlled again: it is not the file that was deposited.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from guichet.core import files
from guichet.deposits.excerpts import Range, whole_lines
from guichet.deposits.models import Declaration, Deposit

PLACE = b"S20.G00.05.001,''"
"""Stands for a declaration that was refused."""

ENVELOPE = (b"S10.", b"S90.")
BOM = b"\xef\xbb\xbf"


def cut_file(deposit: Deposit, *, kept: Iterable[Declaration], refused: Iterable[Declaration]) -> None:
    """Put the cut copy in the place of the received one, whose bytes go once the transaction is committed."""
    received = deposit.stored_file
    if received is None:
        return
    pieces = cut(files.read_chunks(received), kept=map(_lines_of, kept), refused=map(_lines_of, refused))
    deposit.stored_file = files.register_file(files.write_file(deposit.firm_id, pieces))
    deposit.save(update_fields=["stored_file"])
    files.remove_file(received)


def cut(chunks: Iterable[bytes], *, kept: Iterable[Range], refused: Iterable[Range]) -> Iterator[bytes]:
    """The content with the lines of `kept` and those of the envelope alone, as many lines as before."""
    ranges = sorted([*((*lines, True) for lines in kept), *((*lines, False) for lines in refused)], reverse=True)
    number = 1
    for piece, line_end in whole_lines(chunks):
        *lines, rest = piece.split(line_end)
        done = list(_cut_lines([*lines, rest] if rest else lines, number, ranges))
        yield line_end.join(done if rest else [*done, b""])
        number += len(lines)


def _cut_lines(lines: list[bytes], number: int, ranges: list[tuple[int, int, bool]]) -> Iterator[bytes]:
    """`ranges` are in reverse order: those that lie behind are taken off its end on the way."""
    for rank, line in enumerate(lines, number):
        while ranges and ranges[-1][1] < rank:
            ranges.pop()
        first, _, is_kept = ranges[-1] if ranges else (rank + 1, rank + 1, False)
        if is_kept if first <= rank else line.removeprefix(BOM).startswith(ENVELOPE):
            yield line
        else:
            yield (PLACE if rank == first else b"") + (b"\r" if line.endswith(b"\r") else b"")


def _lines_of(row: Declaration) -> Range:
    return row.first_line, row.last_line
