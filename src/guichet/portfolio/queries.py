"""Reading the portfolio, always through what the actor may see."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Count, Q, QuerySet, Subquery

from guichet.core.actor import NOTHING, Actor
from guichet.core.models import JournalEntry
from guichet.core.rights import Right
from guichet.portfolio.enums import EtablissementState
from guichet.portfolio.guess import PartnerClues
from guichet.portfolio.models import Etablissement, Partner, SubPortfolio, Tag
from guichet.portfolio.search import search_condition


def etablissements_visible_to(actor: Actor, right: Right = Right.VOIR_PORTEFEUILLE) -> QuerySet[Etablissement]:
    """Establishments of the actor's firm within the scope of that right, removed ones included."""
    return Etablissement.objects.filter(actor.scope(right), firm_id=actor.firm_id)


def etablissements_known_to(actor: Actor) -> QuerySet[Etablissement]:
    """Those that the actor holds any right on: what may be named before him, and nothing else."""
    return Etablissement.objects.filter(known_condition(actor), firm_id=actor.firm_id)


def known_condition(actor: Actor) -> Q:
    """Where the actor holds any right."""
    conditions = list(actor.scopes.values())
    if not conditions:
        return NOTHING
    # An empty condition is the whole portfolio, and Django drops it from an « or ».
    if not all(conditions):
        return Q()
    somewhere: list[Q] = []
    for condition in conditions:
        if condition not in somewhere:
            somewhere.append(condition)
    return reduce(or_, somewhere)


def matching(etablissements: QuerySet[Etablissement], text: str) -> QuerySet[Etablissement]:
    """Those that the text is about: see `search_condition`."""
    return etablissements.filter(search_condition(text))


def to_complete(actor: Actor) -> QuerySet[Etablissement]:
    """What is left to complete by the actor, oldest first."""
    waiting = etablissements_visible_to(actor, Right.MODIFIER).filter(state=EtablissementState.A_COMPLETER)
    return waiting.order_by("added_at", "pk")


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many there are left to complete, and the SIRET of the one that has waited longest."""

    count: int
    first: str


def waiting_to_complete(actor: Actor) -> Waiting | None:
    """What is left to complete by the actor, in one query; None when there is nothing."""
    waiting = to_complete(actor)
    counted = waiting.order_by().values("firm").annotate(how_many=Count("pk")).values("how_many")
    rows = waiting.annotate(total=Subquery(counted)).values_list("total", "siret")[:1]
    return next((Waiting(*row) for row in rows), None)


def next_to_complete(actor: Actor, *, after: Etablissement) -> Etablissement | None:
    """The one that follows in the list to complete, from its start again at the end; None when nothing is left."""
    waiting = to_complete(actor).exclude(pk=after.pk)
    later = Q(added_at__gt=after.added_at) | Q(added_at=after.added_at, pk__gt=after.pk)
    return waiting.filter(later).first() or waiting.first()


def journal_of(etablissement: Etablissement, *, limit: int = 20) -> list[JournalEntry]:
    """The last lines of the journal about that establishment."""
    return list(JournalEntry.objects.filter(firm_id=etablissement.firm_id, subject=etablissement.siret)[:limit])


def removals_visible_to(actor: Actor) -> QuerySet[JournalEntry]:
    """The removals of many at once: his own, or all of them for an administrator; the latest first."""
    entries = JournalEntry.objects.filter(firm_id=actor.firm_id, subject="Portefeuille", verb="portefeuille.retirer")
    entries = entries.filter(details__changes__gt=0)
    return entries if actor.is_administrator else entries.filter(member_id=actor.member_id)


def rights_on(actor: Actor, etablissement: Etablissement, rights: Iterable[Right]) -> frozenset[Right]:
    """Those of these rights that the actor holds on that establishment."""
    return frozenset(
        right
        for right in rights
        if actor.can(right)
        # An empty condition is the whole portfolio: no need to ask.
        and (not actor.scope(right) or etablissements_visible_to(actor, right).filter(pk=etablissement.pk).exists())
    )


def groups_of(actor: Actor) -> QuerySet[SubPortfolio]:
    """The groupes of the firm, by name: its own words, known to all who see a part of the portfolio."""
    return SubPortfolio.objects.filter(firm_id=actor.firm_id)


def tags_of(actor: Actor) -> QuerySet[Tag]:
    """The étiquettes of the firm, by name."""
    return Tag.objects.filter(firm_id=actor.firm_id)


def partners_offered() -> QuerySet[Partner]:
    """Partners that can be chosen."""
    return Partner.objects.filter(active=True)


def partner_clues() -> list[PartnerClues]:
    """By what each partner on offer is recognised, in a fixed order."""
    return [
        PartnerClues(
            pk=partner.pk,
            name=partner.name,
            prevoyance_codes=frozenset(partner.prevoyance_codes),
            retraite_sirets=frozenset(partner.retraite_sirets),
            idccs=frozenset(partner.idccs),
            apet_prefixes=frozenset(partner.apet_prefixes),
        )
        for partner in partners_offered().order_by("pk")
    ]
