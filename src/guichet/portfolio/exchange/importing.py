"""An import: a file comes in, a job says what it would do, a person decides, a job does it. Both jobs do the same work;
the first one writes nothing to the portfolio.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice
from uuid import UUID

from django.db import connection
from django.utils import timezone

from guichet.core import files, journal, operations
from guichet.core.actor import Actor
from guichet.core.authors import author_of
from guichet.core.models import Operation, StoredFile
from guichet.core.operations import Refused
from guichet.core.rights import Right
from guichet.core.tenancy import firm_transaction
from guichet.portfolio.errors import NoPortfolio, PortfolioError, RightMissing
from guichet.portfolio.exchange import applying, staging
from guichet.portfolio.exchange.columns import Words
from guichet.portfolio.exchange.files import Table, read_table
from guichet.portfolio.exchange.folding import folded
from guichet.portfolio.exchange.layouts import SAMPLE, Layout, layout_of
from guichet.portfolio.exchange.lines import Line, lines_of
from guichet.portfolio.exchange.reach import IMPORTING, reach_of
from guichet.portfolio.exchange.reports import report_pieces
from guichet.portfolio.exchange.staging import REFUSED, StagedRow, row_of
from guichet.portfolio.models import Partner, SubPortfolio

PREVIEW, IMPORT = "import.apercu", "import"
PREVIEW_TASK, IMPORT_TASK = "portfolio.preview_import", "portfolio.import"
ALL_OR_NOTHING, GOOD_LINES = "tout", "justes"
TITLE_MAX = 150
STEP = 5_000
GONE = "Le fichier n'est plus gardé. Envoyez-le de nouveau."
BUSY = (
    "Des établissements de ce fichier ont été ajoutés ou retirés par quelqu'un d'autre pendant l'import : rien n'a été "
    "changé. Relancez l'import."
)


class ImportNotReady(PortfolioError):
    """There is nothing to import yet, or not any more."""


def may_import(actor: Actor) -> bool:
    """Whether the actor may add or change something."""
    return actor.has_portfolio and (actor.can(Right.AJOUTER) or actor.can(Right.MODIFIER))


def may_read(actor: Actor, operation: Operation) -> bool:
    """Whether the report may still be read: it tells what was in the portfolio, within the rights of that moment."""
    return actor.is_administrator or operation.summary.get("portee") == reach_of(actor, IMPORTING)


def start_preview(*, actor: Actor, file_name: str, stored: StoredFile, restore_zeros: bool = False) -> Operation:
    """Put the reading of a file in line; nothing will change. Raises `NoPortfolio`, `RightMissing`."""
    _require(actor)
    asked: dict[str, object] = {"source": str(stored.pk), "name": _shown(file_name), "zeros": restore_zeros}
    title = f"Aperçu de l'import de {_shown(file_name)}"
    return operations.start(actor=actor, kind=PREVIEW, title=title, task=PREVIEW_TASK, asked=asked)


def start_import(*, actor: Actor, preview: Operation, mode: str) -> Operation:
    """Do what a preview told. A double click does it once: the import at work, or done, is given again.

    Raises `NoPortfolio`, `RightMissing`, `ImportNotReady`.
    """
    _require(actor)
    held = Operation.objects.select_for_update(of=("self",)).get(pk=preview.pk)
    if held.state != Operation.State.DONE or not _source(held):
        raise ImportNotReady(GONE if held.is_final else "L'aperçu n'est pas terminé. Attendez-le, puis recommencez.")
    present = import_of(held)
    if present is not None and present.state != Operation.State.FAILED:
        return present
    asked = {key: held.asked[key] for key in ("source", "name", "zeros")}
    started = operations.start(
        actor=actor,
        kind=IMPORT,
        title=f"Import de {held.asked['name']}",
        task=IMPORT_TASK,
        total=2 * int(held.summary.get("lignes", 0)),
        asked={**asked, "mode": GOOD_LINES if mode == GOOD_LINES else ALL_OR_NOTHING},
    )
    held.asked["import"] = str(started.pk)
    held.save(update_fields=["asked"])
    return started


def nothing_done(refused: int) -> str:
    """Why « tout ou rien » did nothing, and what to do."""
    lines = "1 ligne est refusée" if refused == 1 else f"{refused} lignes sont refusées"
    return (
        f"Rien n'a été importé : {lines}, et vous aviez demandé « tout ou rien ». Corrigez le fichier, ou importez "
        "seulement les lignes justes."
    )


def preview_again(*, actor: Actor, preview: Operation) -> Operation:
    """The same file, the zeros that a spreadsheet dropped put back. Raises as `start_import`."""
    _require(actor)
    stored = _source(preview)
    if preview.state != Operation.State.DONE or stored is None:
        raise ImportNotReady(GONE)
    return start_preview(actor=actor, file_name=preview.asked["name"], stored=stored, restore_zeros=True)


def import_of(preview: Operation) -> Operation | None:
    """The last import that was asked for from that preview."""
    started = preview.asked.get("import")
    return Operation.objects.filter(pk=started, firm_id=preview.firm_id).first() if started else None


def preview_import(operation: Operation) -> None:
    """The job: what each line would do."""
    _work(operation)


def carry_out_import(operation: Operation) -> None:
    """The job: the same, then do it, all of it or the lines that are right."""
    _work(operation)


def _work(operation: Operation) -> None:
    try:
        table, layout, words = _open(operation)
        rows, facts = _read(operation, table, layout, words)
    except PortfolioError as error:
        raise Refused(str(error)) from error
    with firm_transaction(operation.firm_id):
        actor = author_of(operation)
        if not may_import(actor):
            raise Refused(str(RightMissing()))
        staging.stage(rows)
        counts = staging.compare(actor)
        summary = {**_told(counts, len(rows)), **facts, "portee": reach_of(actor, IMPORTING)}
        if operation.kind == IMPORT:
            summary |= _apply(operation, actor, counts)
        written = files.write_file(operation.firm_id, report_pieces(layout, staging.outcomes()))
        report = files.register_file(written)
        operation.done = operation.total
        _journal(actor, operation, summary)
        name = f"{'apercu' if operation.kind == PREVIEW else 'compte-rendu'}-import.csv"
        operations.finish(operation, summary=summary, result=report, result_name=name)


def _apply(operation: Operation, actor: Actor, counts: dict[str, int]) -> dict[str, object]:
    refused = counts[REFUSED]
    if refused and operation.asked["mode"] == ALL_OR_NOTHING:
        raise Refused(nothing_done(refused))
    _one_at_a_time(operation.firm_id)
    try:
        applied = applying.apply(actor, now=timezone.now(), counts=counts)
    except applying.Overtaken:
        raise Refused(BUSY) from None
    return {"groupes": applied.new_groups}


def _open(operation: Operation) -> tuple[Table, Layout, Words]:
    """The file, what its columns are, and the words it may use. Raises `FileRefused`, `Refused`."""
    with firm_transaction(operation.firm_id):
        stored, words = _source(operation), _words(operation.firm_id)
    if stored is None:
        raise Refused(GONE)
    try:
        content = files.read_file(stored)
    except files.StoredFileError as error:
        raise Refused(GONE) from error
    table = read_table(content)
    head = list(islice(table.rows, SAMPLE))
    whole = Table(chain(head, table.rows), table.form, table.delimiter, table.size)
    return whole, layout_of(head), words


def _read(
    operation: Operation, table: Table, layout: Layout, words: Words
) -> tuple[list[StagedRow], dict[str, object]]:
    """The lines ready to be compared, outside any transaction so that the page follows."""
    operations.advance(operation, 0, total=2 * table.size)
    rows: list[StagedRow] = []
    remarked = lost = 0
    lines = lines_of(table.rows, layout, words, restore_zeros=bool(operation.asked.get("zeros")))
    for some in _slices(lines):
        rows.extend(row_of(line) for line in some)
        remarked += sum(1 for line in some if line.remarks)
        lost += sum(1 for line in some if line.lost_zero and line.problem)
        operations.advance(operation, len(rows))
    operations.advance(operation, len(rows), total=2 * len(rows))
    facts: dict[str, object] = {
        "remarques": remarked,
        "zeros": lost,
        "format": table.form,
        "presentation": layout.name,
        "colonnes_ignorees": list(layout.ignored)[:50],
    }
    return rows, facts


def _slices(lines: Iterator[Line]) -> Iterator[list[Line]]:
    while some := list(islice(lines, STEP)):
        yield some


def _told(counts: dict[str, int], lines: int) -> dict[str, object]:
    return {
        "lignes": lines,
        "ajouts": counts[staging.ADDED],
        "modifications": counts[staging.CHANGED],
        "inchanges": counts[staging.SAME],
        "refus": counts[REFUSED],
    }


def _journal(actor: Actor, operation: Operation, summary: dict[str, object]) -> None:
    told = {code: summary[code] for code in ("lignes", "ajouts", "modifications", "inchanges", "refus")}
    if operation.kind == IMPORT:
        told["mode"] = operation.asked["mode"]
    journal.record(
        actor=actor,
        firm_id=operation.firm_id,
        verb="portefeuille.importe" if operation.kind == IMPORT else "portefeuille.import_simule",
        subject=f"operation:{operation.pk}",
        details=told,
    )


def _source(operation: Operation) -> StoredFile | None:
    source = operation.asked.get("source")
    return StoredFile.objects.filter(pk=source, firm_id=operation.firm_id).first() if source else None


def _words(firm_id: UUID) -> Words:
    """Exact names before those that only look like them."""
    partners: dict[str, Partner] = {}
    for partner in Partner.objects.order_by("active", "-pk"):
        partners |= {folded(partner.code): partner, folded(partner.name): partner}
    names = list(SubPortfolio.objects.filter(firm_id=firm_id).order_by("-pk").values_list("name", flat=True))
    return Words(partners, {folded(name): name for name in names} | {name: name for name in names})


def _one_at_a_time(firm_id: UUID) -> None:
    """Two imports of one firm would wait for each other's rows; they take turns."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 1))", [f"import:{firm_id}"])


def _require(actor: Actor) -> None:
    if not actor.has_portfolio:
        raise NoPortfolio
    if not may_import(actor):
        raise RightMissing


def _shown(name: str) -> str:
    name = "".join(character for character in name if character.isprintable()) or "fichier sans nom"
    return name if len(name) <= TITLE_MAX else "…" + name[1 - TITLE_MAX :]
