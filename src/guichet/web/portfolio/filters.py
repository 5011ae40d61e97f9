"""The filter of the portfolio on a page: what one can choose among, and chips that read as a sentence.

What it means, and what an actor may be told by it, is in `guichet.portfolio.filters`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import QueryDict

from guichet.accounts.models import Member
from guichet.amorcage.enums import DemandeState
from guichet.amorcage.filters import NO_DEMANDE
from guichet.core.actor import Actor
from guichet.core.rights import Right
from guichet.portfolio.enums import Echeance, EtablissementState
from guichet.portfolio.filters import NAMES, NONE, UNKNOWN, Findings, HeadcountBand, LastDeposit, PortfolioFilter
from guichet.portfolio.models import Partner
from guichet.portfolio.queries import groups_of, tags_of
from guichet.web.filtering import Chip, address


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to a criterion: its value in the address, its name in the list, its words in the chip."""

    value: str
    label: str
    phrase: str


@dataclass(frozen=True, slots=True)
class Criterion:
    """A parameter of the address. `every` names what it means to choose none; without choices, one writes a value."""

    name: str
    label: str
    every: str
    choices: tuple[Choice, ...]
    value: str
    phrase: str
    main: bool = False


@dataclass(frozen=True, slots=True)
class Filters:
    """What is asked for, and what else could be."""

    wanted: PortfolioFilter
    criteria: tuple[Criterion, ...]

    @classmethod
    def of(cls, asked: QueryDict, actor: Actor) -> Filters:
        """From the address; a value that is none of the choices counts as nothing. Four small queries at most."""
        wanted = PortfolioFilter.of(plain(asked)).as_mapping()
        criteria = tuple(_criterion(wanted, offer) for offer in _offers(actor) if offer.choices or not offer.every)
        known = {criterion.name: criterion.value for criterion in criteria}
        return cls(PortfolioFilter.of({**known, "q": wanted.get("q", "")}), criteria)

    @property
    def text(self) -> str:
        """What is looked for."""
        return self.wanted.text

    @property
    def main(self) -> list[Criterion]:
        """Those that are always in sight."""
        return [criterion for criterion in self.criteria if criterion.main]

    @property
    def others(self) -> list[Criterion]:
        """Those that are folded away until one asks."""
        return [criterion for criterion in self.criteria if not criterion.main]

    @property
    def others_used(self) -> int:
        """How many of these narrow the list."""
        return sum(bool(criterion.value) for criterion in self.others)

    def chips(self, asked: QueryDict) -> list[Chip]:
        """What is at work, in words."""
        chips = [Chip(f"« {self.text} »", address(asked, q=None))] if self.text else []
        used = (criterion for criterion in self.criteria if criterion.value)
        return chips + [Chip(criterion.phrase, address(asked, **{criterion.name: None})) for criterion in used]

    @property
    def sentence(self) -> str:
        """« échéance le 5 · partenaire PRO BTP »; empty when nothing narrows the list."""
        words = [f"« {self.text} »"] if self.text else []
        return " · ".join([*words, *(criterion.phrase for criterion in self.criteria if criterion.value)])


def plain(asked: QueryDict) -> dict[str, str]:
    """The parameters of an address that narrow the list."""
    return {name: asked.get(name, "") for name in NAMES.values()}


def clear_address(asked: QueryDict) -> str:
    """The same list with nothing that narrows it."""
    return address(asked, **dict.fromkeys(NAMES.values()))


@dataclass(frozen=True, slots=True)
class _Offer:
    name: str
    label: str
    every: str
    choices: tuple[Choice, ...]
    main: bool = False


def _criterion(wanted: dict[str, str], offer: _Offer) -> Criterion:
    value = wanted.get(offer.name, "")
    chosen = next((choice for choice in offer.choices if choice.value == value), None)
    if offer.choices:
        value, phrase = (chosen.value, chosen.phrase) if chosen else ("", "")
    else:
        phrase = "sans IDCC" if value == NONE else f"IDCC {value}"
    return Criterion(offer.name, offer.label, offer.every, offer.choices, value, phrase, offer.main)


def _offers(actor: Actor) -> Iterable[_Offer]:
    yield _Offer("etat", "État", "Tous, sauf les retirés", STATES, main=True)
    yield _Offer("echeance", "Échéance", "Toutes", ECHEANCES, main=True)
    yield _Offer("partenaire", "Partenaire", "Tous", _partners(), main=True)
    if actor.can(Right.VOIR_DECLARATIONS):
        yield _Offer("anomalies", "Dernière déclaration", "Toutes", FINDINGS, main=True)
    yield _Offer("groupe", "Groupe", "Tous", _groups(actor))
    yield _Offer("etiquette", "Étiquette", "Toutes", _tags(actor))
    yield _Offer("effectif", "Effectif", "Tous", HEADCOUNTS)
    yield _Offer("idcc", "IDCC", "", ())
    if actor.can(Right.AMORCAGE):
        yield _Offer("amorcage", "Amorçage", "Tous", AMORCAGES)
    yield _Offer("depot", "Dernier dépôt", "Tous", DEPOSITS)
    if actor.can(Right.GERER_DELEGATIONS):
        yield _Offer("collaborateur", "Confié à", "Tout le monde", _members(actor))


