"""Looking changes nothing: no page read with GET writes a row, the session and the last login excepted."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from tests.consistency.routes import Route, routes
from tests.guichet.cast import Cast

WRITES = re.compile(r"^\s*(INSERT|UPDATE|DELETE|MERGE|TRUNCATE|SELECT\b.*\bFOR (NO KEY )?UPDATE)\b", re.I | re.S)
ALLOWED = re.compile(r'"(django_session|guichet_cache)"|"last_login"')
SIGNS_OUT_NOTHING = {"account_signup", "account_login"}


class Written(AssertionError):
    """A page wrote while it was read."""


def refuse_writes(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    if WRITES.match(sql) and not ALLOWED.search(sql):
        raise Written(sql[:200])
    return execute(sql, params, many, context)


@pytest.mark.parametrize("route", routes(), ids=str)
def test_get_writes_nothing(client: Client, cast: Cast, route: Route) -> None:
    url = route.url(cast)
    if route.name not in SIGNS_OUT_NOTHING:
        partner_only = getattr(route.view, "partner_only", False)
        client.force_login((cast.admin_partner if partner_only else cast.admin_a).user)
    with connection.execute_wrapper(refuse_writes):
        assert client.get(url).status_code < 500


@pytest.mark.parametrize(
    ("sql", "writes"),
    [
        ('INSERT INTO "core_journalentry" …', True),
        ('UPDATE "deposits_deposit" SET …', True),
        ('SELECT 1 FROM "deposits_deposit" FOR UPDATE', True),
        ('UPDATE "accounts_user" SET "last_login" = %s', False),
        ('INSERT INTO "django_session" …', False),
        ('SELECT "updated_at" FROM "deposits_deposit"', False),
    ],
)
def test_writes_are_recognised(sql: str, writes: bool) -> None:
    assert bool(WRITES.match(sql) and not ALLOWED.search(sql)) is writes
