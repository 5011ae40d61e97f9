"""S89.G00.92 and 94: what is paid to a person who is not an employee, the tax and the contribution on it."""

from __future__ import annotations

from neodes.controls.coded.catalogue.hors_paie.shapes import DEPLAFONNEE, demanded
from neodes.controls.coded.conditions import absent, among, both, only, other_than, present
from neodes.controls.coded.measures import amount, date, month_end, month_start, rate_applied
from neodes.controls.coded.relations import refers, some
from neodes.controls.coded.rule import Rule, rule

ALLOCATION = among("92.001", "01 02 03")
AFFILIATED = other_than("91.018", "10")
RESIDENT = both(DEPLAFONNEE, absent("92.018"))
"""The base 50, without the retenue à la source of those who do not live in France."""

RESIDENT_ONLY = (
    "Renseignez cette donnée sur l'assiette brute déplafonnée, et sur elle seule ; elle n'a pas sa place là où figure "
    "la retenue à la source d'un non-résident."
)


def with_bases(number: int, types: str, bases: str, why: str) -> Rule:
    """The bases that the complementary pension scheme needs for these types of revenue."""
    needed = bases.split()
    first, last = f"92.001={types[:2]}", f"92.001={types[-2:]}"
    told = " ".join(f"{first} 92.002={base}" for base in needed)
    return rule(
        f"92.001/CCH-{number}",
        when=both(among("92.001", types), AFFILIATED),
        then=both(*(some("92", among("92.002", base), within="91") for base in needed)),
        why=why,
        do="Déclarez chacune de ces bases pour la personne, ou corrigez son statut catégoriel.",
        passes=(
            f"91.018=01 {first} 92.002=50 {told}",
            f"91.018=04 {last} 92.002=50 {told}",
            f"91.018=10 {first} 92.002=50",
            f"{first} 92.002=50",
            "91.018=01 92.001=08 92.002=50",
        ),
        fails=(
            f"91.018=01 {first} 92.002=50",
            f"91.018=04 {last} 92.002=50 {last} 92.002={needed[0]}",
            f"91.018=02 {last} 92.002=50 {last} 92.002={needed[-1]}",
            f"91.018=01 {first} 92.002=50 91.018=01 {told}",
        ),
    )


def only_resident(control: str, why: str, *, since_2027: bool = True) -> tuple[Rule, Rule]:
    """A rubrique of the base 50, that the retenue à la source of non-residents excludes since 2026."""
    return (
        demanded(
            control,
            RESIDENT,
            why,
            needing=("92.002=50",),
            others=("92.002=23", "92.002=53", "92.002=50 92.018=10.00"),
            do=RESIDENT_ONLY,
            versions="P26V01 P27V01" if since_2027 else "P26V01",
        ),
        demanded(
            control,
            DEPLAFONNEE,
            why,
            needing=("92.002=50",),
            others=("92.002=23", "92.002=53"),
            versions="P24V01 P25V01",
        ),
    )


def resident(control: str, why: str) -> tuple[Rule, Rule, Rule]:
    """The same, that P27V01 no longer forbids elsewhere."""
    return (
        *only_resident(control, why, since_2027=False),
        demanded(
            control,
            RESIDENT,
            why,
            needing=("92.002=50",),
            others=("92.002=23", "92.002=50 92.018=10.00"),
            do="Renseignez cette donnée sur l'assiette brute déplafonnée.",
            iff=False,
            versions="P27V01",
        ),
    )


