"""The access of the API, walked from its operations: each declares a token, and each holds to what it declares."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from guichet.accounts.enums import MemberRole
from guichet.accounts.models import Member, User
from guichet.amorcage.enums import DemandeState
from guichet.amorcage.models import InboxRequest
from guichet.api.tokens import Token
from guichet.api.urls import api
from guichet.core.access import ADMINISTRATOR, ANY_MEMBER, PUBLIC, TOKEN
from guichet.core.rights import Right
from guichet.core.tenancy import enter_firm
from guichet.delegations.queries import actor_of
from guichet.programs.tokens import create_token
from tests.consistency.routes import api_routes
from tests.consistency.test_get_never_writes import refuse_writes
from tests.guichet.cast import Cast

BODIES = json.dumps({"ends_on": "2099-12-31", "reason": "Motif", "text": "Question"}).encode()
"""What any operation that changes something takes."""

NIR = re.compile(r"nir|ntt|nom_usage|prenom|birth|naissance", re.I)


@dataclass(frozen=True)
class Operation:
    """One operation, its path and what it declares."""

    method: str
    path: str
    auth: tuple[Any, ...]

    def url(self, demande_id: int) -> str:
        return "/api/v1" + re.sub(r"\{.*?\}", str(demande_id), self.path)

    def ask(self, text: str | None, demande_id: int = 1, body: bytes = b"{}") -> Any:
        headers = {"Authorization": f"Bearer {text}"} if text else {}
        return Client().generic(self.method, self.url(demande_id), body, "application/json", headers=headers)

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


def operations() -> Iterator[Operation]:
    for router in api._get_bound_routers():
        for path, view in router.path_operations.items():
            for each in view.operations:
                full = "/".join(part.strip("/") for part in (router.prefix, path) if part.strip("/"))
                yield Operation(each.methods[0], "/" + full, tuple(each.auth_callbacks))


OPERATIONS = list(operations())
FOR_PARTNERS = [each for each in OPERATIONS if each.auth[0].partner_only]
WITH_OBJECT = [each for each in OPERATIONS if "{" in each.path]


def token_of(member: Member) -> str:
    """A token that acts as that administrator."""
    enter_firm(member.firm_id)
    return create_token(actor=actor_of(member), name="Essai", days=30, now=timezone.now())[1]


def addressed(cast: Cast) -> int:
    """A demande in the box of the partner; only its row, which is enough to be seen or not."""
    enter_firm(cast.partner_account.pk)
    values = {"declarant_name": "Cabinet Arnaud", "declarant_siret": cast.firm_a.siret, "siret": "99000011900018"}
    row = InboxRequest.objects.create(
        firm=cast.partner_account, declarant_id=cast.firm_a.pk, demande_id=1, state=DemandeState.DEMANDEE, **values
    )
    return int(row.pk)


def test_the_walk_finds_them() -> None:
    assert {str(each) for each in OPERATIONS} >= {
        "GET /compte",
        "GET /partenaire/demandes",
        "POST /partenaire/demandes/{int:demande_id}/accorder",
        "POST /partenaire/fiches",
    }
    assert {route.view.access for route in api_routes()} == {PUBLIC, TOKEN}
    public = {route.name for route in api_routes() if route.view.access is PUBLIC}
    assert public == {"api:openapi-json", "api:elsewhere"}


@pytest.mark.parametrize("operation", OPERATIONS, ids=str)
def test_every_operation_declares_its_access(operation: Operation) -> None:
    (token,) = operation.auth
    assert isinstance(token, Token)
    assert token.rule in {ANY_MEMBER, ADMINISTRATOR, *Right}


@pytest.mark.parametrize("operation", OPERATIONS, ids=str)
@pytest.mark.parametrize("text", [None, "", "guichet_faux", "a b"])
def test_without_a_token_it_is_401(db: None, operation: Operation, text: str | None) -> None:
    answer = operation.ask(text)
    assert answer.status_code == 401
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize("operation", OPERATIONS, ids=str)
def test_a_session_opens_nothing(cast: Cast, operation: Operation) -> None:
    client = Client()
    client.force_login(cast.admin_partner.user)
    assert client.generic(operation.method, operation.url(1)).status_code == 401


@pytest.mark.parametrize("operation", OPERATIONS, ids=str)
def test_a_member_who_left_opens_nothing(cast: Cast, operation: Operation) -> None:
    text = token_of(cast.admin_partner)
    demande = addressed(cast)
    assert operation.ask(text, demande).status_code not in {401, 403, 404}
    enter_firm(cast.partner_account.pk)
    other = User.objects.create(email="autre@exemple.test", name="Autre")
    Member.objects.create(firm=cast.partner_account, user=other, role=MemberRole.ADMINISTRATOR)
    Member.objects.filter(pk=cast.admin_partner.pk).update(is_active=False)
    assert operation.ask(text, demande).status_code == 401


@pytest.mark.parametrize("operation", FOR_PARTNERS, ids=str)
def test_who_declares_finds_nothing(cast: Cast, operation: Operation) -> None:
    demande = addressed(cast)
    assert operation.ask(token_of(cast.admin_a), demande).status_code == 404


@pytest.mark.parametrize("operation", WITH_OBJECT, ids=str)
def test_an_object_of_another_partner_is_not_found(cast: Cast, operation: Operation) -> None:
    demande = addressed(cast)
    text = token_of(cast.admin_partner)
    enter_firm(cast.firm_b.pk)
    elsewhere = InboxRequest.objects.create(
        firm=cast.firm_b,
        declarant_id=cast.firm_a.pk,
        demande_id=2,
        state=DemandeState.DEMANDEE,
        declarant_name="Cabinet Arnaud",
        declarant_siret=cast.firm_a.siret,
        siret="99000011900018",
    )
    assert operation.ask(text, demande).status_code != 404
    for other in (int(elsewhere.pk), 2**62, 2**80):
        assert operation.ask(text, other, BODIES).status_code == 404


@pytest.mark.parametrize("operation", [each for each in OPERATIONS if each.method == "GET"], ids=str)
def test_get_writes_nothing_but_the_use_of_the_token(cast: Cast, operation: Operation) -> None:
    demande, text = addressed(cast), token_of(cast.admin_partner)
    enter_firm(cast.partner_account.pk)

    def refuse(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if '"programs_apitoken" SET "last_used_at"' in sql:
            return execute(sql, params, many, context)
        return refuse_writes(execute, sql, params, many, context)

    with connection.execute_wrapper(refuse):
        assert operation.ask(text, demande).status_code == 200


def test_elsewhere_is_a_problem_too(db: None) -> None:
    answer = Client().get("/api/v1/rien")
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")


def test_no_personal_data_in_the_shapes() -> None:
    names = set(re.findall(r'"(\w+)": \{', json.dumps(api.get_openapi_schema(path_prefix="/api/v1/"))))
    assert not {name for name in names if NIR.search(name)}


def test_a_token_is_limited(cast: Cast, settings: Any) -> None:
    text = token_of(cast.admin_partner)
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "api": "2/m/key", "api_failed": "2/m/ip"}
    statuses = [OPERATIONS[0].ask(text).status_code for _ in range(3)]
    assert statuses == [200, 200, 429]
    assert [OPERATIONS[0].ask("guichet_faux").status_code for _ in range(3)] == [401, 401, 429]
