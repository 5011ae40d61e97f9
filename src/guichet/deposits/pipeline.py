"""What happens to a deposit after it was received: read → control → place → compare → look at the trades → summarise.

Each step is one transaction that locks the row, does its work, writes its line of journal and notes in `timings` that
it is done. The job may be killed anywhere and run again from the start: what is computed is computed anew (it costs
seconds at most), what was written is not written twice. The comparison with earlier deposits writes nothing by itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import chain
from uuid import UUID

import structlog

import neodes
from guichet.core import files
from guichet.core.models import StoredFile
from guichet.core.tenancy import firm_transaction
from guichet.deposits import engine, errors, services
from guichet.deposits.companions import with_companions
from guichet.deposits.comparing import with_comparison
from guichet.deposits.enums import DepositState
from guichet.deposits.keeping import keep_report, place_declarations, summarise
from guichet.deposits.models import Deposit
from guichet.deposits.steps import CONTROL, PLACING, READING, SUMMARY, Details, Run, do_step, locked
from guichet.deposits.trades import with_trades
from guichet.deposits.unpacking import members_of, unpack

MAX_ATTEMPTS = 5

log = structlog.get_logger(__name__)


def control_deposit(*, firm_id: UUID, deposit_id: UUID) -> None:
    """Take a deposit to its end, from wherever an earlier attempt left it. Done already: nothing.

    A stored file that cannot be given back ends it at once, with the reason. Any other fault goes on to the caller,
    who tries again later; at the last of `MAX_ATTEMPTS` the deposit is said to have failed.
    """
    run = Run(firm_id, deposit_id)
    deposit = _begin(run)
    if deposit is None or deposit.stored_file is None:
        return
    finished = False
    try:
        _work(run, deposit, deposit.stored_file)
        finished = True
    except files.StoredFileError as error:
        log.error("deposit.unreadable", deposit=str(deposit_id), error=type(error).__name__)
        _fail(run, _reason_of(error), at=1)
        finished = True
    finally:
        # Also for what nobody foresaw: a deposit never fails for ever in silence.
        if not finished:
            _fail(run, errors.GAVE_UP, at=MAX_ATTEMPTS)


def _begin(run: Run) -> Deposit | None:
    """Count the attempt and say that the reading has begun; None when there is nothing to do."""
    with firm_transaction(run.firm_id):
        deposit = locked(run)
        if deposit is None or deposit.is_final or deposit.stored_file is None:
            return None
        if deposit.attempts >= MAX_ATTEMPTS:  # the worker was killed each time
            services.fail_deposit(deposit=deposit, reason=errors.GAVE_UP, now=run.now)
            return None
        deposit.attempts += 1
        if not deposit.timings:
            deposit.state = DepositState.READING
        deposit.save()
        return deposit


def _work(run: Run, deposit: Deposit, stored: StoredFile) -> None:
    chunks = files.read_chunks(stored)
    head = next(chunks)
    whole = chain([head], chunks)
    kind = neodes.archive_kind(head)
    if kind:
        content = b"".join(whole)
        members = members_of(content, deposit.file_name)
        if members is not None:
            unpack(run, members, name=deposit.file_name, kind=kind)
            return
        whole = chain([content])
    _control(run, whole)


def _control(run: Run, chunks: Iterator[bytes]) -> None:
    if not do_step(run, READING, _say_controlling):
        return
    report = engine.check(chunks)
    for crash in report.crashes:
        # Never the message of the exception: it may quote the file.
        log.error("control.crash", control=crash.control, line=crash.line, error=crash.error.partition(":")[0])
    for name, keep in ((CONTROL, keep_report), (PLACING, place_declarations)):
        if not do_step(run, name, partial(keep, report=report, now=run.now)):
            return
    whole = with_companions(run, with_trades(run, with_comparison(run, report)))
    do_step(run, SUMMARY, partial(summarise, report=whole, now=run.now))


def _say_controlling(deposit: Deposit) -> Details:
    deposit.state = DepositState.CONTROLLING
    return {"octets": deposit.size}


def _fail(run: Run, reason: str, *, at: int) -> None:
    """End the deposit when it has had that many attempts."""
    with firm_transaction(run.firm_id):
        deposit = locked(run)
        if deposit is not None and not deposit.is_final and deposit.attempts >= at:
            services.fail_deposit(deposit=deposit, reason=reason, now=run.now)


def _reason_of(error: files.StoredFileError) -> str:
    if isinstance(error, files.UnknownMasterKey):
        return errors.KEY_UNKNOWN
    return errors.MISSING if isinstance(error, files.MissingFile) else errors.DAMAGED
