"""One step of a demande: a change, an event, a line of the journal, and the copy in the box of the partner.

Everything that happens to one demande goes through here, in the context of the firm that asked, whoever takes the step.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from guichet.amorcage import mailbox
from guichet.amorcage.enums import SENT, DemandeState, Side
from guichet.amorcage.errors import StepRefused
from guichet.amorcage.models import DemandeAmorcage, DemandeAmorcageEvent
from guichet.amorcage.signals import demande_granted
from guichet.core import journal
from guichet.core.actor import Actor

BY_RULE = "Accordée d'après une règle du partenaire."


@dataclass(frozen=True, slots=True)
class By:
    """Who takes a step: a member of the firm, a member of the partner or one of its rules, or the portal."""

    side: Side
    actor: Actor | None = None

    @classmethod
    def firm(cls, actor: Actor) -> By:
        """Somebody of the firm that asks."""
        return cls(Side.DECLARANT, actor)

    @classmethod
    def partner(cls, actor: Actor | None) -> By:
        """Somebody of the partner; a rule of it, without actor."""
        return cls(Side.PARTENAIRE, actor)

    def in_firm(self) -> Actor | None:
        """The author to write in the box of the firm."""
        return self.actor if self.side == Side.DECLARANT else None


GUICHET = By(Side.GUICHET)


def take_step(
    demande: DemandeAmorcage,
    state: DemandeState,
    *,
    by: By,
    verb: str,
    now: datetime,
    reason: str = "",
    again: bool = False,
    values: Mapping[str, object] | None = None,
) -> DemandeAmorcage:
    """Bring the demande to that state with those values, or leave it when it stands there already (unless `again`).

    Raises `StepRefused`.
    """
    before = DemandeState(demande.state)
    if before == state and not again:
        return demande
    if before != state and not before.may_become(state):
        raise StepRefused(demande)
    values = values or {}
    write(demande, state=state, changed_at=now, **values)
    tell(demande, by=by, verb=verb, now=now, reason=reason)
    if before in SENT or state in SENT:
        event = mailbox.event_of(before, state, renewal=bool(values.get("renewal_asked_at")))
        pass_on([demande], by=by, event=event, now=now, reason=reason)
    return demande


def write(demande: DemandeAmorcage, **values: Any) -> None:
    """Set those fields and save them."""
    for name, value in values.items():
        setattr(demande, name, value)
    demande.save(update_fields=tuple(values))


def tell(demande: DemandeAmorcage, *, by: By, verb: str, now: datetime, reason: str = "") -> None:
    """The event and the line of the journal, in the box of the firm."""
    author = by.in_firm()
    DemandeAmorcageEvent.objects.create(
        firm_id=demande.firm_id,
        demande=demande,
        state=demande.state,
        at=now,
        side=by.side,
        author_id=author.member_id if author else None,
        reason=reason,
    )
    journal.record(
        actor=author,
        firm_id=demande.firm_id,
        verb=verb,
        subject=demande.etablissement.siret,
        details={"partenaire": demande.partner.code if demande.partner else ""},
        author=demande.partner.name if demande.partner and by.side == Side.PARTENAIRE else "",
    )


def grant(demande: DemandeAmorcage, *, until: date, by: By, now: datetime, reason: str = "") -> None:
    """The partner opens its data until that day; one that is granted already is prolonged. Raises `StepRefused`."""
    state = DemandeState(demande.state) if demande.is_granted else DemandeState.ACCORDEE
    values = {"ends_on": until, "renewal_asked_at": None}
    take_step(demande, state, by=by, verb="amorcage.accorde", now=now, reason=reason, again=True, values=values)
    demande_granted.send(sender=DemandeAmorcage, demande=demande, now=now)


def pass_on(demandes: list[DemandeAmorcage], *, by: By, event: str, now: datetime, reason: str = "") -> None:
    """Copy them into the boxes of their partners; what a rule of theirs grants is granted at once."""
    author = by.actor.member_id if by.actor and by.side == Side.PARTENAIRE else None
    news = mailbox.News(side=by.side, at=now, event=event, reason=reason, author_id=author)
    granted = mailbox.deliver(demandes, news)
    for demande in demandes:
        if (until := granted.get(demande.pk)) is not None:
            grant(demande, until=until, by=By.partner(None), now=now, reason=BY_RULE)
