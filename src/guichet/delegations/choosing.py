"""Establishments chosen one by one into a profile: by hand, many at once, or because a holder added them."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Case, QuerySet, When

from guichet.core import journal
from guichet.core.actor import Actor
from guichet.core.rights import Right
from guichet.delegations.models import DelegationProfile, ProfileEtablissement
from guichet.delegations.queries import HeldProfile, condition_of, live_profiles
from guichet.portfolio.models import Etablissement

FOLLOWING = (
    Right.AJOUTER,
    Right.VOIR_PORTEFEUILLE,
    Right.VOIR_DECLARATIONS,
    Right.DEPOSER_TEST,
    Right.DEPOSER_REEL,
    Right.MODIFIER,
)
"""What one needs to follow an establishment that one has just added."""

_INSERT = """
INSERT INTO delegations_profileetablissement (firm_id, profile_id, etablissement_id)
SELECT %s, %s, chosen.id FROM ({chosen}) AS chosen ORDER BY chosen.id ON CONFLICT DO NOTHING
"""


def add(profile: DelegationProfile, etablissements: QuerySet[Etablissement]) -> int:
    """Choose them all in one statement, however many; gives how many were not chosen before."""
    try:
        chosen, parameters = etablissements.order_by().values("id").query.sql_with_params()
    except EmptyResultSet:  # known beforehand to hold nothing
        return 0
    with connection.cursor() as cursor:
        cursor.execute(_INSERT.format(chosen=chosen), [profile.firm_id, profile.pk, *parameters])
        return int(cursor.rowcount)


def share_with_own_profiles(*, actor: Actor, etablissement: Etablissement, today: date) -> list[int]:
    """Let a collaborator follow what he has just added: it joins his own scope.

    For each right of `FOLLOWING` that he holds, but not there, it is chosen into the profiles that give him the right;
    first those that let him add, which mostly give the others too. A rule or a whole portfolio that reaches it already
    needs nothing. Whoever else holds such a profile sees it too: a profile is one part of the portfolio, shared by its
    holders. Safe to run again. Returns the profiles joined.
    """
    if actor.is_administrator:
        return []
    profiles = live_profiles(actor.member_id, today)
    joined = to_join(profiles, _reaching(profiles, etablissement))
    rows = [ProfileEtablissement(firm_id=actor.firm_id, profile_id=pk, etablissement=etablissement) for pk in joined]
    ProfileEtablissement.objects.bulk_create(rows, ignore_conflicts=True)
    for pk in joined:
        details: dict[str, object] = {"profil": pk}
        journal.record(
            actor=actor, firm_id=actor.firm_id, verb="profil.etendu", subject=etablissement.siret, details=details
        )
    return joined


def to_join(profiles: list[HeldProfile], reached: set[int]) -> list[int]:
    """Into which of those profiles goes what only the profiles `reached` cover."""
    reached, joined = set(reached), []
    for right in FOLLOWING:
        holding = {profile.pk for profile in profiles if right in profile.rights}
        if holding and not holding & reached:
            joined += sorted(holding)
            reached |= holding
    return joined


def _reaching(profiles: list[HeldProfile], etablissement: Etablissement) -> set[int]:
    """Which of those profiles cover it as it stands; one query."""
    conditions = {profile.pk: condition_of([profile]) for profile in profiles}
    asked = {f"by_{pk}": Case(When(held, then=True), default=False) for pk, held in conditions.items() if held}
    row = Etablissement.objects.filter(pk=etablissement.pk).values(**asked).first() if asked else {}
    return {pk for pk, held in conditions.items() if not held or (row and row[f"by_{pk}"])}
