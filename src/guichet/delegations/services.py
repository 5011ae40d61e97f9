"""What changes the delegations: a profile, who holds it, and what joins it when a holder adds an establishment."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from guichet.accounts.models import Member
from guichet.core import journal
from guichet.core.actor import Actor
from guichet.core.rights import Right
from guichet.delegations.models import Delegation, DelegationProfile, ProfileEtablissement
from guichet.delegations.queries import live_profiles
from guichet.portfolio.models import Etablissement
from guichet.portfolio.queries import etablissements_visible_to


class DelegationError(Exception):
    """The change is refused; the message, in French, says why."""


def create_profile(
    *, actor: Actor, name: str, rights: Iterable[Right], etablissements: Iterable[Etablissement] | None
) -> DelegationProfile:
    """A profile with those rights on those establishments; None stands for the whole portfolio, to come included.

    Nobody gives what he does not hold: each right must be held on all that the profile covers.
    Raises `DelegationError`.
    """
    wanted, chosen = sorted(set(rights)), None if etablissements is None else list(etablissements)
    _require_delegation(actor)
    for right in wanted:
        _require_holding(actor, right, chosen)
    if DelegationProfile.objects.filter(firm_id=actor.firm_id, name=name).exists():
        raise DelegationError(f"Un profil porte déjà le nom « {name} ». Choisissez-en un autre.")
    profile = DelegationProfile.objects.create(
        firm_id=actor.firm_id, name=name, rights=[right.value for right in wanted], whole_portfolio=chosen is None
    )
    _choose(profile, chosen or [])
    _journal(actor, "profil.cree", name, {"droits": [right.value for right in wanted], "etablissements": _size(chosen)})
    return profile


def delegate(
    *, actor: Actor, profile: DelegationProfile, member: Member, starts_on: date, ends_on: date | None = None
) -> Delegation:
    """Give a profile to a member from a day to a day, both included. Given already: the dates are changed.

    Raises `DelegationError`.
    """
    _require_delegation(actor)
    chosen = None if profile.whole_portfolio else list(profile.etablissements.all())
    for right in profile.rights:
        _require_holding(actor, Right(right), chosen)
    if ends_on is not None and ends_on < starts_on:
        raise DelegationError("La délégation finirait avant d'avoir commencé. Vérifiez les deux dates.")
    delegation, _ = Delegation.objects.update_or_create(
        firm_id=actor.firm_id, profile=profile, member=member, defaults={"starts_on": starts_on, "ends_on": ends_on}
    )
    dates = {"du": starts_on.isoformat(), "au": ends_on.isoformat() if ends_on else ""}
    _journal(actor, "delegation.donnee", profile.name, {"membre": member.pk, **dates})
    return delegation


def share_with_own_profiles(*, actor: Actor, etablissement: Etablissement, today: date) -> list[DelegationProfile]:
    """Let a collaborator see what he has just added: it joins the profiles that gave him the right to add.

    Only those made of chosen establishments, and only when no profile lets him add to the whole portfolio. Whoever
    else holds such a profile sees it too: a profile is one part of the portfolio, shared by its holders.
    Safe to run again. Returns the profiles joined.
    """
    if actor.is_administrator:
        return []
    member = Member.objects.get(pk=actor.member_id)
    adding = [profile for profile in live_profiles(member, today) if Right.AJOUTER.value in profile.rights]
    if any(profile.whole_portfolio for profile in adding):
        return []
    for profile in adding:
        _choose(profile, [etablissement])
        _journal(actor, "profil.etendu", etablissement.siret, {"profil": profile.pk})
    return adding


def _require_delegation(actor: Actor) -> None:
    if not actor.can(Right.GERER_DELEGATIONS):
        raise DelegationError("Vous n'avez pas le droit de gérer les délégations.")


def _require_holding(actor: Actor, right: Right, chosen: list[Etablissement] | None) -> None:
    """Everything the profile covers must be within the actor's own scope, for that right and for delegating."""
    for held in (right, Right.GERER_DELEGATIONS):
        if chosen is None:
            within = actor.can(held) and not actor.scope(held)
        else:
            keys = {etablissement.pk for etablissement in chosen}
            visible = etablissements_visible_to(actor, held)
            within = actor.can(held) and visible.filter(pk__in=keys).count() == len(keys)
        if not within:
            raise DelegationError(f"Vous ne pouvez pas confier « {right.label} » au-delà de ce que vous détenez.")


def _choose(profile: DelegationProfile, etablissements: Iterable[Etablissement]) -> None:
    ProfileEtablissement.objects.bulk_create(
        [
            ProfileEtablissement(firm_id=profile.firm_id, profile=profile, etablissement=etablissement)
            for etablissement in etablissements
        ],
        ignore_conflicts=True,
    )


def _size(chosen: list[Etablissement] | None) -> int | str:
    return "tous" if chosen is None else len(chosen)


def _journal(actor: Actor, verb: str, subject: str, details: dict[str, object]) -> None:
    journal.record(actor=actor, firm_id=actor.firm_id, verb=verb, subject=subject, details=details)
