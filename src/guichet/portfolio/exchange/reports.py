"""What became of each line of a file, as a CSV that is kept encrypted: read page by page, or taken away."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from guichet.core import files
from guichet.core.models import StoredFile
from guichet.core.spreadsheets import BOM, neutralised, restored
from guichet.portfolio.exchange.columns import BY_CODE
from guichet.portfolio.exchange.layouts import Layout
from guichet.portfolio.exchange.staging import ADDED, CHANGED, REFUSED, SAME, Outcome

TITLES = ("Ligne", "Résultat", "Explication", "Remarque")
PIECE = 2_000
WORDS = {ADDED: "Ajout", CHANGED: "Modification", SAME: "Inchangée", REFUSED: "Refusée"}


class View(StrEnum):
    """Which lines to look at."""

    REFUSED = "refus"
    REMARKED = "remarques"
    ADDED = "ajouts"
    CHANGED = "modifications"
    SAME = "inchanges"


_RESULTS = {
    View.REFUSED: WORDS[REFUSED],
    View.ADDED: WORDS[ADDED],
    View.CHANGED: WORDS[CHANGED],
    View.SAME: WORDS[SAME],
}


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One line as the page shows it."""

    number: str
    result: str
    explanation: str
    remark: str
    cells: tuple[str, ...]


def report_pieces(layout: Layout, lines: Iterable[Outcome]) -> Iterator[bytes]:
    """The report, in pieces to encrypt."""
    lines = iter(lines)
    yield BOM.encode() + csv_bytes([[*TITLES, *_titles(layout)]])
    while some := list(islice(lines, PIECE)):
        yield csv_bytes(_row(line) for line in some)


def csv_bytes(rows: Iterable[Iterable[str]]) -> bytes:
    """Rows between `;`; their cells are neutralised already."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    writer.writerows(rows)
    return stream.getvalue().encode()


def page_of(stored: StoredFile, view: View, *, start: int, size: int) -> list[ReportLine]:
    """Some of the lines of that view. Raises `StoredFileError`."""
    found = (line for line in _lines(stored) if _is_in(line, view))
    return [
        ReportLine(line[0], line[1], line[2], line[3], tuple(line[4:])) for line in islice(found, start, start + size)
    ]


def refused_pieces(stored: StoredFile) -> Iterator[bytes]:
    """The lines that were refused, with their own columns: to be corrected, and imported as they are."""
    rows = _rows(stored)
    yield BOM.encode() + csv_bytes([next(rows)])
    refused = (row for row in rows if row[1] == WORDS[REFUSED])
    while some := list(islice(refused, PIECE)):
        yield csv_bytes(some)


def titles_of(stored: StoredFile) -> list[str]:
    """The titles of the columns of the file itself."""
    return next(_rows(stored))[len(TITLES) :]


def _titles(layout: Layout) -> list[str]:
    if layout.titles:
        return [neutralised(restored(title)) for title in layout.titles]
    width = max([*layout.columns, *layout.flags]) + 1
    return [
        layout.columns[place].title if place in layout.columns else f"Colonne {place + 1}" for place in range(width)
    ]


def _row(line: Outcome) -> list[str]:
    told = "; ".join(_step(step) for step in line.steps) if line.verdict == CHANGED else line.problem
    # The cells come from a file that may be an export, neutralised already: once is enough.
    cells = [neutralised(restored(cell)) for cell in line.cells]
    return [str(line.number), WORDS[line.verdict], neutralised(told), neutralised(line.remark), *cells]


def _step(step: str) -> str:
    code, _, told = step.partition(": ")
    return f"{BY_CODE[code].title} : {told}"


def _is_in(line: list[str], view: View) -> bool:
    return bool(line[3]) if view is View.REMARKED else line[1] == _RESULTS[view]


def _lines(stored: StoredFile) -> Iterator[list[str]]:
    rows = _rows(stored)
    next(rows)
    return rows


def _rows(stored: StoredFile) -> Iterator[list[str]]:
    return csv.reader(_text(stored), delimiter=";")


def _text(stored: StoredFile) -> Iterator[str]:
    """The lines of the decrypted file, with their ends, as `csv` wants them."""
    waiting = b""
    for chunk in files.read_chunks(stored):
        whole, cut, rest = (waiting + chunk).rpartition(b"\n")
        waiting = rest
        if cut:
            yield from io.StringIO((whole + cut).decode().removeprefix(BOM), newline="")
    if waiting:
        yield waiting.decode()
