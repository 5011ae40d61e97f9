"""Every address of the resolver, with example arguments: what the matrix of access is generated from."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.guichet.cast import Cast

NO_OBJECT = {"key": "cle-inconnue", "uidb36": "1"}
"""Parameters that name no object of a firm (keys sent by e-mail)."""

OBJECTS: dict[str, tuple[Callable[[Cast], object], Callable[[Cast], object]]] = {
    "siret": (lambda cast: cast.etablissement_one.siret, lambda cast: cast.etablissement_b.siret),
}
"""Parameter → the value that names an object of firm A, and one of firm B."""


@dataclass(frozen=True)
class Route:
    """One address: its name with namespace, its parameters, its view."""

    name: str
    parameters: tuple[str, ...]
    view: Any

    def url(self, cast: Cast, *, of_firm_b: bool = False) -> str:
        """The address for an object of firm A, or of firm B."""
        values = {
            parameter: NO_OBJECT[parameter]
            if parameter in NO_OBJECT
            else OBJECTS[parameter][1 if of_firm_b else 0](cast)
            for parameter in self.parameters
        }
        return reverse(self.name, kwargs=values)

    @property
    def has_object(self) -> bool:
        """True when the address names an object of a firm."""
        return any(parameter not in NO_OBJECT for parameter in self.parameters)

    def __str__(self) -> str:
        return self.name


def routes() -> list[Route]:
    """All of them, in the order of the resolver."""
    return list(_walk(get_resolver().url_patterns, ()))


def _walk(patterns: list[URLPattern | URLResolver], namespaces: tuple[str, ...]) -> Iterator[Route]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = (*namespaces, pattern.namespace) if pattern.namespace else namespaces
            yield from _walk(pattern.url_patterns, inner)
        else:
            name = ":".join((*namespaces, pattern.name or repr(pattern.pattern)))
            yield Route(name, tuple(pattern.pattern.converters), pattern.callback)
