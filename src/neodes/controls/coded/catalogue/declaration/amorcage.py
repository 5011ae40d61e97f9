"""The signalement d'amorçage (nature 08): S20.G00.05.001, 011 and 012."""

from __future__ import annotations

from neodes.controls.coded.conditions import among, both, either, present
from neodes.controls.coded.gathered import declared, individus, mentioned
from neodes.controls.coded.relations import count, nothing, some
from neodes.controls.coded.rule import rule

AMORCAGE = among("05.001", "08")

RULES = (
    rule(
        "05.001/CCH-11",
        when=AMORCAGE,
        then=either(individus("=", 1), count("91", "=", 1)),
        why="Un signalement d'amorçage parle d'une personne, et d'une seule.",
        do="Produisez un signalement par personne.",
        passes=("nature=08 30.002=A", "nature=08 91.001=1", "nature=01", "nature=01 +30 +30"),
        fails=("nature=08", "nature=08 +30 +30", "nature=08 +91 +91"),
    ),
    rule(
        "05.001/CCH-12",
        when=both(AMORCAGE, some("15")),
        then=declared("86.001"),
        why="L'ancienneté ouvre les droits des contrats de prévoyance, que l'organisme attend dès l'amorçage.",
        do="Renseignez l'ancienneté du salarié, ou retirez l'adhésion du signalement.",
        passes=("nature=08 15.005=1 86.001=07", "nature=08", "nature=01 15.005=1", "nature=08 86.001=07"),
        fails=("nature=08 15.005=1", "nature=08 15.005=1 30.002=A"),
    ),
    rule(
        "05.001/CCH-13",
        at="15",
        when=AMORCAGE,
        then=mentioned("15.005", "70.013"),
        why="L'amorçage transmet à l'organisme les affiliations du salarié à chacun des contrats annoncés.",
        do="Affiliez le salarié à chaque contrat de prévoyance du signalement, ou retirez l'adhésion en trop.",
        passes=(
            "nature=08 15.005=A 70.013=A",
            "nature=08 15.005=A 15.005=B 70.013=A 70.013=B",
            "nature=01 15.005=A",
            "nature=08 15.001=A",
        ),
        fails=("nature=08 15.005=A", "nature=08 15.005=A 70.013=B", "nature=08 15.005=A 15.005=B 70.013=A"),
    ),
    rule(
        "05.011/CCH-11",
        when=among("05.011", "06"),
        then=some("91"),
        iff=True,
        why="L'appel de taux d'un non salarié porte sur lui ; les autres évènements portent sur un salarié.",
        do="Accordez l'évènement déclencheur et la personne déclarée.",
        passes=("nature=08 05.011=06 91.001=1", "nature=08 05.011=01", "nature=08 05.011=07 30.002=A"),
        fails=(
            "nature=08 05.011=06",
            "nature=08 05.011=06 30.002=A",
            "nature=08 05.011=01 91.001=1",
            "nature=08 05.011=07 91.001=1",
        ),
    ),
    rule(
        "05.011/CCH-12",
        when=among("05.011", "03 04 05"),
        then=some("15"),
        why="Ces évènements concernent un contrat collectif : il faut dire lequel.",
        do="Ajoutez au signalement l'adhésion au contrat de prévoyance concerné.",
        passes=(
            "nature=08 05.011=03 15.005=1",
            "nature=08 05.011=05 15.005=1",
            "nature=08 05.011=02",
            "nature=08 05.011=06",
        ),
        fails=("nature=08 05.011=03", "nature=08 05.011=04", "nature=08 05.011=05"),
    ),
    rule(
        "05.011/CCH-13",
        when=among("05.011", "06 07"),
        then=both(nothing("15"), nothing("85")),
        why="Ces évènements ne demandent qu'un taux ou des identifiants, sans prévoyance ni lieu de travail.",
        do="Retirez du signalement les adhésions de prévoyance et les lieux de travail.",
        passes=(
            "nature=08 05.011=06",
            "nature=08 05.011=07",
            "nature=08 05.011=05 15.005=1 85.001=1",
            "nature=08 05.011=01 85.001=1",
        ),
        fails=(
            "nature=08 05.011=06 15.005=1",
            "nature=08 05.011=06 85.001=1",
            "nature=08 05.011=07 15.005=1",
            "nature=08 05.011=07 85.001=1",
        ),
    ),
    rule(
        "05.011/CCH-14",
        at="30",
        when=among("05.011", "07"),
        then=both(nothing("40"), nothing("86")),
        why="Un changement de logiciel demande les données déjà connues du contrat, il n'en déclare pas.",
        do="Retirez du signalement le contrat et l'ancienneté du salarié.",
        passes=(
            "nature=08 05.011=07",
            "nature=08 05.011=06",
            "nature=08 05.011=01 40.001=01012026 86.001=07",
        ),
        fails=("nature=08 05.011=07 40.001=01012026", "nature=08 05.011=07 86.001=07"),
    ),
    rule(
        "05.012/CCH-11",
        when=among("05.011", "02 07"),
        then=present("05.012"),
        why="Sans l'ancien SIRET, le contrat déclaré auparavant ne peut pas être retrouvé.",
        do="Renseignez le dernier SIRET sous lequel le contrat a été déclaré.",
        passes=(
            "nature=08 05.011=02 05.012=73282932000074",
            "nature=08 05.011=07 05.012=73282932000074",
            "nature=08 05.011=01",
            "nature=08 05.011=06",
            "nature=10",
        ),
        fails=("nature=08 05.011=02", "nature=08 05.011=07"),
    ),
)
