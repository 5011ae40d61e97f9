"""Asking the whole team for a second factor, and from when."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from guichet.accounts.members import TeamError
from guichet.accounts.models import Firm
from guichet.accounts.queries import members_visible_to
from guichet.accounts.second_factor import GRACES, has_factor, require_second_factor
from guichet.core.access import ADMINISTRATOR
from guichet.web.access import MemberRequest, access
from guichet.web.accounts.proving import require_proof

OPTIONAL = "facultatif"


def _label(days: int) -> str:
    return f"Exigé, après un délai de {days} jours" if days else "Exigé dès maintenant"


class RequirementForm(forms.Form):
    """Optional, or asked for after some days."""

    rule = forms.ChoiceField(
        label="Second facteur pour tous les membres",
        choices=[(OPTIONAL, "Facultatif : chacun décide pour lui"), *((str(days), _label(days)) for days in GRACES)],
        widget=forms.RadioSelect,
        help_text="Pendant le délai, un rappel s'affiche sur chaque page. Ensuite, qui n'a pas de second facteur est "
        "conduit à en choisir un avant toute autre chose.",
    )


@access(ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def second_factor(request: MemberRequest) -> HttpResponse:
    """The rule of the firm, and how many it would concern."""
    require_proof(request)
    form = RequirementForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        rule = form.cleaned_data["rule"]
        try:
            require_second_factor(
                actor=request.actor,
                grace_days=None if rule == OPTIONAL else int(rule),
                today=timezone.localdate(),
            )
        except TeamError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "La règle du second facteur est enregistrée.")
            return redirect("team:list")
    active = members_visible_to(request.actor).filter(is_active=True)
    context = {
        "form": form,
        "firm": Firm.objects.get(pk=request.actor.firm_id),
        "without": active.filter(~has_factor("user_id")).count(),
        "members": active.count(),
    }
    return render(request, "web/team/second_factor.html", context)
