"""The access of every page, declared on its view; the context of the transaction is opened here and nowhere else."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from typing import Any, Protocol

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase

from guichet.core.access import PUBLIC, Access, AccessRule, admits
from guichet.core.actor import Actor
from guichet.core.rights import Right
from guichet.core.tenancy import enter_firm, enter_user
from guichet.delegations.queries import actor_of, membership_of
from guichet.web.presence import lead_to_second_factor, note_presence, owes_second_factor

SESSION_FIRM = "firm_id"


class MemberRequest(HttpRequest):
    """A request whose view declared more than `PUBLIC`: the actor is known and the context is open."""

    actor: Actor


class View(Protocol):
    """A view function after `access`."""

    access: AccessRule
    portfolio_only: bool
    declarant_only: bool
    partner_only: bool
    offered_to: Callable[[Actor], bool] | None

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase: ...


def access(
    rule: AccessRule,
    *,
    portfolio_only: bool = False,
    declarant_only: bool = False,
    partner_only: bool = False,
    before_second_factor: bool = False,
    offered_to: Callable[[Actor], bool] | None = None,
) -> Callable[[Callable[..., HttpResponseBase]], View]:
    """Declare the access of a view.

    Anonymous visitors are sent to the login page; a person without a firm is sent to the page that says so;
    `portfolio_only` answers 404 to an account of the kind entreprise, `partner_only` to whoever declares; what asks
    for a right, or is `declarant_only`, answers 404 to a partner. A missing right answers 403. Whoever owes the
    firm a second factor is led to set it, but on the pages `before_second_factor`. `offered_to` opens and closes
    nothing: no link of a menu leads the others to a page that could only tell them what they may not do.
    The decorated view receives `request.actor` and runs inside the context of the firm.
    """

    def decorate(view: Callable[..., HttpResponseBase]) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if rule is PUBLIC:
                _greet(request)
                return view(request, *args, **kwargs)
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            actor = open_context(request)
            # Set before the checks: the pages that refuse keep the header and the tabs of the person.
            request.actor = actor  # type: ignore[attr-defined]  # declared by MemberRequest
            note_presence(request, actor)
            if not before_second_factor and owes_second_factor(actor):
                return lead_to_second_factor(request)
            if not is_for(guarded, actor):  # type: ignore[arg-type]  # a `View` by the attributes below
                raise Http404
            if not admits(rule, actor):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.access = rule  # type: ignore[attr-defined]  # read by the middleware and the consistency tests
        guarded.portfolio_only = portfolio_only  # type: ignore[attr-defined]
        guarded.declarant_only = declarant_only or isinstance(rule, Right)  # type: ignore[attr-defined]
        guarded.partner_only = partner_only  # type: ignore[attr-defined]
        guarded.offered_to = offered_to  # type: ignore[attr-defined]  # read by the navigation
        return guarded  # type: ignore[return-value]

    return decorate


def is_for(view: View, actor: Actor) -> bool:
    """Whether the page exists at all for that kind of account."""
    if actor.is_partner:
        return not (view.declarant_only or view.portfolio_only)
    return not view.partner_only and (actor.has_portfolio or not view.portfolio_only)


def _greet(request: HttpRequest) -> None:
    """On a public page, know a member all the same, for the header; the page itself is the same for all."""
    if request.user.is_authenticated:
        with suppress(NoFirm):
            request.actor = open_context(request)  # type: ignore[attr-defined]  # declared by MemberRequest


def open_context(request: HttpRequest) -> Actor:
    """Enter the context of the person, then of the firm chosen in the session, and return the actor.

    Raises `NoFirm` when the person belongs to no firm any more.
    """
    user = request.user
    assert user.pk is not None  # noqa: S101  # an authenticated user is a row
    return open_context_of(user.pk, request.session.get(SESSION_FIRM))


def open_context_of(user_id: int, firm_id: str | None) -> Actor:
    """Same, for a person who has just proved who he is: at the login, or by a link sent to him."""
    enter_user(user_id)
    member = membership_of(user_id, firm_id)
    if member is None:
        raise NoFirm
    enter_firm(member.firm_id)
    return actor_of(member)


class NoFirm(PermissionDenied):
    """The person is logged in but belongs to no active firm."""


def public(view: Callable[..., HttpResponse]) -> View:
    """Declare a view written elsewhere (allauth) as public."""
    return access(PUBLIC)(view)


__all__ = [
    "Access",
    "MemberRequest",
    "NoFirm",
    "access",
    "admits",
    "is_for",
    "open_context",
    "open_context_of",
    "public",
]
