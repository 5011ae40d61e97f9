"""Setting and taking off the application of codes, and the recovery codes, shown once."""

from __future__ import annotations

import base64
from urllib.parse import quote

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.flows import can_generate_recovery_codes, generate_recovery_codes
from allauth.mfa.totp.internal.flows import activate_totp, deactivate_totp
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from guichet.accounts.proof_forms import FirstCodeForm
from guichet.accounts.second_factor import Change, note_change
from guichet.core.access import ANY_MEMBER
from guichet.web.access import MemberRequest, access
from guichet.web.accounts.proving import require_proof

TYPES = Authenticator.Type


@access(ANY_MEMBER, before_second_factor=True)
@require_http_methods(["GET", "HEAD", "POST"])
def set_application(request: MemberRequest) -> HttpResponse:
    """The picture to photograph, then the first code; the recovery codes follow, if there are none yet."""
    if _mine(request, TYPES.TOTP) is not None:
        return redirect("mfa_index")
    require_proof(request)
    form = FirstCodeForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        _, codes = activate_totp(request, form)
        note_change(actor=request.actor, change=Change.ADDED, kind=TYPES.TOTP)
        return show_codes(request, codes) if codes else redirect("mfa_index")
    return render(request, "web/accounts/application.html", {"form": form, **_picture(request, form.secret)})


@access(ANY_MEMBER, before_second_factor=True)
@require_http_methods(["GET", "HEAD", "POST"])
def remove_application(request: MemberRequest) -> HttpResponse:
    """Asked once more; refused when a firm asks for it and nothing else is left."""
    authenticator = _mine(request, TYPES.TOTP)
    if authenticator is None:
        return redirect("mfa_index")
    require_proof(request)
    if not may_remove(request, authenticator):
        return redirect("mfa_index")
    if request.method == "POST":
        deactivate_totp(request, authenticator)
        note_change(actor=request.actor, change=Change.REMOVED, kind=TYPES.TOTP)
        return redirect("mfa_index")
    return render(request, "web/accounts/application_remove.html")


@access(ANY_MEMBER, before_second_factor=True)
@require_http_methods(["GET", "HEAD", "POST"])
def renew_codes(request: MemberRequest) -> HttpResponse:
    """Ten new recovery codes in place of the former ones."""
    if not can_generate_recovery_codes(request.user):
        messages.error(request, get_adapter().error_messages["cannot_generate_recovery_codes"])
        return redirect("mfa_index")
    require_proof(request)
    if request.method == "POST":
        codes = generate_recovery_codes(request)
        note_change(actor=request.actor, change=Change.CODES, kind=TYPES.RECOVERY_CODES)
        return show_codes(request, codes)
    return render(request, "web/accounts/codes_renew.html", {"has_codes": _mine(request, TYPES.RECOVERY_CODES)})


def show_codes(request: MemberRequest, codes: Authenticator) -> HttpResponse:
    """The answer to the form that made them, and no other page ever: the file to keep is within the page itself."""
    wrapped = codes.wrap()
    wrapped.mark_as_viewed()
    listed = wrapped.get_unused_codes()
    file = render(request, "web/accounts/codes.txt", {"codes": listed, "now": timezone.now()}).content.decode()
    context = {"codes": listed, "file": "data:text/plain;charset=utf-8," + quote(file)}
    return render(request, "web/accounts/codes.html", context)


def may_remove(request: MemberRequest, authenticator: Authenticator) -> bool:
    """Whether it may go; says why not."""
    if get_adapter().can_delete_authenticator(authenticator):
        return True
    messages.error(request, get_adapter().error_messages["cannot_delete_authenticator"])
    return False


def passkey_of(request: MemberRequest, key_id: int) -> Authenticator:
    """A passkey of the person, or 404."""
    found = Authenticator.objects.filter(user_id=request.actor.user_id, type=TYPES.WEBAUTHN, pk=key_id).first()
    if found is None:
        raise Http404
    return found


def _mine(request: MemberRequest, kind: str) -> Authenticator | None:
    found: Authenticator | None = Authenticator.objects.filter(user_id=request.actor.user_id, type=kind).first()
    return found


def _picture(request: MemberRequest, secret: str) -> dict[str, str]:
    """The address that an application reads, as a picture, as a link, and to type by hand."""
    url = get_adapter().build_totp_url(request.user, secret)
    svg = get_adapter().build_totp_svg(url).encode()
    groups = " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))
    return {"picture": "data:image/svg+xml;base64," + base64.b64encode(svg).decode(), "url": url, "secret": groups}
