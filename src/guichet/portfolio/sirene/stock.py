"""The monthly files of the register, on a disk of the operator: read in one pass, nothing is kept in memory.

CSV, as it comes or in its zip. Parquet would be read faster, but the library that does weighs more than all the others
of Guichet together, for a pass that a job makes once an hour at most: see `docs/exploitation.md`.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from guichet.portfolio.sirene.records import SireneRecord, Unavailable, denomination_of, record_of

ETABLISSEMENTS, UNITS = "StockEtablissement", "StockUniteLegale"
SIREN = 9


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
        except (OSError, KeyError, UnicodeDecodeError, csv.Error, zipfile.BadZipFile) as error:
            raise Unavailable(f"{type(error).__name__} in {self.path.name}") from error

    def _file(self, name: str) -> Path | None:
        if name == ETABLISSEMENTS and self.path.is_file():
            return self.path
        folder = self.path if self.path.is_dir() else self.path.parent
        return next((path for path in sorted(folder.glob(f"{name}*")) if path.suffix in {".csv", ".zip"}), None)


def _rows(path: Path | None, sirens: set[str]) -> Iterator[dict[str, str]]:
    """The rows of those entreprises: forty million lines are only looked at by their first nine characters."""
    if path is None:
        raise FileNotFoundError(ETABLISSEMENTS)
    wanted = {siren.encode() for siren in sirens}
    with _opened(path) as lines:
        header = next(csv.reader([lines.readline().decode("utf-8-sig")]))
        if header[:1] != ["siren"]:
            raise KeyError("siren")
        for line in lines:
            if line[:SIREN] in wanted:
                (values,) = csv.reader([line.decode()])
                yield dict(zip(header, values, strict=False))


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
