"""S21.G00.41: former values of the contract, the day they changed, and how far the payroll is computed again."""

from __future__ import annotations

from neodes.controls.coded.catalogue.contrat.modalites import (
    OneModality,
    RecomputedOnce,
    WithoutModality,
    identified,
)
from neodes.controls.coded.conditions import absent, beside, either, matches, present, same
from neodes.controls.coded.measures import date, month_end
from neodes.controls.coded.rule import rule

VIDE = "Un changement sans ancienne valeur ne dit rien."
VIDE_DO = "Renseignez l'ancienne valeur de la donnée qui a changé, ou retirez le bloc."

RULES = (
    rule(
        "41.001/CCH-12",
        then=beside("41.001"),
        why=VIDE,
        do=VIDE_DO,
        passes=("41.001=05012026 41.002=06", "41.001=05012026 41.065=1", "41.001=05012026 41.028=01012026"),
        fails=("41.001=05012026",),
    ),
    rule(
        "41.001/CCH-13",
        then=OneModality(),
        why="Chaque donnée du contrat qui change a son propre bloc, car chacune a sa propre histoire.",
        do="Produisez un bloc de changement pour chaque donnée modifiée.",
        passes=(
            "41.001=05012026 41.002=06 41.028=01012026",
            "41.001=05012026 41.012=00000000800016 41.014=00001 41.021=01022020 41.054=00002",
            "41.001=05012026 41.002=06 41.001=05012026 41.003=04",
            "41.001=05012026 41.012=00000000800016 41.065=1",
            "41.001=05012026",
        ),
        fails=(
            "41.001=05012026 41.002=06 41.003=04",
            "41.001=05012026 41.002=06 41.065=1",
            "41.001=05012026 41.063=A 41.064=1 41.065=1",
        ),
    ),
    rule(
        "41.001/CCH-14",
        when=present("41.028"),
        then=beside("41.001", "41.028"),
        why=VIDE,
        do=VIDE_DO,
        passes=("41.001=05012026 41.002=06 41.028=01012026", "41.001=05012026"),
        fails=("41.001=05012026 41.028=01012026",),
    ),
    rule(
        "41.001/CCH-15",
        then=date("41.001", "<=", month_end()),
        why="On ne déclare que les changements survenus au plus tard dans le mois.",
        do="Déclarez ce changement dans la déclaration du mois où il survient.",
        passes=("41.001=31012026", "41.001=05122025", "nature=07 41.001=31012026"),
        fails=("41.001=01022026",),
    ),
    rule(
        "41.001/CCH-16",
        when=identified(),
        then=WithoutModality(),
        why="Ce qui identifie le contrat et ce qu'il contient ne changent pas dans le même bloc.",
        do="Produisez un bloc pour ce qui identifie le contrat, et un autre pour chaque donnée modifiée.",
        passes=(
            *(f"41.001=05012026 41.{number}=1" for number in ("012", "014", "021", "054")),
            "41.001=05012026 41.014=00001 41.021=01022020",
            "41.001=05012026 41.002=06",
            "41.001=05012026 41.014=00001 41.001=05012026 41.002=06",
        ),
        fails=(
            "41.001=05012026 41.002=06 41.012=00000000800016",
            "41.001=05012026 41.014=00001 41.065=1",
            "41.001=05012026 41.020=37 41.021=01022020",
            "41.001=05012026 41.053=200 41.054=00001",
        ),
    ),
    rule(
        "41.028/CCH-11",
        then=RecomputedOnce(),
        why="La paie se recalcule une fois par donnée modifiée, depuis son changement le plus ancien.",
        do="Donnez la profondeur de recalcul au plus ancien changement de cette donnée, et à lui seul.",
        passes=(
            "41.001=05012026 41.002=06 41.028=01012026",
            "41.001=05012026 41.002=06 41.028=01012026 41.001=06012026 41.002=07",
            "41.001=06012026 41.002=07 41.001=05012026 41.002=06 41.028=01012026",
            "41.001=31122025 41.002=06 41.028=01122025 41.001=01012026 41.002=07",
            "41.001=05012026 41.002=06 41.028=01012026 41.001=05012026 41.002=07",
            "41.001=05012026 41.002=06 41.001=05012026 41.002=07 41.028=01012026",
            "41.001=05012026 41.002=06 41.028=01012026 41.001=06012026 41.003=04 41.028=01012026",
            "41.001=05012026 41.002=06 41.028=01012026 +40 41.001=06012026 41.002=07 41.028=01012026",
            "41.001=05012026 41.014=00001",
            "41.001=05012026",
        ),
        fails=(
            "41.001=05012026 41.002=06",
            "41.001=05012026 41.002=06 41.001=06012026 41.002=07 41.028=01012026",
            "41.001=05012026 41.002=06 41.028=01012026 41.001=06012026 41.002=07 41.028=01012026",
            "41.001=05012026 41.002=06 41.028=01012026 41.001=05012026 41.002=07 41.028=01012026",
            "41.001=05012026 41.002=06 41.001=05012026 41.002=07",
            "41.001=05012026 41.002=06 41.028=01012026 41.001=06012026 41.003=04",
            "41.001=05012026 41.002=06 41.028=01012026 +40 41.001=06012026 41.002=07",
            "41.001=05012026 41.065=1",
        ),
    ),
    rule(
        "41.028/CCH-12",
        when=identified(),
        then=absent("41.028"),
        why="Ce qui identifie le contrat ne change rien au calcul de la paie.",
        do="Retirez la profondeur de recalcul de ce bloc.",
        passes=(
            *(f"41.001=05012026 41.{number}=1" for number in ("012", "014", "021", "054")),
            "41.001=05012026 41.002=06 41.028=01012026",
        ),
        fails=(
            "41.001=05012026 41.012=1 41.028=01012026",
            "41.001=05012026 41.014=1 41.028=01012026",
            "41.001=05012026 41.021=1 41.028=01012026",
            "41.001=05012026 41.028=01012026 41.054=1",
        ),
    ),
    rule(
        "41.028/CCH-13",
        then=either(matches("41.028", "01.*", "est le premier jour d'un mois"), same("41.028", "40.001")),
        why="La paie se recalcule par mois entiers, ou depuis le début du contrat.",
        do="Donnez le premier jour d'un mois, ou la date de début du contrat.",
        passes=(
            "40.001=15062025 41.028=01012026",
            "40.001=15062025 41.028=15062025",
            "40.001=15062025 41.001=05012026",
        ),
        fails=("40.001=15062025 41.028=02012026", "40.001=15062025 41.028=15072025"),
    ),
    rule(
        "41.028/CCH-14",
        then=date("41.028", ">=", "40.001"),
        why="La paie ne se recalcule pas avant le début du contrat.",
        do="Vérifiez la profondeur de recalcul et la date de début du contrat.",
        passes=("40.001=15062025 41.028=15062025", "40.001=15062025 41.028=01072025", "40.001=15062025"),
        fails=("40.001=15062025 41.028=14062025", "40.001=15062025 41.028=01062025"),
    ),
    rule(
        "41.028/CCH-15",
        then=date("41.028", "<=", "41.001"),
        why="Le recalcul commence au plus tard le jour du changement.",
        do="Vérifiez la date du changement et la profondeur de recalcul.",
        passes=("41.001=01012026 41.028=01012026", "41.001=05012026 41.028=01012025", "41.001=05012026"),
        fails=("41.001=01012026 41.028=02012026", "41.001=31122025 41.028=01012026"),
    ),
)
