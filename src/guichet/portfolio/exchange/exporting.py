"""The portfolio as a file: any list that the page shows, in its order, as CSV or XLSX.

Only what the actor may both see and export. Up to `AT_ONCE` rows the file is made while one waits; above, by a job that
asks the rights again for each slice: those taken away meanwhile end it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, QuerySet

from guichet.core import files, journal, operations
from guichet.core.actor import Actor
from guichet.core.authors import author_of
from guichet.core.models import Operation
from guichet.core.operations import Refused
from guichet.core.rights import Right
from guichet.core.tenancy import firm_transaction
from guichet.portfolio.errors import RightMissing
from guichet.portfolio.exchange.reach import EXPORTING, reach_of
from guichet.portfolio.exchange.sheets import FORMS, writer_of
from guichet.portfolio.exchange.shown import FIRST, Exported, exported
from guichet.portfolio.filters import PortfolioFilter
from guichet.portfolio.models import Etablissement
from guichet.portfolio.queries import etablissements_visible_to
from guichet.portfolio.selection import Selection

KIND, TASK = "export", "portfolio.export"
AT_ONCE = 2_000
SLICE = 5_000
RIGHTS_GONE = "Vos droits ont changé pendant l'export : il a été arrêté, et rien n'est à télécharger. Relancez-le."
SORTS = {
    "etablissement": "search_text",
    "etat": "state",
    "echeance": "echeance",
    "partenaire": "partner__name",
    "localite": "localite",
    "effectif": "headcount",
    "depot": "last_deposit_at",
    "idcc": "idcc",
    "apet": "apet",
    "groupe": "sub_portfolio__name",
    "ajout": "added_at",
}
"""Orders of the list, by their name in the address; an unknown one is the first."""


@dataclass(frozen=True, slots=True)
class Export:
    """What to write: which establishments, in which order, which columns, in which form."""

    filter: PortfolioFilter
    sort: str = "etablissement"
    columns: tuple[str, ...] = ()
    form: str = "csv"

    @classmethod
    def of(cls, asked: Mapping[str, Any]) -> Export:
        """From the names of an address, or of a row of JSON; what is unknown is left out."""
        columns, known = asked.get("colonnes") or [], exported()
        sort = str(asked.get("tri") or "")
        return cls(
            filter=PortfolioFilter.of(asked),
            sort=sort if sort.removeprefix("-") in SORTS else "etablissement",
            columns=tuple(code for code in known if code in columns),
            form=str(asked.get("format")) if asked.get("format") in FORMS else "csv",
        )

    def as_json(self) -> dict[str, object]:
        """What `of` reads back."""
        return {
            **self.filter.as_mapping(),
            "tri": self.sort,
            "colonnes": list(self.columns),
            "format": self.form,
        }

    @property
    def chosen(self) -> list[Exported]:
        """The SIRET first, then what was chosen; everything when nothing was."""
        known = exported()
        return [FIRST, *(known[code] for code in self.columns or known)]

    def rows(self, actor: Actor, *, now: datetime) -> QuerySet[Etablissement]:
        """Within what the actor may see and export."""
        return Selection(filter=self.filter).rows(actor, Right.EXPORTER, now=now)

    def keys(self, actor: Actor, *, now: datetime) -> list[int]:
        """In the order of the list."""
        field = F(SORTS[self.sort.removeprefix("-")])
        order = field.desc(nulls_last=True) if self.sort.startswith("-") else field.asc(nulls_last=True)
        return list(self.rows(actor, now=now).order_by(order, "search_text", "pk").values_list("pk", flat=True))


def export_now(*, actor: Actor, export: Export, now: datetime) -> bytes:
    """The file, and its line of journal. Raises `RightMissing`."""
    _require(actor)
    writer = writer_of(export.form, export.chosen)
    keys = export.keys(actor, now=now)[:AT_ONCE]
    pieces = [writer.start(), *(writer.add(row) for row in _fetched(actor, keys, export.chosen)), writer.finish()]
    _journal(actor, export, lines=len(keys))
    return b"".join(pieces)


def start_export(*, actor: Actor, export: Export, total: int) -> Operation:
    """Put it in line. Raises `RightMissing`."""
    _require(actor)
    title = f"Export du portefeuille ({FORMS[export.form]})"
    asked = {**export.as_json(), "portee": reach_of(actor, EXPORTING)}
    return operations.start(actor=actor, kind=KIND, title=title, task=TASK, total=total, asked=asked)


def export_portfolio(operation: Operation) -> None:
    """The job."""
    export = Export.of(operation.asked)
    with firm_transaction(operation.firm_id):
        actor = _author(operation)
        keys = export.keys(actor, now=operation.created_at)
    operations.advance(operation, 0, total=len(keys))
    written = files.write_file(operation.firm_id, _pieces(operation, export, keys))
    with firm_transaction(operation.firm_id):
        actor = _author(operation)
        _journal(actor, export, lines=operation.done, operation=operation)
        operations.finish(
            operation,
            summary={"lignes": operation.done},
            result=files.register_file(written),
            result_name=f"portefeuille.{export.form}",
        )


def may_take(actor: Actor, operation: Operation) -> bool:
    """Whether the file may still leave with this actor: an administrator may all, others what they may export now."""
    if not actor.can(Right.EXPORTER):
        return False
    return actor.is_administrator or operation.asked.get("portee") == reach_of(actor, EXPORTING)


def _pieces(operation: Operation, export: Export, keys: list[int]) -> Iterator[bytes]:
    """The file; a row that is out of reach when its turn comes is not written."""
    writer, lines = writer_of(export.form, export.chosen), 0
    yield writer.start()
    for start in range(0, len(keys), SLICE):
        with firm_transaction(operation.firm_id):
            rows = list(_fetched(_author(operation), keys[start : start + SLICE], writer.columns))
        for row in rows:
            yield writer.add(row)
        lines += len(rows)
        operations.advance(operation, lines)
    yield writer.finish()


def _author(operation: Operation) -> Actor:
    actor = author_of(operation)
    if not may_take(actor, operation):
        raise Refused(RIGHTS_GONE)
    return actor


def _fetched(actor: Actor, keys: list[int], columns: Sequence[Exported]) -> Iterator[Etablissement]:
    """These rows in that order, with what is written beside them."""
    visible = etablissements_visible_to(actor, Right.EXPORTER).filter(actor.scope(Right.VOIR_PORTEFEUILLE))
    # There are few partners and groupes: fetched apart, they are made once, not once a row.
    found = visible.filter(pk__in=keys).prefetch_related("partner", "sub_portfolio").in_bulk()
    for column in columns:
        beside = column.load(actor, keys) if column.load else {}
        for key in beside.keys() & found.keys():
            found[key].__dict__.setdefault("beside", {})[column.code] = beside[key]
    return (found[key] for key in keys if key in found)


def _require(actor: Actor) -> None:
    if not actor.can(Right.EXPORTER):
        raise RightMissing


def _journal(actor: Actor, export: Export, *, lines: int, operation: Operation | None = None) -> None:
    journal.record(
        actor=actor,
        firm_id=actor.firm_id,
        verb="portefeuille.exporte",
        subject=f"operation:{operation.pk}" if operation else "",
        details={
            "format": export.form,
            "lignes": lines,
            "colonnes": len(export.chosen),
            "filtres": sorted(export.filter.as_mapping()),
        },
    )
