"""The page of an establishment: what is known, its months, its last anomalies, who may act, what happened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

import neodes
from guichet.amorcage.queries import demande_of
from guichet.core.actor import Actor
from guichet.core.rights import Right
from guichet.delegations.holders import who_may
from guichet.deposits.findings import norm_of
from guichet.deposits.models import Declaration, FindingGroup
from guichet.deposits.queries import declarations_of, findings_visible_to, months_of
from guichet.fiches.queries import contracts_of
from guichet.portfolio.enums import EtablissementState
from guichet.portfolio.models import Etablissement
from guichet.portfolio.queries import etablissements_visible_to, journal_of, rights_on
from guichet.rgpd.sentences import lines_of
from guichet.web.access import MemberRequest, access
from guichet.web.portfolio.objects import etablissement_for
from guichet.web.portfolio.strip import first_month, strip_of

DECLARATIONS_BY_PAGE = 12
FINDINGS_SHOWN = 8
ACTIONS = (
    Right.AJOUTER,
    Right.MODIFIER,
    Right.RETIRER,
    Right.VOIR_DECLARATIONS,
    Right.AMORCAGE,
    Right.GERER_DELEGATIONS,
)


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the fiche: where the value comes from, in a word; nothing when it has none."""

    label: str
    value: str
    source: str


@dataclass(frozen=True, slots=True)
class Cause:
    """What a control found in the last declaration."""

    row: FindingGroup
    title: str


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
        "contracts": list(contracts_of(etablissement)) if Right.AMORCAGE in rights else [],
        "may_manage": Right.GERER_DELEGATIONS in rights,
        "holders": who_may(etablissement) if Right.GERER_DELEGATIONS in rights else [],
        "journal": lines_of(journal_of(etablissement)),
        **_succession(request.actor, etablissement),
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
    return Fact(label, value, _source(etablissement, names) if value else "")


def _source(etablissement: Etablissement, names: tuple[str, ...]) -> str:
    if any(name in etablissement.corrected for name in names):
        return "corrigé à la main"
    return "répertoire Sirene" if any(name in etablissement.from_sirene for name in names) else "lu dans un fichier"


def _succession(actor: Actor, etablissement: Etablissement) -> dict[str, Any]:
    """The one it took over from, and those that took over from it, as far as the actor sees them."""
    visible = etablissements_visible_to(actor)
    earlier = visible.filter(pk=etablissement.succeeds_id).first() if etablissement.succeeds_id else None
    same = visible.filter(siren=etablissement.siren)
    return {"earlier": earlier, "later": list(same.filter(succeeds=etablissement).order_by("siret"))}


def _deposits(
    request: MemberRequest, etablissement: Etablissement, actor: Actor, rights: frozenset[Right]
) -> dict[str, Any]:
    if Right.VOIR_DECLARATIONS not in rights:
        return {"may_see_declarations": False}
    today = timezone.localdate()
    months = months_of(actor, etablissement, since=first_month(today))
    latest = months[-1] if months else None
    declarations = Paginator(declarations_of(actor, etablissement), DECLARATIONS_BY_PAGE)
    return {
        "may_see_declarations": True,
        "strip": strip_of(months, today),
        "latest": latest,
        "causes": _causes(actor, latest) if latest else [],
        "declarations": declarations.get_page(request.GET.get("page")),
    }


def _causes(actor: Actor, declaration: Declaration) -> list[Cause]:
    """The first findings of a declaration, in order of repair."""
    norm = norm_of(declaration.deposit.norm)
    rows = findings_visible_to(actor).filter(declaration=declaration).order_by("rank")[:FINDINGS_SHOWN]
    return [Cause(row, _title(row, norm)) for row in rows]


def _title(row: FindingGroup, norm: neodes.Norm) -> str:
    control = neodes.find_control(row.control, norm)
    return control.title if control else row.control
