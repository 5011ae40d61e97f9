"""What has passed its time goes: files, reports and lines of journal of a firm, slice by slice.

Each slice is one transaction with its line of journal, and finds by itself what is left to do: a run that was cut short
is taken up by the next one. Encrypted bytes go once the transaction is committed; what a crash leaves is swept.

What is still useful stays, at most `CEILING` months: the last accepted declaration of an establishment, that the month
after is compared with, and a declaration with something blocking that no other came after.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from guichet.amorcage import forgetting
from guichet.core import files, journal
from guichet.core.models import Operation, StoredFile
from guichet.core.tenancy import every_firm, firm_transaction
from guichet.deposits.enums import DeclarationState, DepositState
from guichet.deposits.latest import refresh_latest
from guichet.deposits.models import Declaration, Deposit
from guichet.deposits.queries import MENSUELLE, PENDING
from guichet.fiches.models import FicheEtablissement, FicheParametrage
from guichet.rgpd.enums import CEILING, Kept
from guichet.rgpd.queries import SUBJECT, retention_of

SLICE = 200
JOURNAL_SLICE = 10_000
SAME = ("siret", "nature", "fraction", "deposit__mode")
"""What two declarations have in common when one comes after the other."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The moments before which each thing goes; before `ceiling`, whatever its use."""

    files: datetime
    reports: datetime
    journal: datetime
    ceiling: datetime


def purge_every_firm(now: datetime) -> int:
    """All firms, one after the other; gives how many things went."""
    return sum(purge_firm(firm_id, now) for firm_id in every_firm())


def purge_firm(firm_id: UUID, now: datetime) -> int:
    """Take off what has passed its time, slice by slice, and write it in the journal. Safe to run again."""
    total = 0
    for part, remove in _PARTS.items():
        while count := _slice(firm_id, now, part, remove):
            total += count
    return total


def months_before(moment: datetime, months: int) -> datetime:
    """The same day and hour that many months ago, or the last day of that month."""
    local = timezone.localtime(moment)
    rank = local.year * 12 + local.month - 1 - months
    year, month = rank // 12, rank % 12 + 1
    return local.replace(year=year, month=month, day=min(local.day, monthrange(year, month)[1]))


def limits_of(firm_id: UUID, now: datetime) -> Limits:
    """Those of the firm, in its context."""
    policy = retention_of(firm_id)
    moments = {kept: months_before(now, policy.months(kept)) for kept in Kept}
    return Limits(moments[Kept.FILES], moments[Kept.REPORTS], moments[Kept.JOURNAL], months_before(now, CEILING))


def _slice(firm_id: UUID, now: datetime, part: str, remove: Callable[[UUID, Limits], int]) -> int:
    with firm_transaction(firm_id):
        count = remove(firm_id, limits_of(firm_id, now))
        if count:
            details: dict[str, object] = {part: count}
            journal.record(actor=None, firm_id=firm_id, verb="conservation.purge", subject=SUBJECT, details=details)
    return count


def _remove_files(firm_id: UUID, limits: Limits) -> int:
    deposits = _past(firm_id, limits.files, limits).exclude(stored_file=None)
    rows = list(deposits.select_for_update(of=("self",), skip_locked=True).select_related("stored_file")[:SLICE])
    for row in rows:
        stored, row.stored_file = row.stored_file, None
        row.save(update_fields=["stored_file"])
        if stored is not None:
            files.remove_file(stored)
    return len(rows)


