"""The report of a deposit as files to take away: the very forms of `neodes check`, with what the actor may see."""

from __future__ import annotations

from collections.abc import Iterator

import neodes
from guichet.core import journal
from guichet.core.actor import Actor
from guichet.core.rights import Right
from guichet.deposits.enums import DepositState
from guichet.deposits.findings import deposit_subject, stored_declaration, stored_group
from guichet.deposits.models import Deposit, FindingGroup
from guichet.deposits.queries import declarations_visible_to, findings_visible_to

FORMATS = {"json": "application/json", "csv": "text/csv"}


def export_report(*, actor: Actor, deposit: Deposit, form: str) -> str:
    """The report in one of `FORMATS`, values masked as they are stored, and a line of journal.

    An archive gives the reports of its members, one after the other.
    """
    reports = list(_reports(actor, deposit))
    journal.record(
        actor=actor,
        firm_id=deposit.firm_id,
        verb="depot.exporte",
        subject=deposit_subject(deposit.pk),
        details={"format": form, "anomalies": sum(len(report.groups) for report in reports)},
    )
    # The stored values are masked already; masking them again would hide what masking had left.
    if form == "json":
        return neodes.render_json(reports, masked=False)
    return neodes.render_csv(reports, masked=False, bom=True)


def _reports(actor: Actor, deposit: Deposit) -> Iterator[neodes.FileReport]:
    files = deposit.members.order_by("file_name") if deposit.is_archive else [deposit.duplicate_of or deposit]
    for file in files:
        if DepositState(file.state).is_final:
            yield file_report(actor, file)


def file_report(actor: Actor, deposit: Deposit) -> neodes.FileReport:
    """The stored report, without the declarations that the actor may not take away."""
    declarations = list(declarations_visible_to(actor, Right.EXPORTER).filter(deposit=deposit).order_by("index"))
    places = {row.pk: place for place, row in enumerate(declarations)}
    findings = findings_visible_to(actor, Right.EXPORTER).filter(deposit=deposit).order_by("rank")
    return neodes.FileReport(
        path=deposit.file_name,
        encoding=deposit.encoding,
        line_end="",
        norm=deposit.norm,
        readable=deposit.lines > 0,
        lines=deposit.lines,
        envoi=neodes.EnvoiSummary(deposit.declared_norm, deposit.mode, "", "", "", "", "", ""),
        declarations=tuple(stored_declaration(row, place) for place, row in enumerate(declarations)),
        groups=tuple(_group(row, places) for row in findings),
        held=tuple(sorted(deposit.held.items())),
    )


def _group(row: FindingGroup, places: dict[int, int]) -> neodes.FindingGroup:
    return stored_group(row, declaration=None if row.declaration_id is None else places[row.declaration_id])
