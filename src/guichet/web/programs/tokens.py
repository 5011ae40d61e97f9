"""« Jetons d'accès »: those of the firm, a new one shown once, and its end."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from guichet.core.access import ADMINISTRATOR
from guichet.programs.errors import ProgramError
from guichet.programs.tokens import DURATIONS, create_token, revoke_token, tokens_visible_to
from guichet.web.access import MemberRequest, access
from guichet.web.accounts.proving import require_proof
from guichet.web.programs.objects import token_for

PER_PAGE = 50


class TokenForm(forms.Form):
    """What it is for, and for how long."""

    name = forms.CharField(
        label="Nom", max_length=80, help_text="Le programme qui s'en servira, par exemple « Gestion des contrats »."
    )
    days = forms.TypedChoiceField(
        label="Durée",
        coerce=int,
        choices=[(days, "1 an" if days == 365 else f"{days} jours") for days in DURATIONS],
        initial=90,
        widget=forms.RadioSelect,
    )


@access(ADMINISTRATOR)
@require_safe
def token_list(request: MemberRequest) -> HttpResponse:
    """All of them, the latest first."""
    page = Paginator(tokens_visible_to(request.actor), PER_PAGE).get_page(request.GET.get("page"))
    now = timezone.now()
    rows = [(token, "revoked" if token.revoked_at else "live" if token.is_live(now) else "ended") for token in page]
    return render(request, "web/programs/tokens.html", {"page": page, "rows": rows})


@access(ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def new_token(request: MemberRequest) -> HttpResponse:
    """The form; the answer to it shows the token, and no other page ever does."""
    require_proof(request)
    form = TokenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            token, text = create_token(actor=request.actor, now=timezone.now(), **form.cleaned_data)
        except ProgramError as error:
            form.add_error(None, str(error))
        else:
            shown = {"token": token, "text": text, "address": f"{settings.GUICHET_BASE_URL}/api/v1/"}
            return render(request, "web/programs/token_made.html", shown)
    return render(request, "web/programs/token_new.html", {"form": form})


@access(ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def revoke(request: MemberRequest, token_id: UUID) -> HttpResponse:
    """Asked once more, then done."""
    token = token_for(request.actor, token_id)
    if request.method == "POST":
        revoke_token(actor=request.actor, token=token, now=timezone.now())
        messages.success(request, f"Le jeton « {token.name} » est révoqué : il n'ouvre plus rien.")
        return redirect("programs:tokens")
    return render(request, "web/programs/token_revoke.html", {"token": token})
