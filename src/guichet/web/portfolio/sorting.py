"""In which order the list of the portfolio stands: by its column heads, each a link."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import F, OrderBy
from django.http import QueryDict

from guichet.web.portfolio.filters import address


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its label, its name in the address and the field it sorts by; no field, no sorting."""

    label: str
    name: str = ""
    field: str = ""
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Head:
    """A column head: the address that sorts by it, and how it sorts now (a value of `aria-sort`, or nothing)."""

    label: str
    url: str
    sorted: str
    is_number: bool


# The text that is searched begins with the dénomination, in lower case and without accents.
COLUMNS = (
    Column("Établissement", "etablissement", "search_text"),
    Column("État", "etat", "state"),
    Column("Échéance", "echeance", "echeance"),
    Column("Partenaire", "partenaire", "partner__name"),
    Column("Amorçage"),
    Column("Localité", "localite", "localite"),
    Column("Effectif", "effectif", "headcount", is_number=True),
    Column("Dernier dépôt", "depot", "last_deposit_at"),
)


@dataclass(frozen=True, slots=True)
class Sort:
    """One column, upwards or downwards."""

    column: Column
    downwards: bool

    @classmethod
    def of(cls, asked: QueryDict) -> Sort:
        """From `tri` in the address, `-` before the name for downwards; anything else is the usual order."""
        wanted = asked.get("tri", "")
        names = {column.name: column for column in COLUMNS if column.name}
        column = names.get(wanted.removeprefix("-"))
        return cls(column, wanted.startswith("-")) if column else cls(COLUMNS[0], downwards=False)

    @property
    def order(self) -> tuple[OrderBy | str, ...]:
        """What is unknown comes last; those that are level stand by dénomination, then SIRET."""
        field = F(self.column.field)
        first = field.desc(nulls_last=True) if self.downwards else field.asc(nulls_last=True)
        return (first, "search_text", "pk")

    @property
    def sentence(self) -> str:
        """For the caption of the table."""
        way = "décroissant" if self.downwards else "croissant"
        return f"Établissements, triés par {self.column.label.lower()}, ordre {way}"

    @property
    def value(self) -> str:
        """As the address says it."""
        return f"-{self.column.name}" if self.downwards else self.column.name

    @property
    def options(self) -> list[tuple[str, str]]:
        """Value and words of every order, for a list to choose from where the heads are out of sight."""
        return [
            (f"{sign}{column.name}", f"{column.label}, ordre {way}")
            for column in COLUMNS
            if column.name
            for sign, way in (("", "croissant"), ("-", "décroissant"))
        ]

    def heads(self, asked: QueryDict) -> list[Head]:
        """All the column heads; that of the present order turns it round."""
        return [self._head(column, asked) for column in COLUMNS]

    def _head(self, column: Column, asked: QueryDict) -> Head:
        here = column == self.column
        name = f"-{column.name}" if here and not self.downwards else column.name
        way = ("descending" if self.downwards else "ascending") if here else ""
        return Head(column.label, address(asked, tri=name) if column.name else "", way, column.is_number)
