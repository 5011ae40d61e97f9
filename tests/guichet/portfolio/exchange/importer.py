"""Imports run as their jobs do, in the transaction of the test."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from guichet.accounts.models import Member
from guichet.core import files, operations
from guichet.core.models import Operation
from guichet.core.spreadsheets import BOM
from guichet.portfolio.exchange import importing
from tests.guichet.cast import Cast

ALL, GOOD = importing.ALL_OR_NOTHING, importing.GOOD_LINES


def table(*rows: Sequence[str], delimiter: str = ";") -> bytes:
    """A CSV in UTF-8."""
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return stream.getvalue().encode()


def preview(cast: Cast, member: Member, content: bytes, *, name: str = "clients.csv", zeros: bool = False) -> Operation:
    """A file sent by the member, read by the job; gives the operation at its end."""
    actor = cast.actor(member)
    stored = files.register_file(files.write_file(actor.firm_id, [content]))
    started = importing.start_preview(actor=actor, file_name=name, stored=stored, restore_zeros=zeros)
    operations.run(started.firm_id, started.pk, importing.preview_import)
    started.refresh_from_db()
    return started


def carry_out(cast: Cast, member: Member, previewed: Operation, mode: str = ALL) -> Operation:
    """The import itself, run by the job."""
    started = importing.start_import(actor=cast.actor(member), preview=previewed, mode=mode)
    operations.run(started.firm_id, started.pk, importing.carry_out_import)
    started.refresh_from_db()
    return started


def imported(cast: Cast, member: Member, content: bytes, mode: str = ALL) -> Operation:
    """Both, one after the other."""
    return carry_out(cast, member, preview(cast, member, content), mode)


def counts(operation: Operation) -> dict[str, int]:
    """What it says it would do, or did."""
    names = ("ajouts", "modifications", "inchanges", "refus")
    return {name: operation.summary[name] for name in names if operation.summary.get(name)}


def report(operation: Operation) -> list[dict[str, str]]:
    """The lines of its report, by title."""
    assert operation.result is not None, operation.reason
    text = files.read_file(operation.result).decode().removeprefix(BOM)
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


def results(operation: Operation) -> list[tuple[str, str]]:
    """SIRET and result of each line."""
    return [(line["SIRET"], line["Résultat"]) for line in report(operation)]


def column(lines: Iterable[dict[str, str]], name: str) -> list[str]:
    """One column of a report."""
    return [line[name] for line in lines]
