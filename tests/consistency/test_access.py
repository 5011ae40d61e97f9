"""The matrix of access, generated from the addresses: nobody lists it, nobody forgets a line."""

from __future__ import annotations

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from guichet.accounts.enums import MemberRole
from guichet.accounts.models import Firm, Member, User
from guichet.core.access import ADMINISTRATOR, ANY_MEMBER, PUBLIC
from guichet.core.rights import Right
from guichet.core.tenancy import enter_firm
from tests.consistency.routes import NO_OBJECT, OBJECTS, Route, other_partner, routes
from tests.guichet.cast import Cast, delegate

ROUTES = [route for route in routes() if not route.name.startswith("api:")]
"""The pages; the programs have a matrix of their own."""
GUARDED = [route for route in ROUTES if getattr(route.view, "access", None) is not PUBLIC]
OF_DECLARANTS = [route for route in GUARDED if not getattr(route.view, "partner_only", False)]
OF_PARTNERS = [route for route in GUARDED if route not in OF_DECLARANTS]
BY_RIGHT = [route for route in GUARDED if isinstance(getattr(route.view, "access", None), Right)]
FOR_ADMINISTRATORS = [route for route in OF_DECLARANTS if getattr(route.view, "access", None) is ADMINISTRATOR]
REFUSED = {403, 404}


def ask(client: Client, url: str) -> HttpResponse:
    """GET, or POST for an address that only takes that."""
    answer = client.get(url)
    return client.post(url) if answer.status_code == 405 else answer


def status_of(client: Client, url: str) -> int:
    """The status of the answer; what the request changed is taken back."""
    with transaction.atomic():
        status = ask(client, url).status_code
        transaction.set_rollback(True)
    return status


def as_member(client: Client, member: Member) -> Client:
    client.force_login(member.user)
    return client


def is_to_login(answer: HttpResponse) -> bool:
    return answer.status_code == 302 and answer["Location"].split("?")[0] == reverse("account_login")


@pytest.mark.parametrize("route", ROUTES, ids=str)
def test_every_view_declares_its_access(route: Route) -> None:
    assert route.view.access in {PUBLIC, ANY_MEMBER, ADMINISTRATOR, *Right}
    assert isinstance(route.view.portfolio_only, bool)
    assert isinstance(route.view.partner_only, bool)
    assert not (route.view.partner_only and route.view.declarant_only), "nobody could enter"


@pytest.mark.parametrize("route", ROUTES, ids=str)
def test_every_address_has_a_name_and_known_parameters(route: Route) -> None:
    assert "<" not in route.name
    unknown = set(route.parameters) - set(NO_OBJECT) - set(OBJECTS)
    assert unknown == set(), "add them to OBJECTS of tests/consistency/routes.py"


@pytest.mark.parametrize("route", GUARDED, ids=str)
def test_a_visitor_is_sent_to_the_login_page(client: Client, cast: Cast, route: Route) -> None:
    assert is_to_login(ask(client, route.url(cast)))


@pytest.mark.parametrize("route", [route for route in ROUTES if route not in GUARDED], ids=str)
def test_a_public_address_answers_a_visitor(client: Client, cast: Cast, route: Route) -> None:
    assert ask(client, route.url(cast)).status_code in {200, 302}


@pytest.mark.parametrize("route", [route for route in OF_DECLARANTS if route.has_object], ids=str)
def test_an_object_of_another_firm_is_not_found(client: Client, cast: Cast, route: Route) -> None:
    assert ask(as_member(client, cast.admin_b), route.url(cast, of_firm_b=True)).status_code not in REFUSED
    assert ask(as_member(client, cast.admin_a), route.url(cast, of_firm_b=True)).status_code == 404


@pytest.mark.parametrize("route", BY_RIGHT, ids=str)
def test_all_rights_but_the_declared_one_are_not_enough(client: Client, cast: Cast, route: Route) -> None:
    enter_firm(cast.firm_a.pk)
    delegate(cast.powerless_a, [right for right in Right if right is not route.view.access], name="Tous sauf un")
    assert ask(as_member(client, cast.powerless_a), route.url(cast)).status_code == 403


