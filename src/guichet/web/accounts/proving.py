"""Asking a person who he is once more, before what an open session alone should not be able to do."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from allauth.account.views import ReauthenticateView
from allauth.mfa.base.views import ReauthenticateView as CodeView
from allauth.mfa.webauthn.views import ReauthenticateWebAuthnView
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from guichet.core.access import ANY_MEMBER
from guichet.web.access import access

METHODS = {
    "reauthenticate": "Avec mon mot de passe",
    "mfa_reauthenticate": "Avec un code",
    "mfa_reauthenticate:webauthn": "Avec une clé d'accès",
}


def require_proof(request: HttpRequest) -> None:
    """Go on when the person has proved who he is in the last ten minutes; else he is led to do so, then back here."""
    raise_if_reauthentication_required(request, app="")


class _Words:
    """The other ways to prove it, in our words."""

    def get_reauthentication_alternatives(self) -> list[dict[str, str]]:
        """Address and label of each."""
        found = super().get_reauthentication_alternatives()  # type: ignore[misc]  # comes from the view of allauth
        return [{**each, "description": METHODS[each["id"]]} for each in found]


class ByPassword(_Words, ReauthenticateView):  # type: ignore[misc]  # allauth is not typed
    """With the password."""


class ByCode(_Words, CodeView):  # type: ignore[misc]  # allauth is not typed
    """With a code of the application, or a recovery code."""


class ByPasskey(_Words, ReauthenticateWebAuthnView):  # type: ignore[misc]  # allauth is not typed
    """With a passkey."""

    def form_invalid(self, form: object) -> HttpResponse:
        """Another try, on the page that offers the other ways."""
        messages.error(self.request, "Cette clé d'accès n'a pas été reconnue. Recommencez, ou choisissez autre chose.")
        return redirect(
            self.passthrough_next_url(get_adapter().get_reauthentication_methods(self.request.user)[0]["url"])
        )


by_password = access(ANY_MEMBER, before_second_factor=True)(ByPassword.as_view())
by_code = access(ANY_MEMBER, before_second_factor=True)(ByCode.as_view())
by_passkey = access(ANY_MEMBER, before_second_factor=True)(ByPasskey.as_view())
