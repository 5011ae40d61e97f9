"""What the reading of a file, or of a part of it, has found: plain values that can go from one process to another."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import replace
from typing import NamedTuple

from neodes.controls.base import Finding
from neodes.controls.coded.gathered import Record
from neodes.controls.groups import Groups
from neodes.controls.results import Crash
from neodes.controls.summary import Facts
from neodes.parser import TextReader


class Context(NamedTuple):
    """Lines read before a part of a file: those of S10, then those of its declaration up to its first individus."""

    envelope: int
    declaration: int

    def line_of(self, number: int, start: int) -> int:
        """Line in the whole file of a line of the context, numbered below zero; `start`: of its declaration."""
        rank = number + self.envelope + self.declaration
        return rank + 1 if rank < self.envelope else start + rank - self.envelope


class Scanned:
    """Findings, facts and figures; `unreadable` and `blank` are the numbers of the lines without a rubrique.

    `held` counts the controls that could not be judged, `records` is what declarations still have to be judged by.
    """

    def __init__(self, reader: TextReader, facts: Facts) -> None:
        self.reader = reader
        self.facts = facts
        self.groups = Groups()
        self.crashes: list[Crash] = []
        self.individus: list[int] = []
        self.held: Counter[str] = Counter()
        self.records: list[Record] = []
        self.lines = 0
        self.mixed_line_ends = False
        self.last_line_damaged = False
        self.unreadable = array("q")
        self.blank = array("q")

    @property
    def rubriques(self) -> int:
        """Number of lines that name a rubrique."""
        return self.lines - len(self.unreadable) - len(self.blank)

    def rubriques_between(self, first: int, last: int) -> tuple[int, int]:
        """Least and greatest number of rubriques of these lines: an unreadable line may stand for one."""
        unreadable = _between(self.unreadable, first, last)
        least = last - first + 1 - unreadable - _between(self.blank, first, last)
        return least, least + unreadable

    def absorb(self, later: Scanned, context: Context) -> None:
        """Add what was found in the next part of the file, which was read with that context."""
        first = len(self.individus) - 1
        start = self.facts.declarations[-1].first_line

        def moved(finding: Finding) -> Finding:
            return replace(
                finding,
                line=context.line_of(finding.line, start) if finding.line < 0 else finding.line + self.lines,
                declaration=None if finding.declaration is None else finding.declaration + first,
            )

        self.groups.absorb(later.groups, moved, first)
        self.facts.absorb(later.facts, self.lines, goes_on=True)
        self.held += later.held
        records = [record.moved(self.lines) for record in later.records]
        self.records[-1].absorb(records[0])
        self.records += records[1:]
        self.individus[-1] += later.individus[0]
        self.individus += later.individus[1:]
        self.crashes += [Crash(crash.control, crash.line + self.lines, crash.error) for crash in later.crashes]
        self.unreadable.extend(line + self.lines for line in later.unreadable)
        self.blank.extend(line + self.lines for line in later.blank)
        self.mixed_line_ends |= later.mixed_line_ends
        self.last_line_damaged = later.last_line_damaged
        self.reader.absorb(later.reader)
        self.lines += later.lines


def _between(ordered: array[int], first: int, last: int) -> int:
    return bisect_right(ordered, last) - bisect_left(ordered, first)
