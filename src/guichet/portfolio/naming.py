"""Groupes and étiquettes: the words by which a firm sorts its portfolio. All of them are told in the journal.

Who may change establishments may add a word. To rename or delete one changes every establishment that bears it, hence
it takes the right on all of these.
"""

from __future__ import annotations

from uuid import UUID

from django.db.models import F, Func, Value

from guichet.core import journal
from guichet.core.actor import Actor
from guichet.core.rights import Right
from guichet.portfolio.errors import PortfolioError, RightMissing
from guichet.portfolio.models import Etablissement, SubPortfolio, Tag
from guichet.portfolio.queries import etablissements_visible_to
from guichet.portfolio.signals import tag_renamed

GROUP_LENGTH, TAG_LENGTH = 80, 40


class NameRefused(PortfolioError):
    """The name cannot be used; the message says why."""


class BeyondReach(PortfolioError):
    """It is borne by establishments out of the actor's reach."""

    def __init__(self) -> None:
        super().__init__(
            "Ce nom est porté par des établissements que vous ne pouvez pas modifier. Demandez à un administrateur de "
            "votre compte de le changer."
        )


def read_tag(value: str) -> str:
    """The name as it is kept. Raises `NameRefused`."""
    return _read(value, TAG_LENGTH, "L'étiquette")


def remember_tag(*, firm_id: UUID, name: str) -> Tag:
    """Make it one of those to choose among. Safe to run again."""
    return Tag.objects.get_or_create(firm_id=firm_id, name=name)[0]


def add_group(*, actor: Actor, name: str) -> SubPortfolio:
    """A groupe with nobody in it yet. Raises `NameRefused`, `RightMissing`."""
    _require(actor)
    name = _read(name, GROUP_LENGTH, "Le groupe")
    group, created = SubPortfolio.objects.get_or_create(firm_id=actor.firm_id, name=name)
    if not created:
        raise NameRefused(f"Un groupe porte déjà le nom « {name} ».")
    _journal(actor, "groupe.cree", name)
    return group


def add_tag_name(*, actor: Actor, name: str) -> Tag:
    """An étiquette that nobody bears yet. Raises `NameRefused`, `RightMissing`."""
    _require(actor)
    name = read_tag(name)
    tag, created = Tag.objects.get_or_create(firm_id=actor.firm_id, name=name)
    if not created:
        raise NameRefused(f"L'étiquette « {name} » existe déjà.")
    _journal(actor, "etiquette.creee", name)
    return tag


def rename_group(*, actor: Actor, group: SubPortfolio, name: str) -> SubPortfolio:
    """Raises `NameRefused`, `BeyondReach`, `RightMissing`."""
    _require(actor)
    name = _read(name, GROUP_LENGTH, "Le groupe")
    _require_reach(actor, sub_portfolio=group)
    if SubPortfolio.objects.filter(firm_id=actor.firm_id, name=name).exclude(pk=group.pk).exists():
        raise NameRefused(f"Un groupe porte déjà le nom « {name} ».")
    before, group.name = group.name, name
    group.save(update_fields=["name"])
    _journal(actor, "groupe.renomme", name, {"avant": before})
    return group


def delete_group(*, actor: Actor, group: SubPortfolio) -> int:
    """Its establishments stay, in no groupe; gives how many. Raises `BeyondReach`, `RightMissing`."""
    _require(actor)
    _require_reach(actor, sub_portfolio=group)
    left = Etablissement.objects.filter(firm_id=actor.firm_id, sub_portfolio=group).update(sub_portfolio=None)
    name = group.name
    group.delete()
    _journal(actor, "groupe.supprime", name, {"etablissements": left})
    return left


def rename_tag(*, actor: Actor, tag: Tag, name: str) -> int:
    """On all who bear it; gives how many. A name that exists takes it in. Raises `BeyondReach`, `RightMissing`."""
    _require(actor)
    name = read_tag(name)
    _require_reach(actor, tags__contains=[tag.name])
    before = tag.name
    bearing = Etablissement.objects.filter(firm_id=actor.firm_id, tags__contains=[before])
    both = bearing.filter(tags__contains=[name]).update(tags=_call("array_remove", before)) if name != before else 0
    renamed = bearing.update(tags=_call("array_replace", before, name)) if name != before else 0
    if name != before and not Tag.objects.filter(firm_id=actor.firm_id, name=name).exists():
        tag_renamed.send(sender=Tag, firm_id=actor.firm_id, before=before, name=name)
    remember_tag(firm_id=actor.firm_id, name=name)
    Tag.objects.filter(firm_id=actor.firm_id, name=before).exclude(name=name).delete()
    _journal(actor, "etiquette.renommee", name, {"avant": before, "etablissements": both + renamed})
    return both + renamed


def delete_tag(*, actor: Actor, tag: Tag) -> int:
    """Off all who bear it; gives how many. Raises `BeyondReach`, `RightMissing`."""
    _require(actor)
    _require_reach(actor, tags__contains=[tag.name])
    bearing = Etablissement.objects.filter(firm_id=actor.firm_id, tags__contains=[tag.name])
    left = bearing.update(tags=_call("array_remove", tag.name))
    name = tag.name
    tag.delete()
    _journal(actor, "etiquette.supprimee", name, {"etablissements": left})
    return left


def _require(actor: Actor) -> None:
    if not actor.can(Right.MODIFIER):
        raise RightMissing


def _require_reach(actor: Actor, **borne: object) -> None:
    """Every establishment that bears it must be within the actor's right to modify."""
    if actor.scope(Right.MODIFIER):
        reach = etablissements_visible_to(actor, Right.MODIFIER).values("pk")
        if Etablissement.objects.filter(firm_id=actor.firm_id, **borne).exclude(pk__in=reach).exists():
            raise BeyondReach


def _read(value: str, length: int, what: str) -> str:
    name = " ".join(value.replace("\x00", "").split())
    if not name:
        raise NameRefused(f"{what} n'a pas de nom. Écrivez-le.")
    if len(name) > length:
        raise NameRefused(f"{what} a un nom trop long : {len(name)} caractères, pour {length} au plus.")
    return name


def _call(function: str, *values: str) -> Func:
    return Func(F("tags"), *map(Value, values), function=function)


def _journal(actor: Actor, verb: str, subject: str, details: dict[str, object] | None = None) -> None:
    journal.record(actor=actor, firm_id=actor.firm_id, verb=verb, subject=subject, details=details)
