"""One person of the team: who, with what, and what can be done."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from guichet.accounts.administrators import promotions_visible_to
from guichet.accounts.members import TeamError
from guichet.accounts.second_factor import reset_second_factor
from guichet.core.access import ADMINISTRATOR
from guichet.delegations.queries import live_profiles
from guichet.web.access import MemberRequest, access
from guichet.web.accounts.proving import require_proof
from guichet.web.team.objects import member_for, say_why


@access(ADMINISTRATOR)
@require_safe
def member_page(request: MemberRequest, member_id: int) -> HttpResponse:
    """Role, profiles, protection, and the actions with what each does."""
    member = member_for(request.actor, member_id)
    context = {
        "member": member,
        "profiles": live_profiles(member.pk, timezone.localdate()),
        "promotions": promotions_visible_to(request.actor).filter(member=member),
    }
    return render(request, "web/team/member.html", context)


@access(ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def reset(request: MemberRequest, member_id: int) -> HttpResponse:
    """For who lost the telephone, the key and the codes."""
    member = member_for(request.actor, member_id)
    if not member.has_factor or not member.is_active:  # type: ignore[attr-defined]  # annotated
        return redirect("team:member", member.pk)
    require_proof(request)
    if request.method == "POST":
        try:
            reset_second_factor(actor=request.actor, member=member)
        except TeamError as error:
            say_why(request, error)
        else:
            messages.success(request, f"Le second facteur de {member.user.get_full_name()} est retiré.")
        return redirect("team:member", member.pk)
    return render(request, "web/team/reset.html", {"member": member})
