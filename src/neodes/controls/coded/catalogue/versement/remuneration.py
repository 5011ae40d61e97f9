"""S21.G00.51: the remuneration, its period, its contract, its types."""

from __future__ import annotations

from neodes.controls.coded.catalogue.versement.shapes import (
    ALL,
    contract_day,
    kinds_of_pay,
    not_before_it_starts,
    number_of_an_end,
    number_of_the_month,
    of_contract,
)
from neodes.controls.coded.conditions import among, both, no, other_than, present
from neodes.controls.coded.measures import amount, before, non_zero, same_month
from neodes.controls.coded.relations import refers, some
from neodes.controls.coded.rule import Rule, rule

SALARIES = "001 002 003 010"
HOURS = "012 013 016 017 018 019 020 025"
EXPLAIN_SALARIES = "Vérifiez que la paie produit ces rémunérations, même nulles, pour chaque contrat payé."


def close_to_the_start(kinds: str, versions: str = "") -> Rule:
    """The salary of the month starts at the earliest two days before the contract."""
    return rule(
        "51.001/CCH-11",
        when=both(among("51.011", kinds), non_zero("51.013"), same_month("51.001", "05.005")),
        then=contract_day("51.001", ">=", "40.001", 2, "51.010"),
        why="On ne paie pas de salaire pour les jours d'avant l'embauche.",
        do="Vérifiez la date de début du contrat et la période de paie.",
        versions=versions,
        passes=(
            *(
                f"40.001=15012026 40.009=A1 51.001=13012026 51.010=A1 51.011={kind} 51.013=1.00"
                for kind in kinds.split()
            ),
            "40.001=15012026 40.009=A1 51.001=12012026 51.010=A1 51.011=003 51.013=1.00",
            "40.001=15012026 40.009=A1 51.001=12012026 51.010=A1 51.011=002 51.013=0.00",
            "40.001=15012026 40.009=A1 51.001=31122025 51.010=A1 51.011=002 51.013=1.00",
            "40.001=15012026 40.009=A1 51.001=01022026 51.010=A1 51.011=002 51.013=1.00",
            "40.001=15012026 40.009=A1 40.001=01012020 40.009=A2 51.001=12012026 51.010=A2 51.011=002 51.013=1.00",
            "40.001=15012026 40.009=A1 51.001=12012026 51.010=A2 51.011=002 51.013=1.00",
            "40.009=A1 51.001=12012026 51.010=A1 51.011=002 51.013=1.00",
            "40.001=15012026 40.009=A1 51.001=12012026 51.010=A1 51.011=002",
        ),
        fails=(
            *(
                f"40.001=15012026 40.009=A1 51.001=12012026 51.010=A1 51.011={kind} 51.013=1.00"
                for kind in kinds.split()
            ),
            "40.001=15012026 40.009=A1 51.001=01012026 51.010=A1 51.011=002 51.013=-0.01",
            "05.005=01122025 40.001=01012026 40.009=A1 51.001=29122025 51.010=A1 51.011=002 51.013=1.00",
        ),
    )


def close_to_the_end(kinds: str, versions: str = "") -> Rule:
    """The salary of the month ends at the latest two days after the contract."""
    end = "40.009=A1 62.001=15012026 62.002"
    return rule(
        "51.002/CCH-13",
        when=both(
            among("51.011", kinds),
            non_zero("51.013"),
            same_month("51.002", "05.005"),
            of_contract("51.010", some("62", other_than("62.002", "099"))),
        ),
        then=contract_day("51.002", "<=", "62.001", 2, "51.010"),
        why="On ne paie pas de salaire pour les jours d'après le départ.",
        do="Vérifiez la date de fin du contrat et la période de paie.",
        versions=versions,
        passes=(
            *(f"{end}=059 51.002=17012026 51.010=A1 51.011={kind} 51.013=1.00" for kind in kinds.split()),
            f"{end}=059 51.002=18012026 51.010=A1 51.011=003 51.013=1.00",
            f"{end}=059 51.002=18012026 51.010=A1 51.011=002 51.013=0.00",
            f"{end}=059 51.002=01022026 51.010=A1 51.011=002 51.013=1.00",
            f"{end}=099 51.002=18012026 51.010=A1 51.011=002 51.013=1.00",
            f"{end}=059 +40 40.009=A2 51.002=18012026 51.010=A2 51.011=002 51.013=1.00",
            "40.009=A1 51.002=18012026 51.010=A1 51.011=002 51.013=1.00",
            "40.009=A1 62.001=15012026 51.002=18012026 51.010=A1 51.011=002 51.013=1.00",
        ),
        fails=(
            *(f"{end}=059 51.002=18012026 51.010=A1 51.011={kind} 51.013=1.00" for kind in kinds.split()),
            f"{end}=998 51.002=31012026 51.010=A1 51.011=002 51.013=-1.00",
            "40.009=A1 62.001=29122025 62.002=059 51.002=01012026 51.010=A1 51.011=002 51.013=1.00",
        ),
    )


