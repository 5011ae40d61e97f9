"""`neodes compare PRECEDENT COURANT`: what a file says beside the one made before it."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from neodes.cli.arguments import Parser, add_format, add_in_clear
from neodes.cli.files import complain, why_unreadable

if TYPE_CHECKING:
    from neodes.compare.snapshot import FileSnapshot
    from neodes.controls.base import FindingGroup
    from neodes.controls.results import FileReport

NOTHING_TO_SAY, SOMETHING_TO_SAY, UNREADABLE = 0, 1, 2


def configure(parser: Parser) -> None:
    parser.named.add_argument("previous", metavar="PRECEDENT", help="le fichier du mois précédent, ou d'avant")
    parser.named.add_argument("current", metavar="COURANT", help="le fichier à regarder")
    add_format(parser, "text", "json", "csv")
    add_in_clear(parser)
    parser.chosen.add_argument("--bom", action="store_true", help="CSV : marque en tête, pour l'ouvrir dans Excel")


def run(options: argparse.Namespace) -> int:
    problems: list[str] = []
    previous, current = _read(options.previous, problems), _read(options.current, problems)
    complain(problems)
    if problems:
        return UNREADABLE
    reports = _compared(previous, current)
    {"text": _print_text, "json": _print_json, "csv": _print_csv}[options.format](reports, options)
    return SOMETHING_TO_SAY if any(report.groups for report in reports) else NOTHING_TO_SAY


def _compared(previous: dict[str, FileSnapshot], current: dict[str, FileSnapshot]) -> list[FileReport]:
    """One report a file; a word on the error output when nothing of them can be compared."""
    from neodes.compare.comparing import comparable, compare_declarations

    earlier = [declaration for file in previous.values() for declaration in file.declarations]
    if not any(comparable(earlier, file.declarations) for file in current.values()):
        complain(["rien à comparer : il faut le même établissement, et un mois qui ne soit pas plus ancien."])
    return [_report(name, file, compare_declarations(earlier, file.declarations)) for name, file in current.items()]


def _read(path: str, problems: list[str]) -> dict[str, FileSnapshot]:
    """The snapshots of a file, or of the files of an archive, by name; what is no DSN is added to the problems."""
    problem = why_unreadable(path)
    if problem is not None:
        problems.append(problem)
        return {}
    found = dict(_snapshots(path))
    problems += [f"{name} : ce n'est pas un fichier DSN lisible." for name, file in found.items() if not file.readable]
    return found


def _snapshots(path: str) -> Iterator[tuple[str, FileSnapshot]]:
    """A plain file is read by pieces."""
    from neodes.compare.reading import snapshot
    from neodes.controls.paths import read_chunks
    from neodes.parser import archive_kind, open_members

    with Path(path).open("rb") as stream:
        kind = archive_kind(stream.read(4))
        stream.seek(0)
        if not kind:
            yield path, snapshot(read_chunks(stream))
            return
    for member in open_members(Path(path), path):
        yield member.name, snapshot(member.data)


def _report(path: str, file: FileSnapshot, groups: tuple[FindingGroup, ...]) -> FileReport:
    """In the form of a check, for the same renderers."""
    from neodes.controls.results import FileReport

    declarations = tuple(declaration.summary for declaration in file.declarations)
    return FileReport(path, file.encoding, "", file.norm, True, file.lines, file.envoi, declarations, groups)


def _print_text(reports: list[FileReport], options: argparse.Namespace) -> None:
    from neodes.report.text import render_text

    for report in reports:
        shown = replace(report, groups=tuple(one for group in report.groups for one in _one_by_one(group)))
        print(render_text(shown, masked=not options.en_clair), end="")


def _one_by_one(group: FindingGroup) -> Iterator[FindingGroup]:
    """A group for each place, for each is about somebody else; the last one counts those that were not kept."""
    rest = group.count - len(group.places)
    for rank, place in enumerate(group.places, 1):
        yield replace(group, places=(place,), count=1 + rest * (rank == len(group.places)))


def _print_json(reports: list[FileReport], options: argparse.Namespace) -> None:
    from neodes.report.json import render_json

    print(render_json(reports, masked=not options.en_clair))


def _print_csv(reports: list[FileReport], options: argparse.Namespace) -> None:
    from neodes.report.csv import render_csv

    text = render_csv(reports, masked=not options.en_clair, bom=options.bom)
    print(text.replace("\r\n", "\n"), end="")
