"""One version of a fiche, and one of its contracts: each field with the rubrique that must carry it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

import neodes
from guichet.core.rights import Right
from guichet.fiches.models import FicheParametrage
from guichet.fiches.queries import followed_by, read_version, versions_of
from guichet.portfolio.models import Etablissement
from guichet.web.access import MemberRequest, access
from guichet.web.fiches.objects import fiche_for

SOON_DAYS = 60


@dataclass(frozen=True, slots=True)
class Movement:
    """A contract that starts or ends soon."""

    words: str
    place: int


@access(Right.AMORCAGE, portfolio_only=True)
@require_safe
def fiche_page(request: MemberRequest, fiche_id: int) -> HttpResponse:
    """What it is for, what changes since the version before, what moves soon, its contracts."""
    fiche = fiche_for(request.actor, fiche_id)
    read = read_version(fiche)
    versions = list(versions_of(fiche).select_related("file"))
    before = next((each for each in versions if each.rank == fiche.rank - 1), None)
    content = read.fiches[0] if read.fiches else None
    context = {
        "fiche": fiche,
        "content": content,
        "remarks": [neodes.remark_sentence(each) for each in read.remarks],
        "versions": versions,
        "before": before,
        "changes": _changes(before, content),
        "movements": _movements(content),
        "contracts": fiche.contracts.all(),
        "covered": _covered(request, fiche),
    }
    return render(request, "web/fiches/fiche.html", context)


@access(Right.AMORCAGE, portfolio_only=True)
@require_safe
def contract_page(request: MemberRequest, fiche_id: int, place: int) -> HttpResponse:
    """For the person who sets the payroll software."""
    fiche = fiche_for(request.actor, fiche_id)
    row = fiche.contracts.filter(place=place).first()
    if row is None:
        raise Http404
    group, contract = _at(read_version(fiche), place)
    context = {
        "fiche": fiche,
        "row": row,
        "fields": neodes.fields_of(contract) if contract else [],
        "criteria": list(neodes.criteria_of(group)) if group else [],
        "group": group,
        "covered": _covered(request, fiche),
    }
    return render(request, "web/fiches/contract.html", context)


def _at(read: neodes.FichesRead, place: int) -> tuple[Any, neodes.Contract | None]:
    """The contract of that rank with its group; nothing of a file that cannot be read any more."""
    groups = read.fiches[0].groups if read.fiches else ()
    both = [(group, contract) for group in groups for contract in group.contracts]
    return both[place] if place < len(both) else (None, None)


def _covered(request: MemberRequest, fiche: FicheParametrage) -> list[Etablissement]:
    return list(followed_by(request.actor).filter(fiches_covering__fiche=fiche).order_by("siret"))


def _changes(before: FicheParametrage | None, content: neodes.Fiche | None) -> list[str]:
    former = read_version(before).fiches if before else ()
    if not former or content is None:
        return []
    return [neodes.difference_sentence(each) for each in neodes.differences(former[0], content)]


def _movements(content: neodes.Fiche | None) -> list[Movement]:
    if content is None:
        return []
    contracts = list(content.contracts)
    return [
        Movement(
            f"Le {each.day:%d/%m/%Y} {'commence' if each.starts else 'finit'} le contrat {each.contract.reference} "
            f"de {each.contract.oc}.",
            contracts.index(each.contract),
        )
        for each in neodes.upcoming(content, timezone.localdate(), SOON_DAYS)
    ]
