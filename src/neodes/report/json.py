"""The report as JSON: a contract that programs read; keys are added, never renamed nor taken away."""

from __future__ import annotations

import json
from collections.abc import Iterable

from neodes.controls.base import Finding, FindingGroup
from neodes.controls.results import DeclarationSummary, FileReport
from neodes.norm import Norm
from neodes.report.messages import group_message, shown_value
from neodes.report.order import SEVERITIES, norm_of, order_of_repair

JsonObject = dict[str, object]


def render_json(reports: Iterable[FileReport], *, masked: bool = True, indent: int | None = 2) -> str:
    """`{"files": [...]}` for the reports, in their order."""
    return json.dumps(
        {"files": [report_as_dict(report, masked=masked) for report in reports]}, ensure_ascii=False, indent=indent
    )


def report_as_dict(report: FileReport, *, masked: bool = True) -> JsonObject:
    """One file: what it is, its declarations, its findings (in order of repair) and their exact counts."""
    norm = norm_of(report)
    return {
        "path": report.path,
        "encoding": report.encoding,
        "norm": report.norm,
        "declared_norm": report.envoi.norm,
        "mode": report.mode,
        "readable": report.readable,
        "lines": report.lines,
        "declarations": [_declaration(declaration) for declaration in report.declarations],
        **_sectors(report),
        "findings": [_finding(group, norm, masked=masked) for group in order_of_repair(report.groups)],
        "counts": {severity.value: report.count(severity) for severity in SEVERITIES},
        "held": dict(report.held),
        "crashes": [{"control": crash.control, "line": crash.line, "error": crash.error} for crash in report.crashes],
    }


def _sectors(report: FileReport) -> JsonObject:
    """`sectors`, only where the controls of the trade were asked for."""
    if not report.sectors:
        return {}
    from neodes.report.trades import choice_as_dict

    return {"sectors": [choice_as_dict(choice) for choice in report.sectors]}


def _declaration(declaration: DeclarationSummary) -> JsonObject:
    return {
        "siret": declaration.siret,
        "siren": declaration.siren,
        "nature": declaration.nature,
        "type": declaration.type,
        "period": declaration.period,
        "ordre": declaration.ordre,
        "individus": declaration.individus,
        "fraction": declaration.fraction,
        "first_line": declaration.first_line,
        "last_line": declaration.last_line,
    }


def _finding(group: FindingGroup, norm: Norm, *, masked: bool) -> JsonObject:
    first = group.places[0]
    return {
        "control": group.control,
        "severity": group.severity.value,
        "line": first.line,
        "rubrique": first.rubrique,
        "value": shown_value(first, masked=masked),
        "message": group_message(group, norm, masked=masked),
        "count": group.count,
        "reason": group.reason,
        "bloc": first.bloc,
        "declaration": group.declaration,
        "places": [_place(place, masked=masked) for place in group.places],
    }


def _place(place: Finding, *, masked: bool) -> JsonObject:
    return {"line": place.line, "value": shown_value(place, masked=masked)}
