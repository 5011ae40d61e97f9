"""What a person adds to a fiche: whom to call, its groupe and étiquettes, the establishment it succeeds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from guichet.core import journal
from guichet.core.actor import Actor
from guichet.core.rights import Right
from guichet.portfolio.errors import EtablissementRetired, PortfolioError, RightMissing
from guichet.portfolio.models import Etablissement, SubPortfolio
from guichet.portfolio.naming import NameRefused, read_tag, remember_tag
from guichet.portfolio.queries import etablissements_visible_to

TAGS_MAX = 20


class NotASuccession(PortfolioError):
    """One establishment cannot succeed that other one."""

    def __init__(self) -> None:
        super().__init__(
            "Un établissement succède à un autre établissement de la même entreprise (même SIREN). Vérifiez les deux "
            "SIRET."
        )


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to call there; nothing about employees."""

    contact_name: str = ""
    contact_email: str = ""
    contact_phone: str = ""


def read_tags(text: str) -> list[str]:
    """Tags written one after the other with commas, in order, each once. Raises `NameRefused`."""
    tags = sorted({read_tag(part) for part in text.split(",") if part.strip()}, key=str.casefold)
    if len(tags) > TAGS_MAX:
        raise NameRefused(f"Un établissement porte {TAGS_MAX} étiquettes au plus ; il y en a {len(tags)}.")
    return tags


def describe_etablissement(
    *, actor: Actor, etablissement: Etablissement, contact: Contact, group: SubPortfolio | None, tags: Iterable[str]
) -> Etablissement:
    """Nothing changed: nothing is written. Raises `RightMissing`, `EtablissementRetired`."""
    locked = _lock(actor, etablissement)
    values = {**asdict(contact), "sub_portfolio_id": group.pk if group else None, "tags": list(tags)}
    changed = [name for name, value in values.items() if getattr(locked, name) != value]
    if not changed:
        return locked
    for name in changed:
        setattr(locked, name, values[name])
    locked.save(update_fields=changed)
    for tag in locked.tags:
        remember_tag(firm_id=actor.firm_id, name=tag)
    _journal(actor, locked, "etablissement.decrit", {"champs": sorted(changed)})
    return locked


def record_succession(
    *, actor: Actor, etablissement: Etablissement, predecessor: Etablissement | None
) -> Etablissement:
    """The establishment took over from that other one of its entreprise; None takes it back.

    Nothing moves by itself: the history of each stays its own. Raises `RightMissing`, `NotASuccession`.
    """
    locked = _lock(actor, etablissement)
    if predecessor is not None:
        if not etablissements_visible_to(actor).filter(pk=predecessor.pk).exists():
            raise RightMissing
        if predecessor.siren != locked.siren or locked.pk in {predecessor.pk, predecessor.succeeds_id}:
            raise NotASuccession
    if locked.succeeds_id == (predecessor.pk if predecessor else None):
        return locked
    locked.succeeds = predecessor
    locked.save(update_fields=["succeeds"])
    _journal(actor, locked, "etablissement.succede", {"siret": predecessor.siret if predecessor else ""})
    return locked


def _lock(actor: Actor, etablissement: Etablissement) -> Etablissement:
    held = etablissements_visible_to(actor, Right.MODIFIER).select_for_update(of=("self",))
    locked = held.filter(pk=etablissement.pk).first()
    if locked is None:
        raise RightMissing
    if locked.is_retired:
        raise EtablissementRetired
    return locked


def _journal(actor: Actor, etablissement: Etablissement, verb: str, details: dict[str, object]) -> None:
    journal.record(actor=actor, firm_id=actor.firm_id, verb=verb, subject=etablissement.siret, details=details)
