"""The list of the portfolio: what is seen, what is found, at a fixed cost."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from guichet.portfolio.enums import EtablissementState, Origin
from guichet.portfolio.models import Etablissement
from tests.guichet.cast import SIRET_ELSEWHERE, SIRET_ONE, SIRET_TWO, Cast

NAMES = {SIRET_ONE: "Boulangerie Une", SIRET_TWO: "Menuiserie Deux", SIRET_ELSEWHERE: "Ailleurs SA"}


def page_of(client: Client, member: object, query: str = "") -> str:
    client.force_login(member.user)  # type: ignore[attr-defined]
    return client.get(reverse("portfolio:list") + query).content.decode()


def seen(page: str) -> set[str]:
    return {siret for siret, name in NAMES.items() if name in page}


def test_an_administrator_sees_the_firm_and_nothing_of_another(client: Client, cast: Cast) -> None:
    assert seen(page_of(client, cast.admin_a)) == {SIRET_ONE, SIRET_TWO}


def test_a_collaborator_sees_what_is_entrusted(client: Client, cast: Cast) -> None:
    assert seen(page_of(client, cast.collaborator_a)) == {SIRET_ONE}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("boulangerie", {SIRET_ONE}),
        ("MENUÍSERIE deux", {SIRET_TWO}),
        (f"{SIRET_ONE[:3]} {SIRET_ONE[3:6]} {SIRET_ONE[6:9]}", {SIRET_ONE}),
        ("menuiserie une", set()),
        ("%", set()),
        ("ailleurs", set()),
    ],
)
def test_search(client: Client, cast: Cast, text: str, found: set[str]) -> None:
    client.force_login(cast.admin_a.user)
    page = client.get(reverse("portfolio:list"), {"q": text}).content.decode()
    assert seen(page) == found
    assert ("Aucun établissement ne répond" in page) is not bool(found)


def test_what_was_removed_is_left_out(client: Client, cast: Cast) -> None:
    Etablissement.objects.filter(siret=SIRET_ONE).update(state=EtablissementState.RETIRE)
    assert seen(page_of(client, cast.admin_a)) == {SIRET_TWO}


def test_an_empty_portfolio_says_what_to_do(client: Client, cast: Cast) -> None:
    Etablissement.objects.filter(firm=cast.firm_a).update(state=EtablissementState.RETIRE)
    assert "Votre portefeuille est vide" in page_of(client, cast.admin_a)


def test_more_rows_cost_no_more_queries(client: Client, cast: Cast) -> None:
    client.force_login(cast.admin_a.user)
    counts = []
    for siret in ("00000000000001", "00000000000002"):
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("portfolio:list"))
        counts.append(len(queries))
        Etablissement.objects.create(
            firm=cast.firm_a, siret=siret, state=EtablissementState.A_COMPLETER, origin=Origin.DEPOT
        )
    assert counts[0] == counts[1]
