"""What apps above bring to the control of a deposit: they join here, this one never knows what they look at.

Like the comparison, nothing is written: the findings join those of the file before they are kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

import structlog

import neodes
from guichet.core import files
from guichet.deposits.comparing import FAULTS_OF_OURS
from guichet.deposits.steps import Run

Companion = Callable[[Run, neodes.FileReport], Iterable[neodes.FindingGroup]]

_companions: list[Companion] = []
log = structlog.get_logger(__name__)


def join(companion: Companion) -> None:
    """Look at each deposit too, once its declarations are placed."""
    if companion not in _companions:
        _companions.append(companion)


def with_companions(run: Run, report: neodes.FileReport) -> neodes.FileReport:
    """The report with what they find; as it is when a file that is gone, or a fault of ours, prevents it."""
    for companion in _companions:
        try:
            found = tuple(companion(run, report))
        except files.StoredFileError as error:
            log.warning("companion.unreadable", deposit=str(run.deposit_id), error=type(error).__name__)
        except FAULTS_OF_OURS as error:
            # Never the message of the exception: it may quote the file.
            log.error("companion.crash", deposit=str(run.deposit_id), error=type(error).__name__)
        else:
            report = replace(report, groups=(*report.groups, *found))
    return report
