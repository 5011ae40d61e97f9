"""The filters of the journal as they read on its page, and as they are kept in its address."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import QueryDict
from django.utils.formats import date_format

from guichet.core.provenance import JournalOrigin
from guichet.rgpd.filters import NAMES, JournalFilters
from guichet.rgpd.verbs import SENTENCES
from guichet.web.filtering import Chip, address

PLACES: dict[str, str | None] = {"avant": None, "apres": None}
"""Parameters that say where one stands: they go when the filters change."""


def chips_of(filters: JournalFilters, asked: QueryDict, persons: Iterable[tuple[int, str]]) -> list[Chip]:
    """What is at work, in words."""
    names = {str(key): name for key, name in persons}
    action = SENTENCES.get(filters.action, filters.action)
    words = {
        "du": f"depuis le {date_format(filters.since, 'j F Y')}" if filters.since else "",
        "au": f"jusqu'au {date_format(filters.until, 'j F Y')}" if filters.until else "",
        "personne": f"par {names[filters.person]}" if filters.person else "",
        "action": action[:1].lower() + action[1:],
        "objet": f"« {filters.subject} »" if filters.subject else "",
        "origine": JournalOrigin(filters.origin).label.lower() if filters.origin else "",
    }
    return [Chip(label, address(asked, **{name: None}, **PLACES)) for name, label in words.items() if label]


def kept(asked: QueryDict) -> dict[str, str]:
    """The filters of an address, without the rest."""
    return {name: value for name in NAMES if (value := asked.get(name))}
