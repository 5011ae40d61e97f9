"""S21.G00.70 and 73: affiliations to prévoyance and the persons they cover."""

from __future__ import annotations

from neodes.controls.coded.catalogue.affiliations.shapes import PRESSE_ET_SPECTACLE, OwnIdentifier
from neodes.controls.coded.catalogue.individu.shapes import (
    not_filled_with_nines,
)
from neodes.controls.coded.catalogue.shapes import plausible_birth
from neodes.controls.coded.conditions import among, both, either, present
from neodes.controls.coded.measures import date
from neodes.controls.coded.pieces import departement_existed
from neodes.controls.coded.relations import count, refers, unique
from neodes.controls.coded.rule import rule

SPECTACLE_ET_PRESSE_IDCC = ("0892", "1480", "1922", "2412", "2642", "2770", "3241")

IDENTIFIANT = "L'identifiant relie chaque affiliation à ses cotisations : le partager les confond."
IDENTIFIANT_DO = "Donnez à chaque affiliation du salarié son propre identifiant technique."

_MISSION = "40.002=06 40.003=04 40.007=03 40.008=99 40.017=1413"
_PIGE = "40.002=06 40.003=04 40.004=352a 40.007=02 40.008=99 40.017=1480"


def _twice(contract: str, affiliation: str = "70.004=A 70.005=B 70.012=1 70.013=1") -> str:
    return f"{contract} {affiliation} {contract} {affiliation}"


