"""« Changer de cabinet »: which firm a person of several works for."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from guichet.accounts.models import Member
from guichet.accounts.queries import memberships_of
from guichet.accounts.services import note_arrival
from guichet.core.access import ANY_MEMBER
from guichet.web.access import SESSION_FIRM, MemberRequest, access, open_context


@access(ANY_MEMBER, before_second_factor=True)
@require_http_methods(["GET", "HEAD", "POST"])
def firms(request: MemberRequest) -> HttpResponse:
    """The firms of the person; a POST with `cabinet` goes to work for that one."""
    memberships = list(memberships_of(request.actor.user_id))
    if request.method != "POST":
        return render(request, "web/accounts/firms.html", {"memberships": memberships})
    chosen = _chosen(memberships, request.POST.get("cabinet", ""))
    if chosen.firm_id != request.actor.firm_id:
        request.session[SESSION_FIRM] = str(chosen.firm_id)
        request.actor = open_context(request)
        note_arrival(actor=request.actor)
        messages.success(request, f"Vous travaillez maintenant pour {chosen.firm.name}.")
    return redirect("start")


def _chosen(memberships: list[Member], firm_id: str) -> Member:
    """The one asked for, or 404: nothing is said of firms the person is not in."""
    for member in memberships:
        if str(member.firm_id) == firm_id:
            return member
    raise Http404