RULES = (
    rule(
        "92.001/CCH-11",
        when=among("92.001", "01 02 03 05"),
        then=present("91.017", "91.018"),
        why="Ces revenus ouvrent des droits à la retraite complémentaire, qui dépendent du statut de la personne.",
        do="Renseignez le statut conventionnel et le statut catégoriel de la personne.",
        passes=("91.017=04 91.018=01 92.001=01", "91.017=99 91.018=10 92.001=05", "92.001=06", "92.001=09"),
        fails=("92.001=01", "91.017=04 92.001=05", "91.018=01 92.001=03"),
    ),
    with_bases(
        12,
        "01 02 03",
        "23 43",
        "La retraite complémentaire calcule ses droits sur une base exceptionnelle, plafonnée et non plafonnée.",
    ),
    with_bases(
        13,
        "05",
        "51 52 53",
        "Les sommes versées à un tiers supportent une contribution libératoire et la CSG, chacune sur sa base.",
    ),
    rule(
        "92.001/CCH-14",
        when=other_than("92.001", "01 02 03 05"),
        then=only("92.002", "50"),
        why="Pour ces revenus, seule l'assiette brute déplafonnée a un sens.",
        do="Déclarez ce revenu sur l'assiette brute déplafonnée, ou corrigez son type.",
        passes=("92.001=06 92.002=50", "92.001=09 92.002=50", "92.001=01 92.002=23", "92.001=05 92.002=53"),
        fails=("92.001=06 92.002=23", "92.001=09 92.002=53", "92.001=07 92.002=51"),
    ),
    rule(
        "92.001/CCH-15",
        then=refers(
            ("92.001", "92.004", "92.005", "92.011"),
            "92",
            ("92.001", "92.004", "92.005", "92.011"),
            DEPLAFONNEE,
            within="91",
        ),
        why="L'assiette brute déplafonnée porte l'impôt : les autres bases du même versement vont avec elle.",
        do="Ajoutez la base 50 de même type, de même période et de même date de versement.",
        passes=(
            "92.001=08 92.002=50 92.004=01012026 92.005=31012026 92.011=31012026",
            "92.001=01 92.002=23 92.004=01012026 92.005=31012026 92.011=31012026 "
            "92.001=01 92.002=50 92.004=01012026 92.005=31012026 92.011=31012026",
        ),
        fails=(
            "92.001=01 92.002=23 92.004=01012026 92.005=31012026 92.011=31012026",
            *(
                "92.001=01 92.002=23 92.004=01012026 92.005=31012026 92.011=31012026 "
                f"92.001={kind} 92.002=50 92.004={start} 92.005={end} 92.011={paid}"
                for kind, start, end, paid in (
                    ("02", "01012026", "31012026", "31012026"),
                    ("01", "02012026", "31012026", "31012026"),
                    ("01", "01012026", "30012026", "31012026"),
                    ("01", "01012026", "31012026", "30012026"),
                )
            ),
            "91.001=1 92.001=01 92.002=23 92.004=01012026 92.005=31012026 92.011=31012026 "
            "91.001=2 92.001=01 92.002=50 92.004=01012026 92.005=31012026 92.011=31012026",
        ),
    ),
    rule(
        "92.005/CCH-11",
        then=date("92.005", ">=", "92.004"),
        why="Une période ne peut pas finir avant d'avoir commencé.",
        do="Vérifiez les deux dates de la période de rattachement.",
        passes=("92.004=01012026 92.005=01012026", "92.004=31122025 92.005=01012026"),
        fails=("92.004=02012026 92.005=01012026",),
    ),
    demanded(
        "92.006/CCH-12",
        DEPLAFONNEE,
        "L'administration fiscale lit le montant imposable sur l'assiette brute déplafonnée.",
        needing=("92.002=50", "92.002=50 92.018=10.00"),
        others=("92.002=23", "92.002=53"),
    ),
    *only_resident("92.007/CCH-11", "Le taux appliqué se déclare avec le montant prélevé à la source."),
    rule(
        "92.008/CCH-11",
        when=among("92.008", "99"),
        then=both(amount("92.007", "=", "0.00"), amount("92.010", "=", "0.00")),
        why="Un indu d'une année passée se corrige sans prélèvement à la source.",
        do="Mettez à zéro le taux et le montant du prélèvement, ou corrigez le type de taux.",
        passes=("92.007=0.00 92.008=99 92.010=0.00", "92.008=99", "92.007=3.80 92.008=01 92.010=14.78"),
        fails=("92.007=0.01 92.008=99 92.010=0.00", "92.007=0.00 92.008=99 92.010=0.01"),
    ),
    *only_resident("92.008/CCH-12", "L'administration fiscale doit savoir si le taux vient d'elle ou d'un barème."),
    rule(
        "92.009/CCH-11",
        when=among("92.008", "01"),
        then=present("92.009"),
        iff=True,
        why="L'identifiant rattache le taux au compte rendu qui l'a transmis ; un barème n'en a pas.",
        do="Reprenez l'identifiant du compte rendu de la DGFiP quand le taux vient d'elle, et là seulement.",
        passes=("92.008=01 92.009=-1", "92.008=13", "92.008=99", ""),
        fails=("92.008=01", "92.008=13 92.009=1", "92.008=99 92.009=1", "92.009=1"),
    ),
    rule(
        "92.010/CCH-11",
        then=rate_applied("92.010", "92.013", "92.007"),
        why="Le prélèvement à la source est le produit du montant qui lui est soumis par le taux.",
        do="Vérifiez le taux, le montant soumis au prélèvement et le calcul du logiciel.",
        passes=(
            "92.007=3.80 92.010=14.78 92.013=389.00",
            "92.007=10.00 92.010=11.00 92.013=100.00",
            "92.007=10.00 92.010=9.00 92.013=100.00",
            "92.007=0.00 92.010=1.00 92.013=100.00",
            "92.007=10.00 92.010=50.00",
            "92.010=50.00 92.013=100.00",
            "92.007=10.00 92.013=100.00",
        ),
        fails=(
            "92.007=10.00 92.010=11.01 92.013=100.00",
            "92.007=10.00 92.010=8.99 92.013=100.00",
            "92.007=0.00 92.010=1.01 92.013=100.00",
        ),
    ),
    *only_resident("92.010/CCH-12", "Le montant prélevé se lit sur l'assiette brute déplafonnée, même s'il est nul."),
    rule(
        "92.011/CCH-12",
        then=date("92.011", "<=", month_end(1)),
        why="La déclaration d'un mois ne porte que des versements faits au plus tard le mois suivant.",
        do="Vérifiez la date de versement, ou déclarez ce versement dans la déclaration d'un autre mois.",
        passes=(
            "05.005=01012026 92.011=28022026",
            "05.005=01122025 92.011=31012026",
            "05.005=01012026 92.011=15062025",
        ),
        fails=("05.005=01012026 92.011=01032026", "05.005=01122025 92.011=01022026"),
    ),
    *only_resident("92.013/CCH-11", "Le montant soumis au prélèvement se lit sur l'assiette brute déplafonnée."),
    rule(
        "92.015/CCH-11",
        when=present("92.015"),
        then=both(date("92.004", "<", month_start()), date("92.005", "<", month_start())),
        why="Seule la correction d'une période passée peut répondre à un compte rendu.",
        do="Retirez l'identifiant du compte rendu, ou vérifiez la période de rattachement.",
        passes=(
            "05.005=01022026 92.004=01012026 92.005=31012026 92.015=A",
            "05.005=01022026 92.004=01022026 92.005=28022026",
        ),
        fails=(
            "05.005=01022026 92.004=01012026 92.005=01022026 92.015=A",
            "05.005=01022026 92.004=01022026 92.005=28022026 92.015=A",
        ),
    ),
    *resident("92.016/CCH-11", "Le montant net versé se lit sur l'assiette brute déplafonnée."),
    *resident("92.017/CCH-11", "Le montant net social sert de base aux prestations sous condition de ressources."),
    demanded(
        "92.018/CCH-11",
        both(DEPLAFONNEE, absent("92.010")),
        "Un revenu supporte soit le prélèvement à la source, soit la retenue des non-résidents.",
        needing=("92.002=50",),
        others=("92.002=23", "92.002=53", "92.002=50 92.010=10.00"),
        do="Sur l'assiette brute déplafonnée, déclarez soit le montant du prélèvement, soit celui de la retenue.",
    ),
    rule(
        "94.001/CCH-11",
        at="91",
        when=both(AFFILIATED, some("92", ALLOCATION)),
        then=some("92", both(ALLOCATION, some("94"))),
        why="Ces allocations supportent une cotisation de retraite complémentaire.",
        do="Ajoutez la cotisation Agirc-Arrco sous une base de l'allocation, ou corrigez le statut catégoriel.",
        # Whether each of these bases must bear one is not said: none at all is a fault anyhow.
        passes=(
            "91.018=01 92.001=01 92.002=50 92.001=01 92.002=23 94.001=001",
            "91.018=04 92.001=03 92.002=50 94.001=001",
            "91.018=01 92.001=01 92.002=50 94.001=001 92.001=03 92.002=50",
            "91.018=10 92.001=01 92.002=50",
            "92.001=01 92.002=50",
            "91.018=01 92.001=08 92.002=50",
            "91.018=01 92.001=05 92.002=51",
        ),
        fails=(
            "91.018=01 92.001=01 92.002=50",
            "91.018=02 92.001=03 92.002=23",
            "91.018=04 92.001=02 92.002=50 92.001=05 92.002=50 94.001=001",
        ),
    ),
    rule(
        "94.001/CCH-12",
        at="92",
        when=both(AFFILIATED, among("92.001", "05"), DEPLAFONNEE),
        then=some("94"),
        why="La somme versée à un tiers qui a un statut de retraite complémentaire supporte une cotisation.",
        do="Ajoutez la cotisation Agirc-Arrco sous l'assiette brute déplafonnée, ou corrigez le statut catégoriel.",
        passes=(
            "91.018=01 92.001=05 92.002=50 94.001=001",
            "91.018=01 92.001=05 92.002=51",
            "91.018=10 92.001=05 92.002=50",
            "92.001=05 92.002=50",
            "91.018=01 92.001=06 92.002=50",
        ),
        fails=(
            "91.018=01 92.001=05 92.002=50",
            "91.018=04 92.001=05 92.002=50 92.001=05 92.002=51 94.001=001",
        ),
    ),
)
