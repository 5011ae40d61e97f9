"""Who calls: the token of the request, the rights of its member at this moment, and what the operation asks for."""

from __future__ import annotations

from allauth.core.internal import ratelimit
from django.conf import settings
from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja.security import HttpBearer

from guichet.api.problems import Refusal
from guichet.core.access import AccessRule, admits
from guichet.core.actor import Actor
from guichet.delegations.queries import actor_of
from guichet.programs.tokens import note_use, open_token


class Token(HttpBearer):
    """The access of an operation, declared as `auth=Token(…)`; `partner_only` is 404 to whoever declares."""

    def __init__(self, rule: AccessRule, *, partner_only: bool = False) -> None:
        super().__init__()
        self.rule, self.partner_only = rule, partner_only

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        """The actor, in the context of his firm; `request.auth` for the operation."""
        now = timezone.now()
        opened = open_token(token, now)
        if opened is None:
            _consume(request, "api_failed", "")
            return None
        _consume(request, "api", str(opened[0].pk))
        note_use(opened[0], now)
        actor = actor_of(opened[1])
        if self.partner_only and not actor.is_partner:
            raise Http404
        if not admits(self.rule, actor):
            raise Refusal(403)
        return actor


def _consume(request: HttpRequest, action: str, key: str) -> None:
    rates = settings.ACCOUNT_RATE_LIMITS
    if not ratelimit.consume(request, app="guichet", action=action, config=rates, key=key, limit_get=True):
        raise Refusal(429)
