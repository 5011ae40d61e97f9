"""« Contact et classement »: whom to call at an establishment, its groupe, its étiquettes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from guichet.core.actor import Actor
from guichet.core.rights import Right
from guichet.portfolio.describing import Contact, describe_etablissement, read_tags
from guichet.portfolio.errors import PortfolioError
from guichet.portfolio.models import Etablissement
from guichet.portfolio.queries import groups_of, tags_of
from guichet.web.access import MemberRequest, access
from guichet.web.portfolio.objects import etablissement_for, page_of
from guichet.web.templatetags.guichet import named


class DescribeForm(forms.Form):
    """What a person adds to a fiche."""

    contact_name = forms.CharField(
        label="Nom du contact",
        required=False,
        max_length=120,
        help_text="La personne à appeler au sujet de la paie de cet établissement.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    contact_phone = forms.CharField(
        label="Téléphone", required=False, max_length=30, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    contact_email = forms.EmailField(
        label="Adresse électronique",
        required=False,
        max_length=254,
        error_messages={"invalid": "Cette adresse électronique n'est pas complète. Vérifiez-la."},
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    group = forms.ChoiceField(
        label="Groupe",
        required=False,
        error_messages={"invalid_choice": "Ce groupe n'existe plus. Choisissez-en un dans la liste."},
    )
    tags = forms.CharField(
        label="Étiquettes",
        required=False,
        max_length=1000,
        help_text="Des mots à vous, séparés par des virgules : « saisonnier, paie décalée ».",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, data: Any, *, actor: Actor, etablissement: Etablissement) -> None:
        self.groups = {str(group.pk): group for group in groups_of(actor)}
        super().__init__(data, initial=_initial(etablissement))
        choices = [("", "Aucun groupe"), *((key, group.name) for key, group in self.groups.items())]
        self.fields["group"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField
        known = list(tags_of(actor).values_list("name", flat=True)[:30])
        if known:
            self.fields["tags"].help_text += f" Déjà en usage : {', '.join(known)}."

    def clean_tags(self) -> list[str]:
        """Each once."""
        try:
            return read_tags(self.cleaned_data["tags"])
        except PortfolioError as error:
            raise forms.ValidationError(str(error)) from error


@access(Right.MODIFIER, portfolio_only=True)
@require_http_methods(["GET", "HEAD", "POST"])
def describe(request: MemberRequest, siret: str) -> HttpResponse:
    """The form; by POST, what it says is kept."""
    etablissement = etablissement_for(request.actor, siret, Right.MODIFIER)
    sent = request.POST if request.method == "POST" else None
    form = DescribeForm(sent, actor=request.actor, etablissement=etablissement)
    if sent is not None and form.is_valid():
        try:
            _save(request.actor, etablissement, form)
        except PortfolioError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"La fiche de {named(etablissement)} est enregistrée.")
            return redirect(page_of(request.actor, etablissement))
    context = {"form": form, "etablissement": etablissement, "page_url": page_of(request.actor, etablissement)}
    return render(request, "web/portfolio/describe.html", context)


def _save(actor: Actor, etablissement: Etablissement, form: DescribeForm) -> None:
    given = form.cleaned_data
    contact = Contact(given["contact_name"].strip(), given["contact_email"], given["contact_phone"].strip())
    group = form.groups.get(given["group"])
    describe_etablissement(actor=actor, etablissement=etablissement, contact=contact, group=group, tags=given["tags"])


def _initial(etablissement: Etablissement) -> dict[str, object]:
    return {
        "contact_name": etablissement.contact_name,
        "contact_email": etablissement.contact_email,
        "contact_phone": etablissement.contact_phone,
        "group": etablissement.sub_portfolio_id or "",
        "tags": ", ".join(etablissement.tags),
    }
