"""What changes the portfolio. Each function runs in the transaction of its caller, in the context of the firm."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.dispatch import Signal

from guichet.accounts.models import Firm
from guichet.core import journal
from guichet.core.actor import Actor
from guichet.core.rights import Right
from guichet.portfolio.enums import Echeance, EtablissementState, Origin
from guichet.portfolio.errors import (
    AlreadyInPortfolio,
    EtablissementRetired,
    NoPortfolio,
    RightMissing,
)
from guichet.portfolio.facts import TEXT_FACTS, facts_of
from guichet.portfolio.guess import guess_echeance, guess_partner
from guichet.portfolio.models import Etablissement, Partner
from guichet.portfolio.queries import etablissements_known_to, etablissements_visible_to, partner_clues
from guichet.portfolio.signals import etablissement_added, etablissement_completed, etablissement_retired
from guichet.portfolio.siret import read_siret
from neodes import DeclarationSummary


@dataclass(frozen=True, slots=True)
class AddedEtablissement:
    """What became of the SIRET of a declaration. `retired`: it was removed from the portfolio, and stays so."""

    etablissement: Etablissement
    created: bool
    retired: bool


def add_from_declaration(*, actor: Actor, declaration: DeclarationSummary, now: datetime) -> AddedEtablissement:
    """Put the establishment of a declaration in the portfolio, or bring what is known of it up to date.

    Safe to run twice and at the same time as another: the unique index lets one in. In one transaction, add several
    by increasing SIRET, or two deposits could wait for each other. A removed establishment is reported, not restored.
    Raises `InvalidSiret`, `RightMissing` (no right to add, or a SIRET beyond what the actor may know), `NoPortfolio`.
    """
    siret = read_siret(declaration.siret)
    etablissement = etablissements_known_to(actor).select_for_update(of=("self",)).filter(siret=siret).first()
    created = False
    if etablissement is None:
        _require_addition(actor)
        etablissement, created = Etablissement.objects.select_for_update().get_or_create(
            firm_id=actor.firm_id,
            siret=siret,
            defaults={"state": EtablissementState.A_COMPLETER, "origin": Origin.DEPOT, "added_at": now},
        )
        # It came meanwhile, or it was there out of sight: the actor learns nothing more than « not yours ».
        if not created and not etablissements_known_to(actor).filter(pk=etablissement.pk).exists():
            raise RightMissing
    if etablissement.is_retired:
        return AddedEtablissement(etablissement, created=False, retired=True)
    changed = _take_facts(etablissement, declaration)
    _take_guesses(etablissement, declaration)
    etablissement.last_deposit_at = max(etablissement.last_deposit_at or now, now)
    etablissement.save()
    if created:
        _journal(actor, etablissement, "etablissement.ajoute", {"origine": Origin.DEPOT.value})
        _tell(etablissement_added, actor, etablissement, now)
    elif changed:
        _journal(actor, etablissement, "etablissement.actualise", {"champs": changed})
    return AddedEtablissement(etablissement, created=created, retired=False)


def add_by_hand(
    *, actor: Actor, siret: str, raison_sociale: str, echeance: Echeance, partner: Partner | None, now: datetime
) -> Etablissement:
    """Add an establishment with all that is asked; `partner` None stands for « aucun, ou un autre organisme ».

    Raises `InvalidSiret`, `AlreadyInPortfolio` when the actor may know it is there, else `RightMissing`.
    """
    siret = read_siret(siret)
    _require_addition(actor)
    etablissement, created = Etablissement.objects.get_or_create(
        firm_id=actor.firm_id,
        siret=siret,
        defaults={
            "raison_sociale": raison_sociale.strip(),
            "state": EtablissementState.ACTIF,
            "origin": Origin.MANUEL,
            "echeance": echeance,
            "partner": partner,
            "without_partner": partner is None,
            "added_at": now,
            "completed_at": now,
        },
    )
    if not created:
        known = etablissements_known_to(actor).filter(pk=etablissement.pk).exists()
        raise AlreadyInPortfolio(etablissement) if known else RightMissing
    _journal(actor, etablissement, "etablissement.ajoute", {"origine": Origin.MANUEL.value})
    _tell(etablissement_added, actor, etablissement, now)
    _tell(etablissement_completed, actor, etablissement, now)
    return etablissement


def complete_etablissement(
    *,
    actor: Actor,
    etablissement: Etablissement,
    raison_sociale: str,
    echeance: Echeance,
    partner: Partner | None,
    facts: Mapping[str, str],
    now: datetime,
) -> Etablissement:
    """Write what a person confirms, and make the establishment active.

    `facts` holds some of `TEXT_FACTS`: one that differs from what the file said is the person's from now on; one that
    is emptied is left to the files again. Nothing changed: nothing is written. Raises `RightMissing`,
    `EtablissementRetired`.
    """
    locked = _lock(actor, etablissement, Right.MODIFIER)
    if locked.is_retired:
        raise EtablissementRetired
    was_active = locked.state == EtablissementState.ACTIF
    confirmed = {
        "raison_sociale": raison_sociale.strip(),
        "echeance": echeance,
        "partner": partner,
        "without_partner": partner is None,
    }
    changed = _correct_facts(locked, facts) + _assign(locked, confirmed)
    if was_active and not changed:
        return locked
    locked.state = EtablissementState.ACTIF
    locked.completed_at = locked.completed_at or now
    locked.save()
    _journal(actor, locked, f"etablissement.{'modifie' if was_active else 'complete'}", {"champs": sorted(changed)})
    _tell(etablissement_completed, actor, locked, now)
    return locked


def retire_etablissement(*, actor: Actor, etablissement: Etablissement, now: datetime) -> Etablissement:
    """Remove it from the portfolio; everything about it is kept. Done already: nothing. Raises `RightMissing`."""
    locked = _lock(actor, etablissement, Right.RETIRER)
    if locked.is_retired:
        return locked
    locked.state = EtablissementState.RETIRE
    locked.retired_at = now
    locked.save()
    _journal(actor, locked, "etablissement.retire", {})
    _tell(etablissement_retired, actor, locked, now)
    return locked


def restore_etablissement(*, actor: Actor, etablissement: Etablissement, now: datetime) -> Etablissement:
    """Put it back, to be completed when something is missing. Done already: nothing. Raises `RightMissing`."""
    locked = _lock(actor, etablissement, Right.AJOUTER)
    if not locked.is_retired:
        return locked
    locked.state = EtablissementState.ACTIF if locked.is_complete else EtablissementState.A_COMPLETER
    locked.retired_at = None
    locked.save()
    _journal(actor, locked, "etablissement.remis", {})
    if locked.is_complete:
        _tell(etablissement_completed, actor, locked, now)
    return locked


def register_own_etablissement(*, firm: Firm, now: datetime) -> Etablissement:
    """The one establishment of an account of the kind entreprise, made as the firm signs up. Safe to run again."""
    etablissement, created = Etablissement.objects.get_or_create(
        firm=firm,
        siret=firm.siret,
        defaults={
            "raison_sociale": firm.name,
            "state": EtablissementState.ACTIF,
            "origin": Origin.MANUEL,
            "added_at": now,
        },
    )
    if created:
        journal.record(actor=None, firm_id=firm.pk, verb="etablissement.ajoute", subject=firm.siret)
    return etablissement


def _require_addition(actor: Actor) -> None:
    if not actor.has_portfolio:
        raise NoPortfolio
    if not actor.can(Right.AJOUTER):
        raise RightMissing


def _lock(actor: Actor, etablissement: Etablissement, right: Right) -> Etablissement:
    """The row as it stands now, held until the end of the transaction."""
    held = etablissements_visible_to(actor, right).select_for_update(of=("self",))
    try:
        return held.get(pk=etablissement.pk)
    except Etablissement.DoesNotExist:
        raise RightMissing from None


def _take_facts(etablissement: Etablissement, declaration: DeclarationSummary) -> list[str]:
    """Write what the file says; an older month only fills what is empty. Returns the names of what changed."""
    fresh = declaration.period >= etablissement.facts_period
    changed = []
    for name, value in facts_of(declaration).known().items():
        present = getattr(etablissement, name)
        if name in etablissement.corrected or (present not in {"", None} and not fresh) or present == value:
            continue
        setattr(etablissement, name, value)
        changed.append(name)
    etablissement.from_sirene = [name for name in etablissement.from_sirene if name not in changed]
    if fresh:
        etablissement.facts_period = declaration.period
    return changed


def _take_guesses(etablissement: Etablissement, declaration: DeclarationSummary) -> None:
    """Keep the guesses of the freshest month; one that found nothing never replaces one that did."""
    if declaration.period < etablissement.facts_period:
        return
    echeance = guess_echeance(declaration)
    if echeance.value or not etablissement.echeance_proposee:
        etablissement.echeance_proposee = echeance.value
        etablissement.echeance_motif = echeance.reason[:300]
    partner = guess_partner(declaration, partner_clues())
    if partner.partner or not etablissement.partner_propose_id:
        etablissement.partner_propose_id = partner.partner
        etablissement.partner_motif = partner.reason[:300]


def _correct_facts(etablissement: Etablissement, facts: Mapping[str, str]) -> list[str]:
    changed = _assign(etablissement, {name: facts[name] for name in TEXT_FACTS if name in facts})
    corrected = {*etablissement.corrected, *changed}
    etablissement.corrected = [name for name in TEXT_FACTS if name in corrected and getattr(etablissement, name)]
    return changed


def _assign(etablissement: Etablissement, values: Mapping[str, object]) -> list[str]:
    """Set the fields and return the names of those that differ from before."""
    changed = [name for name, value in values.items() if getattr(etablissement, name) != value]
    for name in changed:
        setattr(etablissement, name, values[name])
    return changed


def _journal(actor: Actor, etablissement: Etablissement, verb: str, details: dict[str, object]) -> None:
    journal.record(actor=actor, firm_id=actor.firm_id, verb=verb, subject=etablissement.siret, details=details)


def _tell(signal: Signal, actor: Actor, etablissement: Etablissement, now: datetime) -> None:
    signal.send(sender=Etablissement, actor=actor, etablissement=etablissement, now=now)
