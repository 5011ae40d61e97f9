"""The page to deposit files, and their reception."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from guichet.core.access import ANY_MEMBER
from guichet.core.rights import Right
from guichet.deposits.services import ReceivedDeposit, may_deposit, receive_deposit, wait_for_same_content
from guichet.web.access import MemberRequest, access
from guichet.web.deposits.receiving import FIELD, MEGABYTE, EncryptingFileHandler, RefusedFile
from guichet.web.templatetags.guichet import count

JSON = "application/json"


# Exempt here, checked below: the token is in the form, and reading the form reads the files. They may be read only
# once it is known who sends them and where they go (Django's documentation, « Modifying upload handlers on the fly »).
@csrf_exempt
@access(ANY_MEMBER, declarant_only=True, offered_to=may_deposit)
@require_http_methods(["GET", "POST"])
def new_deposit(request: MemberRequest) -> HttpResponseBase:
    """The form; its files, when they are sent."""
    if request.method != "POST":
        return _page(request)
    if not may_deposit(request.actor):
        raise PermissionDenied
    handler = EncryptingFileHandler(request, request.actor.firm_id)
    request.upload_handlers = [handler]
    taken = False
    try:
        response = _receive(request, handler)
        taken = response.status_code < 400
    finally:
        # Refused by the CSRF guard, interrupted, or a fault of ours: the transaction keeps no row, the disk no file.
        if not taken:
            handler.discard()
    return response


@csrf_protect
def _receive(request: MemberRequest, handler: EncryptingFileHandler) -> HttpResponse:
    """Every file received becomes a deposit; those refused are told, one by one."""
    _ = request.FILES  # reads the form, unless the guard has
    wait_for_same_content(request.actor.firm_id, [file.written.sha256 for file in handler.received])
    received = [
        receive_deposit(actor=request.actor, file_name=file.given_name, written=file.written, now=timezone.now())
        for file in handler.received
    ]
    if JSON in request.headers.get("Accept", ""):
        return JsonResponse({"files": _answers(request, received, handler.refused)})
    if not received and not handler.refused:
        return _page(request, error="Choisissez au moins un fichier.")
    return _tell(request, received, handler.refused)


def _page(request: MemberRequest, error: str = "") -> HttpResponse:
    context = {
        "may_deposit": may_deposit(request.actor),
        "field": FIELD,
        "error": error,
        "max_size": settings.GUICHET_MAX_UPLOAD,
        "max_megabytes": settings.GUICHET_MAX_UPLOAD // MEGABYTE,
    }
    return render(request, "web/deposits/new.html", context)


def _tell(request: MemberRequest, received: list[ReceivedDeposit], refused: list[RefusedFile]) -> HttpResponse:
    """Messages, then the page where the rest is seen."""
    for file in refused:
        messages.error(request, f"{file.name} : {file.reason}")
    copies = [one for one in received if one.is_duplicate]
    if len(received) > len(copies):
        new = count(len(received) - len(copies), "fichier reçu,fichiers reçus")
        messages.success(request, f"{new}. Le compte rendu se complète au fur et à mesure du contrôle.")
    if copies:
        known = count(len(copies), "fichier déjà déposé,fichiers déjà déposés")
        messages.info(request, f"{known} : le contenu est le même, le premier compte rendu reste valable.")
    return redirect(_next(request, received))


def _next(request: MemberRequest, received: list[ReceivedDeposit]) -> str:
    if not request.actor.can(Right.VOIR_DECLARATIONS):
        return reverse("deposits:new")
    return _url(received[0]) if len(received) == 1 else reverse("deposits:list")


def _answers(
    request: MemberRequest, received: list[ReceivedDeposit], refused: list[RefusedFile]
) -> list[dict[str, Any]]:
    """For the script of the page: what became of each file."""
    sees = request.actor.can(Right.VOIR_DECLARATIONS)
    answers = [
        {
            "name": one.deposit.file_name,
            "state": "deja" if one.is_duplicate else "recu",
            "message": "Déjà déposé" if one.is_duplicate else "Reçu",
            "url": _url(one) if sees else "",
        }
        for one in received
    ]
    return answers + [{"name": file.name, "state": "refuse", "message": file.reason, "url": ""} for file in refused]


def _url(received: ReceivedDeposit) -> str:
    return reverse("deposits:report", args=[received.deposit.pk])
