"""From the bytes of a file to rows of text, whatever a spreadsheet or a program made of it: CSV or XLSX."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from guichet.portfolio.exchange.errors import FileRefused
from guichet.portfolio.exchange.workbooks import read_workbook

DELIMITERS = ";,\t"
ZIP, OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
NAMES = {"utf-8-sig": "UTF-8", "utf-8": "UTF-8", "utf-16": "UTF-16", "cp1252": "Windows-1252", "latin-1": "ISO 8859-1"}
DELIMITER_NAMES = {";": "point-virgule", ",": "virgule", "\t": "tabulation"}
LINES_MAX = 200_000
CELLS_MAX = 200
FIELD_MAX = 100_000

Row = list[str]


@dataclass(frozen=True, slots=True)
class Table:
    """The rows, the first one included, with what was recognised; `delimiter` is empty for a workbook."""

    rows: Iterator[Row]
    form: str
    delimiter: str
    size: int


def read_table(content: bytes) -> Table:
    """Recognise the file and open it. Raises `FileRefused`, also while the rows are read."""
    if not content.strip(b"\x00 \r\n\t\xef\xbb\xbf\xff\xfe"):
        raise FileRefused("Ce fichier est vide. Vérifiez que vous avez choisi le bon.")
    if content.startswith(OLD_EXCEL):
        raise FileRefused(
            "Ce fichier est un ancien classeur Excel (.xls) ou un classeur protégé par mot de passe. Enregistrez-le au "
            "format .xlsx sans mot de passe, ou en CSV."
        )
    if content.startswith(ZIP):
        rows = read_workbook(content)
        return Table(_checked(iter(rows)), "Classeur XLSX", "", len(rows))
    return _read_csv(content)


def _read_csv(content: bytes) -> Table:
    encoding = _encoding_of(content)
    text = content.decode(encoding)
    if "\x00" in text[:10_000]:
        raise FileRefused("Ce fichier n'est ni un CSV ni un classeur XLSX. Enregistrez votre liste dans l'un des deux.")
    text = text.replace("\x00", "")  # the database takes none
    delimiter = _delimiter_of(text)
    form = f"CSV, {NAMES[encoding]}, séparé par {DELIMITER_NAMES[delimiter]}"
    return Table(_checked(_rows(text, delimiter)), form, delimiter, text.count("\n") + 1)


def _rows(text: str, delimiter: str) -> Iterator[Row]:
    csv.field_size_limit(FIELD_MAX)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        yield from reader
    except csv.Error as error:
        raise FileRefused(
            f"La ligne {reader.line_num} ne peut pas être lue : un guillemet y est sans doute ouvert sans être fermé, "
            "ou une case est démesurée. Corrigez-la, puis envoyez le fichier de nouveau."
        ) from error


def _encoding_of(content: bytes) -> str:
    for bom, name in BOMS:
        if content.startswith(bom):
            return name if _decodes(content, name) else "latin-1"
    return next(name for name in ("utf-8", "cp1252", "latin-1") if _decodes(content, name))


def _decodes(content: bytes, encoding: str) -> bool:
    try:
        content.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _delimiter_of(text: str) -> str:
    """The sign that cuts the first lines most alike; `;` when none does."""
    head = [line for line in text[:20_000].splitlines() if line.strip()][:20]
    counts = {sign: [_outside_quotes(line, sign) for line in head] for sign in DELIMITERS}
    alike = {sign: sum(1 for count in found if count and count == found[0]) for sign, found in counts.items()}
    best = max(DELIMITERS, key=lambda sign: (alike[sign], counts[sign][0] if head else 0))
    return best if alike[best] else ";"


def _outside_quotes(line: str, sign: str) -> int:
    return sum(part.count(sign) for part in line.split('"')[::2])


def _checked(rows: Iterator[Row]) -> Iterator[Row]:
    for number, row in enumerate(rows, start=1):
        if number > LINES_MAX + 1:
            raise FileRefused(
                f"Ce fichier compte plus de {LINES_MAX} lignes. Coupez-le en plusieurs fichiers, et importez-les l'un "
                "après l'autre."
            )
        if len(row) > CELLS_MAX:
            raise FileRefused(
                f"La ligne {number} compte {len(row)} colonnes : ce n'est pas une liste d'établissements."
            )
        yield row
