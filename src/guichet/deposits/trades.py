"""A deposit beside the controls of the trade of each establishment: its partner chooses, else what the file shows.

They warn or inform, and never block. Nothing is written here: the findings join those of the file before they are kept.
"""

from __future__ import annotations

from dataclasses import replace

import structlog

import neodes
from guichet.core import files
from guichet.core.tenancy import firm_transaction
from guichet.deposits.comparing import FAULTS_OF_OURS
from guichet.deposits.enums import DeclarationState
from guichet.deposits.models import Deposit
from guichet.deposits.steps import Run
from guichet.portfolio.models import Etablissement

NO_PARTNER = "aucun"
log = structlog.get_logger(__name__)


def with_trades(run: Run, report: neodes.FileReport) -> neodes.FileReport:
    """The report with what the trades find; as it is when a file that is gone, or a fault of ours, prevents it."""
    try:
        found = _check(run)
    except files.StoredFileError as error:
        log.warning("trades.unreadable", deposit=str(run.deposit_id), error=type(error).__name__)
    except FAULTS_OF_OURS as error:
        # Never the message of the exception: it may quote the file.
        log.error("trades.crash", deposit=str(run.deposit_id), error=type(error).__name__)
    else:
        return replace(report, groups=(*report.groups, *found))
    return report


def _check(run: Run) -> tuple[neodes.FindingGroup, ...]:
    with firm_transaction(run.firm_id):
        deposit = Deposit.objects.select_related("stored_file").filter(pk=run.deposit_id).first()
        kept = (
            set(deposit.declarations.filter(state=DeclarationState.KEPT).values_list("index", flat=True))
            if deposit
            else set()
        )
        partners = _partners(deposit) if deposit else {}
    if deposit is None or deposit.stored_file is None or not kept:
        return ()
    groups = neodes.check_sector(files.read_chunks(deposit.stored_file), partner=partners).groups
    return tuple(group for group in groups if group.declaration in kept)


def _partners(deposit: Deposit) -> dict[str, str]:
    """SIRET → partner, of the establishments whose partner a person gave."""
    placed = Etablissement.objects.filter(pk__in=deposit.declarations.values("etablissement"))
    rows = placed.values_list("siret", "partner__code", "without_partner")
    return {siret: code or NO_PARTNER for siret, code, without in rows if code or without}
