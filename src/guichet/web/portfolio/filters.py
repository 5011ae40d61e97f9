"""What the list of the portfolio can be narrowed to: criteria that read as a sentence, kept in the address."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q
from django.http import QueryDict
from django.utils import timezone

from guichet.portfolio.enums import Echeance, EtablissementState
from guichet.portfolio.models import Partner

SEARCH_MAX = 100
A_MONTH = timedelta(days=31)
KEPT = ~Q(state=EtablissementState.RETIRE)


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to a criterion: its value in the address, its name in the list, its words in the chip."""

    value: str
    label: str
    phrase: str
    condition: Q


@dataclass(frozen=True, slots=True)
class Criterion:
    """A parameter of the address and its answers; `every` names what it means to choose none."""

    name: str
    label: str
    every: str
    choices: tuple[Choice, ...]
    chosen: Choice | None


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter at work, and the address without it."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Filters:
    """What is asked for; unknown values count as nothing."""

    text: str
    criteria: tuple[Criterion, ...]

    @classmethod
    def of(cls, asked: QueryDict, *, partners: Iterable[Partner], now: datetime) -> Filters:
        """From the address; `partners` are those one can choose among."""
        criteria = (
            _criterion(asked, "etat", "État", "Tous, sauf les retirés", _states()),
            _criterion(asked, "echeance", "Échéance", "Toutes", _echeances()),
            _criterion(asked, "partenaire", "Partenaire", "Tous", _partners(partners)),
            _criterion(asked, "depot", "Dernier dépôt", "Tous", _deposits(now)),
        )
        return cls(text=asked.get("q", "").replace("\x00", "").strip()[:SEARCH_MAX], criteria=criteria)

    @property
    def any(self) -> bool:
        """True when something narrows the list."""
        return bool(self.text) or any(criterion.chosen for criterion in self.criteria)

    def condition(self, *, retired: bool = False) -> Q:
        """All that is chosen. Those removed are left out unless they are asked for; `retired`: those alone."""
        chosen = {criterion.name: criterion.chosen for criterion in self.criteria if criterion.chosen}
        state = chosen.pop("etat", None)
        found = ~KEPT if retired else state.condition if state else KEPT
        for choice in chosen.values():
            found &= choice.condition
        return found

    def chips(self, asked: QueryDict) -> list[Chip]:
        """What is at work, in words."""
        chips = [Chip(f"« {self.text} »", address(asked, q=None))] if self.text else []
        return chips + [
            Chip(criterion.chosen.phrase, address(asked, **{criterion.name: None}))
            for criterion in self.criteria
            if criterion.chosen
        ]


def address(asked: QueryDict, **changes: str | None) -> str:
    """The same list with those parameters changed (None takes one off), from its first page; the empty ones go."""
    wanted = asked.copy()
    for name, value in {"page": None, **changes}.items():
        wanted[name] = value or ""
    for name in [name for name, value in wanted.items() if not value]:
        del wanted[name]
    return f"?{wanted.urlencode()}"


def _criterion(asked: QueryDict, name: str, label: str, every: str, choices: tuple[Choice, ...]) -> Criterion:
    value = asked.get(name, "")
    return Criterion(name, label, every, choices, next((choice for choice in choices if choice.value == value), None))


def _states() -> tuple[Choice, ...]:
    words = {
        EtablissementState.A_COMPLETER: "à compléter",
        EtablissementState.ACTIF: "actifs",
        EtablissementState.RETIRE: "retirés",
    }
    return tuple(Choice(state.value, words[state].capitalize(), words[state], Q(state=state)) for state in words)


def _echeances() -> tuple[Choice, ...]:
    days = tuple(
        Choice(str(day.value), day.label.capitalize(), f"échéance {day.label}", Q(echeance=day)) for day in Echeance
    )
    return (*days, Choice("a_renseigner", "À renseigner", "échéance à renseigner", Q(echeance=None)))


def _partners(partners: Iterable[Partner]) -> tuple[Choice, ...]:
    return (
        *(
            Choice(partner.code, partner.name, f"partenaire {partner.name}", Q(partner=partner.pk))
            for partner in partners
        ),
        Choice("aucun", "Aucun, ou un autre organisme", "aucun partenaire", Q(without_partner=True)),
        Choice("a_renseigner", "À renseigner", "partenaire à renseigner", Q(partner=None, without_partner=False)),
    )


def _deposits(now: datetime) -> tuple[Choice, ...]:
    month = timezone.localtime(now).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    return (
        Choice("ce_mois", "Ce mois-ci", "dernier dépôt ce mois-ci", Q(last_deposit_at__gte=month)),
        Choice(
            "ancien",
            "Il y a plus d'un mois",
            "dernier dépôt il y a plus d'un mois",
            Q(last_deposit_at__lt=now - A_MONTH),
        ),
        Choice("jamais", "Jamais", "aucun dépôt", Q(last_deposit_at=None)),
    )
