"""What production sets around the accounts: cookies, limits, keys. Read in a process of its own, as it starts."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

import pytest

from tests.guichet.config.test_environment import GOOD

NAMES = [
    "SESSION_COOKIE_SECURE",
    "SESSION_COOKIE_HTTPONLY",
    "SESSION_COOKIE_SAMESITE",
    "SESSION_COOKIE_AGE",
    "CSRF_COOKIE_SECURE",
    "SECURE_SSL_REDIRECT",
    "SECURE_HSTS_SECONDS",
    "ACCOUNT_DEFAULT_HTTP_PROTOCOL",
    "ALLAUTH_TRUSTED_PROXY_COUNT",
    "ALLOWED_HOSTS",
    "DEFAULT_FROM_EMAIL",
    "EMAIL_BACKEND",
    "EMAIL_HOST",
    "EMAIL_PORT",
    "EMAIL_USE_TLS",
    "DEBUG",
]
PROGRAM = (
    "import json; from guichet.config import settings; "
    f"print(json.dumps({{name: getattr(settings, name) for name in {NAMES!r}}}))"
)


@pytest.fixture(scope="module")
def production() -> dict[str, Any]:
    environment = {**os.environ, **GOOD, "EMAIL_FROM": "Paie <paie@guichet.example>"}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], env=environment, capture_output=True, text=True, check=True, timeout=60
    )
    return dict(json.loads(done.stdout))


def test_the_cookie_of_the_session_stays_with_https_and_out_of_scripts(production: dict[str, Any]) -> None:
    assert production["SESSION_COOKIE_SECURE"] is True
    assert production["SESSION_COOKIE_HTTPONLY"] is True
    assert production["SESSION_COOKIE_SAMESITE"] == "Lax"
    assert production["SESSION_COOKIE_AGE"] <= 12 * 3600
    assert production["CSRF_COOKIE_SECURE"] is True
    assert production["SECURE_SSL_REDIRECT"] is True
    assert production["SECURE_HSTS_SECONDS"] >= 31_536_000
    assert production["DEBUG"] is False


def test_the_limits_look_behind_one_proxy(production: dict[str, Any]) -> None:
    assert production["ALLAUTH_TRUSTED_PROXY_COUNT"] == 1
    assert production["ALLOWED_HOSTS"] == ["guichet.example"]
    assert production["ACCOUNT_DEFAULT_HTTP_PROTOCOL"] == "https"


def test_mails_leave_by_the_server_and_the_sender_of_the_environment(production: dict[str, Any]) -> None:
    assert production["DEFAULT_FROM_EMAIL"] == "Paie <paie@guichet.example>"
    assert production["EMAIL_BACKEND"].endswith("smtp.EmailBackend")
    assert (production["EMAIL_HOST"], production["EMAIL_PORT"], production["EMAIL_USE_TLS"]) == (
        "mail.example",
        587,
        True,
    )
