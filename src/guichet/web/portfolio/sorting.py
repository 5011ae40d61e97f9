"""In which order the list of the portfolio stands: by its column heads, each a link."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, OrderBy
from django.http import QueryDict

from guichet.web.filtering import address
from guichet.web.portfolio.columns import FIRST, SORTED, Column


@dataclass(frozen=True, slots=True)
class Head:
    """A column head: the address that sorts by it, and how it sorts now (a value of `aria-sort`, or nothing)."""

    label: str
    url: str
    sorted: str
    is_number: bool


@dataclass(frozen=True, slots=True)
class Sort:
    """One column, upwards or downwards."""

    column: Column
    downwards: bool

    @classmethod
    def of(cls, asked: QueryDict) -> Sort:
        """From `tri` in the address, `-` before the name for downwards; anything else is the usual order."""
        wanted = asked.get("tri", "")
        names = {column.name: column for column in SORTED}
        column = names.get(wanted.removeprefix("-"))
        return cls(column, wanted.startswith("-")) if column else cls(FIRST, downwards=False)

    @property
    def order(self) -> tuple[OrderBy | str, ...]:
        """What is unknown comes last; those that are level stand by dénomination, then SIRET."""
        if self.column is FIRST:
            return ("-search_text", "-pk") if self.downwards else ("search_text", "pk")
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
            for column in SORTED
            for sign, way in (("", "croissant"), ("-", "décroissant"))
        ]

    def heads(self, asked: QueryDict, columns: Iterable[Column]) -> list[Head]:
        """The heads of the first column and of those; that of the present order turns it round."""
        return [self._head(column, asked) for column in (FIRST, *columns)]

    def _head(self, column: Column, asked: QueryDict) -> Head:
        here = column == self.column
        name = f"-{column.name}" if here and not self.downwards else column.name
        way = ("descending" if self.downwards else "ascending") if here else ""
        return Head(column.label, address(asked, tri=name) if column.field else "", way, column.is_number)
