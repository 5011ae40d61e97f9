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
    from neodes.report.fiches import differences_as_text, fiches_as_json, fiches_as_text, upcoming_as_text

    read = read_file(options.fiche)
    if read is None:
        return UNREADABLE
    if options.format == "json":
        print(fiches_as_json(read))
    else:
        print(fiches_as_text(read), end="")
        print(upcoming_as_text(_soon(read, options.jours)), end="")
    if options.depuis:
        old = read_file(options.depuis)
        if old is None:
            return UNREADABLE
        for before, after in _pairs(old, read):
            print(differences_as_text(_changes(before, after)), end="")
    return NOT_WHOLE if read.remarks else READ


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

    return [each for fiche in read.fiches for each in upcoming(fiche, date.today(), days)]  # noqa: DTZ011 - a day of the user


def _changes(old: Fiche, new: Fiche) -> tuple[Difference, ...]:
    from neodes.fpoc.differences import differences

    return differences(old, new)


def _pairs(old: FichesRead, new: FichesRead) -> list[tuple[Fiche, Fiche]]:
    """Each fiche with the former one of the same company and producer; alone on both sides, they go together."""
    if len(old.fiches) == len(new.fiches) == 1:
        return [(old.fiches[0], new.fiches[0])]
    former = {(fiche.siren, fiche.nic, fiche.producer): fiche for fiche in old.fiches}
    keys = ((fiche.siren, fiche.nic, fiche.producer) for fiche in new.fiches)
    return [(former[key], fiche) for key, fiche in zip(keys, new.fiches, strict=True) if key in former]
