"""`neodes check FILE…`: the controls, as text, JSON or CSV."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from neodes.cli.arguments import Parser, add_format, add_in_clear, add_norm
from neodes.cli.files import complain, select_files
from neodes.cli.progress import of_bytes, of_files

if TYPE_CHECKING:
    from neodes.controls.results import FileReport
    from neodes.fpoc.checking import FicheOf

NOTHING_BLOCKING, SOMETHING_BLOCKING, UNREADABLE = 0, 1, 2

SHOWN = "fichier"
"""`--partner fichier`: the trade that the file shows."""


class Beside(NamedTuple):
    """What files are judged by: version of the norm (None: theirs), fiches, partner."""

    norm: str | None
    fiches: list[FicheOf]
    partner: str | None


def configure(parser: Parser) -> None:
    parser.named.add_argument("files", nargs="+", metavar="FICHIER", help="fichiers DSN, archives ou dossiers")
    add_format(parser, "text", "json", "csv")
    add_norm(parser, default=None)
    parser.chosen.add_argument(
        "--jobs", type=int, default=1, metavar="N", help="travailler sur N cœurs à la fois (0 : tous ; 1 par défaut)"
    )
    parser.chosen.add_argument(
        "--fpoc", action="append", default=[], metavar="FICHE", help="comparer aux contrats de cette fiche (répétable)"
    )
    parser.chosen.add_argument(
        "--partner",
        metavar="CODE",
        help="faire aussi les contrôles du métier que ce partenaire apporte (irp-auto, pro-btp…) ; aucun : seulement "
        "ceux de tous les métiers ; fichier : ceux du métier que le fichier désigne, pour information",
    )
    add_in_clear(parser)
    parser.chosen.add_argument("--bom", action="store_true", help="CSV : marque en tête, pour l'ouvrir dans Excel")


def run(options: argparse.Namespace) -> int:
    selection = select_files(options.files)
    complain(selection.problems)
    if selection.left_aside:
        print(f"neodes : {selection.left_aside} fichier(s) d'un autre type laissés de côté.", file=sys.stderr)
    fiches = _fiches(options.fpoc)
    if fiches is None or not _knows_partner(options.partner):
        return UNREADABLE
    beside = Beside(options.norm, fiches, options.partner)
    reports = _checked(selection.files, beside, _jobs(options.jobs), selection.problems)
    printed = {"text": _print_text, "json": _print_json, "csv": _print_csv}[options.format]
    seen = printed(reports, options)
    return _exit_code(seen, unreadable=bool(selection.problems))


def _fiches(paths: list[str]) -> list[FicheOf] | None:
    """The fiches of these files; None when one of them cannot be read: its contracts would pass for absent."""
    if not paths:
        return []
    from neodes.cli.fpoc import read_file
    from neodes.fpoc.checking import FicheOf

    read = [read_file(path) for path in paths]
    return None if None in read else [FicheOf(fiche) for each in read if each for fiche in each.fiches]


def _knows_partner(code: str | None) -> bool:
    """Whether the partner can be asked for; a word on the error output when it is unknown."""
    if code is None:
        return True
    from neodes.cli.suggestions import suggestion
    from neodes.sector.choice import NONE
    from neodes.sector.tables import FAMILIES

    known = [*(family.partner for family in FAMILIES), NONE, SHOWN]
    if code not in known:
        told = f"neodes check : le partenaire « {code} » n'est pas connu.{suggestion(code, known)}"
        print(f"{told} Choisissez {', '.join(known)}.", file=sys.stderr)
    return code in known


def _jobs(asked: int) -> int:
    return asked if asked > 0 else os.cpu_count() or 1


def _exit_code(seen: list[tuple[bool, bool]], *, unreadable: bool) -> int:
    """`seen`: for each report, whether the file was readable and whether something blocks."""
    if unreadable or not all(readable for readable, _ in seen):
        return UNREADABLE
    return SOMETHING_BLOCKING if any(blocking for _, blocking in seen) else NOTHING_BLOCKING


def _checked(files: list[str], beside: Beside, jobs: int, problems: list[str]) -> Iterator[FileReport]:
    """The reports in the order of the files; an archive gives one report for each file it holds.

    A file that stops being readable on the way is added to `problems` and the others go on.
    """
    progress = of_files(len(files))
    try:
        for reports in _by_file(files, beside, jobs):
            try:
                for report in reports:
                    progress.close()
                    yield report
            except OSError as error:
                problems.append(f"{error.filename or 'un fichier'} : la lecture a échoué ({error.strerror}).")
                complain(problems[-1:])
            progress.advance()
    finally:
        progress.close()


def _by_file(files: list[str], beside: Beside, jobs: int) -> Iterator[Iterable[FileReport]]:
    """Several files are shared out to processes; one big file is cut into parts by the engine.

    Beside fiches or a trade, each file is held in memory, in one process.
    """
    from neodes.controls.paths import check_path, check_paths

    norm = beside.norm
    if beside.fiches or beside.partner:
        yield from (_beside(file, beside) for file in files)
    elif jobs > 1 and len(files) > 1:
        yield from ((report,) for report in check_paths(files, norm=norm, jobs=jobs))
    elif jobs == 1 and len(files) == 1:
        yield _watched(files[0], norm)
    else:
        yield from (check_path(file, norm=norm, jobs=jobs) for file in files)


def _beside(path: str, beside: Beside) -> Iterator[FileReport]:
    """The reports of a file, or of the members of an archive, beside fiches and under a trade."""
    from neodes.controls.paths import check_member, inside
    from neodes.fpoc.checking import check_beside
    from neodes.parser import Member, archive_kind, open_members
    from neodes.sector.checking import with_trades

    file = Path(path)
    with file.open("rb") as stream:
        kind = archive_kind(stream.read(4))
    members = open_members(file, file.name) if kind else [Member(path, file.read_bytes())]
    for member in members:
        name = inside(path, member, kind) if kind else path
        if member.error is not None:
            yield check_member(member, path=name, norm=beside.norm)
            continue
        report = check_beside(member.data, beside.fiches, path=name, norm=beside.norm)
        if beside.partner:
            partner = None if beside.partner == SHOWN else beside.partner
            report = with_trades(report, member.data, partner=partner)
        yield report


def _watched(path: str, norm: str | None) -> Iterator[FileReport]:
    """The check of one file, with a bar when it is a big one."""
    from neodes.controls.check import check_chunks
    from neodes.controls.paths import check_path, read_chunks
    from neodes.parser import archive_kind

    progress = of_bytes(Path(path).stat().st_size)
    with Path(path).open("rb") as stream:
        kind = archive_kind(stream.read(4))
        stream.seek(0)
        if not kind:
            report = check_chunks(progress.watch(read_chunks(stream)), path=path, norm=norm)
            progress.close()
            yield report
            return
    yield from check_path(path, norm=norm)


def _seen(report: FileReport) -> tuple[bool, bool]:
    from neodes.controls.base import Severity

    return report.readable, report.count(Severity.BLOQUANT) > 0


def _print_text(reports: Iterator[FileReport], options: argparse.Namespace) -> list[tuple[bool, bool]]:
    """File by file, as they come; a line of totals after several files."""
    from neodes.report.text import Totals, render_text

    people = sys.stdout.isatty()
    colour, width = people and "NO_COLOR" not in os.environ, os.get_terminal_size().columns if people else None
    seen: list[tuple[bool, bool]] = []
    totals = Totals()
    for report in reports:
        if seen:
            print()
        print(render_text(report, colour=colour, masked=not options.en_clair, width=width), end="")
        totals.add(report)
        seen.append(_seen(report))
    if len(seen) > 1:
        print(f"\n{totals.in_words()}")
    return seen


def _print_json(reports: Iterator[FileReport], options: argparse.Namespace) -> list[tuple[bool, bool]]:
    from neodes.report.json import render_json

    kept = list(reports)
    print(render_json(kept, masked=not options.en_clair))
    return [_seen(report) for report in kept]


def _print_csv(reports: Iterator[FileReport], options: argparse.Namespace) -> list[tuple[bool, bool]]:
    from neodes.report.csv import render_csv

    kept = list(reports)
    text = render_csv(kept, masked=not options.en_clair, bom=options.bom)
    # newline="" of a text stream cannot be asked of stdout: the \r\n of CSV would become \r\r\n on Windows.
    print(text.replace("\r\n", "\n"), end="")
    return [_seen(report) for report in kept]
