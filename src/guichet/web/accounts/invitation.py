"""The page that an invitation leads to: accept with the account of that address, or create it."""

from __future__ import annotations

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.core import ratelimit
from allauth.core.internal.ratelimit import consume
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from guichet.accounts.forms import NewcomerForm
from guichet.accounts.invitations import (
    InvitationClosed,
    accept_by_creating,
    accept_with_account,
    address_has_account,
    open_invitation,
)
from guichet.accounts.members import TeamError
from guichet.accounts.models import Invitation, User
from guichet.core.access import PUBLIC
from guichet.web.access import SESSION_FIRM, access
from guichet.web.errors import too_many_requests

PAGE = "web/accounts/invitation.html"


@access(PUBLIC)
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, key: str) -> HttpResponse:
    """One page for every link that is worth nothing, whatever the reason."""
    refused: HttpResponse | None = ratelimit.consume_or_429(request, action="invitation")
    if refused:
        return refused
    try:
        found = open_invitation(key, timezone.now(), to_accept=request.method == "POST")
    except InvitationClosed:
        if not consume(request, app="allauth.account", action="link_failed", limit_get=True):
            return too_many_requests(request)
        return render(request, PAGE, {"step": "closed"})
    if request.user.is_authenticated:
        return _with_account(request, found)
    if address_has_account(found):
        return render(request, PAGE, {"step": "log_in", "invitation": found})
    return _by_creating(request, found)


def _with_account(request: HttpRequest, found: Invitation) -> HttpResponse:
    user = User.objects.get(email=request.user.get_username())
    if user.email != found.email:
        return render(request, PAGE, {"step": "other_account", "invitation": found})
    if request.method == "POST":
        accept_with_account(invitation=found, user=user, now=timezone.now())
        request.session[SESSION_FIRM] = str(found.firm_id)
        messages.success(request, f"Vous travaillez maintenant pour {found.firm.name}.")
        return redirect("start")
    return render(request, PAGE, {"step": "accept", "invitation": found})


def _by_creating(request: HttpRequest, found: Invitation) -> HttpResponse:
    form = NewcomerForm(request.POST or None, email=found.email)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            member = accept_by_creating(
                invitation=found, name=data["name"], password=data["password1"], now=timezone.now()
            )
        except TeamError as error:
            form.add_error(None, str(error))
        else:
            record_authentication(request, member.user, method="invitation")
            login: HttpResponse = perform_login(request, Login(user=member.user, email=member.user.email))
            return login
    return render(request, PAGE, {"step": "create", "invitation": found, "form": form})
