"""One attempt at one deposit, and how a step of it is done once whatever happens."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from guichet.core import journal
from guichet.core.tenancy import firm_transaction
from guichet.deposits.findings import deposit_subject
from guichet.deposits.models import Deposit

READING, CONTROL, PLACING, SUMMARY, UNPACKING = "lecture", "controle", "rangement", "synthese", "deballage"

Details = dict[str, object]
Change = Callable[[Deposit], Details]
"""Changes the deposit it is given, which the step saves; gives what the journal tells of it: codes and counts."""


@dataclass(slots=True)
class Run:
    """One attempt; `lap` measures each step from the end of the one before."""

    firm_id: UUID
    deposit_id: UUID
    now: datetime = field(default_factory=timezone.now)
    started: float = field(default_factory=time.perf_counter)

    def lap(self) -> int:
        """Milliseconds since the last call."""
        ended = time.perf_counter()
        spent, self.started = ended - self.started, ended
        return round(spent * 1000)


def locked(run: Run) -> Deposit | None:
    """The deposit as it stands, held until the end of the transaction; None when it is gone."""
    deposits = Deposit.objects.select_for_update(of=("self",)).select_related("stored_file")
    return deposits.filter(pk=run.deposit_id).first()


def do_step(run: Run, name: str, change: Change) -> bool:
    """Do a step in one transaction with its line of journal, unless an earlier attempt did; whether to go on.

    A deposit that is final, before or after the step, goes no further.
    """
    with firm_transaction(run.firm_id):
        deposit = locked(run)
        if deposit is None or deposit.is_final:
            return False
        if name in deposit.timings:
            return True
        details = change(deposit)
        if deposit.is_final and name not in {SUMMARY, UNPACKING}:
            return False  # refused: that has its own line
        deposit.timings = {**deposit.timings, name: run.lap()}
        deposit.save()
        journal.record(
            actor=None,
            firm_id=run.firm_id,
            verb=f"depot.{name}",
            subject=deposit_subject(deposit.pk),
            details=details,
        )
    return not deposit.is_final