def gone_since_2024(number: int, kind: str, why: str) -> Rule:
    """A type that is declared in S21.G00.58 since January 2024."""
    return rule(
        f"51.011/CCH-{number}",
        when=both(among("05.001", "01 09"), among("51.011", kind)),
        then=both(before("51.001", "01012024"), before("51.002", "01012024")),
        why=why,
        do="Produisez cet élément dans le bloc des éléments de revenu calculés en net (S21.G00.58).",
        versions="P24V01",
        passes=(
            f"51.001=01122023 51.002=31122023 51.011={kind}",
            "51.001=01012024 51.002=31012024 51.011=017",
            f"nature=07 51.001=01012024 51.002=31012024 51.011={kind}",
        ),
        fails=(
            f"51.001=01012024 51.002=31012024 51.011={kind}",
            f"51.001=31122023 51.002=01012024 51.011={kind}",
            f"nature=09 51.001=01012024 51.002=31012024 51.011={kind}",
        ),
    )


def hours_given(kinds: str, versions: str = "") -> Rule:
    """Types of remuneration that count hours."""
    codes = kinds.split()
    return rule(
        "51.012/SIG-11",
        when=among("51.011", kinds),
        then=present("51.012"),
        why="Une rémunération d'heures ne se comprend pas sans leur nombre.",
        do="Vérifiez que la rubrique de paie qui alimente ces heures produit aussi leur nombre.",
        versions=versions,
        passes=(*(f"51.011={code} 51.012=7.00" for code in codes), "51.011=001", "51.011=021", ""),
        fails=tuple(f"51.011={code}" for code in codes),
    )


def _paid(kinds: str, number: str = "A1", value: str = "1.00") -> str:
    return " ".join(f"51.010={number} 51.011={kind} 51.013={value}" for kind in kinds.split())


ENGAGEMENT = "40.007=91 40.009=E1 40.007=93 40.009=L1 40.076=E1"
TO_ENGAGEMENT = both(
    among("40.007", "93"), refers(("40.076",), "40", ("40.009",), among("40.007", "91 92"), within="30")
)
PAID_ENGAGEMENT = refers(("40.076",), "51", ("51.010",), both(among("51.011", "002"), non_zero("51.013")), within="30")
UNPAID_ENGAGEMENT = refers(
    ("40.076",), "51", ("51.010",), both(among("51.011", "002"), amount("51.013", "=", "0.00")), within="30"
)
OWN_SALARIES = {
    kind: refers(("40.009",), "51", ("51.010",), among("51.011", kind), within="30") for kind in SALARIES.split()
}

