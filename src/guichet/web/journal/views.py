"""The journal: who did, saw, exported what, when, from where; filters, pages, and an export."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from guichet.core.access import ANY_MEMBER
from guichet.core.actor import Actor
from guichet.core.models import JournalEntry
from guichet.core.provenance import JournalOrigin
from guichet.core.rights import Right
from guichet.rgpd.filters import JournalFilters
from guichet.rgpd.journal_export import start_export
from guichet.rgpd.queries import (
    Place,
    entries_after,
    entries_before,
    last_sealed_month,
    members_named,
    retention_of,
)
from guichet.rgpd.sentences import line_of
from guichet.rgpd.verbs import AREAS
from guichet.web.access import MemberRequest, access
from guichet.web.journal.filters import chips_of, kept
from guichet.web.journal.subjects import subjects_of

BY_PAGE = 50


@access(ANY_MEMBER)
@require_safe
def journal_page(request: MemberRequest) -> HttpResponse:
    """The lines that the reader may see, the latest first; pages are told by a place, never by a number."""
    actor, persons = request.actor, members_named(request.actor)
    filters = JournalFilters.of(request.GET.dict(), persons)
    entries, links = _page(actor, filters, request.GET)
    subjects = subjects_of(actor, entries)
    context = {
        "rows": [(line_of(entry), subjects.get(entry.subject)) for entry in entries],
        "links": links,
        "filters": filters,
        "chips": chips_of(filters, request.GET, persons),
        "persons": persons if len(persons) > 1 else [],
        "areas": AREAS,
        "origins": JournalOrigin.choices,
        "hidden": kept(request.GET).items(),
        "may_export": actor.can(Right.EXPORTER),
        "months": retention_of(actor.firm_id).journal_months,
        "sealed": last_sealed_month(actor.firm_id),
    }
    return render(request, "web/journal/list.html", context)


@access(Right.EXPORTER)
@require_POST
def export(request: MemberRequest) -> HttpResponse:
    """The lines asked for, as a CSV made by a job."""
    operation = start_export(actor=request.actor, asked=kept(request.POST))
    messages.success(request, "L'export du journal est lancé.")
    return redirect("operations:follow", operation_id=operation.pk)


def _page(actor: Actor, filters: JournalFilters, asked: QueryDict) -> tuple[list[JournalEntry], dict[str, str]]:
    """One page, and the addresses of those beside it; one line more than is shown tells whether there are others."""
    before, after = _place(asked.get("avant", "")), _place(asked.get("apres", ""))
    if after is not None:
        found = entries_before(actor, filters.apply, after, BY_PAGE + 1)
        more_recent, entries, older = len(found) > BY_PAGE, found[-BY_PAGE:], True
    else:
        found = entries_after(actor, filters.apply, before, BY_PAGE + 1)
        more_recent, entries, older = before is not None, found[:BY_PAGE], len(found) > BY_PAGE
    links = {}
    if entries and more_recent:
        links["newer"] = _address(asked, "apres", entries[0])
    if entries and older:
        links["older"] = _address(asked, "avant", entries[-1])
    return entries, links


def _place(text: str) -> Place | None:
    """« moment_id »; anything else is the first page."""
    moment, _, key = text.partition("_")
    try:
        at = datetime.fromisoformat(moment)
    except ValueError:
        return None
    known = key.isascii() and key.isdigit() and len(key) < 19 and at.tzinfo is not None
    return Place(at, int(key)) if known else None


def _address(asked: QueryDict, name: str, entry: JournalEntry) -> str:
    place = f"{entry.at.isoformat()}_{entry.pk}"
    return f"?{urlencode({**kept(asked), name: place})}"
