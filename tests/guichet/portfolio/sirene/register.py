"""A register that answers on this machine, as Insee's does, well or badly."""

from __future__ import annotations

import json
import threading
import time
import urllib.parse
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


def etablissement(siret: str, **values: Any) -> dict[str, Any]:
    """As the API gives one."""
    unit = {"denominationUniteLegale": values.pop("denomination", "BOULANGERIE MARTIN")}
    address = {
        "numeroVoieEtablissement": "12", "indiceRepetitionEtablissement": None, "typeVoieEtablissement": "RUE",
        "libelleVoieEtablissement": "DES LILAS", "codePostalEtablissement": "69003",
        "libelleCommuneEtablissement": "LYON",
    }  # fmt: skip
    period = {"dateFin": None, "activitePrincipaleEtablissement": "10.71C"}
    return {
        "siret": siret,
        "uniteLegale": {**unit, **values.pop("unit", {})},
        "adresseEtablissement": {**address, **values},
        "periodesEtablissement": [period],
    }


@dataclass
class Register:
    """What it knows, how it answers, and what it was asked."""

    rows: dict[str, dict[str, Any]] = field(default_factory=dict)
    status: int = 200
    body: bytes | None = None
    wait: float = 0.0
    location: str = ""
    asked: list[list[str]] = field(default_factory=list)
    tokens: list[str] = field(default_factory=list)
    url: str = ""

    def answer(self, path: str, token: str) -> tuple[int, bytes]:
        """Status and body."""
        query = urllib.parse.parse_qs(urllib.parse.urlsplit(path).query)["q"][0]
        sirets = [part.removeprefix("siret:") for part in query.split(" OR ")]
        self.asked.append(sirets)
        self.tokens.append(token)
        time.sleep(self.wait)
        if self.body is not None or self.status != 200:
            return self.status, self.body or b""
        rows = [self.rows[siret] for siret in sirets if siret in self.rows]
        if not rows:
            return 404, b'{"header": {"statut": 404}}'
        return 200, json.dumps({"header": {"statut": 200}, "etablissements": rows}).encode()


@contextmanager
def running_register() -> Iterator[Register]:
    """Listens on a port of its own until the end."""
    register = Register()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, body = register.answer(self.path, self.headers.get("X-INSEE-Api-Key-Integration", ""))
            self.send_response(status)
            if register.location:
                self.send_header("Location", register.location)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: Any) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    register.url = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield register
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