RULES = (
    rule(
        "70.012/CCH-11",
        when=among("05.001", "01"),
        then=OwnIdentifier(),
        why=IDENTIFIANT,
        do=IDENTIFIANT_DO,
        passes=(
            "70.012=1 70.012=2",
            "40.007=01 70.012=1 +40 40.007=01 70.012=2",
            "30.001=1 70.012=1 30.001=2 70.012=1",
            _twice(_MISSION),
            _twice(_MISSION, "70.012=1 70.013=1"),
            "nature=07 70.012=1 70.012=1",
        ),
        fails=(
            "70.012=1 70.012=1",
            _twice(_MISSION.replace("40.007=03", "40.007=02")),
            _twice(_PIGE),
            f"{_MISSION} 70.012=1 70.013=1 {_MISSION} 70.012=1 70.013=2",
            f"{_MISSION} 70.004=A 70.012=1 70.013=1 {_MISSION} 70.004=B 70.012=1 70.013=1",
            f"{_MISSION} 70.005=A 70.012=1 70.013=1 {_MISSION} 70.012=1 70.013=1",
            *(
                f"{_MISSION} 70.012=1 70.013=1 {_MISSION.replace(mine, other)} 70.012=1 70.013=1"
                for mine, other in (
                    ("40.002=06", "40.002=07"),
                    ("40.003=04", "40.003=01"),
                    ("40.007=03", "40.007=02"),
                    ("40.008=99", "40.008=64"),
                    ("40.017=1413", "40.017=2378"),
                )
            ),
        ),
    ),
    rule(
        "70.012/CCH-11",
        when=among("05.001", "01"),
        then=OwnIdentifier(*PRESSE_ET_SPECTACLE),
        why=IDENTIFIANT,
        do=IDENTIFIANT_DO,
        versions="P27V01",
        passes=(
            "70.012=1 70.012=2",
            _twice(_MISSION),
            _twice(_PIGE),
            _twice(_PIGE.replace("352a", "637c")),
            _twice(_PIGE).replace("352a", "353b", 1),
            "nature=07 70.012=1 70.012=1",
        ),
        fails=(
            "70.012=1 70.012=1",
            _twice(_PIGE.replace("352a", "353a")),
            f"{_MISSION} 70.012=1 70.013=1 {_PIGE.replace('1480', '1413')} 70.012=1 70.013=1",
            f"{_PIGE} 70.012=1 70.013=1 {_PIGE} 70.012=1 70.013=2",
        ),
    ),
    rule(
        "70.013/CCH-11",
        then=refers(("70.013",), "15", ("15.005",), within="11"),
        why="Une affiliation rattache le salarié à une adhésion de l'établissement.",
        do="Vérifiez que l'adhésion au contrat de prévoyance est déclarée, et son identifiant technique.",
        passes=("15.005=1 70.013=1", "15.005=1 15.005=2 70.013=2", ""),
        fails=("15.005=1 70.013=2", "70.013=1"),
    ),
    rule(
        "70.013/CCH-12",
        then=unique("70.004", "70.005", "70.013", within="40"),
        why="Un contrat n'est affilié qu'une fois à la même option et à la même population d'une adhésion.",
        do="Supprimez l'affiliation en double, ou corrigez son option ou sa population.",
        passes=(
            "70.004=A 70.005=B 70.013=1 70.004=A 70.005=B 70.013=2",
            "70.004=A 70.005=B 70.013=1 70.004=A 70.005=C 70.013=1",
            "70.004=A 70.005=B 70.013=1 70.005=B 70.013=1",
            "70.004=A 70.005=B 70.013=1 +40 70.004=A 70.005=B 70.013=1",
        ),
        fails=("70.004=A 70.005=B 70.013=1 70.004=A 70.005=B 70.013=1", "70.013=1 70.013=1"),
    ),
    rule(
        "70.015/CCH-11",
        then=date("70.015", ">=", "70.014"),
        why="Une affiliation ne peut pas finir avant d'avoir commencé.",
        do="Vérifiez les deux dates de l'affiliation.",
        passes=(
            "70.014=15012026 70.015=15012026",
            "70.014=15012026",
            "70.015=15012026",
            "70.014=31122025 70.015=01012026",
        ),
        fails=("70.014=15012026 70.015=14012026",),
    ),
    rule(
        "70.016/CCH-11",
        when=present("70.016"),
        then=either(
            count("40", ">=", 2, among("40.007", "03"), within="30"),
            count(
                "40",
                ">=",
                2,
                both(among("40.004", *PRESSE_ET_SPECTACLE), among("40.017", *SPECTACLE_ET_PRESSE_IDCC)),
                within="30",
            ),
        ),
        why="Une affiliation ne vaut pour plusieurs contrats que chez les intérimaires, intermittents et pigistes.",
        do="Retirez cette indication, ou vérifiez la nature, la profession et la convention collective des contrats.",
        versions="P27V01",
        passes=(
            "40.007=03 70.016=01 +40 40.007=03",
            "40.004=352a 40.017=0892 70.016=01 40.004=637c 40.017=3241",
            "40.007=01 70.013=1",
            "40.007=03 70.016=01 +40 40.007=01 +40 40.007=03",
        ),
        fails=(
            "40.007=03 70.016=01",
            "40.007=03 70.016=01 +40 40.007=02",
            "40.004=352a 40.017=1480 70.016=01 40.004=352a 40.017=1413",
            "40.004=352a 40.017=1480 70.016=01 40.004=353a 40.017=1480",
            "40.007=03 70.016=01 40.004=352a 40.017=1480",
        ),
    ),
    plausible_birth("73.005/CCH-11"),
    rule(
        "73.007/CCH-11",
        then=departement_existed("73.007", "73.005"),
        why="Un département de naissance doit avoir existé l'année où la personne est née.",
        do="Vérifiez le NIR et la date de naissance de l'ayant droit.",
        passes=(
            "73.005=01011976 73.007=276012A001001",
            "73.005=31121975 73.007=2751220001001",
            "73.005=31121967 73.007=2671296001001",
            "73.005=01012010 73.007=2100175001001",
            "73.005=01012010",
        ),
        fails=(
            "73.005=31121975 73.007=275122A001001",
            "73.005=31121975 73.007=275122B001001",
            "73.005=01011976 73.007=2760120001001",
            "73.005=01011968 73.007=2680196001001",
        ),
    ),
    rule(
        "73.007/CCH-12",
        # The rubrique itself prescribes these two values for a person whose NIR is not known.
        then=either(among("73.007", "1999999999999 2999999999999"), not_filled_with_nines("73.007")),
        why="Un NIR complété par des 9 n'identifie personne.",
        do="Corrigez le NIR de l'ayant droit ; s'il est inconnu, retirez-le ou mettez le sexe suivi de douze 9.",
        passes=("73.007=2100175099999", "73.007=1999999999999", "73.007=2999999999999", ""),
        fails=("73.007=2100175999999", "73.007=2109999999999"),
    ),
    rule(
        "73.011/CCH-11",
        then=date("73.011", ">=", "73.004"),
        why="Un rattachement ne peut pas finir avant d'avoir commencé.",
        do="Vérifiez les deux dates du rattachement de l'ayant droit.",
        passes=("73.004=15012026 73.011=15012026", "73.004=15012026", "73.011=15012026"),
        fails=("73.004=15012026 73.011=14012026",),
    ),
)
