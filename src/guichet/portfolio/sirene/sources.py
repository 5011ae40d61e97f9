"""Where the register is read, as the operator says: nowhere, by its API, or in its files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

from django.conf import settings

from guichet.portfolio.sirene.api import Api, Breaker
from guichet.portfolio.sirene.records import SireneRecord
from guichet.portfolio.sirene.stock import Stock

OFF, API = "off", "api"
_breaker = Breaker()


class Source(Protocol):
    """`limit` is how many establishments it may be asked for at a time."""

    @property
    def limit(self) -> int: ...
    def fetch(self, sirets: Sequence[str]) -> Mapping[str, SireneRecord]: ...


def source() -> Source | None:
    """None when the operator did not allow it."""
    wanted = settings.GUICHET_SIRENE
    if wanted == OFF:
        return None
    if wanted == API:
        return Api(settings.GUICHET_SIRENE_URL, settings.GUICHET_SIRENE_TOKEN, _breaker)
    return Stock(Path(wanted))
