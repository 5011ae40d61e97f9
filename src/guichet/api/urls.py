"""Addresses of the API, and the access that each declares."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, re_path
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI, Router

from guichet.accounts.models import Firm
from guichet.api import demandes, fiches
from guichet.api.problems import ERRORS, answer_with_problems, problem
from guichet.api.schemas import Account
from guichet.api.tokens import Token
from guichet.core.access import ANY_MEMBER, PUBLIC, TOKEN, Access
from guichet.core.actor import Actor

app_name = "api"
DESCRIPTION = (
    "L'API de Guichet. Chaque demande porte un jeton (« Authorization: Bearer … »), qui agit au nom de la personne qui "
    "l'a créé, avec ses droits du moment. Les erreurs sont des « application/problem+json » (RFC 9457)."
)

account = Router(tags=["Compte"], auth=Token(ANY_MEMBER))


@account.get("", response={200: Account, **ERRORS}, url_name="account", summary="Voir le compte du jeton")
def whose(request: HttpRequest) -> dict[str, object]:
    """Pour vérifier un jeton."""
    actor: Actor = request.auth  # type: ignore[attr-defined]  # set by `Token`
    kind = Firm.objects.get(pk=actor.firm_id).kind
    return {"firm": actor.firm_name, "kind": kind, "member": actor.name, "is_administrator": actor.is_administrator}


def not_found(_request: HttpRequest) -> HttpResponse:
    """404, in the shape of the API."""
    return problem(404)


def made_api() -> NinjaAPI:
    """The whole; without a page of documentation, which would come from elsewhere."""
    made = NinjaAPI(title="Guichet", version="1", description=DESCRIPTION, docs_url=None, urls_namespace="api")
    answer_with_problems(made)
    made.add_router("/compte", account)
    made.add_router("/partenaire/demandes", demandes.router)
    made.add_router("/partenaire/fiches", fiches.router)
    return made


def _declared(pattern: URLPattern | URLResolver) -> URLPattern:
    assert isinstance(pattern, URLPattern)  # noqa: S101  # an API has no other
    rule: Access = PUBLIC if pattern.name == "openapi-json" else TOKEN
    pattern.callback.access = rule  # type: ignore[attr-defined]  # asked for by the middleware
    return pattern


api = made_api()
elsewhere = csrf_exempt(not_found)
elsewhere.access = PUBLIC  # type: ignore[attr-defined]  # says nothing but that there is nothing
urlpatterns = [
    *(each for each in map(_declared, api.urls[0]) if each.name != "api-root"),
    re_path(r"^.*$", elsewhere, name="elsewhere"),
]
