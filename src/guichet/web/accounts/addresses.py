"""Changing one's e-mail address: asked here, confirmed by a link at both addresses."""

from __future__ import annotations

from allauth.core import ratelimit
from allauth.core.internal.ratelimit import consume
from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from guichet.accounts.addresses import (
    AddressError,
    LinkClosed,
    ask_change,
    confirm,
    open_change,
    pending_change,
    refuse,
)
from guichet.accounts.links import Purpose
from guichet.accounts.models import EmailChange, User
from guichet.core.access import ANY_MEMBER, PUBLIC
from guichet.web.access import MemberRequest, access
from guichet.web.accounts.proving import require_proof
from guichet.web.errors import too_many_requests


class AddressForm(forms.Form):
    """The address to go to."""

    email = forms.EmailField(
        label="Nouvelle adresse électronique", max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )


@access(ANY_MEMBER)
@require_http_methods(["GET", "HEAD", "POST"])
def change_address(request: MemberRequest) -> HttpResponse:
    """Asks for the new address; the answer is the same whatever is known of it."""
    require_proof(request)
    user, now = User.objects.get(pk=request.actor.user_id), timezone.now()
    form = AddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        refused: HttpResponse | None = ratelimit.consume_or_429(
            request, action="change_email", key=form.cleaned_data["email"].lower()
        )
        if refused:
            return refused
        try:
            ask_change(actor=request.actor, user=user, new_email=form.cleaned_data["email"], now=now)
        except AddressError as error:
            form.add_error("email", str(error))
        else:
            messages.success(request, "Deux courriels sont partis : l'un à votre adresse, l'autre à la nouvelle.")
            return redirect("account_email")
    return render(request, "web/accounts/address.html", {"form": form, "pending": pending_change(user, now)})


@access(PUBLIC)
@require_http_methods(["GET", "HEAD", "POST"])
def email_new(request: HttpRequest, key: str) -> HttpResponse:
    """The link of the new address."""
    return _answer(request, Purpose.NEW_ADDRESS, key)


@access(PUBLIC)
@require_http_methods(["GET", "HEAD", "POST"])
def email_old(request: HttpRequest, key: str) -> HttpResponse:
    """The link of the old address, which may refuse."""
    return _answer(request, Purpose.OLD_ADDRESS, key)


def _answer(request: HttpRequest, purpose: Purpose, key: str) -> HttpResponse:
    """A link is looked at, then answered by a form: mail programs follow links by themselves."""
    try:
        change = open_change(purpose, key, timezone.now(), to_answer=request.method == "POST")
        context = _done(request, purpose, change) if request.method == "POST" else {"step": "ask"}
    except AddressError as error:
        if isinstance(error, LinkClosed) and not _may_try_again(request):
            return too_many_requests(request)
        return render(request, "web/accounts/address_link.html", {"step": "closed", "why": str(error)})
    is_old = purpose == Purpose.OLD_ADDRESS
    return render(request, "web/accounts/address_link.html", {"change": change, "is_old": is_old, **context})


def _done(request: HttpRequest, purpose: Purpose, change: EmailChange) -> dict[str, str]:
    if purpose == Purpose.OLD_ADDRESS and request.POST.get("reponse") == "refuser":
        refuse(change=change)
        return {"step": "refused"}
    done = confirm(change=change, purpose=purpose, now=timezone.now())
    return {"step": "done" if done else "confirmed"}


def _may_try_again(request: HttpRequest) -> bool:
    """Whoever guesses links is stopped, reading included."""
    return bool(consume(request, app="allauth.account", action="link_failed", limit_get=True))
