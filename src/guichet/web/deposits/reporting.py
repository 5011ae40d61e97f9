"""What the report of a deposit shows: declarations, then causes in order of repair, each with its places."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, Min, QuerySet, Sum, Window
from django.db.models.functions import RowNumber
from django.http import QueryDict

import neodes
from guichet.core.actor import Actor
from guichet.core.files import StoredFileError, read_chunks
from guichet.deposits.clear import groups_for, out_of_clear
from guichet.deposits.excerpts import Excerpt, Range, excerpts
from guichet.deposits.findings import SEVERITIES, norm_of
from guichet.deposits.models import Declaration, Deposit, FindingGroup
from guichet.deposits.queries import declarations_visible_to, findings_visible_to

CAUSES_BY_PAGE = 20
DECLARATIONS_BY_PAGE = 50
ITEMS_SHOWN = 3
"""Declarations shown under one cause; the filter by declaration shows the others."""

NATURE, TYPE = "S20.G00.05.001", "S20.G00.05.002"


@dataclass(slots=True)
class Item:
    """One cause in one declaration (None: in the file as a whole)."""

    row: FindingGroup
    message: str
    excerpt: Excerpt | None = None

    @property
    def line(self) -> int:
        """The first line found, 0 for the file as a whole."""
        return int(self.row.places[0]["line"])

    @property
    def more(self) -> int:
        """How many places there are beside the first one."""
        return self.row.count - 1


@dataclass(slots=True)
class Cause:
    """All findings of one control at one severity."""

    control: str
    severity: str
    count: int
    rows: int
    page: neodes.Control | None
    items: list[Item] = field(default_factory=list)

    @property
    def title(self) -> str:
        """What the control looks at."""
        return self.page.title if self.page else self.control

    @property
    def between_months(self) -> bool:
        """Found beside an earlier declaration, not in the file alone."""
        return self.control.startswith("MOIS/")

    @property
    def of_the_trade(self) -> bool:
        """A control of the trade: the norm asks for nothing of the kind."""
        return self.page is not None and neodes.is_of_the_trade(self.control)

    @property
    def not_shown(self) -> int:
        """Declarations with the same cause that are not shown."""
        return self.rows - len(self.items)


@dataclass(frozen=True, slots=True)
class SeverityChoice:
    """One severity to filter by, with how many findings."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class ReportFilter:
    """What part of the report is asked for; unknown values count as nothing."""

    severity: str
    declaration: Declaration | None

    @classmethod
    def of(cls, asked: QueryDict, declarations: QuerySet[Declaration]) -> ReportFilter:
        """From the address."""
        severity, index = asked.get("gravite", ""), asked.get("declaration", "")
        known = index.isascii() and index.isdigit() and len(index) < 9
        return cls(
            severity=severity if severity in {choice.value for choice in SEVERITIES} else "",
            declaration=declarations.filter(index=int(index)).first() if known else None,
        )

    def apply(self, findings: QuerySet[FindingGroup]) -> QuerySet[FindingGroup]:
        """The findings asked for."""
        if self.severity:
            findings = findings.filter(severity=self.severity)
        return findings.filter(declaration=self.declaration) if self.declaration else findings


@dataclass(frozen=True, slots=True)
class DeclarationLine:
    """One declaration, with the labels of the norm."""

    row: Declaration
    nature: str
    type: str


def declaration_lines(rows: Iterable[Declaration], norm: neodes.Norm) -> list[DeclarationLine]:
    """The rows with the words for their codes."""
    types = (norm.rubriques[TYPE].codes or {}) if TYPE in norm.rubriques else {}
    return [
        DeclarationLine(row, norm.natures.get(row.nature, row.nature or "—"), types.get(row.type, row.type))
        for row in rows
    ]


def severity_choices(findings: QuerySet[FindingGroup]) -> list[SeverityChoice]:
    """Those that the report holds."""
    totals = dict(findings.order_by().values_list("severity").annotate(total=Sum("count")))
    words = {
        neodes.Severity.BLOQUANT: "Bloquantes",
        neodes.Severity.AVERTISSEMENT: "Avertissements",
        neodes.Severity.INFORMATION: "Informations",
    }
    return [
        SeverityChoice(severity.value, words[severity], totals[severity.value])
        for severity in SEVERITIES
        if totals.get(severity.value)
    ]


def causes_page(
    actor: Actor, deposit: Deposit, findings: QuerySet[FindingGroup], number: str | None, *, in_clear: bool = False
) -> tuple[Page[Any], list[Cause]]:
    """One page of causes, with the first declarations of each and the lines around their first place."""
    grouped = (
        findings.order_by()
        .values("control", "severity")
        .annotate(first=Min("rank"), total=Sum("count"), rows=Count("pk"))
        .order_by("first")
    )
    page = Paginator(grouped, CAUSES_BY_PAGE).get_page(number)
    norm = norm_of(deposit.norm)
    causes = {
        (group["control"], group["severity"]): Cause(
            control=group["control"],
            severity=group["severity"],
            count=group["total"],
            rows=group["rows"],
            page=neodes.find_control(group["control"], norm),
        )
        for group in page
    }
    rows = [
        row
        for row in _first_rows(findings, [control for control, _ in causes])
        if (row.control, row.severity) in causes
    ]
    groups = groups_for(actor, deposit, rows, in_clear=in_clear)
    for row in rows:
        message = neodes.group_message(groups[row.pk], norm, masked=False)
        causes[row.control, row.severity].items.append(Item(row, message))
    add_excerpts(actor, deposit, [item for cause in causes.values() for item in cause.items], in_clear=in_clear)
    return page, list(causes.values())


def add_excerpts(actor: Actor, deposit: Deposit, items: list[Item], *, in_clear: bool) -> None:
    """The lines around the first place of each; none when the file is not kept."""
    found = read_excerpts(actor, deposit, [item.line for item in items], masked=not in_clear)
    for item in items:
        item.excerpt = found.get(item.line)


def read_excerpts(actor: Actor, deposit: Deposit, lines: list[int], *, masked: bool) -> dict[int, Excerpt]:
    """Lines around those lines: none of a declaration that the actor may not see, masked where he may not see clear."""
    if deposit.stored_file is None or not any(lines):
        return {}
    hidden = hidden_ranges(actor, deposit)
    veiled = [] if masked else out_of_clear(actor, deposit)
    try:
        chunks = read_chunks(deposit.stored_file)
        return excerpts(chunks, lines, norm=norm_of(deposit.norm), hidden=hidden, masked=masked, veiled=veiled)
    except StoredFileError:
        return {}


def hidden_ranges(actor: Actor, deposit: Deposit) -> list[Range]:
    """The lines of the declarations of this deposit that the actor may not see."""
    visible = declarations_visible_to(actor).values("pk")
    hidden = deposit.declarations.exclude(pk__in=visible)
    return list(hidden.values_list("first_line", "last_line"))


def findings_of(actor: Actor, deposit: Deposit) -> QuerySet[FindingGroup]:
    """What the actor may see of the findings of a deposit."""
    return findings_visible_to(actor).filter(deposit=deposit)


def _first_rows(findings: QuerySet[FindingGroup], controls: list[str]) -> QuerySet[FindingGroup]:
    rank = Window(RowNumber(), partition_by=[F("control"), F("severity")], order_by=[F("rank"), F("pk")])
    rows = findings.filter(control__in=controls).annotate(place=rank).filter(place__lte=ITEMS_SHOWN)
    return rows.select_related("declaration__etablissement").order_by("rank", "pk")
