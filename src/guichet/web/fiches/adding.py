"""The page to add fiches: several files, read in memory, never in clear on a disk."""

from __future__ import annotations

from collections.abc import Callable
from typing import IO, Any

from django.contrib import messages
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from guichet.core.rights import Right
from guichet.fiches.errors import NotRead
from guichet.fiches.models import FicheParametrage
from guichet.fiches.services import Received, receive_fiches
from guichet.web.access import MemberRequest, access
from guichet.web.templatetags.guichet import count

FIELD = "fichiers"
MEGABYTE = 1024 * 1024
REQUEST_MAX = 25 * MEGABYTE
TOO_LARGE = f"L'envoi dépasse {REQUEST_MAX // MEGABYTE} Mo : rien n'a été reçu. Envoyez les fiches en plusieurs fois."


class InMemoryHandler(MemoryFileUploadHandler):
    """Keeps what comes in memory, whatever its size; above the limit of a request, nothing at all."""

    too_large = False

    def handle_raw_input(self, input_data: IO[bytes], META: dict[str, Any], content_length: int, *rest: Any) -> None:  # noqa: N803
        """Decide before the first byte."""
        self.too_large = content_length > REQUEST_MAX
        self.activated = not self.too_large

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Nothing goes on to another handler, which might write it to a disk."""
        super().receive_data_chunk(raw_data, start)
        return None


# Exempt here, checked below: reading the form reads the files, and they may be read only once it is known who sends
# them and how (Django's documentation, « Modifying upload handlers on the fly »).
@csrf_exempt
@access(Right.AMORCAGE, portfolio_only=True)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: MemberRequest) -> HttpResponseBase:
    """The form; its files, when they are sent."""
    if request.method != "POST":
        return _page(request)
    handler = InMemoryHandler(request)
    request.upload_handlers = [handler]
    return _receive(request, handler)


@csrf_protect
def _receive(request: MemberRequest, handler: InMemoryHandler) -> HttpResponse:
    found, error = receive(request, handler, receive_fiches)
    if error:
        return _page(request, error)
    if len(found) == 1:
        return redirect("fiches:fiche" if found[0].is_covered else "fiches:cover", fiche_id=found[0].pk)
    return redirect("fiches:list" if found else "fiches:add")


def receive(
    request: MemberRequest, handler: InMemoryHandler, take: Callable[..., Received]
) -> tuple[list[FicheParametrage], str]:
    """Take each file sent, and tell what became of it; gives the fiches, or why the form is shown again."""
    sent = request.FILES.getlist(FIELD)
    if handler.too_large or not sent:
        return [], TOO_LARGE if handler.too_large else "Choisissez au moins un fichier."
    now, found = timezone.now(), list[FicheParametrage]()
    for file in sent:
        name = str(file.name)
        try:
            received = take(actor=request.actor, file_name=name, content=file.read(), now=now)
        except NotRead as error:
            messages.error(request, f"{name} : {error}")
        else:
            _tell(request, name, received)
            found += received.added or received.known
    return found, ""


def _tell(request: MemberRequest, name: str, received: Received) -> None:
    if received.added:
        messages.success(request, f"{name} : {count(len(received.added), 'fiche ajoutée,fiches ajoutées')}.")
    if received.known:
        known = count(len(received.known), "fiche déjà connue,fiches déjà connues")
        messages.info(request, f"{name} : {known}, au contenu identique. Rien n'a changé.")
    for reason in received.refused:
        messages.error(request, f"{name} : {reason}")
    if received.remarks:
        messages.warning(request, f"{name} : {' '.join(received.remarks)}")


def _page(request: MemberRequest, error: str = "") -> HttpResponse:
    context = {"field": FIELD, "error": error, "max_megabytes": REQUEST_MAX // MEGABYTE}
    return render(request, "web/fiches/add.html", context, status=400 if error else 200)
