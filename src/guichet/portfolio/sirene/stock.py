"""The monthly files of the register, on a disk of the operator: read in one pass, nothing is kept in memory.

CSV, as it comes or in its zip, or Parquet. The library that reads the latter (DuckDB) weighs as much as all the others
of Guichet together: it is installed by those who want it, and imported here alone (`requirements/parquet.txt`).
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from guichet.portfolio.sirene.records import SireneRecord, Unavailable, denomination_of, record_of

ETABLISSEMENTS, UNITS = "StockEtablissement", "StockUniteLegale"
SIREN = 9
MEMORY, BY_FETCH = "512MB", 1_000
SELECT = "SELECT * FROM read_parquet(?) WHERE siren IN (SELECT unnest(?::VARCHAR[]))"
FAULTS = (OSError, ImportError, KeyError, UnicodeDecodeError, csv.Error, zipfile.BadZipFile)

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Stock:
    """The file of establishments, or the folder that holds it; that of legal units, which has the names, beside it."""

    path: Path
    limit: int = 1_000_000

    def fetch(self, sirets: Sequence[str]) -> Mapping[str, SireneRecord]:
        """What the files say of those they know. Raises `Unavailable`."""
        wanted = set(sirets)
        sirens = {siret[:SIREN] for siret in wanted}
        try:
            units = self._file(UNITS)
            names = {row["siren"]: denomination_of(row) for row in _rows(units, sirens)} if units else {}
            return {
                row["siret"]: record_of(row["siret"], names.get(row["siren"], ""), row)
                for row in _rows(self._file(ETABLISSEMENTS), sirens)
                if row.get("siret") in wanted
            }
        except FAULTS as error:
            raise Unavailable(f"{type(error).__name__} in {self.path.name}") from error

    def _file(self, name: str) -> Path | None:
        if name == ETABLISSEMENTS and self.path.is_file():
            return self.path
        folder = self.path if self.path.is_dir() else self.path.parent
        return next((path for path in sorted(folder.glob(f"{name}*")) if path.suffix in READERS), None)


def _rows(path: Path | None, sirens: set[str]) -> Iterator[Row]:
    """The rows of those entreprises."""
    if path is None:
        raise FileNotFoundError(ETABLISSEMENTS)
    return READERS.get(path.suffix, _rows_of_csv)(path, sirens)


def _rows_of_csv(path: Path, sirens: set[str]) -> Iterator[Row]:
    """Forty million lines are only looked at by their first nine characters."""
    wanted = {siren.encode() for siren in sirens}
    with _opened(path) as lines:
        header = next(csv.reader([lines.readline().decode("utf-8-sig")]))
        if header[:1] != ["siren"]:
            raise KeyError("siren")
        for line in lines:
            if line[:SIREN] in wanted:
                (values,) = csv.reader([line.decode()])
                yield dict(zip(header, values, strict=False))


def _rows_of_parquet(path: Path, sirens: set[str]) -> Iterator[Row]:
    """The file says of each of its parts which entreprises it goes from and to: the others are not read."""
    import duckdb

    with duckdb.connect(config={"memory_limit": MEMORY, "threads": 1}) as database:
        try:
            found = database.execute(SELECT, [str(path), sorted(sirens)])
            names = [column[0] for column in found.description or ()]
            while rows := found.fetchmany(BY_FETCH):
                for row in rows:
                    yield {name: str(value) for name, value in zip(names, row, strict=True) if value is not None}
        except duckdb.Error as error:
            raise OSError(type(error).__name__) from error


@contextmanager
def _opened(path: Path) -> Iterator[io.BufferedIOBase]:
    if path.suffix != ".zip":
        with path.open("rb") as file:
            yield file
        return
    with zipfile.ZipFile(path) as archive:
        member = next(name for name in archive.namelist() if name.endswith(".csv"))
        with archive.open(member) as file:
            yield io.BufferedReader(file, 1024 * 1024)  # type: ignore[type-var]  # a raw stream in all but name


READERS: dict[str, Callable[[Path, set[str]], Iterator[Row]]] = {
    ".csv": _rows_of_csv,
    ".zip": _rows_of_csv,
    ".parquet": _rows_of_parquet,
}
"""By the end of the name of a file."""
