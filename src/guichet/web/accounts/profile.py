"""« Mon compte »: who I am, in which firms, with which rights."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from guichet.accounts.administrators import promotions_visible_to
from guichet.accounts.forms import NameForm
from guichet.accounts.queries import memberships_of
from guichet.accounts.services import rename_person
from guichet.core.access import ANY_MEMBER
from guichet.core.actor import Actor
from guichet.core.rights import Right
from guichet.web.access import MemberRequest, access


@dataclass(frozen=True, slots=True)
class HeldRight:
    """A right of the actor, and whether it covers the whole portfolio."""

    right: Right
    everywhere: bool


@access(ANY_MEMBER)
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: MemberRequest) -> HttpResponse:
    """The account of the person; a POST changes the name."""
    form = NameForm(request.POST or None, initial={"name": request.actor.name})
    if request.method == "POST" and form.is_valid():
        rename_person(actor=request.actor, name=form.cleaned_data["name"])
        messages.success(request, "Votre nom est enregistré.")
        return redirect("accounts:profile")
    memberships = list(memberships_of(request.actor.user_id))
    context = {
        "form": form,
        "memberships": memberships,
        "present": next(member for member in memberships if member.pk == request.actor.member_id),
        "rights": held_rights(request.actor),
        "promotions": promotions_visible_to(request.actor),
    }
    return render(request, "web/accounts/profile.html", context)


def held_rights(actor: Actor) -> list[HeldRight]:
    """In the order of the catalogue."""
    return [HeldRight(right, everywhere=not actor.scope(right)) for right in Right if actor.can(right)]
