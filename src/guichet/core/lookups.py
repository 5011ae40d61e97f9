"""`pk__among=keys`: one parameter for all the keys, where `pk__in` writes, checks and sends each of 10,000."""

from __future__ import annotations

from typing import Any

from django.db.models import BigAutoField, Lookup


@BigAutoField.register_lookup
class Among(Lookup):
    """Whether the number is one of those given; none is when there are none."""

    lookup_name = "among"

    def get_prep_lookup(self) -> list[int]:
        """The numbers, in one list."""
        return [int(value) for value in self.rhs]

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        """PostgreSQL alone."""
        column, parameters = self.process_lhs(compiler, connection)
        return f"{column} = ANY(%s)", [*parameters, self.rhs]
