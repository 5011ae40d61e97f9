"""Many establishments chosen into a profile at once."""

from __future__ import annotations

from guichet.core.actor import Actor
from guichet.core.rights import Right
from guichet.delegations import choosing
from guichet.delegations.limits import managed_profiles
from guichet.delegations.models import DelegationProfile
from guichet.portfolio.actions import Action, ActionRefused, Change, Rows
from guichet.portfolio.filters import KEPT


def read_profile(actor: Actor, value: str) -> Change:
    """The key of a profile that the actor manages, and that does not cover everything already."""
    known = value.isascii() and value.isdigit() and len(value) < 16
    profile = managed_profiles(actor).filter(pk=int(value), archived_at=None).first() if known else None
    if profile is None or profile.whole_portfolio:
        raise ActionRefused("Choisissez un profil de délégation dans la liste.")
    return Change(f"Ajout au profil « {profile.name} »", lambda rows, _: choose_many(actor, profile, rows))


GIVE = Action("profil", "Confier à un profil de délégation", Right.GERER_DELEGATIONS, read_profile)


def choose_many(actor: Actor, profile: DelegationProfile, rows: Rows) -> int:
    """Nobody gives more than he holds: only those on which he holds each right of the profile. Gives how many came."""
    for right in profile.held_rights:
        rows = rows.filter(actor.scope(right))
    return choosing.add(profile, rows.filter(KEPT))
