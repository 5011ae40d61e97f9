"""S21.G00.55: what a payment to a complementary organism is made of."""

from __future__ import annotations

from neodes.controls.coded.catalogue.cotisations.shapes import crm_of_the_past
from neodes.controls.coded.conditions import present
from neodes.controls.coded.occurrence import Occurrence
from neodes.controls.coded.relations import check, refers
from neodes.controls.coded.rule import rule

DECLARATION = "S20.G00.05"
SPANS = {"M": 1, "T": 3, "S": 6, "A": 12}
"""Type of a period → its months; an exceptional payment (E) has no period that could be over."""


def _is_begun_or_next(occurrence: Occurrence) -> bool:
    """Whether the period comes at the latest behind the last one that was over at the end of the main month."""
    month, period = occurrence.up(DECLARATION).get(f"{DECLARATION}.005"), occurrence.get("S21.G00.55.004")
    if month is None or period is None or period[4] not in SPANS:
        return True
    span = SPANS[period[4]]
    number = int(period[:4]) * 12 // span + max(0, int(period[5:]) - 1)
    months_over = int(month[4:]) * 12 + int(month[2:4])
    return number <= months_over // span


RULES = (
    rule(
        "55.003/CCH-11",
        then=refers(("20.001", "20.008", "55.003"), "15", ("15.002", "15.003", "15.001"), within="11"),
        when=present("55.003"),
        why="L'organisme complémentaire range le versement d'après le contrat que l'adhésion décrit.",
        do="Reprenez la fiche de paramétrage : organisme, délégataire et référence du contrat sont ceux de l'adhésion.",
        passes=(
            "15.001=REF1 15.002=P0942 20.001=P0942 55.003=REF1",
            "15.001=REF1 15.002=P0942 15.003=D00001 20.001=P0942 20.008=D00001 55.003=REF1",
            "15.001=REF0 15.002=P0942 15.001=REF1 15.002=P0942 20.001=P0942 55.003=REF1",
            "15.001=REF1 15.002=P0942 20.001=P0942",
        ),
        fails=(
            "15.001=REF2 15.002=P0942 20.001=P0942 55.003=REF1",
            "15.001=REF1 15.002=P0943 20.001=P0942 55.003=REF1",
            "15.001=REF1 15.002=P0942 15.003=D00001 20.001=P0942 55.003=REF1",
            "15.001=REF1 15.002=P0942 20.001=P0942 20.008=D00001 55.003=REF1",
            "15.001=REF1 15.002=P0943 15.001=REF2 15.002=P0942 20.001=P0942 55.003=REF1",
            "20.001=P0942 55.003=REF1",
        ),
    ),
    rule(
        "55.004/CCH-11",
        then=check(
            _is_begun_or_next,
            "la période d'affectation n'est pas plus tardive que celle qui suit la dernière période achevée "
            "à la fin du mois principal déclaré (S20.G00.05.005)",
            "55.004",
            "05.005",
        ),
        why="On ne paie pas d'avance des périodes lointaines.",
        do="Vérifiez la période d'affectation du composant de versement.",
        passes=(
            *(f"55.004={period}" for period in ("2026M01", "2026M02", "2026T01", "2026S01", "2026A00", "2025A00")),
            *(f"05.005=01032026 55.004={period}" for period in ("2026M04", "2026T02", "2026S01", "2026A00")),
            *(f"05.005=01122026 55.004={period}" for period in ("2027M01", "2027T01", "2027S01", "2027A00")),
            "55.004=2027E00",
            "",
        ),
        fails=(
            *(f"55.004={period}" for period in ("2026M03", "2026T02", "2026S02", "2027A00")),
            *(f"05.005=01022026 55.004={period}" for period in ("2026M04", "2026T02")),
            *(f"05.005=01032026 55.004={period}" for period in ("2026M05", "2026T03", "2026S02", "2027A00")),
            *(f"05.005=01122026 55.004={period}" for period in ("2027M02", "2027T02", "2027S02", "2028A00")),
        ),
    ),
    crm_of_the_past("55.005", "20.006", "20.007"),
)
