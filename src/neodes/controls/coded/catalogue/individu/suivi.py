"""S21.G00.31, 34, 86, 98: former identities, prevention account, seniority, third-party seizure."""

from __future__ import annotations

from neodes.controls.coded.catalogue.shapes import plausible_birth
from neodes.controls.coded.conditions import among, beside, both, either, never, other_than
from neodes.controls.coded.measures import amount, month, non_zero
from neodes.controls.coded.relations import refers, some, unique
from neodes.controls.coded.rule import rule

DROIT_PRIVE = ("01", "02", "03", "07", "08", "82", "91", "92")
"""Natures of the contracts of employment under private law."""

NUMERO_DU_CONTRAT = "Le numéro rattache cette donnée à l'un des contrats du salarié."

RULES = (
    rule(
        "31.001/CCH-12",
        then=beside("31.001"),
        why="Un changement sans ancienne valeur ne dit rien.",
        do="Renseignez l'ancienne valeur de la donnée qui a changé, ou retirez le bloc.",
        passes=("31.001=05012026 31.009=DURAND", "31.001=05012026 31.011=01021985"),
        fails=("31.001=05012026",),
    ),
    plausible_birth("31.011/CCH-12"),
    rule(
        "34.001/CCH-11",
        then=refers(("34.002",), "40", ("40.009",), among("40.020", "157 200 300 905"), within="30"),
        why="Le compte de prévention n'existe que pour les affiliés de certains régimes de vieillesse.",
        do="Vérifiez le numéro et le régime vieillesse du contrat auquel l'exposition est rattachée.",
        passes=(
            *(f"34.001=01 34.002=00001 40.009=00001 40.020={code}" for code in ("157", "200", "300", "905")),
            "34.001=01 34.002=00002 40.009=00001 40.020=120 +40 40.009=00002 40.020=200",
        ),
        fails=(
            "34.001=01 34.002=00001 40.009=00001 40.020=120",
            "34.001=01 34.002=00001 40.009=00002 40.020=200",
            "34.001=01 34.002=00001 40.009=00001 40.020=120 +40 40.009=00002 40.020=200",
        ),
    ),
    rule(
        "34.002/CCH-11",
        then=refers(("34.002",), "40", ("40.009",), within="30"),
        why=NUMERO_DU_CONTRAT,
        do="Vérifiez le numéro de contrat porté par l'exposition.",
        reading="le contrat est cherché parmi ceux du même individu.",
        passes=("34.002=00001 40.009=00001", "34.002=00002 40.009=00001 +40 40.009=00002", ""),
        fails=("34.002=00001 40.009=00002", "34.002=00001"),
    ),
    rule(
        "86.001/CCH-12",
        at="30",
        when=both(some("70"), some("40", other_than("40.007", "03"))),
        then=some("86", among("86.001", "06 07")),
        why="Les droits à prévoyance dépendent souvent de l'ancienneté dans l'entreprise ou dans le groupe.",
        do="Vérifiez que le logiciel de paie produit l'ancienneté du salarié dans l'entreprise ou dans le groupe.",
        passes=(
            "40.007=01 70.012=1 86.001=06",
            "40.007=01 70.012=1 86.001=02 86.001=07",
            "40.007=03 70.012=1",
            "40.007=03 70.012=1 +40 40.007=03",
            "40.007=01",
        ),
        fails=(
            "40.007=01 70.012=1",
            "40.007=01 70.012=1 86.001=02",
            "40.007=03 70.012=1 +40 40.007=02",
        ),
    ),
    rule(
        "86.001/CCH-13",
        then=unique("86.001", "86.005", within="30"),
        why="Un contrat n'a qu'une ancienneté de chaque type.",
        do="Gardez une seule ancienneté de ce type pour le contrat.",
        passes=(
            "86.001=06 86.005=00001 86.001=07 86.005=00001",
            "86.001=07 86.005=00001 86.001=07 86.005=00002",
            "30.001=1 86.001=07 86.005=00001 30.001=2 86.001=07 86.005=00001",
        ),
        fails=("86.001=07 86.005=00001 86.001=07 86.005=00001",),
    ),
    rule(
        "86.001/CCH-14",
        at="40",
        when=both(among("05.001", "01"), among("40.007", *DROIT_PRIVE)),
        then=some("86", among("86.001", "07"), within="30"),
        why="L'ancienneté dans l'entreprise est attendue chaque mois pour tout contrat de travail de droit privé.",
        do="Vérifiez que le logiciel de paie produit l'ancienneté du salarié dans l'entreprise.",
        passes=(
            *(f"40.007={code} 86.001=07" for code in DROIT_PRIVE),
            "40.007=01 86.001=06 86.001=07",
            "40.007=09",
            "40.007=80 86.001=06",
            "nature=07 40.007=01",
            "nature=08 40.007=01 86.001=06",
        ),
        fails=(
            *(f"40.007={code}" for code in DROIT_PRIVE),
            "40.007=01 86.001=06",
            "40.007=09 +40 40.007=02",
            "30.001=1 40.007=01 86.001=07 30.001=2 40.007=01",
        ),
    ),
    rule(
        "86.003/CCH-11",
        then=both(
            either(never("86.002", "03"), amount("86.003", "<", "99")),
            either(never("86.002", "02"), amount("86.003", "<", "1188")),
            either(never("86.002", "01"), amount("86.003", "<", "36234")),
        ),
        why="Une ancienneté atteint 98 ans au plus, quelle que soit l'unité.",
        do="Vérifiez l'ancienneté et son unité de mesure.",
        passes=(
            "86.002=03 86.003=98",
            "86.002=02 86.003=1187",
            "86.002=01 86.003=36233",
            "86.002=03",
            "86.003=99",
        ),
        fails=("86.002=03 86.003=99", "86.002=02 86.003=1188", "86.002=01 86.003=36234"),
    ),
    rule(
        "86.003/CCH-12",
        when=among("86.001", "02 03 04 06 07"),
        then=non_zero("86.003"),
        why="Une ancienneté nulle ne dit rien : une unité plus fine l'exprime toujours.",
        do="Exprimez l'ancienneté en mois ou en jours.",
        passes=("86.001=07 86.003=1", "86.001=02 86.003=01", "86.001=07"),
        fails=("86.001=02 86.003=0", "86.001=07 86.003=0", "86.001=04 86.003=00"),
    ),
    rule(
        "86.005/CCH-11",
        then=refers(("86.005",), "40", ("40.009",), within="30"),
        why=NUMERO_DU_CONTRAT,
        do="Vérifiez le numéro de contrat porté par l'ancienneté.",
        passes=("40.009=00001 86.005=00001", "40.009=00001 +40 40.009=00002 86.005=00002", ""),
        fails=("40.009=00001 86.005=00002", "86.005=00001"),
    ),
    rule(
        "98.004/CCH-11",
        then=month("98.004", "<", "05.005"),
        why="On ne corrige que ce qui a été déclaré un mois d'avant.",
        do="Vérifiez le mois de l'erreur de la correction.",
        passes=("98.004=122025", "98.004=112025", ""),
        fails=("98.004=012026", "98.004=022026"),
    ),
)
