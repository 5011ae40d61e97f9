"""S21.G00.85: places of work and establishments where a mission is done."""

from __future__ import annotations

from neodes.controls.coded.conditions import absent, among, both, either, never, other_than, present
from neodes.controls.coded.gathered import mentioned
from neodes.controls.coded.measures import key, year
from neodes.controls.coded.rule import Rule, rule

ETABLISSEMENT = among("85.010", "01")
PARTICULIER = among("85.010", "05")

BY_SIRET = "Un lieu de travail dit « établissement » est celui que désigne un SIRET."
CHECK_SIRET = "Corrigez le SIRET du lieu de travail, ou choisissez la nature « autre »."
ACTIVITY = "Renseignez le code APE de l'établissement, tel que le donne son avis de situation."
NATURES_OF_2024 = (
    "Les natures de déclaration auxquelles la norme 2024 applique ce contrôle ne sont pas connues : "
    "il est appliqué à toutes celles qui ont des lieux de travail."
)


def _of_a_particulier(rubrique: str, value: str) -> Rule:
    """Identity of a private employer: demanded for one, forbidden for all others (2024 only)."""
    return rule(
        f"{rubrique}/CCH-11",
        when=PARTICULIER,
        then=present(rubrique),
        iff=True,
        why="L'état civil n'identifie que les particuliers employeurs.",
        do="Vérifiez la nature juridique du lieu de travail.",
        reading=NATURES_OF_2024,
        versions="P24V01",
        passes=(f"85.010=05 {rubrique}={value}", "85.010=01", "85.010=03"),
        fails=("85.010=05", f"85.010=01 {rubrique}={value}", f"85.010=02 {rubrique}={value}"),
    )


RULES = (
    rule(
        "85.001/CCH-11",
        when=ETABLISSEMENT,
        then=key("siren of siret", "85.001"),
        why=BY_SIRET,
        do=CHECK_SIRET,
        passes=("85.001=00000001800010 85.010=01", "85.001=00000001800011 85.010=01", "85.001=SITE01 85.010=02"),
        fails=("85.001=00000001900010 85.010=01", "85.001=SITE01 85.010=01"),
    ),
    rule(
        "85.001/CCH-12",
        when=ETABLISSEMENT,
        then=key("siret", "85.001"),
        why=BY_SIRET,
        do=CHECK_SIRET,
        passes=(
            "85.001=00000001800010 85.010=01",
            "85.001=35600000000048 85.010=01",
            "85.001=00000001800011 85.010=02",
            "85.001=SITE01 85.010=03",
        ),
        fails=("85.001=00000001800011 85.010=01", "85.001=SITE01 85.010=01", "85.001=000000018 85.010=01"),
    ),
    rule(
        "85.001/CCH-13",
        when=key("siret", "85.001"),
        then=never("85.010", "03"),
        why="Le domicile d'un salarié n'est pas un établissement.",
        do="Donnez au domicile un code libre, ou choisissez la nature « établissement ».",
        passes=(
            "85.001=00000001800010 85.010=01",
            "85.001=00000001800010 85.010=02",
            "85.001=DOMICILE01 85.010=03",
            "85.001=00000001800011 85.010=03",
        ),
        fails=("85.001=00000001800010 85.010=03",),
    ),
    rule(
        "85.002/CCH-11",
        when=ETABLISSEMENT,
        then=present("85.002"),
        why="Un établissement a une activité, qui le rattache à une branche.",
        do=ACTIVITY,
        passes=("85.002=6201Z 85.010=01", "85.001=SITE01 85.010=02", "85.001=SITE01 85.010=03"),
        fails=("85.001=00000001800010 85.010=01",),
    ),
    rule(
        "85.002/CCH-12",
        when=mentioned("85.001", "40.046"),
        then=present("85.002"),
        why="L'activité de l'établissement où se fait une mission compte dans le risque du salarié.",
        do=ACTIVITY,
        passes=(
            "40.046=CLIENT01 85.001=CLIENT01 85.002=6201Z",
            "40.046=CLIENT01 85.001=CLIENT02",
            "85.001=CLIENT01",
        ),
        fails=(
            "40.046=CLIENT01 85.001=CLIENT01",
            "40.046=CLIENT02 +30 40.046=CLIENT01 85.001=CLIENT02 85.002=6201Z 85.001=CLIENT01",
        ),
    ),
    rule(
        "85.004/CCH-12",
        then=either(
            both(present("85.004"), absent("85.006", "85.007")), both(absent("85.004"), present("85.006", "85.007"))
        ),
        why="Une adresse est française, avec un code postal, ou étrangère, avec un pays et un code de distribution.",
        do="Renseignez le code postal, ou le pays et le code de distribution à l'étranger, du lieu de travail.",
        passes=("85.004=75001", "85.006=BE 85.007=1000"),
        fails=(
            "85.004=75001 85.006=BE 85.007=1000",
            "85.004=75001 85.006=BE",
            "85.004=75001 85.007=1000",
            "85.006=BE",
            "85.007=1000",
            "",
        ),
    ),
    rule(
        "85.005/CCH-11",
        when=present("85.004"),
        then=present("85.005"),
        why="Une adresse française a une localité.",
        do="Renseignez la localité du lieu de travail.",
        passes=("85.004=75001 85.005=PARIS", "85.006=BE 85.007=1000"),
        fails=("85.004=75001",),
    ),
    rule(
        "85.011/CCH-11",
        when=absent("85.006"),
        then=present("85.011"),
        why="La commune d'un lieu de travail en France sert aux taxes et aux statistiques locales.",
        do="Renseignez le code Insee de la commune.",
        passes=("85.004=75001 85.011=75056", "85.006=BE"),
        fails=("85.004=75001", "85.001=SITE01"),
    ),
    _of_a_particulier("85.012", "01"),
    _of_a_particulier("85.013", "DURAND"),
    rule(
        "85.014/CCH-11",
        when=other_than("85.010", "05"),
        then=absent("85.014"),
        why="Seuls les particuliers employeurs ont un nom d'usage.",
        do="Vérifiez la nature juridique du lieu de travail.",
        reading=NATURES_OF_2024,
        versions="P24V01",
        passes=("85.010=05 85.014=DUPONT", "85.010=05", "85.010=01"),
        fails=("85.010=01 85.014=DUPONT", "85.010=03 85.014=DUPONT"),
    ),
    _of_a_particulier("85.015", "MARIE"),
    _of_a_particulier("85.016", "01011970"),
    rule(
        "85.016/CCH-12",
        then=both(year("85.016", "<=", "05.007"), year("85.016", ">", "05.007", -120)),
        why="Une date de naissance à venir, ou d'il y a plus d'un siècle, est une faute de frappe.",
        do="Vérifiez l'année de naissance du particulier employeur.",
        reading=NATURES_OF_2024,
        versions="P24V01",
        passes=(
            "05.007=15012024 85.016=99992024",
            "05.007=15012024 85.016=01011905",
            "05.007=15012024 85.010=05",
        ),
        fails=("05.007=15012024 85.016=01012025", "05.007=15012024 85.016=31121904"),
    ),
    _of_a_particulier("85.017", "PARIS"),
)
