"""The controls explained: the list, its search, the page of one."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

import neodes

LIST = reverse("controls:list")
pytestmark = pytest.mark.django_db


def page(client: Client, **asked: str) -> str:
    response = client.get(LIST, asked)
    assert response.status_code == 200
    return response.content.decode()


def test_without_a_search_every_bloc_is_there_with_its_counts(client: Client) -> None:
    text, norm = page(client), neodes.load_norm(neodes.DEFAULT_VERSION)
    assert all(f"?bloc={bloc}" in text for bloc in norm.blocs)
    assert "Le fichier lui-même" in text


def test_a_bloc_lists_its_controls(client: Client) -> None:
    text = page(client, bloc="S21.G00.62")
    assert "S21.G00.62.001/" in text
    assert "S21.G00.40.001/" not in text
    assert "bloc Fin du contrat" in text


def test_a_search_takes_words_without_accents_and_ids(client: Client) -> None:
    assert "S21.G00.40.010/CCH-12" in page(client, q="40.010/cch")
    assert "S21.G00.30.002/USAGE" in page(client, q="presence nom de famille")
    assert "Aucun contrôle ne répond" in page(client, q="introuvable")


def test_what_is_not_run_says_why(client: Client) -> None:
    text = page(client, etat="non-execute", q="CME")
    assert "Non fait ici" in text
    assert "S21.G00.06.001/CME-11" in text
    assert "S21.G00.06.001/CME-11" not in page(client, etat="execute", q="CME-11")


def test_the_version_of_the_norm_is_kept(client: Client) -> None:
    text = page(client, bloc="S21.G00.62", norme="P25V01")
    assert "?norme=P25V01" in text
    assert 'value="P25V01" selected' in text


def test_a_control_leads_back_to_the_list_and_an_unknown_one_is_not_found(client: Client) -> None:
    found = client.get(reverse("controls:control", kwargs={"control_id": "S21.G00.40.010/CCH-12"}))
    assert f'href="{LIST}"' in found.content.decode()
    assert client.get(reverse("controls:control", kwargs={"control_id": "S21.G00.40.010/CCH-99"})).status_code == 404


@pytest.mark.parametrize("query", ["norme=P99", "bloc=inconnu", "etat=x&gravite=y", "page=abc", "q=%00"])
def test_a_wrong_address_is_no_error(client: Client, query: str) -> None:
    assert client.get(f"{LIST}?{query}").status_code == 200