def _partners() -> tuple[Choice, ...]:
    rows = Partner.objects.filter(active=True).values_list("code", "name")
    return (
        *(Choice(code, name, f"partenaire {name}") for code, name in rows),
        Choice(NONE, "Aucun, ou un autre organisme", "aucun partenaire"),
        Choice(UNKNOWN, "À renseigner", "partenaire à renseigner"),
    )


def _groups(actor: Actor) -> tuple[Choice, ...]:
    found = [Choice(str(key), name, f"groupe {name}") for key, name in groups_of(actor).values_list("pk", "name")]
    return (*found, Choice(NONE, "Aucun groupe", "sans groupe")) if found else ()


def _tags(actor: Actor) -> tuple[Choice, ...]:
    return tuple(Choice(name, name, f"étiquette {name}") for name in tags_of(actor).values_list("name", flat=True))


def _members(actor: Actor) -> tuple[Choice, ...]:
    """By name; values and not objects, for there may be hundreds."""
    members = Member.objects.filter(firm_id=actor.firm_id, is_active=True).order_by("user__name", "pk")
    rows = members.values_list("pk", "user__name", "user__email")
    return tuple(Choice(str(key), name or email, f"confiés à {name or email}") for key, name, email in rows)


STATES = (
    Choice(EtablissementState.A_COMPLETER.value, "À compléter", "à compléter"),
    Choice(EtablissementState.ACTIF.value, "Actifs", "actifs"),
    Choice(EtablissementState.RETIRE.value, "Retirés", "retirés"),
)
ECHEANCES = (
    *(Choice(str(day.value), day.label.capitalize(), f"échéance {day.label}") for day in Echeance),
    Choice(UNKNOWN, "À renseigner", "échéance à renseigner"),
)
FINDINGS = (
    Choice(Findings.BLOCKING.value, "Anomalies bloquantes", "dernière déclaration bloquante"),
    Choice(Findings.WARNINGS.value, "Avertissements seuls", "dernière déclaration avec avertissements"),
    Choice(Findings.CLEAN.value, "Sans anomalie", "dernière déclaration sans anomalie"),
    Choice(Findings.NO_DECLARATION.value, "Aucune déclaration", "aucune déclaration"),
)
HEADCOUNTS = (
    Choice(HeadcountBand.ZERO.value, "0", "effectif nul"),
    Choice(HeadcountBand.TO_10.value, "1 à 10", "effectif de 1 à 10"),
    Choice(HeadcountBand.TO_49.value, "11 à 49", "effectif de 11 à 49"),
    Choice(HeadcountBand.TO_249.value, "50 à 249", "effectif de 50 à 249"),
    Choice(HeadcountBand.MORE.value, "250 et plus", "effectif de 250 et plus"),
    Choice(HeadcountBand.UNKNOWN.value, "Inconnu", "effectif inconnu"),
)
AMORCAGES = (
    Choice(NO_DEMANDE, "Aucune demande", "sans demande d'amorçage"),
    Choice(DemandeState.PROPOSEE.value, "Proposé", "amorçage proposé"),
    Choice(DemandeState.REPORTEE.value, "Remis à plus tard", "amorçage remis à plus tard"),
    Choice(DemandeState.DEMANDEE.value, "Demandé", "amorçage demandé"),
    Choice(DemandeState.COMPLEMENT.value, "Complément attendu", "amorçage en attente d'un complément"),
    Choice(DemandeState.ACCORDEE.value, "Accordé", "amorçage accordé"),
    Choice(DemandeState.DISPONIBLE.value, "Données disponibles", "amorçage aux données disponibles"),
    Choice(DemandeState.REFUSEE.value, "Refusé", "amorçage refusé"),
    Choice(DemandeState.EXPIREE.value, "Expiré", "amorçage expiré"),
    Choice(DemandeState.RETIREE.value, "Annulé", "demande d'amorçage annulée"),
    Choice(DemandeState.DECLINEE.value, "Non souhaité", "amorçage non souhaité"),
    Choice(DemandeState.CLOSE.value, "Clos", "amorçage clos"),
)
DEPOSITS = (
    Choice(LastDeposit.THIS_MONTH.value, "Ce mois-ci", "dernier dépôt ce mois-ci"),
    Choice(LastDeposit.OLD.value, "Il y a plus d'un mois", "dernier dépôt il y a plus d'un mois"),
    Choice(LastDeposit.NEVER.value, "Jamais", "aucun dépôt"),
)
