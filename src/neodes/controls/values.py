"""Is the value of a rubrique right? One rule a rubrique, made when its first line comes.

The question asked of millions of lines is only "surely right?": `Rule.surely`, one regular expression on the line.
Whether and why a value is wrong is asked of the few other lines, by `Rule.fault`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import NamedTuple

from neodes.controls.base import Severity
from neodes.norm import Coverage, ReferenceTable, RubriqueSpec, table_for
from neodes.parser import MAX_LINE, VALUE_START, LineFault, ParsedLine, windows_reading
from neodes.values.dates import parse_birth_date, parse_date

VERSION_RUBRIQUE = "S10.G00.00.006"
"""Its value is judged by its own control (NORME), which knows the versions that are held."""

SEPARATOR = ",'"
BIRTH_DATE = "N4DS_DDN"

_TEXT = r"(?! )[ -~\xa0-\xff]+(?<! )"
"""No blank at either end, no control character, nothing outside ISO-8859-1."""

_MAY_HOLD_ANYTHING = re.compile(r"\\[sSWD]|(?<!\\)\.|\[\^| ")
"""Patterns that could let a blank or a control character through."""

_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")

_DAY = (
    r"(?:(?:0[1-9]|1[0-9]|2[0-8])(?:0[1-9]|1[0-2])[0-9]{4}"
    r"|(?:29|30)(?:0[13-9]|1[0-2])[0-9]{4}"
    r"|31(?:0[13578]|1[02])[0-9]{4})"
)
"""JJMMAAAA in the calendar, but the 29th of February, which is looked at apart."""

Match = Callable[..., object]
Details = Mapping[str, str | int]
NO_DETAILS: Details = {}


class LineFinding(NamedTuple):
    """What is to be said of a line taken alone; its place in the file is known later."""

    control: str
    severity: Severity
    reason: str
    rubrique: str | None
    value: str | None
    details: Details = NO_DETAILS


@lru_cache(maxsize=512)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.ASCII)


class Rule:
    """What the norm demands of the value of one rubrique, by itself and by its reference table.

    `surely(line, VALUE_START)` is true of most right lines of a length from `low` to `high`, and of no wrong one;
    it is None where nothing can be said so simply. Lengths are those of whole lines.
    """

    __slots__ = ("_full", "_table", "character", "high", "low", "spec", "surely")

    def __init__(self, spec: RubriqueSpec, character: str) -> None:
        self.spec = spec
        self.character = character
        self.low = VALUE_START + spec.min_len + 1
        self.high = min(VALUE_START + spec.max_len + 1, MAX_LINE)
        self._table = _held_table(spec)
        self._full: Match | None = None
        self.surely = self._surely()

    def _surely(self) -> Match | None:
        spec = self.spec
        if spec.codes is not None or self._table is not None or spec.id == VERSION_RUBRIQUE:
            return None
        pattern = spec.pattern or (_NUMBER.pattern if spec.kind == "N" else _TEXT)
        if spec.kind == "D" or spec.datatype == BIRTH_DATE:
            pattern = f"(?={_DAY})(?:{pattern})"
        elif spec.pattern and _MAY_HOLD_ANYTHING.search(spec.pattern):
            pattern = f"(?={_TEXT}'$)(?:{pattern})"
        return _compiled(f"(?:{pattern})'").fullmatch

    def accepts(self, line: str) -> bool:
        """Whether the line, which starts with the rubrique, is surely right."""
        return (
            self.surely is not None
            and line.startswith(SEPARATOR, VALUE_START - len(SEPARATOR))
            and self.low <= len(line) <= self.high
            and bool(self.surely(line, VALUE_START))
        )

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
        if self._full is None and self.spec.pattern:
            self._full = _compiled(self.spec.pattern).fullmatch
        return "motif" if self._full is not None and not self._full(value) else ""

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