RULES = (
    close_to_the_start("002"),
    close_to_the_start("001 002", versions="P24V01"),
    not_before_it_starts("51.002", "51.001", 11, "Une période de paie ne peut pas finir avant d'avoir commencé."),
    close_to_the_end("002"),
    close_to_the_end("001 002", versions="P24V01"),
    number_of_the_month("51.010", 11, "01 09", "Une rémunération se rattache à un contrat déclaré pour la personne."),
    number_of_an_end("51.010", 12, "Une rémunération se rattache au contrat qui prend fin, sous son numéro connu."),
    rule(
        "51.011/CCH-11",
        at="50",
        when=among("05.001", "01 09"),
        then=kinds_of_pay(SALARIES, other_than("40.007", "93")),
        why="Ces quatre rémunérations servent à calculer les cotisations et les droits attachés à chaque contrat.",
        do=EXPLAIN_SALARIES,
        passes=(
            f"40.007=01 40.009=A1 {_paid(SALARIES)}",
            f"40.007=01 40.009=A1 {_paid('017 010 003 002 001', value='0.00')}",
            f"40.007=93 40.009=A1 {_paid('002')}",
            f"nature=07 40.007=01 40.009=A1 {_paid('001 002 010')}",
            f"40.007=01 40.009=A1 {_paid('001', 'A2')}",
            f"40.007=01 40.009=A1 40.007=01 40.009=A2 {_paid(SALARIES)} 50.001=31012026 {_paid(SALARIES, 'A2')}",
        ),
        fails=(
            *(f"40.007=01 40.009=A1 {_paid(SALARIES.replace(kind, ''))}" for kind in SALARIES.split()),
            f"nature=09 40.007=92 40.009=A1 {_paid('001 002 010')}",
            f"40.007=01 40.009=A1 40.007=02 40.009=A2 {_paid(SALARIES)} {_paid('001', 'A2')}",
            f"40.007=01 40.009=A1 {_paid('001 002')} 50.001=31012026 {_paid('003 010')}",
        ),
    ),
    rule(
        "51.011/CCH-12",
        at="40",
        when=both(among("05.001", "01 09"), TO_ENGAGEMENT, PAID_ENGAGEMENT),
        then=OWN_SALARIES["002"],
        why="Le salaire d'un marin payé sous son contrat d'engagement se répartit sur ses lignes de service.",
        do="Vérifiez que la paie produit le salaire brut de l'assurance chômage pour chaque ligne de service.",
        passes=(
            f"{ENGAGEMENT} {_paid('002', 'E1')} {_paid('002', 'L1')}",
            f"{ENGAGEMENT} {_paid('002', 'E1', '0.00')}",
            f"{ENGAGEMENT} {_paid('001', 'E1')}",
            f"40.007=01 40.009=E1 40.007=93 40.009=L1 40.076=E1 {_paid('002', 'E1')}",
            f"40.007=91 40.009=E1 40.007=93 40.009=L1 40.076=E2 {_paid('002', 'E1')}",
            f"nature=07 {ENGAGEMENT} {_paid('002', 'E1')}",
        ),
        fails=(
            f"{ENGAGEMENT} {_paid('002', 'E1')} {_paid('001', 'L1')}",
            f"{ENGAGEMENT.replace('=91', '=92')} {_paid('002', 'E1', '-1.00')}",
            f"nature=09 {ENGAGEMENT} {_paid('002', 'E1')}",
        ),
    ),
    rule(
        "51.011/CCH-13",
        at="40",
        when=both(among("05.001", "01 09"), TO_ENGAGEMENT, UNPAID_ENGAGEMENT, no(PAID_ENGAGEMENT)),
        then=both(*OWN_SALARIES.values()),
        why="Quand le contrat d'engagement maritime ne porte pas le salaire, ses lignes de service le portent.",
        do=EXPLAIN_SALARIES,
        passes=(
            f"{ENGAGEMENT} {_paid(SALARIES, 'E1', '0.00')} {_paid(SALARIES, 'L1')}",
            f"{ENGAGEMENT} {_paid('002', 'E1')}",
            f"{ENGAGEMENT} {_paid('002', 'E1', '0.00')} {_paid('002', 'E1')}",
            f"40.007=01 40.009=E1 40.007=93 40.009=L1 40.076=E1 {_paid('002', 'E1', '0.00')}",
        ),
        fails=(
            f"{ENGAGEMENT} {_paid('002', 'E1', '0.00')}",
            *(
                f"{ENGAGEMENT} {_paid('002', 'E1', '0.00')} {_paid(SALARIES.replace(kind, ''), 'L1')}"
                for kind in SALARIES.split()
            ),
            f"nature=09 {ENGAGEMENT.replace('=91', '=92')} {_paid('002', 'E1', '0.00')} {_paid('002', 'L1')}",
        ),
    ),
    rule(
        "51.011/CCH-15",
        at="50",
        when=among("05.001", "07"),
        then=both(*(some("51", among("51.011", kind)) for kind in ("001", "002", "010"))),
        why="Ces trois rémunérations servent à établir l'attestation que reçoit France Travail.",
        do="Vérifiez que la paie du dernier mois produit ces rémunérations, même nulles, dans le signalement.",
        versions=ALL,
        passes=(f"nature=07 +50 {_paid('001 002 010')}", f"nature=01 +50 {_paid('001')}"),
        fails=(
            f"nature=07 +50 {_paid('001 002')}",
            f"nature=07 +50 {_paid('002 010')}",
            f"nature=07 +50 {_paid('001 010 003')}",
            f"nature=07 +50 {_paid('001 002')} 50.001=31012026 {_paid('010')}",
        ),
    ),
)
