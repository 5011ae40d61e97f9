"""S89.G00.67, 87, 88 and 89: supplementary rights to a pension, free shares, stock options, BSPCE."""

from __future__ import annotations

from neodes.controls.coded.catalogue.hors_paie.shapes import (
    acquired_only,
    departement_of_nir,
    no_run_of_nines,
    not_conventional,
    ntt_of_employer,
    of_an_individu,
    someone,
    year_of_declaration,
)
from neodes.controls.coded.rule import Rule


def who(nir: str, ntt: str, first: int) -> tuple[Rule, ...]:
    """The person is one of the declaration; `first` is the number of the first control of the NTT."""
    return (
        departement_of_nir(nir),
        not_conventional(nir),
        of_an_individu(nir, "30.001", "NIR", 13),
        someone(nir, ntt, f"{nir}/CCH-14"),
        no_run_of_nines(nir),
        ntt_of_employer(ntt, first),
        of_an_individu(ntt, "30.020", "numéro technique temporaire", first + 1),
    )


RULES = (
    *who("67.001", "67.002", 11),
    year_of_declaration("67.005/CCH-11"),
    acquired_only(
        "87.004",
        "La part française du gain, que l'impôt atteint, se connaît à l'acquisition des actions gratuites.",
        only=False,
    ),
    acquired_only("87.005", "L'acquisition d'actions gratuites se rattache à la date où elles ont été attribuées."),
    acquired_only("87.006", "La date d'acquisition définitive donne l'année où le gain est imposé."),
    *who("87.007", "87.008", 12),
    acquired_only("88.005", "La part française du gain, que l'impôt atteint, se connaît quand l'option est levée."),
    acquired_only("88.006", "La levée d'une option se rattache à la date où elle a été attribuée."),
    acquired_only("88.007", "La date de levée de l'option donne l'année où le gain est imposé."),
    *who("88.008", "88.009", 12),
    *who("89.007", "89.008", 12),
)
