"""The report of a deposit as files to take away: the very forms of `neodes check`, with what the actor may see."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import neodes
from guichet.core import journal
from guichet.core.actor import Actor
from guichet.core.rights import Right
from guichet.deposits.clear import groups_for
from guichet.deposits.enums import DepositState
from guichet.deposits.findings import deposit_subject, stored_declaration
from guichet.deposits.models import Deposit, FindingGroup
from guichet.deposits.queries import declarations_visible_to, findings_visible_to

FORMATS = {"json": "application/json", "csv": "text/csv"}


def export_report(*, actor: Actor, deposit: Deposit, form: str, in_clear: bool = False) -> str:
    """The report in one of `FORMATS`, values masked, and a line of journal.

    `in_clear` gives the values of the file where the actor may see personal data; elsewhere they stay masked.
    An archive gives the reports of its members, one after the other.
    """
    in_clear = in_clear and actor.can(Right.VOIR_DONNEES_PERSONNELLES)
    reports = list(_reports(actor, deposit, in_clear=in_clear))
    journal.record(
        actor=actor,
        firm_id=deposit.firm_id,
        verb="depot.exporte_en_clair" if in_clear else "depot.exporte",
        subject=deposit_subject(deposit.pk),
        details={"format": form, "anomalies": sum(len(report.groups) for report in reports)},
    )
    # Masked already where they must be; masking them again would hide what masking had left.
    if form == "json":
        return neodes.render_json(reports, masked=False)
    return neodes.render_csv(reports, masked=False, bom=True)


def _reports(actor: Actor, deposit: Deposit, *, in_clear: bool) -> Iterator[neodes.FileReport]:
    files = deposit.members.order_by("file_name") if deposit.is_archive else [deposit.duplicate_of or deposit]
    for file in files:
        if DepositState(file.state).is_final:
            yield file_report(actor, file, in_clear=in_clear)


def file_report(actor: Actor, deposit: Deposit, *, in_clear: bool = False) -> neodes.FileReport:
    """The stored report, without the declarations that the actor may not take away."""
    declarations = list(declarations_visible_to(actor, Right.EXPORTER).filter(deposit=deposit).order_by("index"))
    places = {row.pk: place for place, row in enumerate(declarations)}
    findings = findings_visible_to(actor, Right.EXPORTER).filter(deposit=deposit).order_by("rank")
    rows = list(findings.select_related("declaration"))
    groups = groups_for(actor, deposit, rows, in_clear=in_clear)
    return neodes.FileReport(
        path=deposit.file_name,
        encoding=deposit.encoding,
        line_end="",
        norm=deposit.norm,
        readable=deposit.lines > 0,
        lines=deposit.lines,
        envoi=neodes.EnvoiSummary(deposit.declared_norm, deposit.mode, "", "", "", "", "", ""),
        declarations=tuple(stored_declaration(row, place) for place, row in enumerate(declarations)),
        groups=tuple(replace(groups[row.pk], declaration=_place(row, places)) for row in rows),
        held=tuple(sorted(deposit.held.items())),
    )


def _place(row: FindingGroup, places: dict[int, int]) -> int | None:
    return None if row.declaration_id is None else places[row.declaration_id]
