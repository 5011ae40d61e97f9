"""Reference tables outside the norm (activities, communes, organisms …), read when first asked for."""

from __future__ import annotations

from enum import StrEnum
from functools import cache, cached_property, lru_cache

from neodes.norm.loader import DATA, read_json
from neodes.norm.model import RubriqueSpec

SEARCHES_BEFORE_INDEX = 1_000
"""A code is looked for in the text of its table that many times (some 10 µs each) before all are indexed."""


class Coverage(StrEnum):
    """How much of the official table is held: an unknown code blocks only when it is `FULL`.

    `PARTIAL`: an unknown code is a warning that says the table is incomplete; `MISSING`: nothing can be said.
    """

    FULL = "full"
    PARTIAL = "partial"
    MISSING = "missing"


class UnknownTableError(KeyError):
    """No reference table has that name."""


class ReferenceTable:
    """One table: `code in table`, `table.codes[code]` for the label, `table.rows[code]` for all its columns.

    `reason` says in French why the table is not full. The content is read at the first use.
    """

    def __init__(
        self,
        *,
        name: str,
        title: str,
        coverage: Coverage,
        reason: str,
        files: tuple[str, ...],
        only: tuple[str, frozenset[str]] | None = None,
    ) -> None:
        self.name = name
        self.title = title
        self.coverage = coverage
        self.reason = reason
        self._files = files
        self._only = only
        self._searches = 0

    def __contains__(self, code: str) -> bool:
        """Whether the code is held; a small file asks for one commune, which is not worth 37,000 of them."""
        if self._only is None and self._searches < SEARCHES_BEFORE_INDEX:
            self._searches += 1
            return any(_text_holds(file, code) for file in self._files)
        return code in self.codes

    def __repr__(self) -> str:
        return f"ReferenceTable({self.name!r}, {self.coverage.value})"

    @cached_property
    def codes(self) -> dict[str, str]:
        """Code → label (empty where the source has none)."""
        if self._only is None:
            return {code: label for file in self._files for code, label in _labels(file).items()}
        return {code: rows[0].get("libelle", "") for code, rows in self.rows.items()}

    @cached_property
    def rows(self) -> dict[str, tuple[dict[str, str], ...]]:
        """Code → its rows (column → value); a CTP has one row a basis, other codes have one row."""
        found: dict[str, tuple[dict[str, str], ...]] = {}
        for file in self._files:
            for row in _records(file):
                if self._only is None or row.get(self._only[0]) in self._only[1]:
                    found[row["code"]] = (*found.get(row["code"], ()), row)
        return found


@cache
def _content(file: str) -> bytes:
    return (DATA / file).read_bytes()


def _text_holds(file: str, code: str) -> bool:
    """Binary search of the line of a code: the lines, behind the header, are in the order of their codes."""
    content, wanted = _content(file), code.encode()
    low, high = content.index(b"\n") + 1, len(content)
    while low < high:
        start = content.rfind(b"\n", low, (low + high) // 2) + 1 or low
        end = content.index(b"\n", start)
        found = content[start:end].partition(b"\t")[0]
        if found == wanted:
            return True
        if found < wanted:
            low = end + 1
        else:
            high = start
    return False


def _lines(file: str) -> list[str]:
    return _content(file).decode().split("\n")[:-1]


def _labels(file: str) -> dict[str, str]:
    """Code → label, by plain splits; the first row of a code counts."""
    header, *lines = _lines(file)
    if header == "code\tlibelle":
        return {code: label for code, _, label in [line.partition("\t") for line in lines]}
    cells = [line.split("\t", 2) for line in reversed(lines)]
    return {cell[0]: cell[1] if len(cell) > 1 else "" for cell in cells}


def _records(file: str) -> list[dict[str, str]]:
    """Rows as dictionaries; trailing empty cells are not written in the files, hence absent keys."""
    header, *lines = [line.split("\t") for line in _lines(file)]
    return [dict(zip(header, cells, strict=False)) for cells in lines]


@lru_cache(maxsize=1)
def _catalogue() -> dict[str, ReferenceTable]:
    return {
        name: ReferenceTable(
            name=name,
            title=title,
            coverage=Coverage(coverage),
            reason=reason,
            files=tuple(files),
            only=(only[0], frozenset(only[1])) if only else None,
        )
        for name, title, files, only, coverage, reason in read_json("tables.json")
    }


def table_names() -> tuple[str, ...]:
    """Names of all the tables, held or not, in alphabetical order."""
    return tuple(_catalogue())


def load_table(name: str) -> ReferenceTable:
    """The table of that name; a table that is not held is there too, empty, with `Coverage.MISSING`.

    Raises `UnknownTableError` for a name that no version uses.
    """
    try:
        return _catalogue()[name]
    except KeyError:
        raise UnknownTableError(name) from None


def table_for(rubrique: RubriqueSpec) -> ReferenceTable | None:
    """The table the values of that rubrique belong to, if any."""
    return load_table(rubrique.tables[0]) if rubrique.tables else None
