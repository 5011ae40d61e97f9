"""Bytes → lines: encodings, line ends, archives, and the form of a line; never an exception on what a file holds."""

from neodes.parser.archive import ArchiveFault, ArchiveLimits, Member, archive_kind, open_members
from neodes.parser.binary import Binary, recognise_binary
from neodes.parser.grammar import MAX_LINE, VALUE_START, LineFault, ParsedLine, parse_line, windows_reading
from neodes.parser.text import TextReader, pieces_of

__all__ = [
    "MAX_LINE",
    "VALUE_START",
    "ArchiveFault",
    "ArchiveLimits",
    "Binary",
    "LineFault",
    "Member",
    "ParsedLine",
    "TextReader",
    "archive_kind",
    "open_members",
    "parse_line",
    "pieces_of",
    "recognise_binary",
    "windows_reading",
]
