"""What the partner grants by itself: for a firm it trusts, for an entreprise it knows."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from guichet.amorcage.enums import RuleKind
from guichet.amorcage.errors import AmorcageError
from guichet.amorcage.inbox import rules_visible_to
from guichet.amorcage.months import LONGEST
from guichet.amorcage.ruling import add_rule, remove_rule
from guichet.core.access import ADMINISTRATOR
from guichet.web.access import MemberRequest, access


class RuleForm(forms.Form):
    """A kind, a number, a name to recognise it by, a length of time."""

    kind = forms.ChoiceField(label="Accorder", choices=RuleKind.choices, widget=forms.RadioSelect)
    value = forms.CharField(
        label="SIRET du cabinet, ou SIREN de l'entreprise",
        max_length=20,
        help_text="14 ou 9 chiffres ; les espaces sont acceptés.",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    label = forms.CharField(label="Nom, pour vous y retrouver", max_length=200, required=False)
    months = forms.IntegerField(
        label="Durée accordée, en mois",
        min_value=1,
        max_value=LONGEST,
        initial=12,
        error_messages={
            "min_value": "La durée est d'un mois au moins.",
            "max_value": f"La durée est de {LONGEST} mois au plus.",
        },
    )


@access(ADMINISTRATOR, partner_only=True)
@require_http_methods(["GET", "HEAD", "POST"])
def rule_list(request: MemberRequest) -> HttpResponse:
    """The rules, and the form that adds one."""
    form = RuleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            add_rule(actor=request.actor, **{**given, "kind": RuleKind(given["kind"])})
        except AmorcageError as error:
            form.add_error("value", str(error))
        else:
            messages.success(request, "La règle est ajoutée : elle vaut pour les demandes à venir.")
            return redirect("partner:rules")
    context = {"form": form, "rules": list(rules_visible_to(request.actor))}
    return render(request, "web/partner/rules.html", context)


@access(ADMINISTRATOR, partner_only=True)
@require_POST
def remove(request: MemberRequest, rule_id: int) -> HttpResponse:
    """What was granted stays; what comes waits for a person."""
    rule = get_object_or_404(rules_visible_to(request.actor), pk=rule_id)
    remove_rule(actor=request.actor, rule=rule)
    messages.success(request, "La règle est retirée : les demandes à venir attendront votre réponse.")
    return redirect("partner:rules")
