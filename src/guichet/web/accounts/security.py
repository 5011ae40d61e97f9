"""« Sécurité »: the second factors of the person, and what his firm asks for."""

from __future__ import annotations

from collections.abc import Iterable

from allauth.mfa.models import Authenticator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from guichet.core.access import ANY_MEMBER
from guichet.web.access import MemberRequest, access
from guichet.web.presence import owes_second_factor


@access(ANY_MEMBER, before_second_factor=True)
@require_safe
def security(request: MemberRequest) -> HttpResponse:
    """What is set, what can be set."""
    mine = list(Authenticator.objects.filter(user_id=request.actor.user_id).order_by("created_at", "pk"))
    codes = _of_type(mine, Authenticator.Type.RECOVERY_CODES)
    context = {
        "application": next(iter(_of_type(mine, Authenticator.Type.TOTP)), None),
        "passkeys": _of_type(mine, Authenticator.Type.WEBAUTHN),
        "codes": codes[0] if codes else None,
        "codes_left": len(codes[0].wrap().get_unused_codes()) if codes else 0,
        "owes": owes_second_factor(request.actor),
    }
    return render(request, "web/accounts/security.html", context)


def _of_type(found: Iterable[Authenticator], kind: str) -> list[Authenticator]:
    return [each for each in found if each.type == kind]
