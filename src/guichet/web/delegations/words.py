"""What a profile covers, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from guichet.delegations.enums import ScopeKind
from guichet.delegations.models import DelegationProfile
from guichet.delegations.scopes import Rule
from guichet.portfolio.enums import Echeance
from guichet.portfolio.models import Partner, SubPortfolio
from guichet.web.templatetags.guichet import count

SHOWN = 3
"""Values of one criterion that are named; the others are counted."""


@dataclass(frozen=True, slots=True)
class Names:
    """The partners and the groupes, by id: read once for a page."""

    partners: Mapping[int, str]
    groups: Mapping[int, str]

    @classmethod
    def read(cls) -> Names:
        """Two queries."""
        partners = dict(Partner.objects.values_list("pk", "name"))
        return cls(partners, dict(SubPortfolio.objects.order_by("name").values_list("pk", "name")))


def scope_in_words(profile: DelegationProfile, names: Names) -> str:
    """« échéance le 5 · partenaire PRO BTP »; needs `group_ids` and `chosen_count` on the profile."""
    chosen: int = profile.chosen_count  # type: ignore[attr-defined]  # annotated
    added = f" · et {count(chosen, 'établissement ajouté,établissements ajoutés')} un à un" if chosen else ""
    match ScopeKind(profile.scope):
        case ScopeKind.TOUT:
            return "tout le portefeuille"
        case ScopeKind.CHOISIS:
            return count(chosen, "établissement choisi,établissements choisis") if chosen else "aucun établissement"
        case ScopeKind.GROUPES:
            groups = profile.group_ids  # type: ignore[attr-defined]  # annotated
            word = "groupe" if len(groups) == 1 else "groupes"
            told = _one_of(names.groups.get(group, "?") for group in groups)
            return f"{word} {told}{added}" if groups else f"aucun groupe{added}"
        case ScopeKind.REGLE:
            return f"{rule_in_words(profile.rule, names)}{added}"


def rule_in_words(rule: Rule, names: Names) -> str:
    """Its criteria, one after the other."""
    days = {day.value: day.label for day in Echeance}
    criteria = (
        ("partenaire", [names.partners.get(partner, "?") for partner in rule.partners]),
        ("échéance", [days[day] for day in rule.echeances]),
        ("SIREN", list(rule.sirens)),
        ("IDCC", list(rule.idccs)),
        ("étiquette", [f"« {tag} »" for tag in rule.tags]),
    )
    return " · ".join(f"{word} {_one_of(values)}" for word, values in criteria if values)


def _one_of(values: Iterable[str]) -> str:
    """« A, B ou C », or « A, B, C ou l'un de 4 autres »."""
    told = list(values)
    shown, others = told[:SHOWN], len(told) - SHOWN
    if others == 1:
        shown, others = told, 0
    if others > 0:
        return f"{', '.join(shown)} ou l'un de {others} autres"
    return " ou ".join([", ".join(shown[:-1]), shown[-1]]) if len(shown) > 1 else shown[0]
