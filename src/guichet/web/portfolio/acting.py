"""An action on many establishments: how many and what, then done at once, or in an operation that one follows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.http import require_http_methods

from guichet.amorcage import mandates
from guichet.amorcage.bulk import ASK
from guichet.core.actor import Actor
from guichet.core.rights import Right
from guichet.delegations.limits import managed_profiles
from guichet.portfolio.actions import AT_ONCE, Action, Done, action_of, perform
from guichet.portfolio.enums import Echeance
from guichet.portfolio.errors import PortfolioError
from guichet.portfolio.filters import NONE
from guichet.portfolio.models import Partner
from guichet.portfolio.operating import start_action
from guichet.portfolio.queries import groups_of, tags_of
from guichet.portfolio.selection import TICKED_MAX, Selection
from guichet.web.access import MemberRequest, access
from guichet.web.portfolio.filters import Filters
from guichet.web.portfolio.saved import kept_of, list_address
from guichet.web.portfolio.undoing import undo_button
from guichet.web.templatetags.guichet import count

ALL = "toutes"
SAMPLE = 5
Choices = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address of the page asks for: the action, on what, and how that reads."""

    action: Action
    selection: Selection
    sentence: str

    @classmethod
    def of(cls, asked: QueryDict, actor: Actor) -> Asked:
        """`portee=toutes` is all that the filters show; else the SIRETs ticked. Raises `ActionRefused`."""
        action = action_of(asked.get("action", ""))
        if asked.get("portee") == ALL:
            filters = Filters.of(asked, actor)
            return cls(action, Selection(filter=filters.wanted), filters.sentence or "tout le portefeuille")
        return cls(action, Selection(sirets=tuple(asked.getlist("siret"))[:TICKED_MAX]), "")


@access(Right.VOIR_PORTEFEUILLE, portfolio_only=True)
@require_http_methods(["GET", "HEAD", "POST"])
def act(request: MemberRequest) -> HttpResponse:
    """The page that asks once more; by POST, it is done."""
    try:
        asked = Asked.of(request.GET, request.actor)
    except PortfolioError as unknown:
        messages.error(request, str(unknown))
        return redirect(list_address(kept_of(request.GET)))
    if not request.actor.can(asked.action.right):
        raise PermissionDenied
    error = ""
    if request.method == "POST":
        try:
            return _do(request, asked)
        except PortfolioError as refusal:
            error = str(refusal)
    return render(request, "web/portfolio/act.html", _context(request, asked, error))


def _do(request: MemberRequest, asked: Asked) -> HttpResponse:
    """Few: at once. Many: put in line. Raises `PortfolioError`."""
    actor, now, value = request.actor, timezone.now(), request.POST.get("valeur", "").strip()
    total = asked.selection.rows(actor, asked.action.right, now=now).count()
    if total > AT_ONCE:
        operation = start_action(actor=actor, action=asked.action, value=value, selection=asked.selection, total=total)
        return redirect("operations:follow", operation_id=operation.pk)
    done = perform(actor=actor, action=asked.action, value=value, selection=asked.selection, now=now)
    messages.success(request, _said(request, asked.action, done))
    return redirect(list_address(kept_of(request.GET)))


def _said(request: MemberRequest, action: Action, done: Done) -> SafeString:
    """What was done, how many stayed as they were, and the way back from a removal."""
    changed = count(done.changed, "établissement changé,établissements changés")
    left = done.chosen - done.changed
    same = f" {count(left, 'autre reste tel quel,autres restent tels quels')}."
    undo = undo_button(request, done.entry) if action.code == "retirer" and done.changed else ""
    return format_html("{} : {}.{} {}", done.entry.details["quoi"], changed, same if left else "", undo)


def _context(request: MemberRequest, asked: Asked, error: str) -> dict[str, Any]:
    actor, now = request.actor, timezone.now()
    reach = asked.selection.rows(actor, asked.action.right, now=now)
    seen = asked.selection.rows(actor, Right.VOIR_PORTEFEUILLE, now=now).count()
    total = reach.count()
    return {
        "action": asked.action,
        "sentence": asked.sentence,
        "total": total,
        "out_of_reach": seen - total,
        "sample": list(reach.order_by("search_text", "pk")[:SAMPLE]),
        "more": max(total - SAMPLE, 0),
        "in_operation": total > AT_ONCE,
        "list_url": list_address(kept_of(request.GET)),
        "error": error,
        "value": request.POST.get("valeur", ""),
        **_field(asked.action.code, actor),
        **_mandate(asked.action.code, actor),
    }


def _field(code: str, actor: Actor) -> dict[str, Any]:
    """How the value of that action is chosen; nothing when there is none."""
    label, choices = _FIELDS.get(code, ("", None))
    return {"value_label": label, "choices": choices(actor) if choices else None, "written": code == "etiqueter"}


def _mandate(code: str, actor: Actor) -> dict[str, Any]:
    """What is accepted once for all the demandes of an amorçage."""
    if code != ASK.code:
        return {"mandate": "", "mandate_text": ()}
    each = {"partner": "le groupe de protection sociale concerné", "etablissement": "l'établissement"}
    text = mandates.mandate_text(mandates.CURRENT, firm=actor.firm_name, **each)
    return {"mandate": mandates.CURRENT, "mandate_text": text}


def _partners(actor: Actor) -> Choices:
    rows = Partner.objects.filter(active=True).values_list("code", "name")
    return [*rows, (NONE, "Aucun, ou un autre organisme")]


def _days(actor: Actor) -> Choices:
    return [(str(day.value), f"{day.label.capitalize()} du mois suivant, à midi") for day in Echeance]


def _groups(actor: Actor) -> Choices:
    return [*((str(key), name) for key, name in groups_of(actor).values_list("pk", "name")), (NONE, "Aucun groupe")]


def _tags(actor: Actor) -> Choices:
    return [(name, name) for name in tags_of(actor).values_list("name", flat=True)]


def _profiles(actor: Actor) -> Choices:
    profiles = managed_profiles(actor).filter(archived_at=None).order_by("name")
    return [(str(profile.pk), profile.name) for profile in profiles if not profile.whole_portfolio]


_FIELDS: Mapping[str, tuple[str, Callable[[Actor], Choices]]] = {
    "partenaire": ("Groupe de protection sociale", _partners),
    "echeance": ("Échéance mensuelle", _days),
    "groupe": ("Groupe", _groups),
    "etiqueter": ("Étiquette", _tags),
    "desetiqueter": ("Étiquette", _tags),
    "profil": ("Profil de délégation", _profiles),
}
