"""The seals of the journal: each month, once it is over, is counted and digested, chained to the month before.

A line taken off, added or changed behind the back of the database shows in the count or in the digest of its month.
What the law lets change (the name, the network and the browser of who left) is not part of it. The last twelve months
can be verified at any time: no line as young as that may go.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from uuid import UUID

import structlog
from django.db.models import Min
from django.utils import timezone

from guichet.core import journal
from guichet.core.models import JournalEntry
from guichet.core.tenancy import every_firm, firm_transaction
from guichet.rgpd.models import JournalSeal

log = structlog.get_logger(__name__)
CHUNK = 5_000
VERIFIED = 12
COLUMNS = ("pk", "at", "member_id", "verb", "subject", "details", "origin")


def seal_every_firm(now: datetime) -> int:
    """Verify what is sealed, then seal what is over, for all firms; gives how many months differ."""
    return sum(_seal_firm(firm_id, now) for firm_id in every_firm())


def seal_months(firm_id: UUID, now: datetime) -> list[str]:
    """Seal the months that are over and have no seal, in the context of the firm; safe to run again."""
    sealed = []
    for month in list(_months_to_seal(firm_id, now)):
        previous = JournalSeal.objects.filter(firm_id=firm_id, month__lt=month).order_by("-month").first()
        count, digest = _digest(firm_id, month, previous.digest if previous else "")
        JournalSeal.objects.create(firm_id=firm_id, month=month, count=count, digest=digest, sealed_at=now)
        sealed.append(month)
    return sealed


def months_that_differ(firm_id: UUID, now: datetime) -> list[str]:
    """Of the last twelve months, those whose lines are not those that were sealed; in the context of the firm."""
    seals = list(JournalSeal.objects.filter(firm_id=firm_id).order_by("month"))
    before = {seal.month: previous for previous, seal in zip([None, *seals], seals, strict=False)}
    recent = [seal for seal in seals if seal.month > _month(now, -VERIFIED)]
    return [seal.month for seal in recent if not _holds(seal, before[seal.month])]


def _seal_firm(firm_id: UUID, now: datetime) -> int:
    with firm_transaction(firm_id):
        differing = months_that_differ(firm_id, now)
        for month in differing:
            log.error("journal.differs", firm=str(firm_id), month=month)
            details: dict[str, object] = {"mois": month}
            journal.record(actor=None, firm_id=firm_id, verb="journal.ecart", subject=month, details=details)
        seal_months(firm_id, now)
    return len(differing)


def _holds(seal: JournalSeal, previous: JournalSeal | None) -> bool:
    return (seal.count, seal.digest) == _digest(seal.firm_id, seal.month, previous.digest if previous else "")


def _digest(firm_id: UUID, month: str, previous: str) -> tuple[int, str]:
    entries = JournalEntry.objects.filter(firm_id=firm_id, at__gte=_start(month), at__lt=_start(_next(month)))
    count, digest = 0, hashlib.sha256(previous.encode())
    for pk, at, *rest in entries.order_by("pk").values_list(*COLUMNS).iterator(chunk_size=CHUNK):
        line = json.dumps([pk, at.astimezone(UTC).isoformat(), *rest], sort_keys=True, ensure_ascii=False)
        digest.update(line.encode() + b"\n")
        count += 1
    return count, digest.hexdigest()


def _months_to_seal(firm_id: UUID, now: datetime) -> Iterator[str]:
    last = JournalSeal.objects.filter(firm_id=firm_id).order_by("-month").first()
    oldest = JournalEntry.objects.filter(firm_id=firm_id).aggregate(at=Min("at"))["at"]
    if last is None and oldest is None:
        return
    month = _next(last.month) if last else _month(oldest, 0)
    while month < _month(now, 0):
        yield month
        month = _next(month)


def _month(moment: datetime, shift: int) -> str:
    local = timezone.localtime(moment)
    rank = local.year * 12 + local.month - 1 + shift
    return f"{rank // 12:04d}-{rank % 12 + 1:02d}"


def _next(month: str) -> str:
    return _month(_start(month), 1)


def _start(month: str) -> datetime:
    return timezone.make_aware(datetime(int(month[:4]), int(month[5:]), 1))  # noqa: DTZ001  # made aware here
