"""« Appareils connectés »: the open sessions of the person, and how to close them."""

from __future__ import annotations

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from guichet.accounts.models import User
from guichet.accounts.sessions import close_other_sessions, close_session, device_of, open_sessions
from guichet.core.access import ANY_MEMBER
from guichet.web.access import MemberRequest, access


@access(ANY_MEMBER, before_second_factor=True)
@require_safe
def sessions(request: MemberRequest) -> HttpResponse:
    """Each with its device, its place on the network, and when it was last seen."""
    found = list(open_sessions(request.actor.user_id, timezone.now()))
    rows = [(each, device_of(each.user_agent), each.session_key == request.session.session_key) for each in found]
    context = {"rows": rows, "has_others": any(not present for _, _, present in rows)}
    return render(request, "web/accounts/sessions.html", context)


@access(ANY_MEMBER, before_second_factor=True)
@require_POST
def end_session(request: MemberRequest, session_id: int) -> HttpResponse:
    """Close one; the present one too."""
    session = UserSession.objects.filter(user_id=request.actor.user_id, pk=session_id).first()
    if session is None:
        raise Http404
    present = session.session_key == request.session.session_key
    close_session(actor=request.actor, session=session)
    if present:
        logout(request)
        return redirect("account_login")
    messages.success(request, f"{device_of(session.user_agent)} est déconnecté.")
    return redirect("accounts:sessions")


@access(ANY_MEMBER, before_second_factor=True)
@require_POST
def end_other_sessions(request: MemberRequest) -> HttpResponse:
    """Close all but this one."""
    user = User.objects.get(pk=request.actor.user_id)
    close_other_sessions(actor=request.actor, user=user, present=request.session.session_key)
    messages.success(request, "Vos autres appareils sont déconnectés.")
    return redirect("accounts:sessions")
