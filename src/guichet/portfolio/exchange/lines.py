"""From the rows of a file to lines that are understood, each with what is wrong with it in French."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from guichet.core.spreadsheets import restored
from guichet.portfolio.exchange.columns import SIRET, WRITABLE, BadCell, Cell, Column, Words
from guichet.portfolio.exchange.folding import BLANKS
from guichet.portfolio.exchange.layouts import Layout
from guichet.portfolio.exchange.sirets import read_siret_cell

REMEMBERED = 5_000
CODES = tuple(column.code for column in WRITABLE)


Reader = tuple[int, Column, dict[str, Cell | BadCell]]
"""Where the cell is, what it is, and what was read in that column before."""


@dataclass(slots=True)
class Line:
    """One row of the file. `values` holds what it gives, by code of column; an empty cell gives nothing.

    `problem` refuses it; `skipped` leaves it aside without harm.
    """

    number: int
    cells: list[str]
    siret: str = ""
    values: dict[str, object] = field(default_factory=dict)
    problem: str = ""
    remarks: list[str] = field(default_factory=list)
    skipped: bool = False
    lost_zero: bool = False


def lines_of(rows: Iterable[list[str]], layout: Layout, words: Words, *, restore_zeros: bool) -> Iterator[Line]:
    """The lines after the titles, those without anything left out; numbers are those that a spreadsheet shows."""
    seen: dict[str, int] = {}
    titles_left = layout.has_titles
    readers: list[Reader] = [(place, column, {}) for place, column in layout.columns.items() if column is not SIRET]
    siret_place = next(place for place, column in layout.columns.items() if column is SIRET)
    for number, row in enumerate(rows, start=1):
        if not any(row) or not any(cell.strip(BLANKS) for cell in row):
            continue
        if titles_left:
            titles_left = False
            continue
        line = Line(number, row)
        _read_siret(line, row[siret_place] if siret_place < len(row) else "", restore_zeros=restore_zeros)
        _read_cells(line, readers, words)
        if layout.is_net_entreprises:
            _read_flags(line, layout)
        _find_twins(line, seen, layout)
        yield line


def _read_siret(line: Line, cell: str, *, restore_zeros: bool) -> None:
    read = read_siret_cell(cell)
    if read.lost_zero and restore_zeros:
        line.siret = read.siret
        line.remarks.append(f"« {cell.strip(BLANKS)} » lu {read.siret}, avec son zéro du début.")
        return
    line.lost_zero = read.lost_zero
    line.siret, line.problem = "" if read.problem else read.siret, read.problem
    line.remarks.extend(read.remarks)


def _read_cells(line: Line, readers: list[Reader], words: Words) -> None:
    wrong = []
    for place, column, known in readers:
        cell = restored(line.cells[place]).strip(BLANKS) if place < len(line.cells) else ""
        if not cell:
            continue
        read = known.get(cell) or _read_cell(cell, column, known, words)
        if isinstance(read, BadCell):
            wrong.append(f"{column.title} : {read}.")
            continue
        line.values[column.code] = read.value
        if read.remark:
            line.remarks.append(f"{column.title} : {read.remark}.")
    if wrong:
        line.problem = " ".join([line.problem, *wrong]).strip()


def _read_cell(cell: str, column: Column, known: dict[str, Cell | BadCell], words: Words) -> Cell | BadCell:
    """What the cell says, remembered: files say the same things over and over."""
    try:
        read: Cell | BadCell = column.read(cell, words)
    except BadCell as error:
        read = error
    if len(known) < REMEMBERED:
        known[cell] = read
    return read


def _read_flags(line: Line, layout: Layout) -> None:
    flags = {line.cells[place].strip(BLANKS) for place in layout.flags if place < len(line.cells)}
    if not line.problem and "1" not in flags:
        line.skipped = True
        line.remarks.append(
            "Toutes les colonnes sont à 0 : c'est un retrait de droits sur net-entreprises. Rien ne change ici."
        )


def _find_twins(line: Line, seen: dict[str, int], layout: Layout) -> None:
    """The first line of a SIRET counts; net-entreprises repeats one for each declarant, which is no fault."""
    if not line.siret or line.problem or line.skipped:
        return
    first = seen.setdefault(line.siret, line.number)
    if first == line.number:
        return
    if layout.is_net_entreprises:
        line.skipped = True
        line.remarks.append(f"Ce SIRET est déjà à la ligne {first}.")
    else:
        line.problem = f"Ce SIRET est déjà à la ligne {first}. Gardez une seule des deux lignes."
