"""S21.G00.20: payments to organisms."""

from __future__ import annotations

from neodes.controls.coded.catalogue.cotisations.shapes import crm_of_the_past
from neodes.controls.coded.catalogue.organismes.shapes import prevoyance
from neodes.controls.coded.conditions import (
    absent,
    among,
    both,
    either,
    matches,
    organism,
    other,
    present,
    same,
    same_part,
)
from neodes.controls.coded.gathered import declared
from neodes.controls.coded.measures import amount, date, month_end, same_month
from neodes.controls.coded.relations import nothing, refers, some, total
from neodes.controls.coded.rule import not_run, rule

PREVOYANCE = prevoyance("20.001")
DGFIP = among("20.001", "DGFIP")
OTHER_PAYER = other("20.012", "06.001", "11.001")
OWN_PAYER = same("20.012", "06.001", "11.001")

DELEGATAIRES = "la table des délégataires de gestion n'est pas détenue."
NO_ACCOUNT = "Le compte à débiter est celui de l'établissement qui paie : c'est lui qui le déclare."
ONE_YEAR = "L'Agirc-Arrco rattache chaque versement à un seul exercice."


RULES = (
    rule(
        "20.001/CCH-12",
        when=both(PREVOYANCE, either(amount("20.005", ">", "0.00"), absent("20.012"), OWN_PAYER)),
        then=some("55"),
        why="L'organisme de prévoyance répartit ce qu'il reçoit entre les contrats et les périodes des composants.",
        do="Ajoutez au versement ses composants, un par contrat et par période.",
        passes=(
            "20.001=P0002 20.005=10.00 55.001=10.00",
            "20.001=P0002 20.005=0.00 20.012=00000001800016",
            "20.001=DGFIP 20.005=10.00",
            "20.001=DMSA11 20.005=10.00",
            "20.001=75357004300012 20.005=10.00",
        ),
        fails=(
            "20.001=P0002 20.005=0.01 20.012=00000001800016",
            "20.001=A10101 20.005=0.00",
            "20.001=301862769 20.005=0.00 20.012=00000001800008",
            "20.001=MUT830EMO 20.005=10.00",
        ),
    ),
    rule(
        "20.001/CCH-13",
        when=both(PREVOYANCE, nothing("55")),
        then=refers(("20.001", "20.008"), "15", ("15.002", "15.003"), within="11"),
        why="Un versement sans composant n'est reconnu que par une adhésion au même organisme et au même délégataire.",
        do="Mettez en accord l'organisme et le délégataire du versement avec ceux de l'adhésion.",
        passes=(
            "15.001=C1 15.002=P0002 15.003=D00001 20.001=P0002 20.008=D00001",
            "15.001=C1 15.002=P0002 20.001=P0002",
            "15.001=C1 15.002=P0223 20.001=P0002 55.001=0.00",
            "20.001=DGFIP",
        ),
        fails=(
            "15.001=C1 15.002=P0002 20.001=P0002 20.008=D00001",
            "15.001=C1 15.002=P0002 15.003=D00001 20.001=P0002",
            "15.001=C1 15.002=P0223 20.001=P0002",
            "15.001=C1 15.002=P0002 15.003=D00001 15.001=C2 15.002=P0223 15.003=D00002 20.001=P0002 20.008=D00002",
            "20.001=P0002",
        ),
    ),
    rule(
        "20.002/CCH-11",
        when=DGFIP,
        then=among("20.002", "DGFIP_PAS", "DGFIP_SATD"),
        why="La DGFiP reçoit à part le prélèvement à la source et les saisies administratives.",
        do="Indiquez à quoi se rattache le versement : DGFIP_PAS ou DGFIP_SATD.",
        passes=("20.001=DGFIP 20.002=DGFIP\\_PAS", "20.001=DGFIP 20.002=DGFIP\\_SATD", "20.001=P0002"),
        fails=("20.001=DGFIP", "20.001=DGFIP 20.002=DGFIP"),
    ),
    rule(
        "20.002/CCH-12",
        when=among("20.002", "CNIEG_COT_RS", "CNIEG_COT_POOL", "CNIEG_COT_RDC"),
        then=declared("40.020", "147"),
        why="On ne verse de cotisations à la CNIEG que pour des salariés affiliés à ce régime.",
        do="Vérifiez le régime vieillesse des salariés, ou le groupe de cotisations du versement.",
        passes=(
            "20.002=CNIEG\\_COT\\_RS 40.020=200 40.020=147",
            "20.002=DGFIP\\_PAS 40.020=200",
            "20.001=P0002",
        ),
        fails=(
            "20.002=CNIEG\\_COT\\_RS 40.020=200",
            "20.002=CNIEG\\_COT\\_POOL 40.020=200",
            "20.002=CNIEG\\_COT\\_RDC",
        ),
    ),
    rule(
        "20.003/CCH-12",
        when=OTHER_PAYER,
        then=absent("20.003"),
        why=NO_ACCOUNT,
        do="Retirez le BIC du versement, ou le SIRET payeur s'il n'y a pas de délégation de paiement.",
        passes=("20.012=00000001800016", "20.003=AGRIFRPP 20.012=00000001800008", "20.003=AGRIFRPP"),
        fails=("20.003=AGRIFRPP 20.012=00000001800016",),
    ),
    rule(
        "20.004/CCH-12",
        when=OTHER_PAYER,
        then=absent("20.004"),
        why=NO_ACCOUNT,
        do="Retirez l'IBAN du versement, ou le SIRET payeur s'il n'y a pas de délégation de paiement.",
        passes=("20.012=00000001800016", "20.004=FR76 20.012=00000001800008", "20.004=FR76"),
        fails=("20.004=FR76 20.012=00000001800016",),
    ),
    rule(
        "20.004/CCH-13",
        when=organism("20.001", "CAM CNB CNI CRC CRN MSA PEM"),
        then=matches("20.004", "FR.*", "commence par FR, comme tout compte tenu en France"),
        why="Ces organismes ne prélèvent que des comptes tenus en France.",
        do="Choisissez un compte tenu en France pour ce versement.",
        passes=(
            "20.001=DMSA11 20.004=FR7630001007941234567890185",
            "20.001=DMSA11",
            "20.001=DGFIP 20.004=DE89370400440532013000",
            "20.001=75357004300012 20.004=DE89370400440532013000",
            "20.001=41062136100014 20.004=DE89370400440532013000",
            "20.001=77567608300030 20.004=DE89370400440532013000",
            "20.001=P0002 20.004=DE89370400440532013000",
            "20.001=12345678900001 20.004=DE89370400440532013000",
        ),
        fails=(
            "20.001=DMSA11 20.004=DE89370400440532013000",
            "20.001=13000548100010 20.004=DE89370400440532013000",
        ),
    ),
    rule(
        "20.005/CCH-12",
        when=PREVOYANCE,
        then=total("20.005", "55.001", floor=True),
        why="Le prélèvement de l'organisme de prévoyance est la somme des montants dus par contrat et par période.",
        do="Recalculez le versement à partir de ses composants.",
        passes=(
            "20.001=P0002 20.005=15.00 55.001=10.00 55.001=5.00",
            "20.001=P0002 20.005=5.00 55.001=10.00 55.001=-5.00",
            "20.001=P0002 20.005=0.00 55.001=10.00 55.001=-10.01",
            "20.001=P0002 20.005=0.00",
            "20.001=DGFIP 20.005=15.00",
        ),
        fails=(
            "20.001=P0002 20.005=15.01 55.001=10.00 55.001=5.00",
            "20.001=A10101 20.005=14.99 55.001=10.00 55.001=5.00",
            "20.001=301862769 20.005=0.01 55.001=10.00 55.001=-10.01",
        ),
    ),
    rule(
        "20.005/CCH-13",
        when=DGFIP,
        then=amount("20.005", "<=", "999999999.00"),
        why="La DGFiP n'enregistre pas de versement plus élevé.",
        do="Vérifiez le montant du versement.",
        passes=("20.001=DGFIP 20.005=999999999.00", "20.001=P0002 20.005=1000000000.00"),
        fails=("20.001=DGFIP 20.005=999999999.01",),
    ),
    rule(
        "20.006/CCH-11",
        when=organism("20.001", "URS"),
        then=same_month("20.006", "20.007"),
        why="L'Urssaf rattache chaque versement à un seul mois.",
        do="Faites un versement par mois.",
        passes=(
            "20.001=75357004300012 20.006=01012026 20.007=31012026",
            "20.001=DGFIP 20.006=01012026 20.007=28022026",
            "20.001=12345678900001 20.006=01012026 20.007=28022026",
        ),
        fails=(
            "20.001=75357004300012 20.006=31012026 20.007=01022026",
            "20.001=75357004300012 20.006=01012025 20.007=31012026",
        ),
    ),
    rule(
        "20.006/CCH-12",
        when=organism("20.001", "AAR"),
        then=same_month("20.006", "20.007", year=True),
        why=ONE_YEAR,
        do="Faites un versement par année.",
        passes=(
            "20.001=41062136100014 20.006=01012026 20.007=31122026",
            "20.001=75357004300012 20.006=31122025 20.007=01012026",
        ),
        fails=("20.001=41062136100014 20.006=31122025 20.007=01012026",),
    ),
    rule(
        "20.007/CCH-11",
        then=date("20.007", ">=", "20.006"),
        why="Une période ne peut pas finir avant d'avoir commencé.",
        do="Vérifiez les dates du versement.",
        passes=("20.006=31012026 20.007=31012026", "20.006=31012026"),
        fails=("20.006=31012026 20.007=30012026",),
    ),
    rule(
        "20.007/CCH-12",
        when=organism("20.001", "AAR"),
        then=same_month("20.007", "20.006", year=True),
        why=ONE_YEAR,
        do="Faites un versement par année.",
        passes=(
            "20.001=41062136100014 20.006=01012026 20.007=31122026",
            "20.001=75357004300012 20.006=31122025 20.007=01012026",
        ),
        fails=("20.001=41062136100014 20.006=31122025 20.007=01012026",),
    ),
    rule(
        "20.007/CCH-13",
        then=date("20.007", "<=", month_end()),
        why="On ne paie dans la déclaration d'un mois que ce qui se rattache à ce mois ou aux mois passés.",
        do="Vérifiez la date de fin de la période du versement.",
        passes=("20.007=31012026", "20.007=31122025"),
        fails=("20.007=01022026",),
    ),
    rule(
        "20.008/CCH-15",
        when=present("20.008"),
        then=PREVOYANCE,
        why="Seuls les organismes de prévoyance, mutuelles et assureurs délèguent la gestion de leurs contrats.",
        do="Retirez le code délégataire de ce versement.",
        passes=(
            "20.001=P0002 20.008=D00001",
            "20.001=A10101 20.008=D00001",
            "20.001=301862769 20.008=D00001",
            "20.001=MUT830EMO 20.008=D00001",
            "20.001=DGFIP",
        ),
        fails=(
            "20.001=DGFIP 20.008=D00001",
            "20.001=75357004300012 20.008=D00001",
            "20.001=DMSA11 20.008=D00001",
        ),
    ),
    rule(
        "20.010/CCH-12",
        when=among("20.010", "05"),
        then=present("20.004"),
        why="Un prélèvement se fait sur un compte.",
        do="Renseignez l'IBAN du compte à débiter.",
        passes=("20.004=FR76 20.010=05", "20.010=02"),
        fails=("20.010=05",),
    ),
    rule(
        "20.010/CCH-14",
        when=DGFIP,
        then=among("20.010", "05 06"),
        why="La DGFiP n'est payée que par prélèvement, sur le compte de l'établissement ou d'un autre de l'entreprise.",
        do="Choisissez le prélèvement SEPA, ou le versement par un autre établissement.",
        passes=("20.001=DGFIP 20.010=05", "20.001=DGFIP 20.010=06", "20.001=P0002 20.010=01"),
        fails=("20.001=DGFIP 20.010=01", "20.001=DGFIP 20.010=04"),
    ),
    rule(
        "20.010/SIG-13",
        when=among("20.010", "05"),
        then=present("20.003"),
        why="Certaines banques refusent un prélèvement sans BIC.",
        do="Renseignez le BIC de la banque.",
        passes=("20.003=AGRIFRPP 20.010=05", "20.010=02"),
        fails=("20.010=05",),
    ),
    rule(
        "20.010/SIG-14",
        when=OTHER_PAYER,
        then=among("20.010", "06"),
        why="Quand un autre établissement paie, le mode de paiement le dit.",
        do="Choisissez le mode « versement réalisé par un autre établissement », ou retirez le SIRET payeur.",
        passes=("20.010=06 20.012=00000001800016", "20.010=05 20.012=00000001800008", "20.010=05"),
        fails=("20.010=05 20.012=00000001800016",),
    ),
    rule(
        "20.012/CCH-11",
        when=both(either(PREVOYANCE, DGFIP), OTHER_PAYER),
        then=amount("20.005", "=", "0.00"),
        why="Ce que paie un autre établissement est compté dans sa propre déclaration.",
        do="Mettez le montant à zéro, ou retirez le SIRET payeur.",
        passes=(
            "20.001=P0002 20.005=0.00 20.012=00000001800016",
            "20.001=DGFIP 20.005=0.00 20.012=00000001800016",
            "20.001=P0002 20.005=10.00 20.012=00000001800008",
            "20.001=41062136100014 20.005=10.00 20.012=00000001800016",
            "20.001=DGFIP 20.005=10.00",
        ),
        fails=(
            "20.001=P0002 20.005=0.01 20.012=00000001800016",
            "20.001=DGFIP 20.005=1.00 20.012=00000001800016",
        ),
    ),
    rule(
        "20.012/CCH-12",
        when=among("20.010", "06"),
        then=both(present("20.012"), OTHER_PAYER),
        why="Un versement fait par un autre établissement dit lequel.",
        do="Renseignez le SIRET de l'établissement qui paie.",
        passes=("20.010=06 20.012=00000001800016", "20.010=05", "20.010=05 20.012=00000001800008"),
        fails=("20.010=06", "20.010=06 20.012=00000001800008"),
    ),
    rule(
        "20.012/CCH-13",
        when=both(DGFIP, among("20.010", "05")),
        then=either(absent("20.012"), OWN_PAYER),
        why="La DGFiP prélève l'établissement qui déclare, sauf délégation de paiement à un autre.",
        do="Retirez le SIRET payeur, ou choisissez le mode « versement réalisé par un autre établissement ».",
        passes=(
            "20.001=DGFIP 20.010=05",
            "20.001=DGFIP 20.010=06 20.012=00000001800016",
            "20.001=P0002 20.010=05 20.012=00000001800016",
            "20.001=DGFIP 20.010=05 20.012=00000001800008",
        ),
        fails=("20.001=DGFIP 20.010=05 20.012=00000001800016",),
    ),
    rule(
        "20.012/CCH-14",
        when=both(DGFIP, present("20.012")),
        then=same_part("20.012", (1, 9), "06.001"),
        why="On ne délègue le paiement de l'impôt qu'à un établissement de la même entreprise.",
        do="Choisissez comme payeur un établissement de l'entreprise.",
        passes=(
            "20.001=DGFIP 20.012=00000001800016",
            "20.001=DGFIP",
            "20.001=P0002 20.012=00000002600016",
        ),
        fails=("20.001=DGFIP 20.012=00000002600016",),
    ),
    crm_of_the_past("20.013", "20.006", "20.007"),
    rule(
        "20.014/CCH-11",
        when=among("20.002", "DGFIP_SATD"),
        then=present("20.014"),
        why="Chaque saisie administrative est reconnue par l'identifiant de son versement.",
        do="Reprenez l'identifiant que donne l'avis de saisie.",
        passes=("20.002=DGFIP\\_SATD 20.014=1", "20.002=DGFIP\\_PAS", ""),
        fails=("20.002=DGFIP\\_SATD",),
    ),
)

NOT_RUN = tuple(not_run(f"20.008/CCH-{number}", DELEGATAIRES) for number in (11, 12, 13, 14))
