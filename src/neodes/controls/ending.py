"""What can only be judged once the whole file is read, and the report."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from neodes.controls.base import Finding, FindingGroup, Severity
from neodes.controls.results import EnvoiSummary, FileReport
from neodes.controls.scanned import Scanned
from neodes.norm import DEFAULT_VERSION, NormMatch
from neodes.parser.text import LATIN1

NO_ENVOI = EnvoiSummary("", "", "", "", "", "", "", "")
LINE_ENDS = {"\r\n": "CRLF", "\n": "LF", "\r": "CR", "": ""}
LONGEST_TOTAL = 12
"""Digits of S90.G00.90.001 at most; a longer one has a finding of its own."""

NORM_RUBRIQUE = "S10.G00.00.006"
TOTAL_DECLARATIONS = "S90.G00.90.002"


def unreadable_report(path: str, finding: Finding, version: str = DEFAULT_VERSION) -> FileReport:
    """Report of a file, or of the member of an archive, that could not be read at all."""
    group = FindingGroup(finding.control, finding.severity, finding.reason, None, 1, (finding,))
    return FileReport(path, "", "", version, False, 0, NO_ENVOI, (), (group,))


def readable_report(seen: Scanned, path: str, version: str, match: NormMatch) -> FileReport:
    """Report of a file that was read to its end; one without a single rubrique is no DSN."""
    if not seen.rubriques:
        return unreadable_report(path, Finding("FICHIER/BINAIRE", Severity.BLOQUANT, 0, "sans_dsn"), version)
    for finding in _findings(seen, match):
        seen.groups.add(finding)
    return FileReport(
        path=path,
        encoding=_encoding(seen),
        line_end="mixte" if seen.mixed_line_ends else LINE_ENDS[seen.reader.line_end],
        norm=version,
        readable=True,
        lines=seen.lines,
        envoi=seen.facts.envoi_summary(),
        declarations=seen.facts.summaries(seen.individus, seen.lines),
        groups=seen.groups.result(),
        crashes=tuple(seen.crashes),
        held=tuple(sorted(seen.held.items())),
    )


def _encoding(seen: Scanned) -> str:
    encoding = seen.reader.encoding or LATIN1
    return "windows-1252" if encoding == LATIN1 and seen.groups.has("FICHIER/ENCODAGE") else encoding


def _findings(seen: Scanned, match: NormMatch) -> Iterator[Finding]:
    yield from _of_encoding(seen)
    yield from _of_norm(seen, match)
    yield from _of_end(seen)
    yield from _of_totals(seen)


def _of_encoding(seen: Scanned) -> Iterator[Finding]:
    """The norm asks for ISO-8859-1; a text in UTF-8 could be read, hence a warning."""
    if seen.reader.mixed_encodings:
        found = {"found": "UTF-8 pour certaines lignes et ISO-8859-1 pour d'autres"}
        yield Finding("FICHIER/ENCODAGE", Severity.AVERTISSEMENT, 0, "encodage", details=found)
    elif seen.reader.encoding not in ("", LATIN1):
        yield Finding("FICHIER/ENCODAGE", Severity.AVERTISSEMENT, 0, seen.reader.encoding)


def _of_norm(seen: Scanned, match: NormMatch) -> Iterator[Finding]:
    if match is NormMatch.EXACTE:
        return
    severity = Severity.AVERTISSEMENT if match is NormMatch.RECENTE else Severity.BLOQUANT
    yield Finding(
        control=f"{NORM_RUBRIQUE}/NORME",
        severity=severity,
        line=seen.facts.norm_line,
        reason=match.value,
        rubrique=NORM_RUBRIQUE,
        bloc=NORM_RUBRIQUE[:10],
        value=seen.facts.envoi.get(NORM_RUBRIQUE),
    )


def _of_end(seen: Scanned) -> Iterator[Finding]:
    """A file without S90 was cut, in the middle of a line or not."""
    if seen.facts.totals:
        return
    reason = "s90_absent"
    if not seen.reader.ended:
        reason = "derniere_ligne" if seen.last_line_damaged else "tronque"
    yield Finding("FICHIER/TRONQUE", Severity.BLOQUANT, 0, reason)


def _of_totals(seen: Scanned) -> Iterator[Finding]:
    """S90 counts all the rubriques of its envoi, its own included, and the declarations (CST-11).

    A line that could not be read is reported by itself: whether the total counts it or not is not held against it.
    """
    last = following = 0
    for line, rubrique, value in reversed(seen.facts.totals):
        last = last if line + 1 == following else line
        following = line
        if not (value.isascii() and value.isdecimal() and len(value) <= LONGEST_TOTAL):
            continue
        low, high = _count(seen, rubrique, _envoi_start(seen, line), last)
        if not low <= int(value) <= high:
            yield Finding(
                control=f"{rubrique}/CST-11",
                severity=Severity.BLOQUANT,
                line=line,
                reason="total",
                rubrique=rubrique,
                bloc=rubrique[:10],
                value=value,
                details={"expected": low},
            )


def _envoi_start(seen: Scanned, line: int) -> int:
    starts = [1, *seen.facts.envoi_starts]
    return starts[bisect_right(starts, line) - 1]


def _count(seen: Scanned, rubrique: str, first: int, last: int) -> tuple[int, int]:
    if rubrique == TOTAL_DECLARATIONS:
        found = seen.facts.declarations_between(first, last)
        return found, found
    return seen.rubriques_between(first, last)