@pytest.mark.parametrize("route", BY_RIGHT, ids=str)
def test_the_declared_right_alone_is_enough(client: Client, cast: Cast, route: Route) -> None:
    enter_firm(cast.firm_a.pk)
    delegate(cast.powerless_a, [route.view.access], name="Un seul")
    answer = ask(as_member(client, cast.powerless_a), route.url(cast))
    assert answer.status_code not in REFUSED
    assert not is_to_login(answer)


@pytest.mark.slow
@pytest.mark.parametrize("right", list(Right), ids=str)
def test_each_right_alone_opens_its_own_addresses_and_no_other(client: Client, cast: Cast, right: Right) -> None:
    urls = {str(route): route.url(cast) for route in [*BY_RIGHT, *FOR_ADMINISTRATORS]}
    enter_firm(cast.firm_a.pk)
    delegate(cast.powerless_a, [right], name="Un seul")
    as_member(client, cast.powerless_a)
    opened = {name for name, url in urls.items() if status_of(client, url) not in REFUSED}
    assert opened == {str(route) for route in BY_RIGHT if route.view.access is right}


@pytest.mark.parametrize("route", FOR_ADMINISTRATORS, ids=str)
def test_all_rights_do_not_make_an_administrator(client: Client, cast: Cast, route: Route) -> None:
    enter_firm(cast.firm_a.pk)
    delegate(cast.powerless_a, list(Right), name="Tous")
    assert ask(as_member(client, cast.powerless_a), route.url(cast)).status_code == 403
    assert ask(as_member(client, cast.admin_a), route.url(cast)).status_code not in REFUSED


@pytest.mark.parametrize("route", [route for route in OF_DECLARANTS if route.view.access is ANY_MEMBER], ids=str)
def test_any_member_may_enter_where_no_right_is_asked(client: Client, cast: Cast, route: Route) -> None:
    assert ask(as_member(client, cast.powerless_a), route.url(cast)).status_code not in REFUSED


@pytest.mark.parametrize("route", [route for route in GUARDED if route.view.portfolio_only], ids=str)
def test_an_entreprise_has_no_portfolio(client: Client, cast: Cast, route: Route) -> None:
    assert ask(as_member(client, cast.admin_entreprise), route.url(cast)).status_code == 404


@pytest.mark.parametrize("route", OF_PARTNERS, ids=str)
def test_the_space_of_a_partner_is_not_found_by_those_who_declare(client: Client, cast: Cast, route: Route) -> None:
    for member in (cast.admin_a, cast.powerless_a, cast.admin_entreprise):
        assert ask(as_member(client, member), route.url(cast)).status_code == 404


@pytest.mark.parametrize("route", OF_PARTNERS, ids=str)
def test_a_partner_enters_its_space_and_a_colleague_what_asks_for_no_administrator(
    client: Client, cast: Cast, route: Route
) -> None:
    assert ask(as_member(client, cast.admin_partner), route.url(cast)).status_code not in REFUSED
    expected = route.view.access is ADMINISTRATOR
    colleague = another_member(cast.partner_account, "collegue.partenaire")
    assert (ask(as_member(client, colleague), route.url(cast)).status_code == 403) is expected


@pytest.mark.parametrize("route", [route for route in OF_PARTNERS if route.has_object], ids=str)
def test_an_object_of_another_partner_is_not_found(client: Client, cast: Cast, route: Route) -> None:
    url = route.url(cast, of_firm_b=True)
    assert ask(as_member(client, cast.admin_partner), url).status_code == 404
    assert ask(as_member(client, other_partner()), url).status_code not in REFUSED


@pytest.mark.parametrize(
    "route", [route for route in GUARDED if route.view.declarant_only or route.view.portfolio_only], ids=str
)
def test_a_partner_finds_nothing_of_those_who_declare(client: Client, cast: Cast, route: Route) -> None:
    assert ask(as_member(client, cast.admin_partner), route.url(cast)).status_code == 404


def another_member(firm: Firm, login: str) -> Member:
    """A colleague in the account of the partner; leaves its context."""
    enter_firm(firm.pk)
    user = User.objects.create(email=f"{login}@exemple.test", name=login)
    return Member.objects.create(firm=firm, user=user, role=MemberRole.COLLABORATOR)
