"""« Webhooks »: where the portal tells of what happens, what it sent, and a test."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guichet.core.access import ADMINISTRATOR
from guichet.programs.enums import CHOSEN
from guichet.programs.errors import AddressRefused, ProgramError
from guichet.programs.guard import URL_MAX
from guichet.programs.models import Webhook
from guichet.programs.webhooks import (
    add_webhook,
    change_webhook,
    remove_webhook,
    secret_of,
    try_webhook,
    webhooks_visible_to,
)
from guichet.web.access import MemberRequest, access
from guichet.web.accounts.proving import require_proof
from guichet.web.programs.objects import webhook_for

PER_PAGE = 50
OUTCOMES = {
    "adresse_interdite": "adresse refusée : réseau privé ou nom inconnu",
    "delai": "pas de réponse à temps",
    "certificat": "certificat refusé",
    "injoignable": "connexion impossible",
    "pause": "webhook en pause",
}
"""Why there was no answer, in words; a code of HTTP stands for itself."""


class EventsForm(forms.Form):
    """What is sent, and whether it is."""

    events = forms.MultipleChoiceField(
        label="Évènements envoyés",
        choices=[(event.value, event.label) for event in CHOSEN],
        widget=forms.CheckboxSelectMultiple,
    )
    active = forms.BooleanField(label="Actif", required=False, help_text="Décochez pour suspendre les envois.")


class WebhookForm(forms.Form):
    """Where to send, and what."""

    url = forms.CharField(
        label="Adresse",
        max_length=URL_MAX,
        help_text="Elle commence par « https:// » et répond par un code 2xx, en moins de quatre secondes.",
        widget=forms.URLInput(attrs={"autocomplete": "off"}),
    )
    events = forms.MultipleChoiceField(
        label="Évènements à envoyer",
        choices=[(event.value, event.label) for event in CHOSEN],
        initial=[event.value for event in CHOSEN],
        widget=forms.CheckboxSelectMultiple,
    )


@access(ADMINISTRATOR)
@require_safe
def webhook_list(request: MemberRequest) -> HttpResponse:
    """Those of the firm."""
    return render(request, "web/programs/webhooks.html", {"webhooks": webhooks_visible_to(request.actor)})


@access(ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def new_webhook(request: MemberRequest) -> HttpResponse:
    """The form."""
    require_proof(request)
    form = WebhookForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            webhook = add_webhook(actor=request.actor, **form.cleaned_data)
        except AddressRefused as error:
            form.add_error("url", str(error))
        except ProgramError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Le webhook est ajouté. Donnez son secret à votre programme, puis essayez-le.")
            return redirect("programs:webhook", webhook_id=webhook.pk)
    return render(request, "web/programs/webhook_new.html", {"form": form})


@access(ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def webhook_page(request: MemberRequest, webhook_id: UUID) -> HttpResponse:
    """Its events, which a POST changes, and what was sent."""
    webhook = webhook_for(request.actor, webhook_id)
    form = EventsForm(request.POST or None, initial={"events": webhook.events, "active": webhook.active})
    if request.method == "POST" and form.is_valid():
        change_webhook(actor=request.actor, webhook=webhook, **form.cleaned_data)
        messages.success(request, "Le webhook est enregistré.")
        return redirect("programs:webhook", webhook_id=webhook.pk)
    return render(request, "web/programs/webhook.html", {"webhook": webhook, "form": form, **_sent(request, webhook)})


@access(ADMINISTRATOR)
@require_safe
def show_secret(request: MemberRequest, webhook_id: UUID) -> HttpResponse:
    """What its messages are signed with, for who has just proved who he is."""
    webhook = webhook_for(request.actor, webhook_id)
    require_proof(request)
    return render(request, "web/programs/secret.html", {"webhook": webhook, "secret": secret_of(webhook)})


@access(ADMINISTRATOR)
@require_POST
def try_it(request: MemberRequest, webhook_id: UUID) -> HttpResponse:
    """A message of test."""
    webhook = webhook_for(request.actor, webhook_id)
    try:
        try_webhook(actor=request.actor, webhook=webhook, now=timezone.now())
    except ProgramError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "Un message d'essai part. Rechargez cette page dans quelques secondes.")
    return redirect("programs:webhook", webhook_id=webhook.pk)


@access(ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: MemberRequest, webhook_id: UUID) -> HttpResponse:
    """Asked once more, then done."""
    webhook = webhook_for(request.actor, webhook_id)
    if request.method == "POST":
        remove_webhook(actor=request.actor, webhook=webhook)
        messages.success(request, "Le webhook est retiré : plus rien ne lui est envoyé.")
        return redirect("programs:webhooks")
    return render(request, "web/programs/webhook_remove.html", {"webhook": webhook})


def _sent(request: MemberRequest, webhook: Webhook) -> dict[str, object]:
    page = Paginator(webhook.deliveries.all(), PER_PAGE).get_page(request.GET.get("page"))
    return {"page": page, "rows": [(each, OUTCOMES.get(each.outcome, each.outcome)) for each in page]}
