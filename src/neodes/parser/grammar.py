"""The form of one line, `S21.G00.30.001,'value'`, and what is wrong with a line that has another one."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import NamedTuple

MAX_LINE = 256
"""Most characters of a line, its end not counted (norm, chapter 3.4)."""

VALUE_START = 16
"""Where the value starts: after the 14 characters of the rubrique, a comma and an apostrophe."""

_HEAD = re.compile(r"\s*(S\d\d\.G\d\d\.\d\d\.\d{3})(?!\.)", re.ASCII)
_FORBIDDEN = re.compile(r"[^ -~\xa0-\xff]")
_BLANKS = " \t\xa0"


class LineFault(StrEnum):
    """Why a line is not right; the value is the `reason` of the finding."""

    GUILLEMET_OUVRANT = "guillemet_ouvrant"
    GUILLEMET_FERMANT = "guillemet_fermant"
    BLANC_FINAL = "blanc_final"
    IDENTIFIANT = "identifiant"
    VIDE = "vide"
    LIGNE_VIDE = "ligne_vide"
    BLANC = "blanc"
    CARACTERE = "caractere"
    WINDOWS = "windows-1252"
    TROP_LONGUE = "trop_longue"
    ILLISIBLE = "illisible"


class ParsedLine(NamedTuple):
    """A line as read: `rubrique` is empty when the line names none; `fault` is the first thing that is wrong.

    `character` is the forbidden character, when that is the fault.
    """

    rubrique: str
    value: str
    fault: LineFault | None
    character: str = ""


def parse_line(line: str) -> ParsedLine:
    """Read a line of any form, without its end; a damaged line keeps its rubrique and value where they show."""
    if not line.strip(_BLANKS):
        return ParsedLine("", "", LineFault.LIGNE_VIDE)
    head = _HEAD.match(line)
    if head is None:
        return ParsedLine("", line, LineFault.ILLISIBLE if "," in line and line[:1] == "S" else LineFault.IDENTIFIANT)
    rubrique, rest = head[1], line[head.end() :]
    if not rest.startswith(","):
        return ParsedLine("", line, LineFault.ILLISIBLE)
    return _with_value(line, rubrique, rest[1:], indented=head.start(1) > 0)


def _with_value(line: str, rubrique: str, quoted: str, *, indented: bool) -> ParsedLine:
    trimmed = quoted.rstrip(_BLANKS)
    opened, closed = trimmed.startswith("'"), trimmed.endswith("'") and len(trimmed) > 1
    value = trimmed[1 if opened else 0 : len(trimmed) - 1 if closed else None]
    if indented:
        return ParsedLine(rubrique, value, LineFault.IDENTIFIANT)
    if not opened:
        return ParsedLine(rubrique, value, LineFault.GUILLEMET_OUVRANT)
    if not closed:
        return ParsedLine(rubrique, value, LineFault.GUILLEMET_FERMANT)
    fault, character = _fault_of_value(line, value)
    if fault is None and trimmed != quoted:
        fault = LineFault.BLANC_FINAL
    return ParsedLine(rubrique, value, fault, character)


def _fault_of_value(line: str, value: str) -> tuple[LineFault | None, str]:
    if len(line) > MAX_LINE:
        return LineFault.TROP_LONGUE, ""
    if not value:
        return LineFault.VIDE, ""
    forbidden = _FORBIDDEN.search(value)
    if forbidden is not None:
        character = forbidden[0]
        return LineFault.WINDOWS if windows_reading(character) else LineFault.CARACTERE, character
    if value[0] in _BLANKS or value[-1] in _BLANKS:
        return LineFault.BLANC, ""
    return None, ""


def windows_reading(text: str) -> str:
    """The text with its C1 bytes read as Windows-1252, empty when there is none or when one means nothing there."""
    try:
        read = text.encode("latin-1").decode("windows-1252")
    except UnicodeError:
        return ""
    return read if read != text else ""
