"""How a person likes to read: size of the text and colours, kept in a cookie, for a year."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from guichet.core.access import PUBLIC
from guichet.web.access import access

COOKIE = "affichage"
YEAR = 365 * 24 * 3600
SMALLEST, USUAL, LARGEST = 1, 2, 4
THEMES = {"auto": "Automatique", "clair": "Clair", "sombre": "Sombre", "contraste": "Contraste élevé"}


@dataclass(frozen=True, slots=True)
class Display:
    """Step of the text, 1 to 4, and theme, one of `THEMES`."""

    text: int = USUAL
    theme: str = "auto"

    @property
    def is_smallest(self) -> bool:
        """True when the text cannot be made smaller."""
        return self.text == SMALLEST

    @property
    def is_largest(self) -> bool:
        """True when the text cannot be made larger."""
        return self.text == LARGEST


def display_of(request: HttpRequest) -> Display:
    """What the cookie says; the usual look when it is missing or unreadable."""
    text, _, theme = request.COOKIES.get(COOKIE, "").partition("-")
    known = {str(step): step for step in range(SMALLEST, LARGEST + 1)}
    return Display(known.get(text, USUAL), theme if theme in THEMES else "auto")


@access(PUBLIC)
@require_POST
def change_display(request: HttpRequest) -> HttpResponse:
    """Make the text smaller or larger, or choose a theme, then go back to the page."""
    display = _changed(display_of(request), request.POST.get("texte", ""), request.POST.get("theme", ""))
    response = redirect(_way_back(request))
    response.set_cookie(
        COOKIE,
        f"{display.text}-{display.theme}",
        max_age=YEAR,
        httponly=True,
        samesite="Lax",
        secure=request.is_secure(),
    )
    return response


def _changed(display: Display, text: str, theme: str) -> Display:
    step = {"moins": -1, "plus": 1}.get(text, 0)
    size = min(max(display.text + step, SMALLEST), LARGEST)
    return replace(display, text=size, theme=theme if theme in THEMES else display.theme)


def _way_back(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe else "/"
