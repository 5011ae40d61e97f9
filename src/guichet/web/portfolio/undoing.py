"""The removals of many at once, each with its « Annuler »: those restored are the ones it removed and nothing else."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.http import require_http_methods, require_safe

from guichet.core.models import JournalEntry
from guichet.core.operations import operations_visible_to
from guichet.core.rights import Right
from guichet.portfolio.actions import AT_ONCE, action_of, perform
from guichet.portfolio.operating import start_action
from guichet.portfolio.queries import removals_visible_to
from guichet.portfolio.selection import Selection
from guichet.web.access import MemberRequest, access
from guichet.web.templatetags.guichet import count

SHOWN = 50


def undo_button(request: MemberRequest, entry: JournalEntry) -> SafeString | str:
    """« Annuler », in the message that tells of a removal; nothing for who may not put back."""
    return button_to(request, reverse("portfolio:undo", args=[entry.pk])) if request.actor.can(Right.AJOUTER) else ""


def button_to(request: MemberRequest, url: str) -> SafeString:
    """A button in a message: one press, and it is undone."""
    return format_html(
        '<form class="undo" method="post" action="{}"><input type="hidden" name="csrfmiddlewaretoken" value="{}">'
        '<button class="btn btn-small" type="submit">Annuler le retrait</button></form>',
        url,
        get_token(request),
    )


@access(Right.AJOUTER, portfolio_only=True)
@require_safe
def removals(request: MemberRequest) -> HttpResponse:
    """The latest removals, and how many of each are still out."""
    rows = [_removal(request, entry) for entry in removals_visible_to(request.actor)[:SHOWN]]
    return render(request, "web/portfolio/removals.html", {"removals": rows})


@access(Right.AJOUTER, portfolio_only=True)
@require_http_methods(["GET", "HEAD", "POST"])
def undo(request: MemberRequest, entry_id: int) -> HttpResponse:
    """How many would come back; by POST, they do."""
    entry = get_object_or_404(removals_visible_to(request.actor), pk=entry_id)
    removal = _removal(request, entry)
    if request.method != "POST" or not removal["still_out"]:
        return render(request, "web/portfolio/undo.html", removal)
    action, selection = action_of("remettre"), removal["selection"]
    if removal["still_out"] > AT_ONCE:
        operation = start_action(
            actor=request.actor, action=action, value="", selection=selection, total=removal["still_out"]
        )
        return redirect("operations:follow", operation_id=operation.pk)
    done = perform(actor=request.actor, action=action, value="", selection=selection, now=timezone.now())
    back = count(done.changed, "établissement remis,établissements remis")
    messages.success(request, f"Retrait annulé : {back} dans votre portefeuille.")
    return redirect("portfolio:list")


@access(Right.AJOUTER, portfolio_only=True)
@require_safe
def undo_operation(request: MemberRequest, operation_id: UUID) -> HttpResponseBase:
    """From the page of the operation that removed them to the page that undoes it."""
    operation = get_object_or_404(operations_visible_to(request.actor), pk=operation_id)
    mark = operation.created_at.isoformat()
    entry = removals_visible_to(request.actor).filter(details__le=mark).first()
    return redirect("portfolio:undo", entry_id=entry.pk) if entry else redirect("portfolio:removals")


def _removal(request: MemberRequest, entry: JournalEntry) -> dict[str, Any]:
    selection = Selection(removed_at=datetime.fromisoformat(entry.details["le"]))
    rows = selection.rows(request.actor, Right.AJOUTER, now=timezone.now())
    return {"entry": entry, "selection": selection, "still_out": rows.count()}
