"""What a part of the portfolio is asked for by: one value that pages, bulk actions, exports and views share.

It is made from a mapping of strings (an address, a row of JSON) and gives a condition on `Etablissement`. What is
unknown counts as nothing. A criterion told by declarations, by an amorçage or by a delegation is met only where the
actor may see these: a filter never tells more than the pages.
"""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from enum import StrEnum

from django.db.models import Q, Subquery
from django.utils import timezone

from guichet.core.actor import Actor
from guichet.core.rights import Right
from guichet.portfolio import criteria
from guichet.portfolio.enums import Echeance, EtablissementState
from guichet.portfolio.models import Partner
from guichet.portfolio.search import cleaned, search_condition

KEPT = ~Q(state=EtablissementState.RETIRE)
A_MONTH = timedelta(days=31)
UNKNOWN, NONE = "a_renseigner", "aucun"

COLLABORATEUR, AMORCAGE = "collaborateur", "amorcage"
"""Criteria that apps above answer: names in the address, and in `criteria`."""


class HeadcountBand(StrEnum):
    """Bands of the declared headcount: those of the law and of net-entreprises."""

    ZERO = "0"
    TO_10 = "1-10"
    TO_49 = "11-49"
    TO_249 = "50-249"
    MORE = "250"
    UNKNOWN = "inconnu"


class Findings(StrEnum):
    """What the last monthly declaration holds."""

    BLOCKING = "bloquantes"
    WARNINGS = "avertissements"
    CLEAN = "aucune"
    NO_DECLARATION = "sans_declaration"


class LastDeposit(StrEnum):
    """When something was last deposited."""

    THIS_MONTH = "ce_mois"
    OLD = "ancien"
    NEVER = "jamais"


ECHEANCES: dict[str, Q] = {**{str(day.value): Q(echeance=day) for day in Echeance}, UNKNOWN: Q(echeance=None)}
STATES: dict[str, Q] = {state.value: Q(state=state) for state in EtablissementState}
HEADCOUNTS: dict[str, Q] = {
    HeadcountBand.ZERO: Q(headcount=0),
    HeadcountBand.TO_10: Q(headcount__range=(1, 10)),
    HeadcountBand.TO_49: Q(headcount__range=(11, 49)),
    HeadcountBand.TO_249: Q(headcount__range=(50, 249)),
    HeadcountBand.MORE: Q(headcount__gte=250),
    HeadcountBand.UNKNOWN: Q(headcount=None),
}
FINDINGS: dict[str, Q] = {
    Findings.BLOCKING: Q(latest_bloquants__gt=0),
    Findings.WARNINGS: Q(latest_bloquants=0, latest_avertissements__gt=0),
    Findings.CLEAN: Q(latest_period__gt="", latest_bloquants=0, latest_avertissements=0),
    Findings.NO_DECLARATION: Q(latest_period=""),
}
NAMES = {
    "text": "q",
    "state": "etat",
    "echeance": "echeance",
    "partner": "partenaire",
    "idcc": "idcc",
    "headcount": "effectif",
    "group": "groupe",
    "tag": "etiquette",
    "member": COLLABORATEUR,
    "amorcage": AMORCAGE,
    "findings": "anomalies",
    "deposit": "depot",
}
"""Field of `PortfolioFilter` → its name in addresses."""


@dataclass(frozen=True, slots=True)
class PortfolioFilter:
    """What is asked for, each field empty when it does not narrow anything."""

    text: str = ""
    state: str = ""
    echeance: str = ""
    partner: str = ""
    idcc: str = ""
    headcount: str = ""
    group: str = ""
    tag: str = ""
    member: str = ""
    amorcage: str = ""
    findings: str = ""
    deposit: str = ""

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> PortfolioFilter:
        """From the names of an address; `{}` is everything but what was removed."""
        value = {field: str(asked.get(name) or "").replace("\x00", "") for field, name in NAMES.items()}
        return cls(
            text=cleaned(value["text"]),
            state=_among(value["state"], STATES),
            echeance=_among(value["echeance"], ECHEANCES),
            partner=value["partner"][:40],
            idcc=_matching(r"[0-9]{4}|aucun", value["idcc"]),
            headcount=_among(value["headcount"], HEADCOUNTS),
            group=_matching(r"[0-9]{1,15}|aucun", value["group"]),
            tag=value["tag"].strip()[:40],
            member=criteria.accepted(COLLABORATEUR, value["member"]),
            amorcage=criteria.accepted(AMORCAGE, value["amorcage"]),
            findings=_among(value["findings"], FINDINGS),
            deposit=_among(value["deposit"], set(LastDeposit)),
        )

    def as_mapping(self) -> dict[str, str]:
        """What `of` would read back, without what is empty."""
        return {NAMES[field.name]: value for field in fields(self) if (value := getattr(self, field.name))}

    def __bool__(self) -> bool:
        """True when something narrows the list."""
        return bool(self.as_mapping())

    def condition(self, actor: Actor, *, now: datetime, state: Q | None = None) -> Q:
        """On `Etablissement`; to be added to what the actor may see. Those removed only when they are asked for.

        `state` stands in place of the one that is asked for.
        """
        wanted: Q = state if state is not None else STATES.get(self.state, KEPT)
        wanted &= search_condition(self.text) if self.text else Q()
        wanted &= ECHEANCES.get(self.echeance, Q()) & HEADCOUNTS.get(self.headcount, Q())
        wanted &= _partner(self.partner) & _group(self.group) & _idcc(self.idcc) & _deposit(self.deposit, now)
        if self.tag:
            wanted &= Q(tags__contains=[self.tag])
        if self.findings:
            wanted &= FINDINGS[self.findings] & actor.scope(Right.VOIR_DECLARATIONS)
        wanted &= criteria.condition_of(COLLABORATEUR, actor, self.member)
        return wanted & criteria.condition_of(AMORCAGE, actor, self.amorcage)


def _among(value: str, known: Container[str]) -> str:
    return value if value in known else ""


def _matching(pattern: str, value: str) -> str:
    return value if re.fullmatch(pattern, value) else ""


def _partner(value: str) -> Q:
    """By its code. The key is looked up once, not joined: the index of the list answers alone."""
    if value == NONE:
        return Q(without_partner=True)
    if value == UNKNOWN:
        return Q(partner=None, without_partner=False)
    return Q(partner=Subquery(Partner.objects.filter(code=value).values("pk"))) if value else Q()


def _group(value: str) -> Q:
    if value == NONE:
        return Q(sub_portfolio=None)
    return Q(sub_portfolio=int(value)) if value else Q()


def _idcc(value: str) -> Q:
    if value == NONE:
        return Q(idcc="")
    return Q(idcc=value) if value else Q()


def _deposit(value: str, now: datetime) -> Q:
    month = timezone.localtime(now).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    return {
        LastDeposit.THIS_MONTH.value: Q(last_deposit_at__gte=month),
        LastDeposit.OLD.value: Q(last_deposit_at__lt=now - A_MONTH),
        LastDeposit.NEVER.value: Q(last_deposit_at=None),
    }.get(value, Q())
