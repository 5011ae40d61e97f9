"""What a collaborator added by an import joins his own scope: `share_with_own_profiles` for many at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import Case, When

from guichet.core import journal
from guichet.core.actor import Actor
from guichet.delegations import choosing
from guichet.delegations.models import DelegationProfile
from guichet.delegations.queries import HeldProfile, condition_of, live_profiles
from guichet.portfolio.models import Etablissement


def share_many(*, actor: Actor, keys: Sequence[int], today: date) -> None:
    """The same profiles as one by one, in a few statements for each set of profiles that reach them."""
    if actor.is_administrator:
        return
    profiles = live_profiles(actor.member_id, today)
    models = DelegationProfile.objects.in_bulk([profile.pk for profile in profiles])
    for reached, sirets in _by_reach(profiles, keys).items():
        for pk in choosing.to_join(profiles, set(reached)):
            choosing.add(models[pk], Etablissement.objects.filter(pk__in=list(sirets)))
            journal.record_many(
                actor=actor,
                firm_id=actor.firm_id,
                verb="profil.etendu",
                subjects=list(sirets.values()),
                details={"profil": pk, "lot": True},
            )


def _by_reach(profiles: list[HeldProfile], keys: Sequence[int]) -> dict[frozenset[int], dict[int, str]]:
    """Key → SIRET, by the set of profiles that cover them as they stand; one query."""
    conditions = {profile.pk: condition_of([profile]) for profile in profiles}
    asked = {f"by_{pk}": Case(When(held, then=True), default=False) for pk, held in conditions.items() if held}
    whole = [pk for pk, held in conditions.items() if not held]
    found: dict[frozenset[int], dict[int, str]] = {}
    for row in Etablissement.objects.filter(pk__in=list(keys)).values("pk", "siret", **asked):
        reached = frozenset([*whole, *(pk for pk in conditions if row.get(f"by_{pk}"))])
        found.setdefault(reached, {})[row["pk"]] = row["siret"]
    return found
