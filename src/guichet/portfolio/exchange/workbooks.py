"""Reading a workbook (XLSX) that may have been made to do harm: it is measured before it is read.

A few kilobytes can unfold into gigabytes, by compression or by one cell a million rows away from the others.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime

from python_calamine import CalamineError, CalamineWorkbook

from guichet.portfolio.exchange.errors import FileRefused

UNFOLDED_MAX = 400 * 1024 * 1024
CELLS_MAX = 8_000_000
MEGABYTE = 1024 * 1024
LINKS = "xl/_rels/workbook.xml.rels"
_LINK = re.compile(rb"<Relationship\b[^>]*>")
_PLACED = re.compile(rb"<(?:\w+:)?(row|c)\b([^>]*)")
_PLACE = re.compile(rb"""\br=["']([A-Za-z]{0,4})([0-9]{1,9})["']""")

UNREADABLE = (
    "Ce classeur ne peut pas être lu : il est abîmé, ou ce n'est pas un classeur XLSX. Ouvrez-le dans votre tableur, "
    "enregistrez-le de nouveau au format .xlsx (ou en CSV), puis envoyez-le."
)
TOO_LARGE = (
    "Ce classeur est démesuré une fois déplié. Gardez la seule feuille des établissements, sans mise en forme, ou "
    "enregistrez-la en CSV."
)


def read_workbook(content: bytes) -> list[list[str]]:
    """The rows of its first visible sheet that holds something, as text. Raises `FileRefused`."""
    _measure(content)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        for sheet in workbook.sheets_metadata:
            if str(sheet.visible).endswith(".Visible"):
                rows = workbook.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
                if any(any(cell != "" for cell in row) for row in rows):
                    return [[as_text(cell) for cell in row] for row in rows]
    except (CalamineError, ValueError, OSError) as error:
        raise FileRefused(UNREADABLE) from error
    raise FileRefused("Ce classeur ne contient aucune ligne. Vérifiez que vous avez choisi le bon.")


def as_text(cell: object) -> str:
    """A cell as a person reads it; a number without decimals as its digits, however long."""
    if isinstance(cell, str):
        return cell.replace("\x00", "")  # the database takes none
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime | date):
        return cell.isoformat()
    return "" if cell is None else str(cell)


def _measure(content: bytes) -> None:
    """Unfold it once, piece by piece, without keeping anything."""
    unfolded = 0
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _require_plain_sheets(archive)
            for member in archive.infolist():
                extent = Extent() if member.filename.lower().endswith((".xml", ".rels")) else None
                for piece in _pieces(archive, member):
                    unfolded += len(piece)
                    if unfolded > UNFOLDED_MAX or (extent and extent.grow(piece) > CELLS_MAX):
                        raise FileRefused(TOO_LARGE)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise FileRefused(UNREADABLE) from error


def _require_plain_sheets(archive: zipfile.ZipFile) -> None:
    """A workbook, whose sheets are XML: only these are measured."""
    names = {name.lower() for name in archive.namelist()}
    if not {"xl/workbook.xml", LINKS} <= names:
        raise FileRefused(UNREADABLE)
    links = next(name for name in archive.namelist() if name.lower() == LINKS)
    for link in _LINK.findall(b"".join(_pieces(archive, archive.getinfo(links)))[:MEGABYTE]):
        if b"/worksheet" in link and not re.search(rb"""Target=["'][^"']+\.xml["']""", link):
            raise FileRefused(UNREADABLE)


def _pieces(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(member) as file:
        while piece := file.read(MEGABYTE):
            yield piece


class Extent:
    """How many cells a sheet spans, filled or not, from the pieces of XML seen so far."""

    def __init__(self) -> None:
        self._row = self._column = 0
        self._width = self._height = 1
        self._tail = b""

    def grow(self, piece: bytes) -> int:
        """Take in a piece; gives rows × columns. Raises `FileRefused` for what is no XML that we read."""
        if b"\x00" in piece:  # UTF-16: the places would not be seen
            raise FileRefused(UNREADABLE)
        text = self._tail + piece
        cut = max(text.rfind(b"<"), 0)
        text, self._tail = text[:cut], text[cut:]
        if len(self._tail) > 2 * MEGABYTE:
            raise FileRefused(TOO_LARGE)
        for found in _PLACED.finditer(text):
            self._place(found[1] == b"row", found[2])
        return self._width * self._height

    def _place(self, is_row: bool, attributes: bytes) -> None:
        """As readers do: a row or a cell that does not say its place follows the one before."""
        said = _PLACE.search(attributes)
        if is_row:
            self._row, self._column = int(said[2]) if said else self._row + 1, 0
        else:
            self._column = _column(said[1]) if said else self._column + 1
            self._row = max(self._row, int(said[2]) if said else 1)
        self._height, self._width = max(self._height, self._row), max(self._width, self._column)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
