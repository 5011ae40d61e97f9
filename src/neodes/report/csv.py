"""The report as CSV for spreadsheets: one row a place, `;` between cells, no cell that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from neodes.controls.results import FileReport
from neodes.report.messages import message, shown_value
from neodes.report.order import norm_of, order_of_repair

HEADER = (
    "fichier",
    "siret",
    "nature",
    "periode",
    "gravite",
    "controle",
    "ligne",
    "rubrique",
    "libelle",
    "valeur",
    "message",
    "nombre",
)
BOM = "\ufeff"
_RUN_BY_SPREADSHEETS = ("=", "+", "-", "@", "\t", "\r")


def neutralised(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: those that start like one get an apostrophe in front."""
    return f"'{cell}" if cell.startswith(_RUN_BY_SPREADSHEETS) else cell


def render_csv(reports: Iterable[FileReport], *, masked: bool = True, bom: bool = False) -> str:
    """All the places kept; `nombre` is the exact count of the group. `bom` makes Excel read it as UTF-8."""
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEADER)
    for report in reports:
        for row in _rows(report, masked=masked):
            writer.writerow([neutralised(cell) for cell in row])
    return (BOM if bom else "") + stream.getvalue()


def _rows(report: FileReport, *, masked: bool) -> Iterator[tuple[str, ...]]:
    norm = norm_of(report)
    for group in order_of_repair(report.groups):
        declaration = None if group.declaration is None else report.declarations[group.declaration]
        for place in group.places:
            spec = norm.rubriques.get(place.rubrique or "")
            yield (
                report.path,
                declaration.siret if declaration else "",
                declaration.nature if declaration else "",
                declaration.period if declaration else "",
                group.severity.value,
                group.control,
                str(place.line),
                place.rubrique or "",
                spec.label if spec else "",
                shown_value(place, masked=masked) or "",
                message(place, norm, masked=masked),
                str(group.count),
            )
