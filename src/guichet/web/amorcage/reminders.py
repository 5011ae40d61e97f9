"""An administrator asks for the reminders by e-mail, or does without."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from guichet.amorcage.reminding import choose_mail
from guichet.core.access import ADMINISTRATOR
from guichet.web.access import MemberRequest, access


@access(ADMINISTRATOR, portfolio_only=True)
@require_POST
def mail(request: MemberRequest) -> HttpResponse:
    """`voulues=oui`, or anything else to stop."""
    wanted = request.POST.get("voulues") == "oui"
    choose_mail(actor=request.actor, wanted=wanted, now=timezone.now())
    said = "Vous recevrez les relances par courriel, une fois par jour au plus." if wanted else "Plus aucune relance."
    messages.success(request, said)
    return redirect("amorcage:list")
