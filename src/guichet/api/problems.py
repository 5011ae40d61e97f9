"""Errors of the API, all of one shape: `application/problem+json` (RFC 9457), with a French sentence."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import structlog
from django.core.exceptions import RequestDataTooBig
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError

from guichet.amorcage.errors import AmorcageError
from guichet.fiches.errors import FicheError

log = structlog.get_logger(__name__)

TITLES = {
    400: "Demande illisible",
    401: "Jeton absent ou sans valeur",
    403: "Droit manquant",
    404: "Introuvable",
    409: "Refusé dans l'état présent",
    413: "Trop volumineux",
    422: "Valeurs à corriger",
    429: "Trop de demandes",
    500: "Défaut de Guichet",
}
DETAILS = {
    401: "Envoyez l'en-tête « Authorization: Bearer … » avec un jeton valable ; on en crée dans « Jetons d'accès ».",
    403: "La personne qui a créé ce jeton n'a pas le droit demandé. Demandez-le à un administrateur du compte.",
    404: "Rien de tel à cette adresse pour ce compte. Vérifiez le numéro et le jeton employé.",
    413: "Le contenu envoyé dépasse ce qui est reçu en une fois. Envoyez-le en plusieurs fois.",
    400: "Le contenu envoyé n'est pas du JSON lisible. Vérifiez-le, puis réessayez.",
    422: "Une valeur au moins ne convient pas : « errors » dit laquelle et pourquoi.",
    429: "Ce jeton a fait trop de demandes en une minute. Patientez, puis reprenez plus lentement.",
    500: "La demande n'a pas abouti, par un défaut de Guichet ; rien n'est changé. Réessayez, ou écrivez-nous.",
}


class FieldError(Schema):
    """One value that does not do."""

    field: str
    reason: str


class Problem(Schema):
    """What every error answers."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    errors: list[FieldError] = []


ERRORS = {401: Problem, 403: Problem, 404: Problem, 422: Problem, 429: Problem}
"""What any operation may answer beside its own codes."""


class Refusal(Exception):
    """An answer with that code; `detail` is the usual one unless given."""

    def __init__(self, status: int, detail: str = "") -> None:
        super().__init__(detail)
        self.status, self.detail = status, detail


@contextmanager
def carrying_out() -> Iterator[None]:
    """One change, or none: what is refused is taken back, what counts the requests of the token is not."""
    with transaction.atomic():
        try:
            yield
        except (AmorcageError, FicheError) as error:
            raise Refusal(409, str(error)) from error


def problem(status: int, detail: str = "", errors: list[FieldError] | None = None) -> HttpResponse:
    """The answer."""
    content: dict[str, Any] = {
        "type": "about:blank",
        "title": TITLES[status],
        "status": status,
        "detail": detail or DETAILS.get(status, ""),
        "errors": [each.model_dump() for each in errors or ()],
    }
    response = HttpResponse(json.dumps(content, ensure_ascii=False), "application/problem+json", status=status)
    if status == 401:
        response["WWW-Authenticate"] = "Bearer"
    if status == 429:
        response["Retry-After"] = "60"
    return response


def answer_with_problems(api: NinjaAPI) -> None:
    """Have that API answer all its errors so."""
    handlers: dict[type[Exception], Callable[[HttpRequest, Any], HttpResponse]] = {
        AuthenticationError: lambda _request, _error: problem(401),
        Http404: lambda _request, _error: problem(404),
        Refusal: lambda _request, error: problem(error.status, error.detail),
        RequestDataTooBig: lambda _request, _error: problem(413),
        HttpError: lambda _request, error: problem(error.status_code if error.status_code in TITLES else 400),
        ValidationError: _invalid,
        Exception: _fault,
    }
    for kind, handler in handlers.items():
        api.add_exception_handler(kind, handler)


def _invalid(_request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Names and reasons, never the values: they may be personal."""
    found = [FieldError(field=".".join(map(str, each["loc"][1:])), reason=str(each["type"])) for each in error.errors]
    return problem(422, errors=found)


def _fault(request: HttpRequest, error: Exception) -> HttpResponse:
    log.error("api.fault", path=request.path, error=type(error).__name__, exc_info=error)
    transaction.set_rollback(True)
    return problem(500)
