"""The report for a terminal: file by file, declaration by declaration, in order of repair."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from neodes.controls.base import FindingGroup, Severity
from neodes.controls.results import FileReport
from neodes.norm import Norm
from neodes.report.order import (
    SEVERITIES,
    counted,
    declaration_in_words,
    held_in_words,
    norm_of,
    order_of_repair,
    severity_in_words,
)

LINES_SHOWN = 8
INDENT = 18
_MODES = {"test": "fichier de test", "reel": "fichier réel"}
_TITLES = {
    Severity.BLOQUANT: "BLOQUANT",
    Severity.AVERTISSEMENT: "AVERTISSEMENT",
    Severity.INFORMATION: "INFORMATION",
}
_COLOURS = {Severity.BLOQUANT: "31", Severity.AVERTISSEMENT: "33", Severity.INFORMATION: "36"}


def render_text(report: FileReport, *, colour: bool = False, masked: bool = True, width: int | None = None) -> str:
    """The whole report of one file, ending with a line end; sentences are folded to `width` columns if given."""
    return "\n".join(_lines(report, _Style(colour, masked, width))) + "\n"


@dataclass(frozen=True, slots=True)
class _Style:
    colour: bool
    masked: bool
    width: int | None

    def painted(self, text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.colour else text

    def folded(self, text: str) -> str:
        """The sentence, its further lines under the first."""
        if self.width is None:
            return text
        from textwrap import wrap

        return f"\n{' ' * INDENT}".join(wrap(text, max(self.width - INDENT, 40), break_long_words=False))


class Totals:
    """Running counts over several files: nothing of a report is kept."""

    def __init__(self) -> None:
        self._files = 0
        self._refused = 0
        self._found: Counter[Severity] = Counter()

    def add(self, report: FileReport) -> None:
        """Count one more file."""
        self._files += 1
        self._refused += report.count(Severity.BLOQUANT) > 0
        for group in report.groups:
            self._found[group.severity] += group.count

    def in_words(self) -> str:
        """« 2 fichiers, dont 1 refusé : 42 anomalies bloquantes, 1 avertissement. »"""
        stopped = f", dont {counted(self._refused, 'refusé')}" if self._refused else ""
        return f"{counted(self._files, 'fichier')}{stopped} : {_counts(self._found) or 'aucune anomalie'}."


def _counts(found: Mapping[Severity, int]) -> str:
    words = [severity_in_words(severity, found.get(severity, 0)) for severity in SEVERITIES if found.get(severity)]
    return ", ".join(words)


def _lines(report: FileReport, style: _Style) -> Iterator[str]:
    norm = norm_of(report)
    yield style.painted(report.path, "1")
    yield f"  {_identity(report)}"
    counts = _counts({severity: report.count(severity) for severity in SEVERITIES})
    yield f"  {counts or 'Aucune anomalie'}."
    for declaration in (None, *(declaration.index for declaration in report.declarations)):
        groups = order_of_repair(group for group in report.groups if group.declaration == declaration)
        if declaration is not None:
            yield ""
            words = declaration_in_words(report.declarations[declaration], norm)
            yield f"  Déclaration {declaration + 1} : {words}"
        yield from _groups(report, declaration, groups, style)
    if report.held:
        yield f"  {held_in_words(report.held)}"
    for crash in report.crashes:
        yield f"  Défaut de cet outil, contrôle {crash.control}, ligne {crash.line} : {crash.error}"


def _groups(report: FileReport, declaration: int | None, groups: list[FindingGroup], style: _Style) -> Iterator[str]:
    """Those of the norm, then those of the trade in a section that says why they run."""
    norm = norm_of(report)
    of_trade = _of_trade(groups) if report.sectors else []
    for group in groups:
        if group not in of_trade:
            yield from _group(group, norm, style)
    if not report.sectors or declaration is None:
        return
    from neodes.report.trades import choice_in_words, choice_of

    choice = choice_of(report, report.declarations[declaration])
    if choice is not None:
        yield f"    {style.folded(choice_in_words(choice))}"
    for group in of_trade:
        yield from _group(group, norm, style)


def _of_trade(groups: list[FindingGroup]) -> list[FindingGroup]:
    # Not needed by the command that reads a file under the norm alone: its start counts.
    from neodes.controls.explanations.sectors import is_of_the_trade

    return [group for group in groups if is_of_the_trade(group.control)]


def _identity(report: FileReport) -> str:
    if not report.readable:
        return "Ce fichier n'a pas pu être lu comme une DSN."
    parts = (
        f"norme {report.norm}",
        _MODES.get(report.mode, "mode inconnu"),
        report.encoding,
        counted(report.lines, "ligne"),
        counted(len(report.declarations), "déclaration"),
    )
    return ", ".join(part for part in parts if part)


def _group(group: FindingGroup, norm: Norm, style: _Style) -> Iterator[str]:
    from neodes.report.messages import group_message

    title = style.painted(f"{_TITLES[group.severity]:<13}", _COLOURS[group.severity])
    yield f"    {title} {style.folded(group_message(group, norm, masked=style.masked))}"
    yield f"    {'':<13} {_places(group)} [{group.control}]"


def _places(group: FindingGroup) -> str:
    """« ligne 12 », « 4 fois : lignes 12, 130, 250, 380 », cut after some lines."""
    lines = [place.line for place in group.places if place.line > 0]
    if not lines:
        return "fichier entier"
    shown = ", ".join(str(line) for line in lines[:LINES_SHOWN])
    if group.count == 1:
        return f"ligne {shown}"
    more = "…" if group.count > min(len(lines), LINES_SHOWN) else ""
    return f"{counted(group.count, 'fois', 'fois')} : lignes {shown}{more}"
