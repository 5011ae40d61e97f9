"""What changes deposits. Each function runs in the transaction of its caller, in the context of the firm."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import Sum

from guichet.core import files, journal
from guichet.core.actor import Actor
from guichet.core.jobs import enqueue
from guichet.core.rights import Right
from guichet.deposits.enums import DepositOrigin, DepositState
from guichet.deposits.errors import DepositNotAllowed, FileCut, FileNotKept
from guichet.deposits.findings import deposit_subject
from guichet.deposits.models import Deposit
from guichet.deposits.queries import same_content

CONTROL_TASK = "deposits.control_deposit"
QUEUE = "depots"
NAME_MAX = 255


@dataclass(frozen=True, slots=True)
class ReceivedDeposit:
    """What became of a file: its deposit, which is `duplicate_of` an earlier one when the content is known."""

    deposit: Deposit

    @property
    def is_duplicate(self) -> bool:
        """True when the firm has deposited these very bytes before."""
        return self.deposit.duplicate_of_id is not None


def may_deposit(actor: Actor) -> bool:
    """Whether the actor may deposit something somewhere; what the file is decides when it is read."""
    return actor.can(Right.DEPOSER_TEST) or actor.can(Right.DEPOSER_REEL)


def receive_deposit(
    *,
    actor: Actor,
    file_name: str,
    written: files.Written,
    now: datetime,
    origin: DepositOrigin = DepositOrigin.WEB,
    parent: Deposit | None = None,
) -> ReceivedDeposit:
    """Take in a file that is already safe in the storage: its row, its job and its line of journal, all or none.

    The same bytes again make a row that leads to the first one, and nothing else. When this raises or the
    transaction is rolled back, the stored bytes are an orphan that is swept later. Raises `DepositNotAllowed`.
    """
    if not may_deposit(actor):
        raise DepositNotAllowed
    wait_for_same_content(actor.firm_id, [written.sha256])
    first = same_content(actor, written.sha256)
    deposit = Deposit(
        firm_id=actor.firm_id,
        author_id=actor.member_id,
        parent=parent,
        origin=origin,
        file_name=shortened(file_name),
        size=written.size,
        sha256=written.sha256,
        received_at=now,
    )
    if first is not None:
        return _keep_duplicate(actor, deposit, first, written, now)
    deposit.stored_file = files.register_file(written)
    deposit.save(force_insert=True)
    _journal(actor, deposit, "depot.recu", {"octets": written.size, "origine": origin.value})
    _enqueue(deposit)
    return ReceivedDeposit(deposit)


def deposit_content(
    *,
    actor: Actor,
    file_name: str,
    pieces: Iterable[bytes],
    now: datetime,
    origin: DepositOrigin = DepositOrigin.WEB,
    parent: Deposit | None = None,
) -> ReceivedDeposit:
    """The same for content that is at hand: encrypt it into the storage first. Raises `DepositNotAllowed`."""
    if not may_deposit(actor):
        raise DepositNotAllowed
    written = files.write_file(actor.firm_id, pieces)
    return receive_deposit(actor=actor, file_name=file_name, written=written, now=now, origin=origin, parent=parent)


def refuse_member(*, actor: Actor, parent: Deposit, file_name: str, reason: str, now: datetime) -> Deposit:
    """Keep the name of a member of an archive that could not be opened, and why."""
    deposit = Deposit.objects.create(
        firm_id=parent.firm_id,
        author_id=actor.member_id,
        parent=parent,
        origin=parent.origin,
        file_name=shortened(file_name),
        size=0,
        sha256="",
        state=DepositState.REFUSED,
        reason=reason,
        received_at=now,
        finished_at=now,
    )
    _journal(actor, deposit, "depot.refuse", {})
    return deposit


def control_again(*, actor: Actor, deposit: Deposit) -> Deposit:
    """Read and control once more: a failed deposit to try again, or one that is done, with the rules of today.

    A copy leads to its first deposit; an archive to its members. Nothing happens to what is still at work (a double
    click). Returns the deposit at work. Raises `DepositNotAllowed`, `FileNotKept`, `FileCut`.
    """
    if not may_deposit(actor):
        raise DepositNotAllowed
    target = deposit.duplicate_of or deposit
    # Rows of members before that of their archive, as everywhere: two people never wait for each other.
    chosen = Deposit.objects.filter(parent=target) if target.is_archive else Deposit.objects.filter(pk=target.pk)
    chosen = chosen.select_related("stored_file").filter(firm_id=actor.firm_id).order_by("pk")
    rows = [row for row in chosen.select_for_update(of=("self",)) if row.stored_file]
    whole = [row for row in rows if not row.is_cut]
    if not whole:
        raise FileCut if rows else FileNotKept
    for row in whole:
        if row.is_final:
            _start_again(actor, row)
    refresh_archive(target.pk if target.is_archive else target.parent_id)
    target.refresh_from_db()
    return target


def fail_deposit(*, deposit: Deposit, reason: str, now: datetime) -> None:
    """Nothing more will happen by itself: the person is told, and may try again. The row is locked by the caller."""
    deposit.state, deposit.reason, deposit.finished_at = DepositState.FAILED, reason, now
    deposit.save()
    _journal(None, deposit, "depot.echec", {"essais": deposit.attempts})
    refresh_archive(deposit.parent_id)


def refuse_deposit(*, deposit: Deposit, reason: str, now: datetime) -> None:
    """A decision told to the person; the content is not kept. The row is locked by the caller."""
    stored, deposit.stored_file = deposit.stored_file, None
    deposit.state, deposit.reason, deposit.finished_at = DepositState.REFUSED, reason, now
    deposit.save()
    if stored is not None:
        files.remove_file(stored)
    _journal(None, deposit, "depot.refuse", {})
    refresh_archive(deposit.parent_id)


def refresh_archive(archive_id: UUID | None) -> None:
    """Bring the counts and the state of an archive up to date with its members; does nothing without archive."""
    if archive_id is None:
        return
    archive = Deposit.objects.select_for_update(of=("self",)).get(pk=archive_id)
    if not archive.is_archive or archive.state in {DepositState.REFUSED, DepositState.FAILED}:
        return
    members = list(archive.members.values_list("state", "mode", "finished_at"))
    sums = archive.members.aggregate(**{name: Sum(name, default=0) for name in _SUMMED})
    for name, total in sums.items():
        setattr(archive, name, total)
    modes = {mode for _, mode, _ in members if mode}
    archive.mode = modes.pop() if len(modes) == 1 else ""
    done = all(DepositState(state).is_final for state, _, _ in members)
    archive.state = DepositState.DONE if done else DepositState.CONTROLLING
    archive.finished_at = max((at for _, _, at in members if at), default=None) if done else None
    archive.save()


_SUMMED = ("lines", "declaration_count", "bloquants", "avertissements", "informations", "crashes")


def shortened(file_name: str) -> str:
    """A name that fits, printable; the end is kept, where names differ."""
    name = "".join(character for character in file_name if character.isprintable()) or "sans-nom"
    return name if len(name) <= NAME_MAX else "…" + name[-(NAME_MAX - 1) :]


def _keep_duplicate(
    actor: Actor, deposit: Deposit, first: Deposit, written: files.Written, now: datetime
) -> ReceivedDeposit:
    deposit.duplicate_of = first
    deposit.state, deposit.finished_at = DepositState.DONE, now
    deposit.save(force_insert=True)
    files.discard_later(written)
    _journal(actor, deposit, "depot.deja_recu", {"premier": str(first.pk)})
    return ReceivedDeposit(deposit)


def wait_for_same_content(firm_id: UUID, digests: Iterable[str]) -> None:
    """Until the end of the transaction nobody else of the firm takes in the same bytes: the second sees the first.

    Who takes in several files in one transaction says so beforehand, all at once: the locks are taken in one order,
    so two people who send the same files in another order never wait for each other.
    """
    with connection.cursor() as cursor:
        for digest in sorted(set(digests)):
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"{firm_id}:{digest}"])


def _start_again(actor: Actor, deposit: Deposit) -> None:
    deposit.state, deposit.reason = DepositState.RECEIVED, ""
    deposit.attempts, deposit.timings, deposit.finished_at = 0, {}, None
    deposit.save()
    _journal(actor, deposit, "depot.relance", {})
    _enqueue(deposit)


def _enqueue(deposit: Deposit) -> None:
    enqueue(
        CONTROL_TASK,
        queue=QUEUE,
        firm_id=deposit.firm_id,
        lock=deposit_subject(deposit.pk),
        deposit_id=str(deposit.pk),
    )


def _journal(actor: Actor | None, deposit: Deposit, verb: str, details: dict[str, object]) -> None:
    journal.record(
        actor=actor, firm_id=deposit.firm_id, verb=verb, subject=deposit_subject(deposit.pk), details=details
    )
