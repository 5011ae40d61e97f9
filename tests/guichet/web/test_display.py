"""The display of a person: steps of the text and theme, in a cookie, and back to the page."""

from __future__ import annotations

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def change(client: Client, **values: str) -> str:
    """Change the display and give the address it leads back to."""
    answer = client.post("/affichage/", values)
    assert answer.status_code == 302
    return answer.headers["Location"]


@pytest.mark.parametrize(("start", "word", "end"), [
    (None, "plus", "3-auto"),
    (None, "moins", "1-auto"),
    ("4-sombre", "plus", "4-sombre"),
    ("1-clair", "moins", "1-clair"),
    ("3-clair", "énorme", "3-clair"),
    ("99-rose", "plus", "3-auto"),
    ("n'importe quoi", "", "2-auto"),
])  # fmt: skip
def test_the_text_moves_by_one_step_within_its_bounds(client: Client, start: str | None, word: str, end: str) -> None:
    """Whatever the cookie says."""
    if start:
        client.cookies["affichage"] = start
    change(client, texte=word)
    assert client.cookies["affichage"].value == end


@pytest.mark.parametrize(("wanted", "kept"), [("sombre", "sombre"), ("rose", "auto"), ("", "auto")])
def test_only_known_themes_are_kept(client: Client, wanted: str, kept: str) -> None:
    """The page then carries the theme."""
    change(client, theme=wanted)
    assert client.cookies["affichage"].value == f"2-{kept}"
    assert f'data-theme="{kept}"' in client.get("/aide/").content.decode()


@pytest.mark.parametrize(("wanted", "led"), [
    ("/aide/?a=1", "/aide/?a=1"),
    ("https://ailleurs.example/", "/"),
    ("//ailleurs.example/", "/"),
    ("javascript:alert(1)", "/"),
    ("", "/"),
])  # fmt: skip
def test_one_is_led_back_within_the_portal_only(client: Client, wanted: str, led: str) -> None:
    """Never to an address elsewhere."""
    assert change(client, texte="plus", next=wanted) == led


def test_a_get_changes_nothing(client: Client) -> None:
    """405, and no cookie."""
    assert client.get("/affichage/?texte=plus").status_code == 405
    assert "affichage" not in client.cookies
