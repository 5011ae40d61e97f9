"""Another link of confirmation, for who lost the first or came too late."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.email_verification import send_verification_email_to_address
from allauth.account.models import EmailAddress
from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from guichet.accounts.forms import ConfirmationForm
from guichet.core.access import PUBLIC
from guichet.web.access import access


@access(PUBLIC)
@require_http_methods(["GET", "HEAD", "POST"])
def resend_confirmation(request: HttpRequest) -> HttpResponse:
    """Asks for an address, sends it a mail, and says the same whatever is known of it."""
    form = ConfirmationForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "account/resend_confirmation.html", {"form": form})
    refused: HttpResponse | None = ratelimit.consume_or_429(request, action="resend_confirmation")
    if refused:
        return refused
    _send_again(request, form.cleaned_data["email"])
    return redirect("account_email_verification_sent")


def _send_again(request: HttpRequest, email: str) -> None:
    """A link when the address waits for one; else what to do: log in, or sign up. Each takes as long as the others."""
    address = EmailAddress.objects.filter(email=email).order_by("verified").first()
    if address is None or not address.verified:
        send_verification_email_to_address(request, address or EmailAddress(email=email))
    elif ratelimit.consume(request, action="confirm_email", key=email):
        get_adapter().send_account_already_exists_mail(email)
