"""The hot loop: pieces of text → characters → findings, with no step of Python for a line that was met before.

For each piece (a whole number of lines, about 128 kB):

1. `text.split` makes the lines, `map(memo.__getitem__)` turns each into one character, `join` makes one string;
2. a search of that string finds the lines with something to report, if any;
3. a search of that string finds the few rubriques whose values the summary needs;
4. `Structure` takes the string apart.

A file of 50 MB is never in memory as text; what grows with it is the memory of distinct lines, which is capped.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from neodes.controls.base import Finding, Severity
from neodes.controls.coded.compiling import CodedRules
from neodes.controls.coded.scan import CodedScan
from neodes.controls.memo import LineMemo
from neodes.controls.nature import SANS_INDIVIDU, NatureRules
from neodes.controls.results import Crash
from neodes.controls.scanned import Scanned
from neodes.controls.structure import Structure
from neodes.controls.summary import Facts
from neodes.controls.values import LineFinding
from neodes.norm import NormMatch
from neodes.parser import TextReader
from neodes.tree.plan import APART, BLANK, FAULTY, SPECIAL, UNKNOWN_BLOC, UNREADABLE, Plan, load_plan

FAULTS_OF_OURS = (LookupError, ValueError, TypeError, AttributeError, ArithmeticError, RecursionError)
"""What a programming error of ours may raise: kept in the list of crashes, never shown as a finding."""


class Knowledge:
    """What is learnt of a version of the norm while files are read, and serves for the next ones."""

    def __init__(self, version: str) -> None:
        self.plan = load_plan(version)
        self.memo = LineMemo(self.plan)
        self._rules: dict[tuple[str, str], NatureRules] = {}
        self._coded: dict[tuple[str, str], CodedRules] = {}

    def rules(self, nature: str, kind: str) -> NatureRules:
        """The rules of a nature and type of declaration, made once."""
        known = nature if nature in self.plan.norm.natures else ""
        key = (known, kind if kind in SANS_INDIVIDU else "")
        found = self._rules.get(key)
        if found is None:
            found = self._rules[key] = NatureRules(self.plan, *key)
        return found

    def coded(self, nature: str, kind: str) -> CodedRules:
        """The controls of the catalogue for a nature and type of declaration, made once."""
        found = self._coded.get((nature, kind))
        if found is None:
            found = self._coded[nature, kind] = CodedRules(self.plan, self.rules(nature, kind), nature, kind)
        return found


class FileScan:
    """The reading of one file, piece by piece."""

    def __init__(self, knowledge: Knowledge, reader: TextReader, match: NormMatch) -> None:
        self.plan: Plan = knowledge.plan
        self.seen = Scanned(reader, Facts(self.plan))
        self.structure = Structure(self.plan, knowledge.rules, self.seen.groups, self.seen.facts)
        self.seen.individus = self.structure.individus
        self.coded = coded_scan(knowledge, self.seen)
        # By the tables of another version, the controls named one by one would say anything.
        self._coded_holds = match is NormMatch.EXACTE
        self._memo = knowledge.memo
        self._unknown_bloc = ("", -1)

    def feed(self, text: str) -> None:
        """Judge the next lines of the file."""
        lines = self.seen.reader.split(text)
        characters = "".join(map(self._memo.__getitem__, lines))
        special = SPECIAL.search(characters) if self._memo.met_special else None
        if special and self._has_other_ends(lines, characters, special.start()):
            self.seen.mixed_line_ends = True
            lines = self.seen.reader.split_mixed(text)
            characters = "".join(map(self._memo.__getitem__, lines))
            special = SPECIAL.search(characters)
        first = self.seen.lines + 1
        self.seen.lines += len(lines)
        self.seen.last_line_damaged = bool(special) and characters[-1] == UNREADABLE
        plain = SPECIAL.sub(_in_place, characters) if special else characters
        outside = self.seen.facts.note(lines, plain, first)
        if special:
            self._report_lines(lines, characters, first)
        self._judge_structure(plain, range(first, first + len(lines)), outside=outside)
        if self._coded_holds:
            self.coded.feed(lines, characters, range(first, first + len(lines)))
        self._memo.trim()

    def _has_other_ends(self, lines: list[str], characters: str, start: int) -> bool:
        """A line end that is not the usual one of the file hides inside, or at the end of, a line with a fault."""
        strange = "\r" if self.seen.reader.line_end == "\n" else "\n"
        places = (match.start() for match in SPECIAL.finditer(characters, start))
        return self.seen.reader.line_end != "\r" and any(
            "\n" in lines[place] or lines[place].endswith(strange) for place in places
        )

    def _judge_structure(self, plain: str, numbers: range, *, outside: bool) -> None:
        kept: Sequence[int] = numbers
        if self._memo.met_special and APART.search(plain):
            kept = [number for number, character in zip(numbers, plain, strict=True) if character < UNREADABLE]
            plain = APART.sub("", plain)
        try:
            self.structure.feed(plain, kept, outside=outside)
        except FAULTS_OF_OURS as error:
            self.seen.crashes.append(Crash("STRUCTURE", numbers.start, f"{type(error).__name__}: {error}"))

    def _report_lines(self, lines: list[str], characters: str, first: int) -> None:
        for match in SPECIAL.finditer(characters):
            place, character = match.start(), match[0]
            line, text = first + place, lines[place]
            if character == UNREADABLE:
                self.seen.unreadable.append(line)
            elif character == BLANK:
                self.seen.blank.append(line)
            for finding in self._memo.findings(text):
                self._report_line(finding, line)
            if character == UNKNOWN_BLOC:
                self._report_unknown_bloc(text.lstrip()[:14], line)

    def _report_unknown_bloc(self, rubrique: str, line: int) -> None:
        """One finding for each stretch of lines of the same unknown bloc."""
        bloc, (last, last_line) = rubrique[:10], self._unknown_bloc
        self._unknown_bloc = (bloc, line)
        if (bloc, line - 1) != (last, last_line):
            declaration = self.seen.facts.declaration_at(line)
            self.seen.groups.add(
                Finding(f"{bloc}/INCONNU", Severity.BLOQUANT, line, "bloc", bloc=bloc, declaration=declaration)
            )

    def _report_line(self, finding: LineFinding, line: int) -> None:
        rubrique = finding.rubrique
        envelope = rubrique is not None and rubrique.startswith(("S10", "S90"))
        declaration = None if envelope else self.seen.facts.declaration_at(line)
        key = (declaration, finding.control, finding.severity, finding.reason)
        if self.seen.groups.wants_place(key):
            self.seen.groups.keep(
                key,
                Finding(
                    control=finding.control,
                    severity=finding.severity,
                    line=line,
                    reason=finding.reason,
                    rubrique=rubrique,
                    bloc=rubrique[:10] if rubrique else None,
                    value=finding.value,
                    declaration=declaration,
                    details=finding.details,
                ),
            )

    def feed_context(self, context: str) -> tuple[object, ...]:
        """Read the lines that a later part of a file depends on, without a word of what they hold.

        They are numbered below zero; the lines of the part itself start at 1. Gives where the structure stands.
        """
        seen = self.seen
        seen.lines = -len(self.seen.reader.split(context)) - 1
        self.feed(context)
        boundary = self.structure.end_of_part()
        self.coded.start_part()
        seen.groups.clear()
        seen.facts.forget_contrats()
        del seen.unreadable[:], seen.blank[:]
        seen.individus[:] = [0] * len(seen.individus)
        seen.lines = 0
        return boundary

    def end_of_part(self, *, last: bool) -> tuple[object, ...]:
        """End of a part of a file: gives where the structure stands, nothing at the end of the file."""
        self.seen.records = self.coded.end_of_part()
        if last:
            self._finish_structure()
            return ()
        return self.structure.end_of_part()

    def starts_individu(self, text: str) -> bool:
        """Whether a part may be read on its own from these lines on."""
        characters = "".join(map(self._memo.__getitem__, self.seen.reader.split(text)))
        return self.structure.starts_individu(APART.sub("", SPECIAL.sub(_in_place, characters)))

    def finish(self) -> Scanned:
        """End of the file: judge what was held back. A file without S90 that stops inside a line was cut."""
        self.coded.finish(cut=not self.seen.facts.totals)
        self._finish_structure()
        return self.seen

    def _finish_structure(self) -> None:
        seen = self.seen
        try:
            self.structure.finish(cut=not seen.facts.totals and not seen.reader.ended)
        except FAULTS_OF_OURS as error:
            seen.crashes.append(Crash("STRUCTURE", seen.lines, f"{type(error).__name__}: {error}"))


def coded_scan(knowledge: Knowledge, seen: Scanned) -> CodedScan:
    """The controls of the catalogue over what is seen of a file."""
    return CodedScan(knowledge.plan, knowledge.coded, seen)


def judge_records(knowledge: Knowledge, seen: Scanned) -> None:
    """Judge the declarations of a file that was read in parts."""
    coded_scan(knowledge, seen).replay(seen.records, knowledge.memo.__getitem__)
    seen.records.clear()


def _in_place(match: re.Match[str]) -> str:
    """The rubrique of a line with a fault, or what has no place as it is."""
    character = match[0]
    return chr(ord(character) - FAULTY) if character < UNREADABLE else character
