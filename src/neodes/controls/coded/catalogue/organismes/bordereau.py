"""S21.G00.22 and 23: what is owed to an organism, and its sums by code of contribution."""

from __future__ import annotations

from neodes.controls.coded.catalogue.cotisations.shapes import crm_of_the_past
from neodes.controls.coded.conditions import among, both, never, organism, present
from neodes.controls.coded.gathered import declared, latest
from neodes.controls.coded.measures import amount, date, month_end, same_month
from neodes.controls.coded.rule import Rule, rule

URSSAF = organism("22.001", "URS")
PARIS, MSA = "78861779300013", "DMSA11"
MOBILITY = "900 901 911 917 921 927"


def _commune_asked_for(codes: str, besides: str, versions: str) -> Rule:
    return rule(
        "23.006/CCH-11",
        when=among("23.001", codes),
        then=present("23.006"),
        why="Le versement mobilité revient à l'autorité du lieu de travail : il se répartit par commune.",
        do="Renseignez la commune pour chaque ligne de versement mobilité.",
        versions=versions,
        passes=(*(f"23.001={code} 23.006=75056" for code in codes.split()), f"23.001={besides}", "23.001=100"),
        fails=tuple(f"23.001={code}" for code in codes.split()),
    )


RULES = (
    rule(
        "22.002/CCH-13",
        when=among("22.002", "CNIEG_COT_RS CNIEG_COT_POOL CNIEG_COT_RDC"),
        then=declared("40.020", "147"),
        why="Ces bordereaux sont ceux du régime des industries électriques et gazières.",
        do="Vérifiez le régime vieillesse des salariés, ou retirez ce bordereau.",
        passes=(
            "22.002=CNIEG\\_COT\\_RS 40.020=147",
            "22.002=CNIEG\\_COT\\_POOL 30.001=1 40.020=200 30.001=2 40.020=147",
            "22.002=AUTRE 40.020=200",
            "40.020=200",
        ),
        fails=(
            "22.002=CNIEG\\_COT\\_RS 40.020=200",
            "22.002=CNIEG\\_COT\\_POOL 40.020=200",
            "22.002=CNIEG\\_COT\\_RDC",
        ),
    ),
    rule(
        "22.003/CCH-11",
        when=URSSAF,
        then=same_month("22.003", "22.004"),
        why="L'Urssaf tient ses comptes par mois.",
        do="Faites un bordereau pour chaque mois civil.",
        passes=(
            f"22.001={PARIS} 22.003=01012026 22.004=31012026",
            f"22.001={MSA} 22.003=01012026 22.004=31032026",
            "22.001=12345678900012 22.003=01012026 22.004=31032026",
            f"22.001={PARIS} 22.003=01012026",
        ),
        fails=(
            f"22.001={PARIS} 22.003=01012026 22.004=01022026",
            f"22.001={PARIS} 22.003=01012025 22.004=31012026",
        ),
    ),
    rule(
        "22.004/CCH-11",
        then=date("22.004", ">=", "22.003"),
        why="La période d'un bordereau ne peut pas finir avant d'avoir commencé.",
        do="Vérifiez les deux dates de la période de rattachement.",
        passes=("22.003=01012026 22.004=01012026", "22.003=01012026 22.004=31012026", "22.004=31012026"),
        fails=("22.003=02012026 22.004=01012026",),
    ),
    rule(
        "22.004/CCH-12",
        then=date("22.004", "<=", month_end()),
        why="On ne doit de cotisations que sur des périodes écoulées.",
        do="Vérifiez la fin de la période de rattachement.",
        passes=("22.004=31012026", "22.004=31122025", "05.005=01022026 22.004=28022026", ""),
        fails=("22.004=01022026", "05.005=01022026 22.004=01032026"),
    ),
    rule(
        "22.005/CCH-11",
        when=both(URSSAF, latest("22.004", ">=", "50.001"), never("05.002", "02 05")),
        then=amount("22.005", ">=", "0.00"),
        why="Les cotisations de la paie courante ne peuvent pas être un avoir : "
        "une somme à rendre vient d'une régularisation, sur sa propre période.",
        do="Mettez la régularisation dans un bordereau de la période qu'elle corrige.",
        passes=(
            f"22.001={PARIS} 22.004=31012026 22.005=0.00 50.001=31012026",
            f"22.001={PARIS} 22.004=30012026 22.005=-0.01 50.001=31012026",
            f"22.001={PARIS} 22.004=28022025 22.005=-1.00 30.001=1 50.001=31012025 30.001=2 50.001=01032025",
            f"05.002=02 22.001={PARIS} 22.004=31012026 22.005=-1.00 50.001=31012026",
            f"05.002=05 22.001={PARIS} 22.004=31012026 22.005=-1.00 50.001=31012026",
            f"22.001={MSA} 22.004=31012026 22.005=-1.00 50.001=31012026",
            f"22.001={PARIS} 22.004=31012026 22.005=-1.00",
        ),
        fails=(
            f"22.001={PARIS} 22.004=31012026 22.005=-0.01 50.001=31012026",
            f"22.001={PARIS} 22.004=31012026 22.005=-1.00 30.001=1 50.001=15012026 30.001=2 50.001=05122025",
            f"05.002=03 22.001={PARIS} 22.004=31012026 22.005=-1.00 50.001=31012026",
        ),
    ),
    crm_of_the_past("22.006", "22.003", "22.004"),
    _commune_asked_for(MOBILITY, "820", "P24V01 P25V01 P26V01"),
    _commune_asked_for(f"820 822 {MOBILITY}", "821", "P27V01"),
    crm_of_the_past("23.007", "22.003", "22.004"),
)
