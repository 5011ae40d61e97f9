"""What changes the delegations: profiles, what they cover, who holds them. In the transaction of the caller."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import QuerySet

from guichet.accounts.models import Member
from guichet.core import journal
from guichet.core.actor import Actor
from guichet.core.rights import Right
from guichet.delegations import choosing
from guichet.delegations.enums import ScopeKind
from guichet.delegations.errors import (
    DatesReversed,
    EmptyScope,
    EverythingAlready,
    MemberGone,
    NameTaken,
    NoRights,
    ProfileArchived,
)
from guichet.delegations.limits import Limits
from guichet.delegations.models import (
    RULE_FIELDS,
    Delegation,
    DelegationProfile,
    ProfileEtablissement,
    ProfileSubPortfolio,
    scope_of,
)
from guichet.delegations.scopes import Scope
from guichet.portfolio.models import Etablissement, SubPortfolio


def create_profile(
    *,
    actor: Actor,
    name: str,
    rights: Iterable[Right],
    scope: Scope,
    chosen: QuerySet[Etablissement] | None = None,
    copy_of: DelegationProfile | None = None,
) -> DelegationProfile:
    """A profile with those rights on that part of the portfolio; `chosen` are taken one by one, beside it.

    Nobody gives what he does not hold: see `Limits`. Raises `DelegationError`.
    """
    wanted = _checked(actor, rights, scope, chosen)
    _require_free_name(actor, name)
    profile = DelegationProfile.objects.create(
        firm_id=actor.firm_id, name=name, rights=[right.value for right in wanted], **_columns(scope)
    )
    _group(profile, scope)
    added = choosing.add(profile, chosen) if chosen is not None else 0
    details: dict[str, object] = {**_told(wanted, scope), "choisis": added}
    if copy_of is not None:
        details["copie_de"] = copy_of.pk
    _journal(actor, "profil.cree", profile, details)
    return profile


def edit_profile(
    *, actor: Actor, profile: DelegationProfile, name: str, rights: Iterable[Right], scope: Scope
) -> DelegationProfile:
    """Change what a profile gives and covers; its holders have it at once. Decided again as if it were given anew.

    Those chosen one by one stay, unless the profile was made of them alone and now is not. Raises `DelegationError`.
    """
    locked = _managed(actor, profile)
    keeps_chosen = locked.scope == scope.kind or locked.scope != ScopeKind.CHOISIS
    chosen = locked.etablissements.all() if keeps_chosen else None
    wanted = _checked(actor, rights, scope, chosen)
    if name != locked.name:
        _require_free_name(actor, name)
    before = _told(locked.held_rights, scope_of(locked, _groups(locked)))
    if not keeps_chosen:
        locked.chosen.all().delete()
    locked.name, locked.rights = name, [right.value for right in wanted]
    for field, value in _columns(scope).items():
        setattr(locked, field, value)
    locked.save()
    _group(locked, scope)
    _journal(actor, "profil.modifie", locked, {**_told(wanted, scope), "avant": before})
    return locked


def duplicate_profile(*, actor: Actor, profile: DelegationProfile, name: str) -> DelegationProfile:
    """A profile with the same rights on the same part, and no holder; an archived one too. Raises `DelegationError`."""
    scope = scope_of(profile, _groups(profile))
    chosen = profile.etablissements.all()
    return create_profile(
        actor=actor, name=name, rights=profile.held_rights, scope=scope, chosen=chosen, copy_of=profile
    )


def archive_profile(*, actor: Actor, profile: DelegationProfile, now: datetime) -> DelegationProfile:
    """Put it away: it gives nothing any more, at once, and its history stays. Raises `DelegationError`."""
    locked = _managed(actor, profile)
    locked.archived_at = now
    locked.save(update_fields=["archived_at"])
    _journal(actor, "profil.archive", locked, {"collaborateurs": locked.delegations.count()})
    return locked


def choose_etablissements(*, actor: Actor, profile: DelegationProfile, etablissements: QuerySet[Etablissement]) -> int:
    """Add establishments to those chosen one by one; gives how many were not there. Any number, in two queries.

    Raises `DelegationError`: each must be within what the actor holds, for each right of the profile.
    """
    locked = _managed(actor, profile)
    if locked.whole_portfolio:
        raise EverythingAlready
    _require_within(actor, locked, etablissements)
    added = choosing.add(locked, etablissements)
    if added:
        _journal(actor, "profil.choisis", locked, {"ajoutes": added})
    return added


def drop_etablissements(*, actor: Actor, profile: DelegationProfile, etablissements: QuerySet[Etablissement]) -> int:
    """Take establishments out of those chosen one by one; gives how many. Raises `DelegationError`."""
    locked = _managed(actor, profile)
    chosen = ProfileEtablissement.objects.filter(
        profile=locked, etablissement__in=etablissements.order_by().values("pk")
    )
    dropped, _ = chosen.delete()
    if dropped:
        _journal(actor, "profil.choisis", locked, {"retires": dropped})
    return dropped


def delegate(
    *, actor: Actor, profile: DelegationProfile, member: Member, starts_on: date, ends_on: date | None = None
) -> Delegation:
    """Give a profile to a member from a day to a day, both included. Given already: the dates are changed.

    Raises `DelegationError`.
    """
    locked = _managed(actor, profile)
    if ends_on is not None and ends_on < starts_on:
        raise DatesReversed
    if not Member.objects.filter(pk=member.pk, firm_id=actor.firm_id, is_active=True, user__is_active=True).exists():
        raise MemberGone
    delegation, _ = Delegation.objects.update_or_create(
        firm_id=actor.firm_id, profile=locked, member=member, defaults={"starts_on": starts_on, "ends_on": ends_on}
    )
    dates = {"du": starts_on.isoformat(), "au": ends_on.isoformat() if ends_on else ""}
    _journal(actor, "delegation.donnee", locked, {"membre": member.pk, **dates})
    return delegation


def withdraw(*, actor: Actor, delegation: Delegation) -> None:
    """Take a profile back from a member, at once. Done already: nothing. Raises `DelegationError`."""
    locked = _managed(actor, delegation.profile)
    deleted, _ = Delegation.objects.filter(pk=delegation.pk, firm_id=actor.firm_id).delete()
    if deleted:
        _journal(actor, "delegation.retiree", locked, {"membre": delegation.member_id})


def _managed(actor: Actor, profile: DelegationProfile) -> DelegationProfile:
    """The row as it stands, held until the end of the transaction, when it is within what the actor may give."""
    limits = Limits.of(actor)
    locked = DelegationProfile.objects.select_for_update().filter(firm_id=actor.firm_id).get(pk=profile.pk)
    if locked.archived_at is not None:
        raise ProfileArchived
    limits.require(locked.held_rights, scope_of(locked, _groups(locked)), locked.etablissements.all())
    return locked


def _checked(
    actor: Actor, rights: Iterable[Right], scope: Scope, chosen: QuerySet[Etablissement] | None
) -> list[Right]:
    """The rights, sorted, when they may be given on that."""
    given = set(rights)
    if not given:
        raise NoRights
    if scope.kind == ScopeKind.REGLE and scope.rule.is_empty:
        raise EmptyScope("donnez au moins un critère à sa règle")
    if scope.kind == ScopeKind.GROUPES and not _known_groups(actor, scope):
        raise EmptyScope("cochez au moins un groupe")
    Limits.of(actor).require(given, scope, chosen)
    return [right for right in Right if right in given]


def _require_within(actor: Actor, profile: DelegationProfile, etablissements: QuerySet[Etablissement]) -> None:
    Limits.of(actor).require(profile.held_rights, Scope(ScopeKind.CHOISIS), etablissements)


def _known_groups(actor: Actor, scope: Scope) -> bool:
    found = SubPortfolio.objects.filter(pk__in=scope.groups, firm_id=actor.firm_id)
    return bool(scope.groups) and found.count() == len(scope.groups)


def _require_free_name(actor: Actor, name: str) -> None:
    if DelegationProfile.objects.filter(firm_id=actor.firm_id, name=name, archived_at=None).exists():
        raise NameTaken(name)


def _columns(scope: Scope) -> dict[str, object]:
    rule = zip(RULE_FIELDS, scope.rule.criteria, strict=True)
    return {"scope": scope.kind, **{name: list(values) for name, values in rule}}


def _groups(profile: DelegationProfile) -> list[int]:
    return list(profile.sub_portfolios.order_by("pk").values_list("pk", flat=True))


def _group(profile: DelegationProfile, scope: Scope) -> None:
    """Make the table say what the scope says."""
    rows = ProfileSubPortfolio.objects.filter(profile=profile)
    rows.exclude(sub_portfolio__in=scope.groups).delete()
    ProfileSubPortfolio.objects.bulk_create(
        [
            ProfileSubPortfolio(firm_id=profile.firm_id, profile=profile, sub_portfolio_id=group)
            for group in sorted(scope.groups)
        ],
        ignore_conflicts=True,
    )


def _told(rights: Iterable[Right], scope: Scope) -> dict[str, object]:
    """What the journal keeps of a profile: codes and ids."""
    names = [name.removeprefix("rule_") for name in RULE_FIELDS]
    rule = {name: list(values) for name, values in zip(names, scope.rule.criteria, strict=True) if values}
    told: dict[str, object] = {"droits": [right.value for right in rights], "portee": scope.kind.value}
    if scope.groups:
        told["groupes"] = sorted(scope.groups)
    return {**told, "regle": rule} if rule else told


def _journal(actor: Actor, verb: str, profile: DelegationProfile, details: dict[str, object]) -> None:
    told = {"profil": profile.pk, **details}
    journal.record(actor=actor, firm_id=actor.firm_id, verb=verb, subject=profile.name, details=told)
