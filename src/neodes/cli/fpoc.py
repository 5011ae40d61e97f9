"""`neodes fpoc FICHE.xml`: what a fiche de paramétrage asks for, and what changes from one version to the next."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from neodes.cli.arguments import Parser, add_format
from neodes.cli.files import complain, why_unreadable

if TYPE_CHECKING:
    from neodes.fpoc.differences import Difference, Upcoming
    from neodes.fpoc.model import Fiche, FichesRead

READ, NOT_WHOLE, UNREADABLE = 0, 1, 2
DAYS_MAX = 36_500


def configure(parser: Parser) -> None:
    parser.named.add_argument("fiche", metavar="FICHE", help="fiche de paramétrage, ou lot de fiches (XML)")
    parser.chosen.add_argument(
        "--depuis", metavar="ANCIENNE", help="dire ce qui change depuis cette version de la fiche"
    )
    parser.chosen.add_argument(
        "--jours",
        type=int,
        default=60,
        metavar="N",
        help="annoncer ce qui commence ou finit sous N jours (60 par défaut)",
    )
    add_format(parser, "text", "json")


def run(options: argparse.Namespace) -> int:
    read = read_file(options.fiche)
    former = read_file(options.depuis) if options.depuis else None
    if read is None or (options.depuis and former is None):
        return UNREADABLE
    changes = None if former is None else _changes(former, read)
    soon = _soon(read, options.jours)
    print(_as_json(read, changes, soon) if options.format == "json" else _as_text(read, changes, soon), end="")
    return NOT_WHOLE if read.remarks else READ


def _as_json(read: FichesRead, changes: list[Difference] | None, soon: list[Upcoming]) -> str:
    from neodes.report.fiches import fiches_as_json

    return fiches_as_json(read, changes or (), soon) + "\n"


def _as_text(read: FichesRead, changes: list[Difference] | None, soon: list[Upcoming]) -> str:
    from neodes.report.fiche_differences import differences_as_text, upcoming_as_text
    from neodes.report.fiches import fiches_as_text

    return fiches_as_text(read) + upcoming_as_text(soon) + ("" if changes is None else differences_as_text(changes))


def read_file(path: str) -> FichesRead | None:
    """The fiches of a file; None, and a word on the error output, when nothing can be read of it."""
    from neodes.fpoc.reading import read_fiches
    from neodes.report.fiches import remark_sentence

    problem = why_unreadable(path)
    if problem is not None:
        complain([problem])
        return None
    read = read_fiches(Path(path).read_bytes())
    if not read.is_readable:
        complain([f"{path} : {remark_sentence(remark)}" for remark in read.remarks])
        return None
    return read


def _soon(read: FichesRead, days: int) -> list[Upcoming]:
    from neodes.fpoc.differences import upcoming

    days = min(max(days, 0), DAYS_MAX)
    return [each for fiche in read.fiches for each in upcoming(fiche, date.today(), days)]  # noqa: DTZ011 - a day of the user


def _changes(old: FichesRead, new: FichesRead) -> list[Difference]:
    from neodes.fpoc.differences import differences

    return [each for pair in _pairs(old, new) for each in differences(*pair)]


def _pairs(old: FichesRead, new: FichesRead) -> list[tuple[Fiche, Fiche]]:
    """Each fiche with the former one of the same company and producer; alone on both sides, they go together."""
    if len(old.fiches) == len(new.fiches) == 1:
        return [(old.fiches[0], new.fiches[0])]
    former = {(fiche.siren, fiche.nic, fiche.producer): fiche for fiche in old.fiches}
    keys = ((fiche.siren, fiche.nic, fiche.producer) for fiche in new.fiches)
    return [(former[key], fiche) for key, fiche in zip(keys, new.fiches, strict=True) if key in former]
