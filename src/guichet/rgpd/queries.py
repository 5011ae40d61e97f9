"""Reading the journal, always through what the actor may see, and the retention of a firm.

An administrator reads every line. The others read what they did themselves, and the lines about establishments and
deposits within their scope: each of these is a query of its own, quick by its own index, and the pages merge them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from heapq import merge
from itertools import islice
from operator import and_
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Length

from guichet.accounts.models import Member
from guichet.core.actor import Actor
from guichet.core.models import JournalEntry
from guichet.core.rights import Right
from guichet.deposits.queries import deposits_visible_to
from guichet.portfolio.queries import etablissements_visible_to
from guichet.rgpd.models import JournalSeal, RetentionPolicy

SUBJECT = "conservation"
"""How the journal names the retention of the firm."""

SIRET = 14
FEW = 500
"""Establishments whose lines are asked for by name."""

Narrowing = Callable[[QuerySet[JournalEntry]], QuerySet[JournalEntry]]


@dataclass(frozen=True, slots=True)
class Place:
    """Where one stands in the journal: the moment and the id of a line."""

    at: datetime
    pk: int

    @classmethod
    def of(cls, entry: JournalEntry) -> Place:
        """That of a line."""
        return cls(entry.at, entry.pk)

    @property
    def older(self) -> Q:
        """The lines before it; the first condition is the one an index serves."""
        return Q(at__lte=self.at) & (Q(at__lt=self.at) | Q(pk__lt=self.pk))

    @property
    def newer(self) -> Q:
        """The lines after it."""
        return Q(at__gte=self.at) & (Q(at__gt=self.at) | Q(pk__gt=self.pk))


def journal_parts(actor: Actor, *, exporting: bool = False) -> list[QuerySet[JournalEntry]]:
    """What the actor may see, or take away, of the journal; a line may be in several parts."""
    entries = JournalEntry.objects.filter(firm_id=actor.firm_id)
    if actor.is_administrator:
        return [entries]
    rights = {Right.EXPORTER} if exporting else set()
    return [
        entries.filter(member_id=actor.member_id),
        *_of_etablissements(actor, entries, {Right.VOIR_PORTEFEUILLE} | rights),
        *_of_deposits(actor, entries, {Right.VOIR_DECLARATIONS} | rights),
    ]


def entries_after(
    actor: Actor, narrow: Narrowing, place: Place | None, size: int, *, exporting: bool = False
) -> list[JournalEntry]:
    """The `size` lines that come before that place in time (None: the latest), the latest first."""
    return _merged(actor, narrow, place.older if place else Q(), size, exporting=exporting, newest_first=True)


def entries_before(actor: Actor, narrow: Narrowing, place: Place, size: int) -> list[JournalEntry]:
    """The `size` lines that came just after that place in time, the latest first."""
    return _merged(actor, narrow, place.newer, size, exporting=False, newest_first=False)[::-1]


def members_named(actor: Actor) -> list[tuple[int, str]]:
    """The members whose lines one can ask for, by name: all of them for an administrator, oneself otherwise."""
    members = Member.objects.filter(firm_id=actor.firm_id).select_related("user")
    if not actor.is_administrator:
        members = members.filter(pk=actor.member_id)
    return sorted(((member.pk, member.user.get_full_name()) for member in members), key=lambda one: one[1].casefold())


def retention_of(firm_id: UUID) -> RetentionPolicy:
    """What the firm chose, else what the portal does by itself; in the context of the firm."""
    return RetentionPolicy.objects.filter(firm_id=firm_id).first() or RetentionPolicy(firm_id=firm_id)


def last_purge(firm_id: UUID) -> datetime | None:
    """When something last went because its time had passed."""
    entries = JournalEntry.objects.filter(firm_id=firm_id, subject=SUBJECT, verb="conservation.purge")
    return entries.values_list("at", flat=True).first()


def last_sealed_month(firm_id: UUID) -> str:
    """The last month of the journal that was sealed; empty before the first one."""
    seals = JournalSeal.objects.filter(firm_id=firm_id).order_by("-month")
    return seals.values_list("month", flat=True).first() or ""


def _merged(
    actor: Actor, narrow: Narrowing, condition: Q, size: int, *, exporting: bool, newest_first: bool
) -> list[JournalEntry]:
    order = ("-at", "-pk") if newest_first else ("at", "pk")
    parts = [
        list(narrow(part).filter(condition).order_by(*order)[:size])
        for part in journal_parts(actor, exporting=exporting)
    ]
    rows = merge(*parts, key=lambda entry: (entry.at, entry.pk), reverse=newest_first)
    return list(islice(_without_repeats(rows), size))


def _without_repeats(entries: Iterator[JournalEntry]) -> Iterator[JournalEntry]:
    last = None
    for entry in entries:
        if entry.pk != last:
            yield entry
        last = entry.pk


def _of_etablissements(
    actor: Actor, entries: QuerySet[JournalEntry], rights: set[Right]
) -> Iterator[QuerySet[JournalEntry]]:
    """Lines about an establishment within the scope of all those rights.

    Of few establishments, the lines of each are asked for. Of many, each line is asked whether it is of one: pages stop
    early, while who sees almost nothing of a large firm would read its whole journal that way.
    """
    if not all(map(actor.can, rights)):
        return
    seen = reduce(and_, (etablissements_visible_to(actor, right) for right in sorted(rights)))
    sirets = list(seen.order_by().values_list("siret", flat=True)[: FEW + 1])
    if len(sirets) <= FEW:
        yield entries.filter(subject__in=sirets)
    else:
        about = entries.annotate(length=Length("subject")).filter(length=SIRET)
        yield about.filter(Exists(seen.filter(siret=OuterRef("subject"))))


def _of_deposits(actor: Actor, entries: QuerySet[JournalEntry], rights: set[Right]) -> Iterator[QuerySet[JournalEntry]]:
    """Lines about a deposit that all those rights open."""
    if all(map(actor.can, rights)):
        found = entries.filter(deposit_key__isnull=False)
        for right in rights:
            found = found.filter(
                Exists(deposits_visible_to(actor, right).order_by().filter(pk=OuterRef("deposit_key")))
            )
        yield found
