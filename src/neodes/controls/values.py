"""Is the value of a rubrique right? One rule a rubrique, made when its first line comes.

The question asked of millions of lines is only "right or not": `Rule.accepts`. Why a value is wrong is asked of the
few that are, by `Rule.fault`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from neodes.controls.base import Severity
from neodes.norm import Coverage, ReferenceTable, RubriqueSpec, table_for
from neodes.parser import MAX_LINE, VALUE_START, LineFault, ParsedLine, windows_reading
from neodes.values.dates import parse_birth_date, parse_date

VERSION_RUBRIQUE = "S10.G00.00.006"
"""Its value is judged by its own control (NORME), which knows the versions that are held."""

BIRTH_DATE = "N4DS_DDN"
DATE_LENGTH = 8

_CLEAN = re.compile(r"[!-~\xa1-\xff](?:[ -~\xa0-\xff]*[!-~\xa1-\xff])?")
"""No blank at either end, no control character, nothing outside ISO-8859-1."""

_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")

Check = Callable[[str], object]
Details = Mapping[str, str | int]
NO_DETAILS: Details = {}


@dataclass(frozen=True, slots=True)
class LineFinding:
    """What is to be said of a line taken alone; its place in the file is known later."""

    control: str
    severity: Severity
    reason: str
    rubrique: str | None
    value: str | None
    details: Details = field(default_factory=dict)


@lru_cache(maxsize=512)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.ASCII)


class Rule:
    """What the norm demands of the value of one rubrique, by itself and by its reference table."""

    __slots__ = ("_full", "_table", "accepts", "character", "high", "low", "spec")

    def __init__(self, spec: RubriqueSpec, character: str) -> None:
        self.spec = spec
        self.character = character
        self.low = spec.min_len
        self.high = min(spec.max_len, MAX_LINE - VALUE_START - 1)
        self._table = _held_table(spec)
        self._full = _compiled(spec.pattern).fullmatch if spec.pattern else None
        self.accepts = self._check()

    def _check(self) -> Check:
        """The fastest test that says whether a value of the right length is right."""
        spec = self.spec
        if spec.id == VERSION_RUBRIQUE:
            return _CLEAN.fullmatch
        if spec.codes is not None:
            return spec.codes.__contains__
        if self._table is not None:
            return self._table.__contains__
        if spec.kind == "D" or spec.datatype == BIRTH_DATE:
            return self._accepts_date
        if self._full is None:
            return _NUMBER.fullmatch if spec.kind == "N" else _CLEAN.fullmatch
        return self._full if spec.kind == "N" else self._accepts_text

    def _accepts_text(self, value: str) -> object:
        return self._full is not None and self._full(value) and _CLEAN.fullmatch(value)

    def _accepts_date(self, value: str) -> object:
        return _is_date(value, self.spec.datatype == BIRTH_DATE) and (self._full is None or self._full(value))

    def fault(self, value: str) -> str:
        """Why a value without blank nor forbidden character is wrong: the reason of the finding, or empty.

        One reason is given, the most telling one: of a code that does not exist the length says nothing.
        """
        if self.spec.id == VERSION_RUBRIQUE:
            return ""
        if self.spec.codes is not None:
            return "" if value in self.spec.codes else "code"
        if not self._length_holds(value):
            return "longueur"
        return self._fault_of_type(value) or self._fault_of_pattern(value)

    def _length_holds(self, value: str) -> bool:
        return self.spec.min_len <= len(value) <= self.spec.max_len

    def _fault_of_type(self, value: str) -> str:
        spec = self.spec
        if spec.kind == "N":
            return "" if _NUMBER.fullmatch(value) else "type_numerique"
        if spec.kind == "D" or spec.datatype == BIRTH_DATE:
            return "" if _is_date(value, spec.datatype == BIRTH_DATE) else "date"
        return ""

    def _fault_of_pattern(self, value: str) -> str:
        if self._full is not None:
            return "" if self._full(value) else "motif"
        return ""

    def table_finding(self, value: str) -> LineFinding | None:
        """A code that its reference table does not hold: blocking only when the table is held whole."""
        if self._table is None or value in self._table:
            return None
        full = self._table.coverage is Coverage.FULL
        severity = Severity.BLOQUANT if full else Severity.AVERTISSEMENT
        rubrique = self.spec.id
        return LineFinding(f"{rubrique}/TABLE", severity, "code_absent", rubrique, value)


def _held_table(spec: RubriqueSpec) -> ReferenceTable | None:
    table = table_for(spec)
    return None if table is None or table.coverage is Coverage.MISSING else table


@lru_cache(maxsize=65_536)
def _is_date(value: str, birth: bool) -> bool:
    """In the calendar; the day and month of a birth may be unknown."""
    return (parse_birth_date(value) if birth else parse_date(value)) is not None


_LINE_SEVERITY = {
    LineFault.LIGNE_VIDE: Severity.AVERTISSEMENT,
    LineFault.BLANC_FINAL: Severity.AVERTISSEMENT,
}
_LINE_REASON = {LineFault.BLANC_FINAL: LineFault.GUILLEMET_FERMANT.value}


def finding_of_form(line: str, parsed: ParsedLine) -> LineFinding | None:
    """What is to be said of the form of a line.

    A sign of Windows (« œ », « € », « ’ ») is a control character in ISO-8859-1, which the norm never admits.
    """
    fault = parsed.fault
    if fault is None:
        return None
    control = "FICHIER/ENCODAGE" if fault is LineFault.WINDOWS else "LIGNE"
    severity = _LINE_SEVERITY.get(fault, Severity.BLOQUANT)
    reason = _LINE_REASON.get(fault, fault.value)
    details = _details_of_form(line, parsed)
    shown = (windows_reading(parsed.value) or parsed.value) if fault is LineFault.WINDOWS else parsed.value
    return LineFinding(control, severity, reason, parsed.rubrique or None, shown or None, details)


def _details_of_form(line: str, parsed: ParsedLine) -> Details:
    if parsed.fault is LineFault.TROP_LONGUE:
        return {"found": len(line), "max": MAX_LINE}
    if parsed.character:
        return {"position": parsed.value.index(parsed.character) + 1, "character": f"U+{ord(parsed.character):04X}"}
    return NO_DETAILS
