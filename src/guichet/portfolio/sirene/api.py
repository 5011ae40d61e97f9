"""The API Sirene of Insee: a hundred establishments a request, short waits, and a rest when it is down."""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from http.client import HTTPException
from typing import IO, Any

from guichet.portfolio.sirene.records import SireneRecord, Unavailable, denomination_of, record_of

BY_REQUEST = 100
AT_ONCE = 500
"""Establishments asked for at a time: five requests, where thirty a minute are allowed."""
TIMEOUT = 3.0
ANSWER_MAX = 8 * 1024 * 1024
NOT_FOUND = 404


@dataclass(slots=True)
class Breaker:
    """After some failures in a row nothing is asked for a while: a service that is down is not knocked at."""

    failures_max: int = 3
    rest: float = 300.0
    clock: Callable[[], float] = time.monotonic
    failures: int = 0
    closed_until: float = field(default=0.0)

    def require(self) -> None:
        """Raise `Unavailable` while it rests."""
        if self.clock() < self.closed_until:
            raise Unavailable("resting")

    def failed(self) -> None:
        """One failure more."""
        self.failures += 1
        if self.failures >= self.failures_max:
            self.closed_until, self.failures = self.clock() + self.rest, 0

    def succeeded(self) -> None:
        """It answers."""
        self.failures = 0


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """The token goes where the operator said, and nowhere else."""

    def redirect_request(self, *args: Any, **options: Any) -> None:
        return None


_opener = urllib.request.build_opener(_NoRedirect)


@dataclass(frozen=True, slots=True)
class Api:
    """Where it is, and the token of the operator."""

    url: str
    token: str
    breaker: Breaker
    limit: int = AT_ONCE

    def fetch(self, sirets: Sequence[str]) -> Mapping[str, SireneRecord]:
        """What the register says of those it knows. Raises `Unavailable`."""
        found: dict[str, SireneRecord] = {}
        for start in range(0, len(sirets), BY_REQUEST):
            self.breaker.require()
            try:
                found |= {record.siret: record for record in self._ask(sirets[start : start + BY_REQUEST])}
            except Unavailable:
                self.breaker.failed()
                raise
            self.breaker.succeeded()
        return found

    def _ask(self, sirets: Sequence[str]) -> Iterator[SireneRecord]:
        query = urllib.parse.urlencode({"q": " OR ".join(f"siret:{siret}" for siret in sirets), "nombre": len(sirets)})
        answer = self._json(f"{self.url.rstrip('/')}/siret?{query}")
        rows = answer.get("etablissements", [])
        if not isinstance(rows, list):
            raise Unavailable("unexpected answer")
        yield from (record for row in rows if (record := _record(row, set(sirets))))

    def _json(self, url: str) -> Mapping[str, Any]:
        headers = {"X-INSEE-Api-Key-Integration": self.token, "Accept": "application/json"}
        request = urllib.request.Request(url, headers=headers)  # noqa: S310  # http(s), checked with the settings
        try:
            with _opener.open(request, timeout=TIMEOUT) as answer:
                return _parsed(answer)
        except urllib.error.HTTPError as error:
            if error.code == NOT_FOUND:  # none of them is in the register
                return {}
            raise Unavailable(f"HTTP {error.code}") from error
        except (OSError, HTTPException, ValueError) as error:
            raise Unavailable(type(error).__name__) from error


def _parsed(answer: IO[bytes]) -> Mapping[str, Any]:
    content = json.loads(answer.read(ANSWER_MAX))
    if not isinstance(content, dict):
        raise Unavailable("unexpected answer")
    return content


def _record(row: object, asked: set[str]) -> SireneRecord | None:
    """One establishment of the answer; None for what is not one of those asked for."""
    if not isinstance(row, dict) or row.get("siret") not in asked:
        return None
    unit, address = (
        part if isinstance(part := row.get(name), dict) else {} for name in ("uniteLegale", "adresseEtablissement")
    )
    periods = row.get("periodesEtablissement")
    now = periods[0] if isinstance(periods, list) and periods and isinstance(periods[0], dict) else {}
    return record_of(str(row["siret"]), denomination_of(unit), {**now, **address})


def _part(row: Mapping[str, Any], name: str) -> Mapping[str, object]:
    part = row.get(name)
    return part if isinstance(part, dict) else {}
