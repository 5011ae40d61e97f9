"""Explanations of the comparison of a declaration with those made before it."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from neodes.controls import comparison
from neodes.controls.base import Explanation
from neodes.controls.explanations.envelope import reference
from neodes.norm import Norm

SIGNALS = ("04", "05", "07", "08", "10")
"""Natures that may replace or cancel by naming a declaration (S20.G00.05.006)."""

BY_WHOM = (
    "La comparaison est faite par « neodes compare » entre deux fichiers, et par le portail avec la dernière "
    "déclaration acceptée du même établissement."
)
OURS = "Seuils propres à cet outil"


class Page(NamedTuple):
    """A control of the comparison; its natures are those it looks at."""

    id: str
    title: str
    explain: Callable[[Norm], Explanation]
    natures: tuple[str, ...] = ("01",)


def explain_individu(norm: Norm) -> Explanation:
    return Explanation(
        verifie=(
            "Une personne, ou un contrat, de la déclaration du mois précédent doit se retrouver dans celle du mois, "
            "sauf si un bloc « Fin du contrat » (S21.G00.62) a été déclaré. La personne est reconnue à son NIR, à "
            "son NTT ou à l'ancien NIR donné en S21.G00.31.008 ; une arrivée dans un autre établissement du fichier "
            f"(S21.G00.41.012) est admise. {BY_WHOM}"
        ),
        pourquoi=(
            "Sans fin de contrat, les organismes tiennent la personne pour toujours présente : ses droits au chômage, "
            "à la prévoyance et à la retraite ne sont pas ouverts ou restent en suspens."
        ),
        que_faire=(
            "Si le contrat a pris fin, ajoutez sa fin (date et motif) et produisez à nouveau le fichier. S'il dure, "
            "vérifiez que le salarié n'a pas été écarté de la paie du mois : un salarié sans paie se déclare aussi."
        ),
        references=reference(norm, "bloc S21.G00.62 « Fin du contrat »"),
    )


def explain_numero(norm: Norm) -> Explanation:
    return Explanation(
        verifie=(
            "Le numéro d'un contrat (S21.G00.40.009) doit rester celui du mois précédent, sauf si un bloc "
            "« Changements Contrat » donne l'ancien numéro (S21.G00.41.014). Le contrat est reconnu à la personne et "
            f"à sa date de début. {BY_WHOM}"
        ),
        pourquoi=(
            "Le numéro et la date de début identifient le contrat. S'il change sans que l'ancien soit dit, les "
            "organismes voient un contrat de plus, et l'ancien ne finit jamais."
        ),
        que_faire=(
            "Rétablissez l'ancien numéro, ou déclarez le changement avec l'ancien numéro en S21.G00.41.014. Un "
            "changement de logiciel de paie est la cause la plus fréquente : voyez s'il touche tous les contrats."
        ),
        references=reference(norm, "rubrique S21.G00.41.014 « Ancien numéro du contrat »"),
    )


def explain_debut(norm: Norm) -> Explanation:
    return Explanation(
        verifie=(
            "La date de début d'un contrat (S21.G00.40.001) doit rester celle du mois précédent, sauf si un bloc "
            "« Changements Contrat » donne l'ancienne date (S21.G00.41.021). Le contrat est reconnu à la personne et "
            f"à son numéro. {BY_WHOM}"
        ),
        pourquoi=(
            "Le numéro et la date de début identifient le contrat. Si la date change sans que l'ancienne soit dite, "
            "les organismes voient un contrat de plus, et l'ancien ne finit jamais."
        ),
        que_faire=(
            "Rétablissez l'ancienne date, ou déclarez le changement avec l'ancienne date en S21.G00.41.021. S'il "
            "s'agit d'un nouveau contrat, donnez-lui un nouveau numéro et déclarez la fin du précédent."
        ),
        references=reference(norm, "rubrique S21.G00.41.021 « Ancienne date de début du contrat »"),
    )


def explain_effectif(norm: Norm) -> Explanation:
    return Explanation(
        verifie=(
            "Le nombre d'individus de la déclaration est comparé à celui du mois précédent, fraction par fraction. Un "
            f"écart est signalé s'il atteint {comparison.EFFECTIF_FLOOR} individus et dépasse "
            f"{comparison.EFFECTIF_PERCENT} % de l'effectif précédent. {BY_WHOM}"
        ),
        pourquoi="Un effectif qui change d'un coup trahit souvent une paie partielle, en double, ou mal répartie.",
        que_faire=(
            "Vérifiez que tous les bulletins du mois sont dans le fichier, une seule fois. Si des embauches, des "
            "départs ou une activité saisonnière l'expliquent, il n'y a rien à corriger."
        ),
        references=(OURS,),
    )


def explain_brut(norm: Norm) -> Explanation:
    least = f"{comparison.BRUT_FLOOR // 100:,}".replace(",", "\u202f")
    return Explanation(
        verifie=(
            "Le total des rémunérations brutes non plafonnées (S21.G00.51.013 de type 001) est comparé à celui du "
            f"mois précédent, fraction par fraction. Un écart est signalé s'il atteint {least} € et dépasse "
            f"{comparison.BRUT_PERCENT} % du total précédent. {BY_WHOM}"
        ),
        pourquoi="Un montant saisi deux fois, une virgule déplacée ou une paie oubliée se voit d'abord dans ce total.",
        que_faire=(
            "Rapprochez le total du livre de paie. Si un treizième mois, une prime, un rappel, des embauches ou des "
            "départs l'expliquent, il n'y a rien à corriger."
        ),
        references=(OURS,),
    )


def explain_ordre(norm: Norm) -> Explanation:
    return Explanation(
        verifie=(
            "Pour un même établissement, un même mois principal et une même fraction, le numéro d'ordre "
            "(S20.G00.05.004) doit être plus grand à chaque déclaration. "
            f"{BY_WHOM} Le portail ne retient que les déclarations réelles : les essais ne comptent pas."
        ),
        pourquoi=(
            "Le point de dépôt n'intègre pas une déclaration « annule et remplace » dont le rang est inférieur à "
            "celui de la dernière intégrée."
        ),
        que_faire=(
            "Faites avancer le numéro d'ordre dans votre logiciel de paie, puis produisez à nouveau le fichier. Si "
            "la déclaration précédente n'a jamais été transmise, il n'y a rien à corriger."
        ),
        references=reference(norm, "partie 1.4.3.3, rubrique S20.G00.05.004 « Numéro d'ordre de la déclaration »"),
    )


def explain_saute(norm: Norm) -> Explanation:
    return Explanation(
        verifie=(
            "Entre la dernière déclaration mensuelle connue d'un établissement et celle-ci, aucun mois ne doit "
            f"manquer. {BY_WHOM}"
        ),
        pourquoi="La déclaration est due chaque mois, même sans salarié : un mois absent expose à des pénalités.",
        que_faire=(
            "Si le mois a été déclaré ailleurs, il n'y a rien à faire. Sinon, déposez-le ; sans salarié, faites une "
            "déclaration « néant » (type 02)."
        ),
        references=reference(norm, "rubrique S20.G00.05.005 « Date du mois principal déclaré »"),
    )


def explain_annulation(norm: Norm) -> Explanation:
    return Explanation(
        verifie=(
            "Une déclaration qui en annule ou en remplace une autre (types 03, 04 et 05) doit viser une déclaration "
            "déjà reçue et acceptée. Le portail la cherche parmi vos dépôts : même établissement et même nature, puis "
            "même mois et même fraction, ou le numéro d'ordre donné en S20.G00.05.006 pour un signalement. Il avertit "
            "sans bloquer, car la première a pu être déposée ailleurs."
        ),
        pourquoi="Le point de dépôt rejette en entier une déclaration qui remplace ce qu'il n'a jamais accepté.",
        que_faire=(
            "Si la déclaration visée a été acceptée ailleurs, il n'y a rien à faire. Sinon, déposez une déclaration "
            "normale (type 01, ou 02 sans individu)."
        ),
        references=reference(norm, f"contrôle {comparison.ANNULATION}"),
    )


PAGES = (
    Page(comparison.INDIVIDU, "Personne ou contrat qui disparaît sans fin de contrat", explain_individu),
    Page(comparison.NUMERO, "Numéro de contrat qui change d'un mois à l'autre", explain_numero),
    Page(comparison.DEBUT, "Début de contrat qui change d'un mois à l'autre", explain_debut),
    Page(comparison.EFFECTIF, "Effectif très différent du mois précédent", explain_effectif),
    Page(comparison.BRUT, "Total brut très différent du mois précédent", explain_brut),
    Page(comparison.ORDRE, "Numéro d'ordre qui n'avance pas", explain_ordre),
    Page(comparison.SAUTE, "Mois sans déclaration", explain_saute),
    Page(comparison.ANNULATION, "Déclaration annulée ou remplacée", explain_annulation, ("01", *SIGNALS)),
)
