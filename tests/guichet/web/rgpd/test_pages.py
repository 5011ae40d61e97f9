"""« Données conservées » and what hangs on it."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from guichet.accounts.models import Member
from guichet.core import operations
from guichet.core.models import Operation
from guichet.core.rights import Right
from guichet.core.tenancy import enter_firm
from guichet.rgpd.models import RetentionPolicy
from guichet.rgpd.person_search import search_person
from tests.guichet.cast import SIRET_ONE, SIRET_TWO, Cast, delegate
from tests.guichet.deposits.samples import controlled, dsn

NIR = "2650851910001"


def login(client: Client, member: Member) -> Client:
    client.force_login(member.user)
    return client


def page(client: Client, name: str, *args: object) -> str:
    answer = client.get(reverse(f"rgpd:{name}", args=args))
    assert answer.status_code == 200
    return answer.content.decode()


# What is kept


def test_what_is_kept_how_long_why_and_who_sees_it(client: Client, cast: Cast) -> None:
    shown = page(login(client, cast.powerless_a), "home")
    for words in (
        "Fichiers déposés",
        "36\u00a0mois (3\u00a0ans)",
        "L.\u00a0244-3",
        "2021-122",
        "Qui peut le voir",
        "7\u00a0jours",
    ):
        assert words in shown
    assert "Changer les durées" not in shown
    assert "Rechercher un salarié" not in shown
    assert "Télécharger mes données" in shown


def test_the_page_follows_the_choice_of_the_firm(client: Client, cast: Cast) -> None:
    login(client, cast.admin_a)
    months = {"files": "6", "reports": "24", "journal": "14"}
    assert client.post(reverse("rgpd:retention"), months)["Location"] == reverse("rgpd:home")
    shown = page(client, "home")
    for words in ("6\u00a0mois après", "24\u00a0mois (2\u00a0ans) après", "14\u00a0mois"):
        assert words in shown
    assert "36\u00a0mois" in page(login(client, cast.admin_b), "home")


@pytest.mark.parametrize(
    ("months", "error"),
    [
        ({"files": "2", "reports": "24", "journal": "14"}, "supérieure ou égale à 3"),
        ({"files": "30", "reports": "24", "journal": "14"}, "ne peuvent pas être gardés plus longtemps"),
        ({"files": "", "reports": "x", "journal": "999"}, "obligatoire"),
    ],
)
def test_out_of_bounds(client: Client, cast: Cast, months: dict[str, str], error: str) -> None:
    answer = login(client, cast.admin_a).post(reverse("rgpd:retention"), months)
    assert error in answer.content.decode()
    enter_firm(cast.firm_a.pk)
    assert not RetentionPolicy.objects.exists()


# One's own data, and that of members


def test_ones_own_data(client: Client, cast: Cast) -> None:
    answer = login(client, cast.powerless_a).post(reverse("rgpd:export_own"))
    enter_firm(cast.firm_a.pk)
    operation = Operation.objects.get()
    assert answer["Location"] == reverse("operations:follow", args=[operation.pk])
    assert operation.asked == {"membre": cast.powerless_a.pk}


def test_members_present_and_former(client: Client, cast: Cast) -> None:
    Member.objects.filter(pk=cast.powerless_a.pk).update(is_active=False)
    shown = page(login(client, cast.admin_a), "members")
    assert shown.count(reverse("rgpd:forget", args=[cast.powerless_a.pk])) == 1
    assert reverse("rgpd:forget", args=[cast.collaborator_a.pk]) not in shown
    assert "Cabinet Borel" not in shown


def test_forgetting_is_explained_then_done(client: Client, cast: Cast) -> None:
    Member.objects.filter(pk=cast.powerless_a.pk).update(is_active=False)
    login(client, cast.admin_a)
    url = reverse("rgpd:forget", args=[cast.powerless_a.pk])
    assert "Ancien membre" in client.get(url).content.decode()
    assert client.post(url)["Location"] == reverse("rgpd:members")
    shown = page(client, "members")
    assert "Effacé" in shown
    assert "sans.droit.a@exemple.test" not in shown
    assert "déjà effacées" in client.get(url).content.decode()


def test_an_active_member_is_not_forgotten(client: Client, cast: Cast) -> None:
    login(client, cast.admin_a)
    url = reverse("rgpd:forget", args=[cast.collaborator_a.pk])
    assert "encore membre" in client.get(url).content.decode()
    client.post(url)
    enter_firm(cast.firm_a.pk)
    assert Member.objects.get(pk=cast.collaborator_a.pk).is_active
    assert "Fermez d&#x27;abord son accès" in page(client, "members")


# Looking for somebody


def sought(client: Client, cast: Cast, nir: str) -> Operation:
    answer = client.post(reverse("rgpd:search"), {"nir": nir})
    enter_firm(cast.firm_a.pk)
    operation = Operation.objects.get(kind="personne.recherche")
    assert answer["Location"] == reverse("operations:follow", args=[operation.pk])
    operations.run(operation.firm_id, operation.pk, search_person)
    enter_firm(cast.firm_a.pk)
    return operation


def test_somebody_is_found(client: Client, cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    content = dsn(SIRET_ONE)
    done = controlled(cast.admin_a, content, "novembre.dsn")
    nir = next(line for line in content.decode("latin-1").splitlines() if "S21.G00.30.001" in line).split("'")[1]
    operation = sought(login(client, cast.admin_a), cast, nir)
    shown = page(client, "search_result", operation.pk)
    assert reverse("deposits:report", args=[done.pk]) in shown
    assert "1\u00a0dépôt conservé" in shown
    followed = client.get(reverse("operations:follow", args=[operation.pk])).content.decode()
    assert reverse("rgpd:search_result", args=[operation.pk]) in followed
    for text in (shown, followed, page(client, "search"), page(client, "home"), caplog.text):
        assert nir not in text


def test_the_result_shows_what_one_may_still_see(client: Client, cast: Cast) -> None:
    content = dsn(SIRET_TWO)
    controlled(cast.admin_a, content, "novembre.dsn")
    nir = next(line for line in content.decode("latin-1").splitlines() if "S21.G00.30.001" in line).split("'")[1]
    profile = delegate(cast.powerless_a, [Right.VOIR_DONNEES_PERSONNELLES], None, name="Clair")
    operation = sought(login(client, cast.powerless_a), cast, nir)
    assert "novembre.dsn" in page(client, "search_result", operation.pk)
    profile.delegations.all().delete()
    delegate(cast.powerless_a, [Right.VOIR_DONNEES_PERSONNELLES], [cast.etablissement_one], name="Moins")
    assert "novembre.dsn" not in page(client, "search_result", operation.pk)


@pytest.mark.parametrize("typed", ["12345", "2650851910001999", "<script>"])
def test_what_was_typed_is_not_drawn_back(client: Client, cast: Cast, typed: str) -> None:
    answer = login(client, cast.admin_a).post(reverse("rgpd:search"), {"nir": typed}).content.decode()
    assert "n&#x27;est pas un NIR" in answer
    assert typed not in answer


def test_a_nir_in_an_address_is_ignored(client: Client, cast: Cast) -> None:
    answer = login(client, cast.admin_a).get(reverse("rgpd:search"), {"nir": NIR}).content.decode()
    # Nothing but what the frame makes of the address, to come back to it, holds it.
    assert f'value="{NIR}"' not in answer
    enter_firm(cast.firm_a.pk)
    assert not Operation.objects.exists()


def test_the_search_of_somebody_else_is_not_found(client: Client, cast: Cast) -> None:
    enter_firm(cast.firm_a.pk)
    theirs = Operation.objects.create(firm=cast.firm_a, author=cast.admin_a, kind="personne.recherche", title="R")
    answer = login(client, cast.collaborator_a).get(reverse("rgpd:search_result", args=[theirs.pk]))
    assert answer.status_code == 404


def test_as_many_queries_for_one_member_as_for_three(client: Client, cast: Cast) -> None:
    counts = []
    for member in (cast.admin_entreprise, cast.admin_a):
        login(client, member)
        with CaptureQueriesContext(connection) as queries:
            page(client, "members")
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_an_entreprise_has_its_page_too(client: Client, cast: Cast, settings: Any) -> None:
    assert "Fichiers déposés" in page(login(client, cast.admin_entreprise), "home")
