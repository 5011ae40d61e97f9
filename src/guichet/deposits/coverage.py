"""What was deposited beside what is followed: SIRETs nobody follows, others nobody declares, and successions."""

from __future__ import annotations

from typing import NamedTuple

from django.db.models import Count, Exists, Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Substr

from guichet.core.actor import Actor
from guichet.core.rights import Right
from guichet.deposits.enums import DeclarationState
from guichet.deposits.models import Declaration
from guichet.deposits.queries import declarations_visible_to
from guichet.portfolio.filters import KEPT
from guichet.portfolio.models import Etablissement
from guichet.portfolio.queries import etablissements_visible_to

GAP = 3
"""Months between the last declaration of one and the first of the other, at most, for a succession."""
SHOWN = 200


class Outside(NamedTuple):
    """A SIRET that was deposited and is not followed; `same_siren`: another SIRET of its entreprise is."""

    siret: str
    times: int
    last_period: str
    same_siren: bool


class Succession(NamedTuple):
    """`later` began to be declared when `earlier`, of the same SIREN, stopped."""

    earlier: Etablissement
    later: Etablissement


class Several(NamedTuple):
    """An entreprise with several establishments followed."""

    siren: str
    how_many: int


def outside_portfolio(actor: Actor) -> list[Outside]:
    """SIRETs of deposits that are in the portfolio of nobody, those deposited last first."""
    inside = Etablissement.objects.filter(firm_id=actor.firm_id, siret=OuterRef("siret"))
    visible = etablissements_visible_to(actor).filter(siren=Substr(OuterRef("siret"), 1, 9))
    nobodys = declarations_visible_to(actor).filter(etablissement=None, siret__regex="^[0-9]{14}$")
    by_siret = nobodys.exclude(Exists(inside)).order_by().values("siret")
    dated = by_siret.annotate(times=Count("pk"), last=Max("period"), newest=Max("deposit__received_at"))
    found = dated.annotate(same_siren=Exists(visible)).order_by("-newest", "siret")[:SHOWN]
    return [Outside(*row) for row in found.values_list("siret", "times", "last", "same_siren")]


def removed_but_declared(actor: Actor) -> QuerySet[Etablissement]:
    """Removed from the portfolio, and deposited after that."""
    late = Declaration.objects.filter(etablissement=OuterRef("pk"), state=DeclarationState.OUTSIDE)
    late = late.filter(deposit__received_at__gt=OuterRef("retired_at"))
    return _readable(actor).filter(~KEPT, Exists(late)).order_by("-retired_at", "pk")


def never_declared(actor: Actor) -> QuerySet[Etablissement]:
    """Followed, and without a monthly declaration."""
    return _readable(actor).filter(KEPT, latest_period="").order_by("-added_at", "pk")


def several_of_one(actor: Actor) -> list[Several]:
    """Entreprises with more than one establishment followed, those with most first."""
    by_siren = etablissements_visible_to(actor).filter(KEPT).order_by().values("siren")
    counted = by_siren.annotate(how_many=Count("pk")).filter(how_many__gt=1)
    rows = counted.order_by("-how_many", "siren")[:SHOWN]
    return [Several(*row) for row in rows.values_list("siren", "how_many")]


def successions(actor: Actor) -> list[Succession]:
    """Not told yet by anybody: an establishment that begins within `GAP` months of the end of another."""
    readable = _readable(actor).filter(KEPT)
    before = readable.filter(siren=OuterRef("siren"), latest_period__gt="", latest_period__lt=OuterRef("first_period"))
    closest = before.order_by("-latest_period", "pk").values("pk")[:1]
    begun = readable.filter(Exists(before), succeeds=None, first_period__gt="")
    begun = begun.annotate(earlier=Subquery(closest)).order_by("-first_period", "pk")[:SHOWN]
    later = list(begun)
    earlier = readable.in_bulk([row.earlier for row in later])
    pairs = [Succession(earlier[row.earlier], row) for row in later if row.earlier in earlier]
    return [pair for pair in pairs if 0 < months_between(pair.earlier.latest_period, pair.later.first_period) <= GAP]


def months_between(earlier: str, later: str) -> int:
    """From one YYYY-MM to the other; 0 when either is no month."""
    try:
        counts = [int(period[:4]) * 12 + int(period[5:7]) for period in (earlier, later)]
    except ValueError:
        return 0
    return counts[1] - counts[0]


def _readable(actor: Actor) -> QuerySet[Etablissement]:
    """Those whose declarations the actor may see."""
    return etablissements_visible_to(actor).filter(actor.scope(Right.VOIR_DECLARATIONS))
