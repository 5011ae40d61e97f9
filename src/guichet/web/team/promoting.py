"""Administrators: proposing one, confirming or putting aside a proposal, going back to collaborator."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from guichet.accounts.administrators import (
    accept_promotion,
    may_accept,
    propose_administrator,
    refuse_promotion,
    step_down,
)
from guichet.accounts.members import TeamError
from guichet.core.access import ADMINISTRATOR, ANY_MEMBER
from guichet.web.access import MemberRequest, access
from guichet.web.accounts.proving import require_proof
from guichet.web.team.objects import member_for, promotion_for, say_why


@access(ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: MemberRequest, member_id: int) -> HttpResponse:
    """What an administrator can do, then the proposal."""
    member = member_for(request.actor, member_id)
    if member.is_administrator or not member.is_active:
        return redirect("team:list")
    require_proof(request)
    if request.method == "POST":
        name = member.user.get_full_name()
        _try(
            request,
            lambda: propose_administrator(actor=request.actor, member=member, now=timezone.now()),
            f"{name} est proposé comme administrateur : la confirmation est attendue.",
        )
        return redirect("team:list")
    return render(request, "web/team/propose.html", {"member": member})


@access(ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def demote(request: MemberRequest, member_id: int) -> HttpResponse:
    """Back to collaborator; the last administrator stays."""
    member = member_for(request.actor, member_id)
    if not member.is_administrator or not member.is_active:
        return redirect("team:list")
    require_proof(request)
    if request.method == "POST":
        name, is_self = member.user.get_full_name(), member.pk == request.actor.member_id
        done = _try(
            request,
            lambda: step_down(actor=request.actor, member=member, now=timezone.now()),
            f"{name} est maintenant collaborateur.",
        )
        return redirect("start" if done and is_self else "team:list")
    return render(request, "web/team/demote.html", {"member": member})


@access(ANY_MEMBER)
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: MemberRequest, promotion_id: int) -> HttpResponse:
    """Confirm or put aside: for administrators, and for the person proposed."""
    promotion = promotion_for(request.actor, promotion_id)
    require_proof(request)
    actor = request.actor
    if request.method == "POST":
        if request.POST.get("reponse") == "confirmer":
            _try(
                request,
                lambda: accept_promotion(actor=actor, promotion=promotion, now=timezone.now()),
                f"{promotion.member.user.get_full_name()} est maintenant administrateur.",
            )
        else:
            _try(
                request,
                lambda: refuse_promotion(actor=actor, promotion=promotion, now=timezone.now()),
                "La proposition est écartée.",
            )
        return redirect("team:list" if actor.is_administrator else "accounts:profile")
    context = {"promotion": promotion, "may_accept": may_accept(actor, promotion)}
    return render(request, "web/team/promotion.html", context)


def _try(request: MemberRequest, change: Callable[[], object], said: str) -> bool:
    """Do it and say so, or say why not."""
    try:
        change()
    except TeamError as error:
        say_why(request, error)
        return False
    messages.success(request, said)
    return True
