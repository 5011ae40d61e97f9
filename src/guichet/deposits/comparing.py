"""A deposit beside what the firm deposited before: the month before, the same month, the months without anything.

Nothing is written here: the findings join those of the file before they are kept. An attempt that is run again compares
again. Files are read outside any transaction, one earlier file at a time, and only the declarations that are needed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import structlog

import neodes
from guichet.core import files
from guichet.core.models import StoredFile
from guichet.core.tenancy import firm_transaction
from guichet.deposits.enums import DeclarationState, Mode
from guichet.deposits.findings import stored_declaration
from guichet.deposits.models import Declaration, Deposit
from guichet.deposits.queries import MENSUELLE, accepted_before, months_declared
from guichet.deposits.steps import Run

DATE = 8
"""Characters of the date in the identifier of a declaration; its order number follows."""

FAULTS_OF_OURS = (LookupError, ValueError, TypeError, AttributeError, ArithmeticError)
log = structlog.get_logger(__name__)


@dataclass(slots=True)
class Earlier:
    """What earlier deposits say of the declarations `kept` of this one.

    `ordered` have order numbers to go beyond, `targets` may be replaced or cancelled, `months` are those declared by
    SIRET (None: not known while other files wait), `previous` names by file the declarations of the month before.
    `unsure` are the declarations of this deposit that something blocks: their individus are not compared.
    """

    kept: set[int]
    unsure: set[int]
    ordered: list[neodes.DeclarationSummary] = field(default_factory=list)
    targets: list[neodes.DeclarationSummary] = field(default_factory=list)
    months: dict[str, set[str]] | None = None
    previous: dict[StoredFile, set[int]] = field(default_factory=dict)


def with_comparison(run: Run, report: neodes.FileReport) -> neodes.FileReport:
    """The report with what the comparison finds; as it is when a file that is gone, or a fault of ours, prevents it."""
    try:
        findings = _compare(run, report)
    except files.StoredFileError as error:
        log.warning("comparison.unreadable", deposit=str(run.deposit_id), error=type(error).__name__)
    except FAULTS_OF_OURS as error:
        # Never the message of the exception: it may quote the file.
        log.error("comparison.crash", deposit=str(run.deposit_id), error=type(error).__name__)
    else:
        return replace(report, groups=(*report.groups, *neodes.group_findings(findings)))
    return report


def _compare(run: Run, report: neodes.FileReport) -> list[neodes.Finding]:
    with firm_transaction(run.firm_id):
        deposit = Deposit.objects.select_related("stored_file").filter(pk=run.deposit_id).first()
        earlier = _gather(deposit, report) if deposit else None
    if deposit is None or deposit.stored_file is None or earlier is None:
        return []
    current = neodes.snapshot(files.read_chunks(deposit.stored_file), only=earlier.kept).declarations
    if len(current) != len(report.declarations):
        return []
    return list(_findings(earlier, [each for each in current if each.summary.index in earlier.kept]))


def _findings(earlier: Earlier, current: list[neodes.DeclarationSnapshot]) -> Iterator[neodes.Finding]:
    yield from neodes.check_order(earlier.ordered, current)
    yield from neodes.check_annulations(earlier.targets, current)
    if earlier.months is not None:
        yield from neodes.check_months(earlier.months, current)
    for stored, indexes in earlier.previous.items():
        previous = _read(stored, indexes)
        found = neodes.compare_months(previous, current)
        yield from (finding for finding in found if finding.declaration not in earlier.unsure)


def _read(stored: StoredFile, indexes: set[int]) -> list[neodes.DeclarationSnapshot]:
    """Those declarations of an earlier file; none when it cannot be read any more."""
    try:
        read = neodes.snapshot(files.read_chunks(stored), only=indexes).declarations
    except files.StoredFileError as error:
        log.warning("comparison.previous_unreadable", file=str(stored.pk), error=type(error).__name__)
        return []
    return [each for each in read if each.summary.index in indexes]


def _gather(deposit: Deposit, report: neodes.FileReport) -> Earlier | None:
    """What there is to compare with; None when nothing can be said, and this file need not be read again."""
    rows = list(deposit.declarations.filter(state=DeclarationState.KEPT).exclude(etablissement=None))
    monthly = [row for row in rows if row.nature == MENSUELLE and row.period]
    earlier = Earlier({row.index for row in rows}, _unsure(report))
    _gather_monthly(deposit, monthly, earlier)
    _gather_signalements(deposit, [row for row in rows if row not in monthly], report, earlier)
    replacing = any(row.type in neodes.ANNULE_ET_REMPLACE for row in rows)
    repeated = len({row.siret for row in monthly}) < len(monthly)
    told = earlier.ordered or earlier.previous or earlier.months
    return earlier if told or replacing or repeated else None


def _unsure(report: neodes.FileReport) -> set[int]:
    """The declarations with something that blocks, all of them when it is in the file as a whole."""
    blocked = {group.declaration for group in report.groups if group.severity is neodes.Severity.BLOQUANT}
    everything = range(len(report.declarations))
    return set(everything) if None in blocked else {index for index in blocked if index is not None}


def _gather_monthly(deposit: Deposit, rows: list[Declaration], earlier: Earlier) -> None:
    if not rows:
        return
    sirets, periods = {row.siret for row in rows}, {row.period for row in rows}
    before = {period: month_before(period) for period in periods}
    accepted = accepted_before(deposit).filter(nature=MENSUELLE, siret__in=sirets)
    found = list(accepted.filter(period__in=periods | set(before.values())))
    of_months = [row for row in found if row.period in periods]
    earlier.targets += [stored_declaration(row, row.index) for row in of_months]
    # Tests are not kept by those who receive them: their numbers may come again.
    earlier.ordered += [stored_declaration(row, row.index) for row in of_months if row.deposit.mode == Mode.REEL]
    last = {(row.siret, row.fraction, row.period): row for row in found}
    for row in rows:
        previous = last.get((row.siret, row.fraction, before[row.period]))
        if previous is not None and previous.deposit.stored_file and row.index not in earlier.unsure:
            earlier.previous.setdefault(previous.deposit.stored_file, set()).add(previous.index)
    earlier.months = months_declared(deposit, sirets)


def _gather_signalements(
    deposit: Deposit, rows: list[Declaration], report: neodes.FileReport, earlier: Earlier
) -> None:
    """Those that the signalements of this deposit say they replace or cancel."""
    replacing = [row for row in rows if row.type in neodes.ANNULE_ET_REMPLACE]
    numbers = {report.declarations[row.index].remplace[DATE:] for row in replacing}
    ordres = {number for number in numbers if number.isascii() and number.isdecimal()}
    if ordres:
        sirets, natures = {row.siret for row in replacing}, {row.nature for row in replacing}
        found = accepted_before(deposit).filter(siret__in=sirets, nature__in=natures, ordre__in=ordres)
        earlier.targets += [stored_declaration(row, row.index) for row in found]


def month_before(period: str) -> str:
    """`2026-01` → `2025-12`."""
    year, month = int(period[:4]), int(period[5:])
    return f"{year - 1:04d}-12" if month == 1 else f"{year:04d}-{month - 1:02d}"
