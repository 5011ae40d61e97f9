"""Passkeys: adding one, naming it, taking it off; and logging in with it. The one thing here that needs JavaScript."""

from __future__ import annotations

import json

from allauth.core.internal.ratelimit import consume
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from allauth.mfa.webauthn.internal import flows
from allauth.mfa.webauthn.views import login_webauthn
from django import forms
from django.contrib import messages
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from guichet.accounts.proof_forms import well_formed
from guichet.accounts.second_factor import Change, note_change
from guichet.core.access import ANY_MEMBER, PUBLIC
from guichet.web.access import MemberRequest, access
from guichet.web.accounts.factors import may_remove, passkey_of, show_codes
from guichet.web.accounts.proving import require_proof
from guichet.web.errors import too_many_requests

KIND = Authenticator.Type.WEBAUTHN


class NewPasskeyForm(AddWebAuthnForm):  # type: ignore[misc]  # allauth is not typed
    """The name of a new passkey, and what the browser answered."""

    passwordless = None  # every passkey of ours opens the account by itself: the form has nothing to ask

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        name = self.fields["name"]
        name.label, name.help_text = "Nom de la clé", "Pour la reconnaître : « Téléphone », « Poste du bureau »…"
        name.required, name.max_length = False, 60
        name.widget.attrs.update({"maxlength": "60", "autocomplete": "off"})
        self.fields["credential"].error_messages["required"] = "Le navigateur n'a pas donné de clé. Recommencez."

    def clean(self) -> dict[str, object]:
        """The key, when the answer of the browser is whole and right."""
        with well_formed():
            cleaned: dict[str, object] = super().clean()
        return cleaned


class NameForm(forms.Form):
    """Another name for a passkey."""

    name = forms.CharField(label="Nom de la clé", max_length=60, widget=forms.TextInput(attrs={"autocomplete": "off"}))


@access(PUBLIC)
@require_http_methods(["GET", "HEAD", "POST"])
def log_in(request: HttpRequest) -> HttpResponse:
    """With a passkey alone. Reading is limited too: each question that is asked of a browser is kept in a session."""
    reading = request.method != "POST"
    if reading and not consume(request, app="allauth.mfa", action="webauthn_login", limit_get=True):
        return too_many_requests(request)
    answer: HttpResponse = login_webauthn(request)
    return answer


@access(ANY_MEMBER, before_second_factor=True)
@require_http_methods(["GET", "HEAD", "POST"])
def add_passkey(request: MemberRequest) -> HttpResponse:
    """The browser makes a key, the form brings what it answered."""
    require_proof(request)
    form = NewPasskeyForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        _, codes = flows.add_authenticator(request, name=data["name"], credential=data["credential"])
        note_change(actor=request.actor, change=Change.ADDED, kind=KIND)
        return show_codes(request, codes) if codes else redirect("mfa_index")
    options = flows.begin_registration(request, request.user, passwordless=True)
    context = {"form": form, "options": json.dumps(options, cls=DjangoJSONEncoder)}
    return render(request, "web/accounts/passkey_add.html", context)


@access(ANY_MEMBER, before_second_factor=True)
@require_http_methods(["GET", "HEAD", "POST"])
def rename_passkey(request: MemberRequest, key_id: int) -> HttpResponse:
    """Another name."""
    passkey = passkey_of(request, key_id)
    require_proof(request)
    form = NameForm(request.POST or None, initial={"name": passkey.wrap().name})
    if request.method == "POST" and form.is_valid():
        flows.rename_authenticator(request, passkey, form.cleaned_data["name"])
        note_change(actor=request.actor, change=Change.RENAMED, kind=KIND)
        messages.success(request, "Le nom de la clé est enregistré.")
        return redirect("mfa_index")
    return render(request, "web/accounts/passkey_rename.html", {"form": form, "passkey": passkey})


@access(ANY_MEMBER, before_second_factor=True)
@require_http_methods(["GET", "HEAD", "POST"])
def remove_passkey(request: MemberRequest, key_id: int) -> HttpResponse:
    """Asked once more; refused when a firm asks for a second factor and nothing else is left."""
    passkey = passkey_of(request, key_id)
    require_proof(request)
    if not may_remove(request, passkey):
        return redirect("mfa_index")
    if request.method == "POST":
        flows.remove_authenticator(request, passkey)
        note_change(actor=request.actor, change=Change.REMOVED, kind=KIND)
        return redirect("mfa_index")
    return render(request, "web/accounts/passkey_remove.html", {"passkey": passkey})
