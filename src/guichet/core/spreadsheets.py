"""Cells for spreadsheets: none that one would run as a formula, and the way back."""

from __future__ import annotations

import re

BOM = "\ufeff"
_FIRST = frozenset("'=+-@\t\r")
_DANGEROUS = re.compile(r"'*[=+\-@\t\r]")
_ESCAPED = re.compile(r"'+[=+\-@\t\r]")


def neutralised(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: an apostrophe in front of those that start like one.

    So does one that starts with apostrophes before such a sign, so that `restored` gives every cell back.
    """
    return f"'{cell}" if cell[:1] in _FIRST and _DANGEROUS.match(cell) else cell


def restored(cell: str) -> str:
    """The cell that `neutralised` was given."""
    return cell[1:] if cell[:1] == "'" and _ESCAPED.match(cell) else cell
