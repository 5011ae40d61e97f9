"""What an administrator does for the members of the firm: take their data away for them, forget who has left."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guichet.accounts.models import Member
from guichet.core.access import ADMINISTRATOR
from guichet.rgpd.errors import RgpdError
from guichet.rgpd.person_export import start_person_export
from guichet.rgpd.services import forget_member, is_forgotten
from guichet.web.access import MemberRequest, access


@access(ADMINISTRATOR)
@require_safe
def member_list(request: MemberRequest) -> HttpResponse:
    """Everybody who is, or was, of the firm."""
    members = Member.objects.filter(firm_id=request.actor.firm_id).select_related("user")
    rows = sorted(members, key=lambda member: (not member.is_active, member.user.get_full_name().casefold()))
    return render(request, "web/rgpd/members.html", {"rows": [(member, is_forgotten(member)) for member in rows]})


@access(ADMINISTRATOR)
@require_POST
def export_member(request: MemberRequest, member_id: int) -> HttpResponse:
    """What is kept of that member, gathered by a job."""
    operation = start_person_export(actor=request.actor, member=_member(request, member_id))
    return redirect("operations:follow", operation_id=operation.pk)


@access(ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def forget(request: MemberRequest, member_id: int) -> HttpResponse:
    """What will go and what stays; a POST does it."""
    member = _member(request, member_id)
    if request.method == "POST":
        try:
            forget_member(actor=request.actor, member=member)
            messages.success(request, "Les données de cette personne sont effacées.")
        except RgpdError as error:
            messages.error(request, str(error))
        return redirect("rgpd:members")
    return render(request, "web/rgpd/forget.html", {"member": member, "forgotten": is_forgotten(member)})


def _member(request: MemberRequest, member_id: int) -> Member:
    members = Member.objects.filter(firm_id=request.actor.firm_id).select_related("user")
    return get_object_or_404(members, pk=member_id)
