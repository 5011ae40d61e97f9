"""Every address of the resolver, with example arguments: what the matrix of access is generated from."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from guichet.deposits.models import Declaration
from tests.guichet.cast import Cast
from tests.guichet.deposits.rows import sample

NO_OBJECT = {"key": "cle-inconnue", "uidb36": "1", "control_id": "S21.G00.30.001/CSL-00"}
"""Parameters that name no object of a firm: keys sent by e-mail, controls of the norm."""


def _declaration_of(cast: Cast, *, firm_b: bool) -> Declaration:
    """A deposited declaration of that firm, with its deposit and one finding; leaves the context of the firm."""
    member, etablissement = (cast.admin_b, cast.etablissement_b) if firm_b else (cast.admin_a, cast.etablissement_one)
    return sample(member, etablissement)


OBJECTS: dict[str, tuple[Callable[[Cast], object], Callable[[Cast], object]]] = {
    "siret": (lambda cast: cast.etablissement_one.siret, lambda cast: cast.etablissement_b.siret),
    "deposit_id": (
        lambda cast: _declaration_of(cast, firm_b=False).deposit_id,
        lambda cast: _declaration_of(cast, firm_b=True).deposit_id,
    ),
    "declaration_id": (
        lambda cast: _declaration_of(cast, firm_b=False).pk,
        lambda cast: _declaration_of(cast, firm_b=True).pk,
    ),
    "finding_id": (
        lambda cast: _declaration_of(cast, firm_b=False).findings.get().pk,
        lambda cast: _declaration_of(cast, firm_b=True).findings.get().pk,
    ),
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
