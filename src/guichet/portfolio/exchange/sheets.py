"""Writing rows into a file, piece by piece: CSV for programs, XLSX for spreadsheets."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import xlsxwriter
from django.conf import settings

from guichet.core.spreadsheets import BOM, neutralised
from guichet.portfolio.exchange.shown import Exported
from guichet.portfolio.models import Etablissement

FORMS = {"csv": "CSV", "xlsx": "classeur XLSX"}
IN_MEMORY = Path("/dev/shm")  # noqa: S108  # the folder that Linux keeps in memory: what stands there is on no disk
ROOM = 1024**3
BY_PIECE = 1_000
"""Rows of a CSV that are given together."""


class Writer(Protocol):
    """`start`, then `add` for each row, then `finish`; what they give, one after the other, is the file."""

    columns: Sequence[Exported]

    def start(self) -> bytes: ...
    def add(self, row: Etablissement) -> bytes: ...
    def finish(self) -> bytes: ...


def writer_of(form: str, columns: Sequence[Exported]) -> Writer:
    """For one of `FORMS`."""
    return XlsxRows(columns) if form == "xlsx" else CsvRows(columns)


class CsvRows:
    """`;` between cells and a mark of UTF-8, as spreadsheets in French expect."""

    def __init__(self, columns: Sequence[Exported]) -> None:
        self.columns = columns
        self._waiting = 0
        self._stream = io.StringIO(newline="")
        self._writer = csv.writer(self._stream, delimiter=";", lineterminator="\r\n")

    def start(self) -> bytes:
        """The titles."""
        self._writer.writerow([column.title for column in self.columns])
        return BOM.encode() + self._taken()

    def add(self, row: Etablissement) -> bytes:
        """One row."""
        self._writer.writerow([neutralised(str(column.write(row))) for column in self.columns])
        self._waiting += 1
        return self._taken() if self._waiting >= BY_PIECE else b""

    def finish(self) -> bytes:
        """What is left."""
        return self._taken()

    def _taken(self) -> bytes:
        self._waiting = 0
        text = self._stream.getvalue()
        self._stream.seek(0)
        self._stream.truncate()
        return text.encode()


class XlsxRows:
    """Text as text, so that no spreadsheet rounds a SIRET or drops its zeros. The file comes whole at the end.

    The library keeps rows in a temporary file rather than in memory: in a folder that is memory where there is one,
    else in a private one.
    """

    def __init__(self, columns: Sequence[Exported]) -> None:
        self.columns = columns
        self._target = io.BytesIO()
        self._book = xlsxwriter.Workbook(
            self._target, {"constant_memory": True, "strings_to_urls": False, "tmpdir": str(_scratch())}
        )
        self._sheet = self._book.add_worksheet("Portefeuille")
        self._line = 0

    def start(self) -> bytes:
        """The titles, which stay in sight."""
        title = self._book.add_format({"bold": True, "bottom": 1})
        text = self._book.add_format({"num_format": "@"})
        self._sheet.freeze_panes(1, 1)
        for place, column in enumerate(self.columns):
            self._sheet.set_column(place, place, column.width, text if column.back else None)
            self._sheet.write_string(0, place, column.title, title)
        return b""

    def add(self, row: Etablissement) -> bytes:
        """One row."""
        self._line += 1
        for place, column in enumerate(self.columns):
            value = column.write(row)
            if isinstance(value, int):
                self._sheet.write_number(self._line, place, value)
            elif value:
                self._sheet.write_string(self._line, place, neutralised(value))
        return b""

    def finish(self) -> bytes:
        """The whole workbook."""
        self._sheet.autofilter(0, 0, max(self._line, 1), len(self.columns) - 1)
        self._book.close()
        return self._target.getvalue()


def _scratch() -> Path:
    if IN_MEMORY.is_dir() and shutil.disk_usage(IN_MEMORY).free > ROOM:
        return IN_MEMORY
    folder = Path(settings.GUICHET_DATA) / "provisoire"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def text_book(rows: Sequence[Sequence[str]], *, width: int = 22) -> bytes:
    """A small workbook whose columns are text: what one pastes there keeps its zeros."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet("Import")
        sheet.set_column(0, len(rows[0]) - 1, width, book.add_format({"num_format": "@"}))
        sheet.freeze_panes(1, 1)
        title = book.add_format({"bold": True, "bottom": 1, "num_format": "@"})
        for line, row in enumerate(rows):
            for place, cell in enumerate(row):
                sheet.write_string(line, place, cell, None if line else title)
    return target.getvalue()
