"""What every list that can be narrowed shares: criteria kept in the address, and chips that read as a sentence."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict

SEARCH_MAX = 100


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter at work, and the address without it."""

    label: str
    url: str


def address(asked: QueryDict, **changes: str | None) -> str:
    """The same list with those parameters changed (None takes one off), from its first page; the empty ones go."""
    wanted = asked.copy()
    for name, value in {"page": None, **changes}.items():
        wanted[name] = value or ""
    for name in [name for name, value in wanted.items() if not value]:
        del wanted[name]
    return f"?{wanted.urlencode()}"
