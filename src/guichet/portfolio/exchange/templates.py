"""A file to start an import from."""

from __future__ import annotations

from guichet.core.spreadsheets import BOM
from guichet.portfolio.exchange.columns import COLUMNS, SIRET
from guichet.portfolio.exchange.reports import csv_bytes
from guichet.portfolio.exchange.sheets import text_book

EXAMPLE_SIRET = "00000100800010"
"""Fictitious: no entry of Insee's register begins with 0000."""


def template_file(form: str) -> bytes:
    """The titles of our columns and one example, as CSV or XLSX."""
    rows = [
        [column.title for column in COLUMNS],
        [EXAMPLE_SIRET if column is SIRET else column.example for column in COLUMNS],
    ]
    return text_book(rows) if form == "xlsx" else BOM.encode() + csv_bytes(rows)
