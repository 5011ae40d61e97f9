"""S21.G00.51: what the types of remuneration ask for: bases, hours, amounts, rates."""

from __future__ import annotations

from neodes.controls.coded.catalogue.versement.remuneration import HOURS, SALARIES, gone_since_2024, hours_given
from neodes.controls.coded.catalogue.versement.shapes import of_contract
from neodes.controls.coded.conditions import absent, among, both, no
from neodes.controls.coded.measures import amount, non_zero, same_month
from neodes.controls.coded.relations import some
from neodes.controls.coded.rule import rule

OF_THE_MONTH = "51.001=01012026 51.002=31012026 51.011=001 51.013=1.00"

RULES = (
    rule(
        "51.011/CCH-16",
        when=both(
            among("05.001", "01"),
            among("51.011", "001"),
            non_zero("51.013"),
            same_month("51.001", "05.005"),
            same_month("51.002", "05.005"),
        ),
        then=some(
            "78",
            both(among("78.001", "03 11 22 23"), same_month("78.002", "05.005"), same_month("78.003", "05.005")),
            within="50",
        ),
        why="Une rémunération du mois donne lieu à une base brute sur laquelle les cotisations se calculent.",
        do="Vérifiez que la paie produit la base brute du mois pour ce versement.",
        passes=(
            *(f"{OF_THE_MONTH} 78.001={code} 78.002=01012026 78.003=31012026" for code in ("03", "11", "22", "23")),
            OF_THE_MONTH.replace("013=1.00", "013=0.00"),
            OF_THE_MONTH.replace("51.001=01012026", "51.001=31122025"),
            OF_THE_MONTH.replace("51.002=31012026", "51.002=01022026"),
            OF_THE_MONTH.replace("51.011=001", "51.011=002"),
            f"nature=07 {OF_THE_MONTH}",
            f"nature=09 {OF_THE_MONTH}",
        ),
        fails=(
            OF_THE_MONTH,
            f"{OF_THE_MONTH} 78.001=02 78.002=01012026 78.003=31012026",
            f"{OF_THE_MONTH} 78.001=03 78.002=31122025 78.003=31012026",
            f"{OF_THE_MONTH} 78.001=03 78.002=01012026 78.003=01022026",
            f"{OF_THE_MONTH.replace('013=1', '013=-1')} 50.001=31012026 78.001=03 78.002=01012026 78.003=31012026",
        ),
    ),
    gone_since_2024(
        16, "026", "Les heures supplémentaires exonérées se déclarent depuis 2024 parmi les éléments calculés en net."
    ),
    gone_since_2024(17, "027", "Le montant net social se déclare depuis 2024 parmi les éléments calculés en net."),
    rule(
        "51.012/CCH-12",
        when=among("51.011", SALARIES),
        then=no(amount("51.012", "=", "0.00")),
        why="Ces rémunérations ne se comptent pas en heures : un nombre d'heures nul n'y dit rien.",
        do="Retirez le nombre d'heures de cette rémunération.",
        passes=(
            *(f"51.011={kind} 51.012=0.01" for kind in SALARIES.split()),
            "51.011=001",
            "51.011=012 51.012=0.00",
            "51.012=0.00",
        ),
        fails=tuple(f"51.011={kind} 51.012=0.00" for kind in SALARIES.split()),
    ),
    hours_given(HOURS),
    hours_given(f"{HOURS} 036", versions="P27V01"),
    rule(
        "51.012/SIG-13",
        when=among("51.011", SALARIES),
        then=absent("51.012"),
        why="Ces rémunérations ne se comptent pas en heures.",
        do="Retirez le nombre d'heures de cette rémunération : il se déclare dans le bloc Activité.",
        passes=(*(f"51.011={kind}" for kind in SALARIES.split()), "51.011=012 51.012=7.00", "51.012=7.00"),
        fails=tuple(f"51.011={kind} 51.012=7.00" for kind in SALARIES.split()),
    ),
    rule(
        "51.013/SIG-11",
        at="50",
        when=some("51", both(among("51.011", "001"), non_zero("51.013"))),
        then=some("78", among("78.001", "03")),
        why="Une rémunération brute donne lieu, le plus souvent, à une assiette déplafonnée.",
        do="Vérifiez que la paie produit l'assiette brute déplafonnée pour ce versement.",
        passes=(
            "+50 51.011=001 51.013=1.00 78.001=03",
            "+50 51.011=001 51.013=0.00",
            "+50 51.011=002 51.013=1.00",
            "+50 51.011=001",
        ),
        fails=(
            "+50 51.011=001 51.013=1.00",
            "+50 51.011=001 51.013=-1.00 78.001=02",
            "+50 51.011=001 51.013=0.00 51.011=001 51.013=1.00",
            "+50 51.011=001 51.013=1.00 50.001=31012026 78.001=03",
        ),
    ),
    rule(
        "51.014/CCH-11",
        when=of_contract("51.010", among("40.026", "99")),
        then=absent("51.014"),
        why="Le taux de rémunération de la situation administrative est propre à la fonction publique.",
        do="Vérifiez le statut d'emploi du contrat, ou retirez ce taux.",
        passes=(
            "40.009=A1 40.026=01 51.010=A1 51.014=100.00",
            "40.009=A1 40.026=99 51.010=A1",
            "40.009=A1 51.010=A1 51.014=100.00",
            "40.009=A1 40.026=99 +40 40.009=A2 40.026=01 51.010=A2 51.014=100.00",
        ),
        fails=(
            "40.009=A1 40.026=99 51.010=A1 51.014=100.00",
            "40.009=A1 40.026=01 +40 40.009=A2 40.026=99 51.010=A2 51.014=50.00",
        ),
    ),
)
