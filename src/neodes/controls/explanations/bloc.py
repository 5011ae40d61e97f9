"""Explanations of the controls on one bloc: how often, under which parent, in which order."""

from __future__ import annotations

from neodes.controls.base import Explanation
from neodes.controls.explanations.envelope import reference
from neodes.controls.explanations.rubrique import doubt_in_words
from neodes.norm import BlocSpec, Cardinality, Norm


def named(spec: BlocSpec) -> str:
    """« Contrat » (S21.G00.40)."""
    return f"« {spec.label} » ({spec.id})"


def parent_in_words(norm: Norm, spec: BlocSpec) -> str:
    """« Individu » (S21.G00.30), or the file for the first bloc."""
    return named(norm.blocs[spec.parent]) if spec.parent else "le fichier"


def cardinality_in_words(cardinality: Cardinality) -> str:
    """`0, 1` → « au plus une fois », `1, None` → « au moins une fois » …"""
    lower, upper = cardinality.lower, cardinality.upper
    if upper is None:
        return "au moins une fois" if lower else "autant de fois que nécessaire"
    if lower == upper:
        return "une seule fois" if upper == 1 else f"exactement {upper} fois"
    if lower == 0:
        return "au plus une fois" if upper == 1 else f"au plus {upper} fois"
    return f"de {lower} à {upper} fois"


def explain_cardinality(norm: Norm, spec: BlocSpec) -> Explanation:
    by_words: dict[str, list[str]] = {}
    for nature, cardinality in spec.cardinality.items():
        by_words.setdefault(cardinality_in_words(cardinality), []).append(nature)
    words = " ; ".join(f"{text} en nature {', '.join(natures)}" for text, natures in by_words.items())
    absent = [nature for nature in norm.natures if nature not in spec.cardinality]
    forbidden = f" Il est interdit en nature {', '.join(absent)}." if absent else ""
    return Explanation(
        verifie=f"Le bloc {named(spec)} apparaît, sous {parent_in_words(norm, spec)} : {words}.{forbidden}"
        f"{doubt_in_words(sorted(spec.doubtful))}",
        pourquoi=(
            "Un bloc obligatoire qui manque prive l'organisme d'une donnée ; un bloc en trop rend la "
            "déclaration ambiguë."
        ),
        que_faire=(
            "Vérifiez à la ligne indiquée si le bloc manque ou se répète, puis corrigez le dossier du salarié ou "
            "de l'établissement dans votre logiciel de paie."
        ),
        references=reference(norm, f"arborescence, bloc {spec.id} « {spec.label} »"),
    )


def explain_parent(norm: Norm, spec: BlocSpec) -> Explanation:
    return Explanation(
        verifie=f"Le bloc {named(spec)} doit suivre le bloc dont il dépend : {parent_in_words(norm, spec)}.",
        pourquoi="Sans son bloc d'origine, on ne sait pas à qui ni à quoi la donnée se rapporte.",
        que_faire=(
            "Retrouvez pourquoi le bloc d'origine n'a pas été produit (dossier incomplet, lignes retirées à la "
            "main), puis produisez à nouveau le fichier."
        ),
        references=reference(norm, f"arborescence, bloc {spec.id} « {spec.label} »"),
    )


def explain_bloc_order(norm: Norm, spec: BlocSpec) -> Explanation:
    return Explanation(
        verifie=(
            f"Le bloc {named(spec)} doit venir à sa place dans le message, qui n'est pas toujours celle de son numéro."
        ),
        pourquoi="Les organismes lisent les blocs dans l'ordre de la norme : un bloc déplacé peut être mal rattaché.",
        que_faire="Signalez l'anomalie à l'éditeur de votre logiciel : l'ordre des blocs ne se saisit pas.",
        references=reference(norm, "arborescence du message"),
    )
