"""A partner's own system, by the API alone: told by a webhook, it reads, asks, grants, and publishes a fiche."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from guichet.amorcage import mandates
from guichet.amorcage.enums import DemandeState
from guichet.amorcage.models import DemandeAmorcage, InboxRequest
from guichet.amorcage.services import propose_amorcage, request_amorcage
from guichet.core.models import JournalEntry
from guichet.core.tenancy import enter_firm
from guichet.portfolio.models import Partner
from guichet.programs.models import Webhook, WebhookDelivery
from guichet.programs.tokens import create_token
from tests.guichet.cast import Cast
from tests.guichet.fiches.samples import fiche, xml

NOW = timezone.now()
TODAY = timezone.localdate(NOW)


class Program:
    """The system of the partner."""

    def __init__(self, text: str) -> None:
        self.text = text

    def get(self, path: str, **query: object) -> Any:
        return Client().get(f"/api/v1/{path}", query, headers={"Authorization": f"Bearer {self.text}"})

    def post(self, path: str, body: object) -> Any:
        content, kind = (body, "application/xml") if isinstance(body, bytes) else (json.dumps(body), "application/json")
        return Client().post(f"/api/v1/{path}", content, kind, headers={"Authorization": f"Bearer {self.text}"})


@pytest.fixture
def program(cast: Cast) -> Program:
    actor = cast.actor(cast.admin_partner)
    return Program(create_token(actor=actor, name="Gestion", days=30, now=NOW)[1])


@pytest.fixture
def webhook(cast: Cast) -> Webhook:
    enter_firm(cast.partner_account.pk)
    events = ["demande.recue", "demande.completee"]
    return Webhook.objects.create(firm=cast.partner_account, url="https://exemple.test/", secret="", events=events)


@pytest.fixture
def demande(cast: Cast, webhook: Webhook) -> DemandeAmorcage:
    """What firm A asked of the partner."""
    etablissement = cast.etablissement_one
    actor = cast.actor(cast.admin_a)
    etablissement.partner = Partner.objects.get(code="irp-auto")
    etablissement.save()
    propose_amorcage(actor=actor, etablissement=etablissement, now=NOW)
    return request_amorcage(
        actor=actor, etablissement=etablissement, partner="irp-auto", mandate=mandates.CURRENT, now=NOW
    )


def in_firm(cast: Cast, demande: DemandeAmorcage) -> DemandeAmorcage:
    enter_firm(cast.firm_a.pk)
    demande.refresh_from_db()
    return demande


def test_the_account_of_the_token(cast: Cast, program: Program) -> None:
    assert program.get("compte").json() == {
        "firm": cast.partner_account.name,
        "kind": "partenaire",
        "member": cast.admin_partner.user.get_full_name(),
        "is_administrator": True,
    }


def test_told_then_read(cast: Cast, program: Program, demande: DemandeAmorcage) -> None:
    enter_firm(cast.partner_account.pk)
    told = WebhookDelivery.objects.get()
    assert told.event == "demande.recue"
    assert told.payload["data"]["siret"] == cast.etablissement_one.siret
    found = program.get(f"partenaire/demandes/{told.payload['data']['id']}").json()
    assert found["declarant"] == {"siret": cast.firm_a.siret, "name": "Cabinet Arnaud"}
    assert found["etablissement"]["raison_sociale"] == "Boulangerie Une"
    assert found["mandate"]["version"] == mandates.CURRENT
    assert "Cabinet Arnaud" in found["mandate_text"][0]
    assert [step["state"] for step in found["history"]] == ["demandee"]
    assert (found["state"], found["to_answer"]) == ("demandee", True)


def test_granted(cast: Cast, program: Program, demande: DemandeAmorcage) -> None:
    (row,) = program.get("partenaire/demandes", to_answer=True).json()["items"]
    until = (TODAY + timedelta(days=200)).isoformat()
    answer = program.post(f"partenaire/demandes/{row['id']}/accorder", {"ends_on": until})
    assert (answer.status_code, answer.json()["state"], answer.json()["ends_on"]) == (200, "accordee", until)
    assert program.get("partenaire/demandes", to_answer=True).json()["items"] == []
    enter_firm(cast.partner_account.pk)
    entry = JournalEntry.objects.get(verb="partenaire.accordee")
    assert (entry.origin, entry.member) == ("api", cast.admin_partner)
    assert in_firm(cast, demande).state == DemandeState.ACCORDEE
    again = program.post(f"partenaire/demandes/{row['id']}/accorder", {"ends_on": until})
    assert (again.status_code, again["Content-Type"]) == (409, "application/problem+json")


def test_refused_with_its_reason(cast: Cast, program: Program, demande: DemandeAmorcage) -> None:
    (row,) = program.get("partenaire/demandes").json()["items"]
    answer = program.post(f"partenaire/demandes/{row['id']}/refuser", {"reason": "Contrat résilié."})
    assert answer.json()["state"] == "refusee"
    assert answer.json()["history"][0]["reason"] == "Contrat résilié."
    assert in_firm(cast, demande).state == DemandeState.REFUSEE


def test_asked_for_something(cast: Cast, program: Program, demande: DemandeAmorcage) -> None:
    (row,) = program.get("partenaire/demandes").json()["items"]
    answer = program.post(f"partenaire/demandes/{row['id']}/completer", {"text": "Le pouvoir, s'il vous plaît."})
    assert answer.json()["state"] == "complement"
    assert in_firm(cast, demande).state == DemandeState.COMPLEMENT


@pytest.mark.parametrize(
    ("step", "body", "status"),
    [
        ("accorder", {}, 422),
        ("accorder", {"ends_on": "demain"}, 422),
        ("accorder", {"ends_on": "2001-01-01"}, 409),
        ("refuser", {"reason": ""}, 422),
        ("refuser", {"reason": " \u0000 "}, 409),
        ("refuser", {"reason": "a" * 5000}, 422),
        ("completer", {"text": None}, 422),
        ("completer", [], 422),
    ],
)
def test_what_is_wrong_changes_nothing(
    cast: Cast, program: Program, demande: DemandeAmorcage, *, step: str, body: object, status: int
) -> None:
    (row,) = program.get("partenaire/demandes").json()["items"]
    answer = program.post(f"partenaire/demandes/{row['id']}/{step}", body)
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    assert in_firm(cast, demande).state == DemandeState.DEMANDEE


def test_what_is_not_json(program: Program, demande: DemandeAmorcage) -> None:
    answer = program.post("partenaire/demandes/1/refuser", b"<xml/>")
    assert answer.status_code in {400, 422}
    assert answer["Content-Type"] == "application/problem+json"


def many(cast: Cast, how_many: int) -> None:
    enter_firm(cast.partner_account.pk)
    for number in range(how_many):
        InboxRequest.objects.create(
            firm=cast.partner_account,
            declarant_id=cast.firm_b.pk,
            demande_id=1000 + number,
            state=DemandeState.DEMANDEE,
            declarant_name="Cabinet Borel",
            declarant_siret=cast.firm_b.siret,
            siret=f"99000011{number:06d}",
            requested_at=NOW - timedelta(minutes=number // 3),
        )


def test_pages_follow_one_another_and_end(cast: Cast, program: Program) -> None:
    many(cast, 25)
    seen: list[int] = []
    cursor: str | None = ""
    while cursor is not None:
        page = program.get("partenaire/demandes", limit=7, cursor=cursor).json()
        seen += [row["id"] for row in page["items"]]
        cursor = page["next"]
    enter_firm(cast.partner_account.pk)
    assert seen == list(InboxRequest.objects.order_by("-requested_at", "-pk").values_list("pk", flat=True))


@pytest.mark.parametrize(("limit", "status"), [("0", 422), ("101", 422), ("-1", 422), ("x", 422), ("100", 200)])
def test_pages_are_bounded(program: Program, limit: str, status: int) -> None:
    assert program.get("partenaire/demandes", limit=limit).status_code == status


@pytest.mark.parametrize(
    "cursor", ["x", "é", "MTIz", "MjAyNi0wMS0wMSAx", "a" * 121, "OTk5OTk5OTk5OTk5OTk5OTk5OTk5OSA5"]
)
def test_another_cursor_is_refused(program: Program, cursor: str) -> None:
    assert program.get("partenaire/demandes", cursor=cursor).status_code in {400, 422}


def test_filters(cast: Cast, program: Program, demande: DemandeAmorcage) -> None:
    many(cast, 2)
    assert len(program.get("partenaire/demandes", siren="990000110").json()["items"]) == 2
    assert len(program.get("partenaire/demandes", state="accordee").json()["items"]) == 0
    assert program.get("partenaire/demandes", state="inconnu").status_code == 422
    assert program.get("partenaire/demandes", siren="99").status_code == 422


def test_a_list_asks_the_same_number_of_queries(cast: Cast, program: Program) -> None:
    many(cast, 1)
    program.get("partenaire/demandes")
    with CaptureQueriesContext(connection) as one:
        program.get("partenaire/demandes")
    InboxRequest.objects.all().delete()
    many(cast, 3)
    with CaptureQueriesContext(connection) as three:
        assert len(program.get("partenaire/demandes").json()["items"]) == 3
    assert len(one) == len(three)


def test_a_fiche_is_published_once(program: Program, cast: Cast) -> None:
    content = xml(fiche(cast.etablissement_one.siret[:9]))
    answer = program.post("partenaire/fiches", content)
    assert answer.status_code == 200, answer.content
    (added,) = answer.json()["added"]
    assert (added["siren"], added["version"], added["is_current"]) == (cast.etablissement_one.siret[:9], 1, True)
    again = program.post("partenaire/fiches", content).json()
    assert ([], [added["id"]]) == (again["added"], [each["id"] for each in again["known"]])
    assert [each["id"] for each in program.get("partenaire/fiches").json()["items"]] == [added["id"]]


def test_a_file_that_is_no_fiche_is_refused(program: Program) -> None:
    answer = program.post("partenaire/fiches", b"bonjour")
    assert (answer.status_code, answer["Content-Type"]) == (409, "application/problem+json")
    assert program.get("partenaire/fiches").json() == {"items": [], "next": None}


def test_a_file_too_large_is_refused(program: Program, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    answer = program.post("partenaire/fiches", b"<a>" + b" " * 200)
    assert (answer.status_code, answer["Content-Type"]) == (413, "application/problem+json")
