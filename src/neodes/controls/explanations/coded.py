"""Explanations of the controls of the catalogue: what is checked is said by the declaration itself."""

from __future__ import annotations

import re

from neodes.controls.base import Explanation
from neodes.controls.coded.rule import Rule
from neodes.controls.explanations.envelope import reference
from neodes.controls.explanations.rubrique import named
from neodes.norm import Norm

_QUE = re.compile(r"\b(qu|Qu)e (?=[aeiouyéèêh])")
CORRECT = "Corrigez dans votre logiciel de paie la donnée qui alimente {names}, puis produisez à nouveau le fichier."


def demand_in_words(norm: Norm, rule: Rule) -> str:
    """The rule as one or two French sentences."""
    demand = rule.then.words(norm)
    if rule.when is None:
        return elided(f"La norme demande ceci : {demand}.")
    premise = rule.when.words(norm)
    if rule.iff:
        return elided(f"Quand {premise}, la norme demande ceci, et ne l'admet dans aucun autre cas : {demand}.")
    return elided(f"Quand {premise}, la norme demande ceci : {demand}.")


def elided(sentence: str) -> str:
    """« que il » → « qu'il »."""
    return _QUE.sub(r"\1'", sentence)


def explain_rule(norm: Norm, rule: Rule) -> Explanation:
    names = " ou ".join(named(norm.rubriques[rubrique]) for rubrique in (rule.rubriques or (rule.rubrique,))[:3])
    reading = f" Lecture retenue : {rule.reading}" if rule.reading else ""
    warns = " Le texte de la norme se prête à plusieurs lectures : ce contrôle avertit sans bloquer." if reading else ""
    return Explanation(
        verifie=f"{demand_in_words(norm, rule)}{reading}{warns}",
        pourquoi=rule.why,
        que_faire=rule.do or CORRECT.format(names=names),
        references=reference(norm, f"contrôle {rule.id}"),
    )
