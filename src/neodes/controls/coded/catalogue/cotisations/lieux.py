"""S21.G00.85: places of work and establishments where a mission is done."""

from __future__ import annotations

from neodes.controls.coded.catalogue.shapes import french_or_foreign, plausible_birth, town_of
from neodes.controls.coded.conditions import absent, among, never, other_than, present
from neodes.controls.coded.gathered import mentioned
from neodes.controls.coded.measures import key
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
    french_or_foreign("85.004/CCH-12", "85.004", "85.006", "85.007"),
    town_of("85.005/CCH-11", "85.004", "85.005"),
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
    plausible_birth("85.016/CCH-12", versions="P24V01", reading=NATURES_OF_2024),
    _of_a_particulier("85.017", "PARIS"),
)
