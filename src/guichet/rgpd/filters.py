"""What the journal can be narrowed to: period, person, what was done, about what, through which door."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.dateparse import parse_date

from guichet.core.models import JournalEntry
from guichet.core.provenance import JournalOrigin
from guichet.rgpd.verbs import AREAS, SENTENCES

NAMES = ("du", "au", "personne", "action", "objet", "origine")
SEARCH_MAX = 100
SIRET = 14


@dataclass(frozen=True, slots=True)
class JournalFilters:
    """What is asked for; unknown values count as nothing. `action` is a verb, or an area as it is named."""

    since: date | None
    until: date | None
    person: str
    action: str
    subject: str
    origin: str

    @classmethod
    def of(cls, asked: Mapping[str, str], persons: Iterable[tuple[int, str]]) -> JournalFilters:
        """From an address, or from what an export was asked for; `persons` are those one may name."""
        known = {str(key) for key, _ in persons}
        person, action, origin = (asked.get(name, "") for name in ("personne", "action", "origine"))
        return cls(
            since=_day(asked.get("du", "")),
            until=_day(asked.get("au", "")),
            person=person if person in known else "",
            action=action if action in SENTENCES or action in AREAS else "",
            subject=asked.get("objet", "").replace("\x00", "").strip()[:SEARCH_MAX],
            origin=origin if origin in JournalOrigin.values else "",
        )

    def apply(self, entries: QuerySet[JournalEntry]) -> QuerySet[JournalEntry]:
        """The lines asked for."""
        if self.since:
            entries = entries.filter(at__gte=_midnight(self.since))
        if self.until:
            entries = entries.filter(at__lt=_midnight(self.until + timedelta(days=1)))
        if self.person:
            entries = entries.filter(member_id=int(self.person))
        if self.action:
            entries = entries.filter(verb__in=AREAS.get(self.action, [self.action]))
        if self.origin:
            entries = entries.filter(origin=self.origin)
        return self._about(entries)

    def _about(self, entries: QuerySet[JournalEntry]) -> QuerySet[JournalEntry]:
        digits = "".join(self.subject.split())
        if digits.isascii() and digits.isdigit() and len(digits) == SIRET:
            return entries.filter(subject=digits)
        return entries.filter(subject__icontains=self.subject) if self.subject else entries


def _day(text: str) -> date | None:
    try:
        day = parse_date(text)
    except ValueError:
        return None
    # The last day of the calendar has no next one.
    return day if day and day < date.max else None


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
