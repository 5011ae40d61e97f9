"""The page of an establishment: what is known, where it comes from, what was deposited, what happened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from guichet.amorcage.queries import demande_of
from guichet.core.actor import Actor
from guichet.core.rights import Right
from guichet.deposits.queries import declarations_of
from guichet.portfolio.enums import EtablissementState
from guichet.portfolio.models import Etablissement
from guichet.portfolio.queries import journal_of, rights_on
from guichet.web.access import MemberRequest, access
from guichet.web.portfolio.journal import lines_of
from guichet.web.portfolio.objects import etablissement_for

DECLARATIONS_BY_PAGE = 12
ACTIONS = (Right.AJOUTER, Right.MODIFIER, Right.RETIRER, Right.VOIR_DECLARATIONS, Right.AMORCAGE)


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the fiche: where the value comes from, in a word; nothing when it has none."""

    label: str
    value: str
    source: str


@access(Right.VOIR_PORTEFEUILLE, portfolio_only=True)
@require_safe
def etablissement_page(request: MemberRequest, siret: str) -> HttpResponse:
    """Everything about one establishment that the actor may see."""
    etablissement = etablissement_for(request.actor, siret)
    rights = rights_on(request.actor, etablissement, ACTIONS)
    context = {
        "etablissement": etablissement,
        "to_complete": etablissement.state == EtablissementState.A_COMPLETER,
        "facts": facts_of(etablissement),
        "may_modify": Right.MODIFIER in rights and not etablissement.is_retired,
        "may_retire": Right.RETIRER in rights and not etablissement.is_retired,
        "may_restore": Right.AJOUTER in rights and etablissement.is_retired,
        "may_request": Right.AMORCAGE in rights,
        "demande": demande_of(request.actor, etablissement) if Right.AMORCAGE in rights else None,
        "journal": lines_of(journal_of(etablissement)),
        **_deposits(request, etablissement, request.actor, rights),
    }
    return render(request, "web/portfolio/etablissement.html", context)


def facts_of(etablissement: Etablissement) -> list[Fact]:
    """What the files say, or a person instead."""
    address = " ".join(filter(None, [etablissement.code_postal, etablissement.localite]))
    lines = ", ".join(filter(None, [etablissement.voie, address]))
    headcount = "" if etablissement.headcount is None else str(etablissement.headcount)
    return [
        _fact(etablissement, "Adresse", lines, "voie", "code_postal", "localite"),
        _fact(etablissement, "Code APET", etablissement.apet, "apet"),
        _fact(etablissement, "IDCC", etablissement.idcc, "idcc"),
        _fact(etablissement, "Effectif déclaré", headcount, "headcount"),
    ]


def _fact(etablissement: Etablissement, label: str, value: str, *names: str) -> Fact:
    corrected = [name for name in names if name in etablissement.corrected]
    return Fact(label, value, ("corrigé à la main" if corrected else "lu dans un fichier") if value else "")


def _deposits(
    request: MemberRequest, etablissement: Etablissement, actor: Actor, rights: frozenset[Right]
) -> dict[str, Any]:
    if Right.VOIR_DECLARATIONS not in rights:
        return {"may_see_declarations": False}
    declarations = Paginator(declarations_of(actor, etablissement), DECLARATIONS_BY_PAGE)
    return {"may_see_declarations": True, "declarations": declarations.get_page(request.GET.get("page"))}
