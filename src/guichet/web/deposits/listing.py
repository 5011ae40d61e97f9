"""The list of deposits: filters that read as a sentence, pages, and a fragment that keeps itself up to date."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from guichet.core.actor import Actor
from guichet.core.rights import Right
from guichet.deposits.enums import DepositState, Mode
from guichet.deposits.models import Deposit
from guichet.deposits.queries import PENDING, Author, authors_of, deposits_visible_to, with_visible_counts
from guichet.deposits.services import may_deposit
from guichet.web.access import MemberRequest, access

BY_PAGE = 25
STATES = {
    "en_cours": ("en cours", Q(state__in=PENDING)),
    "termine": ("terminés", Q(state=DepositState.DONE)),
    "a_corriger": ("avec des anomalies bloquantes", Q(seen_bloquants__gt=0)),
    "refuse": ("refusés", Q(state=DepositState.REFUSED)),
    "echec": ("en échec", Q(state=DepositState.FAILED)),
}
MODES = {Mode.TEST.value: "de test", Mode.REEL.value: "réels"}


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter at work, and the address without it."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Filters:
    """What is asked for; unknown values count as nothing."""

    text: str
    state: str
    mode: str
    author: str

    @classmethod
    def of(cls, asked: QueryDict, authors: list[Author]) -> Filters:
        """From the address."""
        known = {str(author.id) for author in authors}
        author = asked.get("auteur", "")
        return cls(
            text=asked.get("q", "").replace("\x00", "").strip()[:100],
            state=asked.get("etat", "") if asked.get("etat", "") in STATES else "",
            mode=asked.get("mode", "") if asked.get("mode", "") in MODES else "",
            author=author if author in known else "",
        )

    def apply(self, deposits: QuerySet[Deposit]) -> QuerySet[Deposit]:
        """The deposits asked for."""
        if self.text:
            siret = "".join(self.text.split())
            named = Q(file_name__icontains=self.text) | Q(members__file_name__icontains=self.text)
            if siret.isdigit():
                named |= Q(declarations__siret__startswith=siret, declarations__etablissement__isnull=False)
            deposits = deposits.filter(pk__in=Deposit.objects.filter(named).values("pk"))
        if self.state:
            deposits = deposits.filter(STATES[self.state][1])
        if self.mode:
            deposits = deposits.filter(mode=self.mode)
        return deposits.filter(author_id=int(self.author)) if self.author else deposits

    def chips(self, asked: QueryDict, authors: list[Author]) -> list[Chip]:
        """What is at work, in words."""
        names = {str(author.id): author.name for author in authors}
        words: list[tuple[str, str, Callable[[], str]]] = [
            ("q", self.text, lambda: f"« {self.text} »"),
            ("etat", self.state, lambda: STATES[self.state][0]),
            ("mode", self.mode, lambda: MODES[self.mode]),
            ("auteur", self.author, lambda: f"déposés par {names[self.author]}"),
        ]
        return [Chip(label(), _without(asked, name)) for name, value, label in words if value]


@access(Right.VOIR_DECLARATIONS)
@require_safe
def deposit_list(request: MemberRequest) -> HttpResponse:
    """The list; HTMX asks for the table alone, while something is at work."""
    everything = deposits_visible_to(request.actor)
    authors = authors_of(everything)
    filters = Filters.of(request.GET, authors)
    page = Paginator(_rows(request.actor, filters), BY_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "pending": any(not deposit.is_final for deposit in page),
        "filters": filters,
        "chips": filters.chips(request.GET, authors),
        "authors": authors,
        "states": {name: label for name, (label, _) in STATES.items()},
        "modes": MODES,
        "may_deposit": may_deposit(request.actor),
    }
    name = "_list.html" if request.headers.get("HX-Request") else "list.html"
    return render(request, f"web/deposits/{name}", context)


def _rows(actor: Actor, filters: Filters) -> QuerySet[Deposit]:
    """What was dropped; the members of an archive stand on its own page, unless one looks for a name or a SIRET."""
    rows = with_visible_counts(deposits_visible_to(actor), actor)
    if not filters.text:
        rows = rows.filter(parent=None)
    return filters.apply(rows).select_related("author__user", "duplicate_of").order_by("-received_at", "pk")


def _without(asked: QueryDict, name: str) -> str:
    left = asked.copy()
    for gone in (name, "page"):
        left.pop(gone, None)
    return f"?{left.urlencode()}"
