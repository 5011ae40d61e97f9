"""One message to one address: signed, no redirection, a short and total time, the answer not kept."""

from __future__ import annotations

import json
import socket
import ssl
import threading
from datetime import UTC, datetime
from http.client import HTTPConnection, HTTPException
from typing import Any

from standardwebhooks import Webhook as Signature

from guichet.programs.errors import AddressRefused
from guichet.programs.guard import Target, look_at

TIMEOUT = 4.0
TOTAL = 8.0
DELIVERED = range(200, 300)
GONE = 410


def send(*, url: str, secret: str, message_id: str, body: dict[str, Any], now: datetime) -> str:
    """Post it, and give how it went: the code of the answer, or a word for why there was none."""
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    try:
        return str(_post(look_at(url), text, signed_headers(secret, message_id, text, now)))
    except AddressRefused:
        return "adresse_interdite"
    except TimeoutError:
        return "delai"
    except ssl.SSLError:
        return "certificat"
    except (OSError, HTTPException):
        return "injoignable"


def signed_headers(secret: str, message_id: str, text: str, now: datetime) -> dict[str, str]:
    """The three headers of Standard Webhooks, and what the body is."""
    at = now.astimezone(UTC)
    return {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": "Guichet-Webhooks/1",
        "webhook-id": message_id,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": Signature(secret).sign(message_id, at, text),
    }


def _post(target: Target, text: str, headers: dict[str, str]) -> int:
    connection = _connect(target)
    # A receiver that answers one byte at a time holds nobody longer than this.
    late = threading.Event()
    stop = threading.Timer(TOTAL, _cut, [connection, late])
    stop.start()
    try:
        connection.request("POST", target.path, text.encode(), headers)
        status = connection.getresponse().status
    except (OSError, HTTPException) as error:
        if late.is_set():
            raise TimeoutError from error
        raise
    finally:
        stop.cancel()
        connection.close()
    return status


def _connect(target: Target) -> HTTPConnection:
    """To the address that was looked at, whatever the name leads to by now; the certificate is asked of the name."""
    connection = HTTPConnection(target.host, target.port, timeout=TIMEOUT)
    raw = socket.create_connection((target.ip, target.port), timeout=TIMEOUT)
    try:
        wrapped = target.scheme == "https"
        connection.sock = ssl.create_default_context().wrap_socket(raw, server_hostname=target.host) if wrapped else raw
    except BaseException:
        raw.close()
        raise
    return connection


def _cut(connection: HTTPConnection, late: threading.Event) -> None:
    late.set()
    if connection.sock is not None:
        try:
            connection.sock.shutdown(socket.SHUT_RDWR)
        except OSError:  # it has ended meanwhile
            return
