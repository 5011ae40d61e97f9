"""The check of one file: bytes → report. Whatever the bytes are, there is a report and no exception."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import lru_cache

from neodes.controls.base import Finding, FindingGroup, Severity
from neodes.controls.engine import FileScan, Knowledge
from neodes.controls.results import EnvoiSummary, FileReport
from neodes.norm import NormMatch, load_norm, nearest_version
from neodes.parser import TextReader, pieces_of, recognise_binary
from neodes.parser.text import LATIN1, chunks_of

NO_ENVOI = EnvoiSummary("", "", "", "", "", "", "", "")
LINE_ENDS = {"\r\n": "CRLF", "\n": "LF", "\r": "CR", "": ""}
NORM_RUBRIQUE = "S10.G00.00.006"
TOTAL_RUBRIQUES, TOTAL_DECLARATIONS = "S90.G00.90.001", "S90.G00.90.002"

_VERSION = re.compile(rb"S10\.G00\.00\.006,'([^'\r\n]{0,16})")


@lru_cache(maxsize=4)
def knowledge_of(version: str) -> Knowledge:
    """What was learnt of that version in this process; files read one after the other share it."""
    return Knowledge(version)


def check_bytes(data: bytes, *, path: str = "", norm: str | None = None) -> FileReport:
    """Read and judge one DSN file held in memory (not an archive: see `open_members`).

    `path` is only repeated in the report. `norm` forces a version; by default it is the one that the file names, or
    the nearest. Raises `UnknownNormError` when `norm` is not held, and nothing else.
    """
    return check_chunks(chunks_of(data), path=path, norm=norm)


def check_chunks(chunks: Iterable[bytes], *, path: str = "", norm: str | None = None) -> FileReport:
    """The same for a file that comes by chunks of bytes, of which one is in memory at a time."""
    pieces = pieces_of(chunks)
    head = next(pieces, b"")
    version, match = nearest_version(_declared_version(head))
    version = load_norm(norm).version if norm else version
    unreadable = _not_a_text(head)
    if unreadable is not None:
        return _unreadable(path, version, unreadable)
    reader = TextReader()
    scan = FileScan(knowledge_of(version), reader)
    scan.feed(reader.decode(head))
    for piece in pieces:
        scan.feed(reader.decode(piece))
    return _Ending(scan, path, norm, match).report()


def _declared_version(head: bytes) -> str:
    found = _VERSION.search(head)
    return found[1].decode("latin-1") if found else ""


def _not_a_text(head: bytes) -> Finding | None:
    if not head.strip(b"\r\n \t\xef\xbb\xbf\x1a"):
        return Finding("FICHIER/VIDE", Severity.BLOQUANT, 0, "vide")
    binary = recognise_binary(head)
    if binary is None:
        return None
    how, name = binary
    details = {"format": name} if name else {}
    return Finding("FICHIER/BINAIRE", Severity.BLOQUANT, 0, how.value, details=details)


def unreadable_report(path: str, finding: Finding) -> FileReport:
    """Report of a file, or of the member of an archive, that could not be read at all."""
    return _unreadable(path, nearest_version("")[0], finding)


def _unreadable(path: str, version: str, finding: Finding) -> FileReport:
    group = FindingGroup(finding.control, finding.severity, finding.reason, None, 1, (finding,))
    return FileReport(path, "", "", version, False, 0, NO_ENVOI, (), (group,))


class _Ending:
    """What can only be judged once the whole file is read."""

    def __init__(self, scan: FileScan, path: str, forced: str | None, match: NormMatch) -> None:
        self.scan = scan
        self.path = path
        self.forced = forced
        self.match = match

    def report(self) -> FileReport:
        scan, reader = self.scan, self.scan.reader
        rubriques = scan.lines - len(scan.unreadable) - len(scan.blank)
        if not rubriques:
            finding = Finding("FICHIER/BINAIRE", Severity.BLOQUANT, 0, "sans_dsn")
            return _unreadable(self.path, scan.plan.norm.version, finding)
        complete = bool(scan.facts.totals)
        scan.finish(cut=not complete and not reader.ended)
        for finding in self._findings(complete=complete):
            scan.groups.add(finding)
        return FileReport(
            path=self.path,
            encoding=self._encoding(),
            line_end="mixte" if scan.mixed_line_ends else LINE_ENDS[reader.line_end],
            norm=scan.plan.norm.version,
            readable=True,
            lines=scan.lines,
            envoi=scan.facts.envoi_summary(),
            declarations=scan.facts.summaries(scan.structure.individus, scan.lines),
            groups=scan.groups.result(),
            crashes=tuple(scan.crashes),
        )

    def _encoding(self) -> str:
        encoding = self.scan.reader.encoding or LATIN1
        return "windows-1252" if encoding == LATIN1 and self.scan.groups.has("FICHIER/ENCODAGE") else encoding

    def _findings(self, *, complete: bool) -> Iterator[Finding]:
        yield from self._of_encoding()
        yield from self._of_norm()
        if not complete:
            reason = "s90_absent" if self.scan.reader.ended else self._cut_reason()
            yield Finding("FICHIER/TRONQUE", Severity.BLOQUANT, 0, reason)
        yield from self._of_totals()

    def _cut_reason(self) -> str:
        """A last line that is itself cut has its own finding; the file says the same in one."""
        return "derniere_ligne" if self.scan.last_line_damaged else "tronque"

    def _of_encoding(self) -> Iterator[Finding]:
        encoding = self.scan.reader.encoding
        if self.scan.reader.mixed_encodings:
            mixed = {"found": "UTF-8 pour certaines lignes et ISO-8859-1 pour d'autres"}
            yield Finding("FICHIER/ENCODAGE", Severity.AVERTISSEMENT, 0, "encodage", details=mixed)
        elif encoding not in ("", LATIN1):
            yield Finding("FICHIER/ENCODAGE", Severity.AVERTISSEMENT, 0, encoding)

    def _of_norm(self) -> Iterator[Finding]:
        if self.forced or self.match is NormMatch.EXACTE:
            return
        declared = self.scan.facts.envoi.get(NORM_RUBRIQUE)
        severity = Severity.AVERTISSEMENT if self.match is NormMatch.RECENTE else Severity.BLOQUANT
        line = self.scan.facts.norm_line
        yield Finding(
            f"{NORM_RUBRIQUE}/NORME", severity, line, self.match.value, NORM_RUBRIQUE, NORM_RUBRIQUE[:10], declared
        )

    def _of_totals(self) -> Iterator[Finding]:
        """S90 counts all the rubriques of its envoi, its own included, and the declarations (CST-11).

        A line that could not be read is reported by itself: whether the total counts it or not is not held against it.
        """
        lines = {line for line, _, _ in self.scan.facts.totals}
        for line, rubrique, value in self.scan.facts.totals:
            if not (value.isascii() and value.isdecimal()):
                continue
            last = line
            while last + 1 in lines:
                last += 1
            low, high = self._count(rubrique, self._envoi_start(line), last)
            if not low <= int(value) <= high:
                details = {"expected": low}
                yield Finding(
                    f"{rubrique}/CST-11",
                    Severity.BLOQUANT,
                    line,
                    "total",
                    rubrique,
                    rubrique[:10],
                    value,
                    None,
                    details,
                )

    def _envoi_start(self, line: int) -> int:
        starts = [1, *self.scan.facts.envoi_starts]
        return starts[bisect_right(starts, line) - 1]

    def _count(self, rubrique: str, first: int, last: int) -> tuple[int, int]:
        if rubrique == TOTAL_DECLARATIONS:
            found = self.scan.facts.declarations_between(first, last)
            return found, found
        unreadable = _between(self.scan.unreadable, first, last)
        found = last - first + 1 - unreadable - _between(self.scan.blank, first, last)
        return found, found + unreadable


def _between(ordered: array[int], first: int, last: int) -> int:
    return bisect_right(ordered, last) - bisect_left(ordered, first)
