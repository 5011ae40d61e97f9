"""One page of a list of 100,000: the keys first, which the index of the list gives alone, then their rows."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page, Paginator

from guichet.portfolio.models import Etablissement


class KeysFirst(Paginator):  # type: ignore[type-arg]  # generic for the checker alone
    """A paginator that reads the list once when all of it fits on the first page, and never counts what it read."""

    def get_page(self, number: int | float | str | None) -> Page[Etablissement]:
        """The first page asks for its keys and one more: nothing is left to count when they are fewer."""
        keys = self._keys(0, self.per_page + 1) if not number or str(number) == "1" else None
        if keys is None:
            return super().get_page(number)
        if len(keys) <= self.per_page:
            self.__dict__["count"] = len(keys)  # in place of the query of `Paginator.count`
        return Page(self._rows(keys[: self.per_page]), 1, self)

    def page(self, number: int | str) -> Page[Etablissement]:
        """Two queries, after the one that counts."""
        number = self.validate_number(number)
        start = (number - 1) * self.per_page
        return Page(self._rows(self._keys(start, start + self.per_page)), number, self)

    def _keys(self, start: int, end: int) -> list[int]:
        rows: Any = self.object_list
        return list(rows.values_list("pk", flat=True)[start:end])

    def _rows(self, keys: list[int]) -> list[Etablissement]:
        related = ("partner", "partner_propose", "sub_portfolio")
        found = Etablissement.objects.filter(pk__in=keys).select_related(*related).in_bulk() if keys else {}
        return [found[key] for key in keys if key in found]