def _remove_reports(firm_id: UUID, limits: Limits) -> int:
    """Deposits with all that hangs on them, an archive with its files when none of them is still useful."""
    useful = _past(firm_id, limits.reports, limits).values("pk")
    members = Deposit.objects.filter(parent=OuterRef("pk")).exclude(pk__in=useful)
    deposits = _past(firm_id, limits.reports, limits).filter(parent=None).exclude(Exists(members))
    keys = list(deposits.select_for_update(of=("self",), skip_locked=True).values_list("pk", flat=True)[:SLICE])
    gone = Deposit.objects.filter(Q(pk__in=keys) | Q(parent__in=keys))
    stored = list(StoredFile.objects.filter(pk__in=gone.exclude(stored_file=None).values("stored_file")))
    declared = Declaration.objects.filter(deposit__in=gone).exclude(etablissement=None)
    etablissements = set(declared.values_list("etablissement_id", flat=True))
    gone.delete()
    refresh_latest(etablissements)
    for file in stored:
        files.remove_file(file)
    return len(keys)


def _remove_operations(firm_id: UUID, limits: Limits) -> int:
    """Traces of operations; their own files went long before."""
    old = Operation.objects.filter(firm_id=firm_id, created_at__lt=limits.journal, result=None)
    keys = list(old.values_list("pk", flat=True)[:JOURNAL_SLICE])
    Operation.objects.filter(pk__in=keys).delete()
    return len(keys)


def _remove_lines(firm_id: UUID, limits: Limits) -> int:
    return journal.purge(limits.journal, JOURNAL_SLICE)


def _remove_fiches(firm_id: UUID, limits: Limits) -> int:
    """Versions that another one replaced, and fiches of establishments that are all gone since."""
    followed = Q(etablissement__retired_at=None) | Q(etablissement__retired_at__gte=limits.files)
    living = Exists(FicheEtablissement.objects.filter(followed, fiche=OuterRef("pk")))
    old = FicheParametrage.objects.filter(firm_id=firm_id, received_at__lt=limits.files)
    past = old.filter(Q(is_current=False) | (Q(is_covered=True) & ~living)).order_by("received_at", "pk")
    rows = list(past.select_for_update(of=("self",), skip_locked=True).select_related("file")[:SLICE])
    for row in rows:
        stored = row.file
        row.delete()
        files.remove_file(stored)
    return len(rows)


def _remove_demandes(firm_id: UUID, limits: Limits) -> int:
    """Documents of demandes that are over, and what a partner received of them."""
    return forgetting.remove_old(firm_id, limits.reports, SLICE)


_PARTS: dict[str, Callable[[UUID, Limits], int]] = {
    "fichiers": _remove_files,
    "comptes_rendus": _remove_reports,
    "fiches": _remove_fiches,
    "demandes": _remove_demandes,
    "operations": _remove_operations,
    "lignes_journal": _remove_lines,
}


def _past(firm_id: UUID, limit: datetime, limits: Limits) -> QuerySet[Deposit]:
    """Deposits received before that moment that are not useful any more, the oldest first."""
    copies = Deposit.objects.filter(duplicate_of=OuterRef("pk"), received_at__gte=limit)
    useful = Exists(still_useful(firm_id).filter(deposit=OuterRef("pk"))) | Exists(copies) | Q(state__in=PENDING)
    past = Deposit.objects.filter(firm_id=firm_id, received_at__lt=limit)
    return past.filter(Q(received_at__lt=limits.ceiling) | ~Q(useful)).order_by("received_at", "pk")


def still_useful(firm_id: UUID) -> QuerySet[Declaration]:
    """Declarations that the next one is compared with, and those with something blocking that none came after."""
    kept = Declaration.objects.filter(firm_id=firm_id, state=DeclarationState.KEPT, deposit__state=DepositState.DONE)
    same = kept.filter(**{name: OuterRef(name) for name in SAME})
    later = Q(period=OuterRef("period"), deposit__received_at__gt=OuterRef("deposit__received_at"))
    accepted_later = same.filter(later | Q(period__gt=OuterRef("period")), bloquants=0)
    last_accepted = Q(nature=MENSUELLE, bloquants=0) & ~Exists(accepted_later)
    left_open = Q(bloquants__gt=0) & ~Exists(same.filter(later))
    return kept.filter(last_accepted | left_open)
