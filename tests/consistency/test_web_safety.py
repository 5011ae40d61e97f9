"""What every address answers, whoever asks: headers, the guard of forms, redirections that stay here, no inline script.

Walked from the resolver: nobody lists the addresses, nobody forgets one.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client

from guichet.core.access import PUBLIC
from tests.consistency.routes import Route, routes
from tests.consistency.sources import ROOT, shown
from tests.guichet.cast import Cast

ROUTES = routes()
ELSEWHERE = (
    "https://ailleurs.example/",
    "//ailleurs.example/",
    "///ailleurs.example/",
    "/\\ailleurs.example",
    "https:ailleurs.example",
    "http://testserver@ailleurs.example/",
    "javascript:alert(1)",
    "data:text/html,x",
)
WAYS_BACK = ("next", "redirect_to", "retour", "url", "suite")
TEMPLATES = sorted((ROOT / "src" / "guichet").rglob("templates/**/*.html"))
TAG = re.compile(r"{%.*?%}|{#.*?#}", re.DOTALL)
UNSAFE = re.compile(r"unsafe-inline|unsafe-eval|unsafe-hashes|\*|\bhttps?:|\bblob:")


@pytest.fixture(params=["visitor", "administrator"])
def ask(request: pytest.FixtureRequest, cast: Cast) -> Callable[[], Client]:
    """A client of its own for each question, so that logging out is no matter."""

    def client() -> Client:
        made = Client()
        if request.param == "administrator":
            made.force_login(cast.admin_a.user)
        return made

    return client


@pytest.mark.parametrize("route", ROUTES, ids=str)
def test_the_headers_are_on_every_answer(ask: Callable[[], Client], cast: Cast, route: Route) -> None:
    url = route.url(cast)
    for answer in (ask().get(url), ask().post(url)):
        policy = answer["Content-Security-Policy"]
        assert not UNSAFE.search(policy)
        for directive in ("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "base-uri 'none'"):
            assert directive in policy
        assert answer["X-Frame-Options"] == "DENY"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Referrer-Policy"] == "same-origin"
        assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
        assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("route", ROUTES, ids=str)
def test_a_form_without_its_token_is_refused(cast: Cast, route: Route) -> None:
    """Before anything is looked at: by a member of the firm, with a session, at every address."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.admin_partner.user if route.view.partner_only else cast.admin_a.user)
    for headers in ({}, {"HTTP_ORIGIN": "https://ailleurs.example"}):
        answer = client.post(route.url(cast), {"csrfmiddlewaretoken": "x" * 64}, **headers)
        assert answer.status_code == 403
        assert "Ce formulaire n'est plus valable" in answer.content.decode()


@pytest.mark.parametrize("route", ROUTES, ids=str)
def test_no_address_leads_to_another_site(ask: Callable[[], Client], cast: Cast, route: Route) -> None:
    url = route.url(cast)
    # Every trick where a wish is granted at all; one where it is not.
    granted = any("/aide/ici" in answer.headers.get("Location", "") for answer in wish(ask, url, "/aide/ici"))
    for target in ELSEWHERE if granted else ELSEWHERE[:1]:
        for answer in wish(ask, url, target):
            to = urlsplit(answer.headers.get("Location", "").replace("\\", "/"))
            assert (to.scheme, to.netloc) in {("", ""), ("http", "testserver")}
            assert "ailleurs.example" not in answer.headers.get("HX-Redirect", "")


def wish(ask: Callable[[], Client], url: str, target: str) -> list[HttpResponse]:
    """Ask to be sent there, in every way that anybody has ever named it."""
    wished = dict.fromkeys(WAYS_BACK, target)
    return [ask().get(url, wished), ask().post(url, wished)]


def test_wishes_are_granted_somewhere(ask: Callable[[], Client]) -> None:
    assert wish(ask, "/affichage/", "/aide/ici")[1].headers["Location"] == "/aide/ici"


@pytest.mark.parametrize("route", [route for route in ROUTES if route.view.access is not PUBLIC], ids=str)
def test_a_session_that_ended_opens_nothing(cast: Cast, route: Route) -> None:
    client = Client()
    client.force_login(cast.admin_a.user)
    client.session.flush()
    assert client.get(route.url(cast)).status_code in {302, 405}


class Inline(HTMLParser):
    """Collects what the policy would refuse: inline scripts and styles, handlers, addresses that run."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """One element of the template."""
        values = dict(attrs)
        if tag == "style" or (tag == "script" and "src" not in values):
            self.found.append(f"<{tag}>")
        for name, value in attrs:
            runs = (value or "").strip().lower().startswith(("javascript:", "data:text/html"))
            if name == "style" or name.startswith(("on", "hx-on")) or runs:
                self.found.append(f"<{tag} {name}>")


@pytest.mark.parametrize("template", TEMPLATES, ids=shown)
def test_no_template_holds_a_script_or_a_style(template: object) -> None:
    parser = Inline()
    parser.feed(TAG.sub(" ", template.read_text(encoding="utf-8")))  # type: ignore[attr-defined]
    assert parser.found == []


def test_what_is_inline_is_seen() -> None:
    parser = Inline()
    parser.feed('<p style="x"><script>1</script><a onclick="x" href="javascript:x"><style></style><script src="/a">')
    assert parser.found == ["<p style>", "<script>", "<a onclick>", "<a href>", "<style>"]


def test_the_cookies_are_closed_to_scripts_and_to_other_sites() -> None:
    assert settings.SESSION_COOKIE_HTTPONLY is True
    assert settings.SESSION_COOKIE_SAMESITE == "Lax"
    assert settings.CSRF_COOKIE_SAMESITE == "Lax"
