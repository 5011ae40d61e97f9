"""Shapes of control that come back in S21.G00.40."""

from __future__ import annotations

from neodes.controls.coded.conditions import absent, among, never
from neodes.controls.coded.rule import Rule, rule

NON_CONCERNE = among("40.026", "99")
"""Statut d'emploi « non concerné »: not an agent of the public service."""


def kept_for_changes(rubrique: str, value: str, number: int = 12) -> Rule:
    """A code that says « there was nothing before »: it only makes sense as a former value, in S21.G00.41."""
    return rule(
        f"{rubrique}/CCH-{number}",
        then=never(rubrique, value),
        why="Cette valeur dit qu'il n'y avait rien auparavant : elle ne sert que dans les changements du contrat.",
        do="Retirez la rubrique du contrat : une donnée qui n'existe pas ne se déclare pas.",
        passes=(f"{rubrique}={_other(value)}", ""),
        fails=(f"{rubrique}={value}",),
    )


def public_only(rubrique: str, number: int = 11) -> Rule:
    """A rubrique of the public service, forbidden to those who are not its agents."""
    return rule(
        f"{rubrique}/CCH-{number}",
        when=NON_CONCERNE,
        then=absent(rubrique),
        why="Cette donnée est propre aux agents de la fonction publique.",
        do="Vérifiez le statut d'emploi, ou retirez cette donnée de la fiche du salarié.",
        passes=(f"40.026=01 {rubrique}=1", "40.026=99", f"{rubrique}=1"),
        fails=(f"40.026=99 {rubrique}=1" if rubrique > "40.026" else f"{rubrique}=1 40.026=99",),
    )


def dispositif_for(number: int, dispositifs: str, natures: str, why: str) -> Rule:
    """A dispositif de politique publique (S21.G00.40.008) that some natures of contract alone may have."""
    codes, first, last = natures.split(), dispositifs[:2], dispositifs[-2:]
    return rule(
        f"40.008/CCH-{number}",
        when=among("40.008", dispositifs),
        then=among("40.007", natures),
        why=why,
        do="Vérifiez la nature du contrat et le dispositif choisis dans la fiche du contrat.",
        passes=(*(f"40.007={code} 40.008={last}" for code in codes), "40.007=50 40.008=99", "40.007=50"),
        fails=(f"40.007=50 40.008={first}", f"40.007=50 40.008={last}"),
    )


def regime_never_with(number: int, regime: str, natures: str, allowed: str, why: str) -> Rule:
    """A regime of old age (S21.G00.40.020) that these natures of contract cannot have."""
    codes = natures.split()
    return rule(
        f"40.020/CCH-{number}",
        when=among("40.020", regime),
        then=never("40.007", natures),
        why=why,
        do="Vérifiez le régime vieillesse et la nature du contrat dans la fiche du contrat.",
        passes=(f"40.007={allowed} 40.020={regime}", f"40.007={codes[0]} 40.020=200"),
        fails=tuple(f"40.007={code} 40.020={regime}" for code in (codes[0], codes[-1])),
    )


def _other(value: str) -> str:
    return "1" if value != "1" else "2"
