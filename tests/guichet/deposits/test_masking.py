"""Amounts are hidden beside names and NIR: every number of every version was looked at."""

from __future__ import annotations

import pytest

import neodes
from guichet.deposits.masking import IN_CLEAR, amounts, hide_amount, mask, masked_finding

NUMBERS = {
    rubrique: spec.label
    for version in neodes.NORM_VERSIONS
    for rubrique, spec in neodes.load_norm(version).rubriques.items()
    if spec.kind == "N"
}
HARMLESS = (
    "Numéro", "Nombre", "Millésime", "Année", "Quotité", "Ancienne quotité", "Taux", "Ancien taux", "Effectif",
    "Mesure", "Catégorie", "Ancienne catégorie", "Heure", "Durée",
)  # fmt: skip
"""How the labels begin of what may be shown."""


def test_what_is_in_clear_is_a_number_of_the_norm() -> None:
    assert set(IN_CLEAR) - set(NUMBERS) == set()


def test_what_is_in_clear_is_no_amount() -> None:
    labels = {rubrique: NUMBERS[rubrique].removeprefix("[FP] ") for rubrique in IN_CLEAR}
    assert {rubrique: label for rubrique, label in labels.items() if not label.startswith(HARMLESS)} == {}


@pytest.mark.parametrize(
    ("rubrique", "label"),
    sorted((key, label) for key, label in NUMBERS.items() if "ontant" in label or "émun" in label),
)
def test_amounts_are_hidden(rubrique: str, label: str) -> None:
    if label == "Taux de rémunération cotisée" or "Taux de rémunération de la situation" in label:
        assert rubrique in IN_CLEAR
    else:
        assert rubrique in amounts()


def test_the_rate_of_a_person_is_hidden() -> None:
    assert {"S21.G00.50.006", "S21.G00.56.006", "S89.G00.92.007", "S21.G00.50.008"} <= amounts()


@pytest.mark.parametrize(
    ("rubrique", "value", "shown"),
    [
        ("S21.G00.51.013", "2150.00", "•••.••"),
        ("S21.G00.51.013", "-12.5", "-•••.•"),
        ("S21.G00.51.013", "2150", "•••"),
        ("S21.G00.51.013", "21 50,00", "•••,••"),
        ("S21.G00.51.013", "12A4.0B", "•••.••"),
        ("S21.G00.51.013", "", ""),
        ("S21.G00.40.007", "2150.00", "•••.••"),  # written into the wrong rubrique
        ("S21.G00.40.007", "2650851910001", "•••"),
        ("S21.G00.40.007", "02", "02"),
        ("S21.G00.40.013", "151.67", "151.67"),
        ("S21.G00.11.001", "00018", "00018"),
        ("S10.G00.00.003", "2026.11", "2026.11"),
        ("S90.G00.90.001", "1954", "1954"),
        ("S21.G00.30.001", "2650851910001", "2••••••••••01"),
        ("S21.G00.30.002", "MARTIN", "M•••"),
        ("S21.G00.30.006", "28081965", "••••••••"),
    ],
)
def test_what_is_shown(rubrique: str, value: str, shown: str) -> None:
    assert mask(rubrique, value) == shown
    assert hide_amount(rubrique, shown) == shown


def test_details_are_hidden_and_totals_left_out() -> None:
    finding = neodes.Finding(
        "MOIS/BRUT", neodes.Severity.AVERTISSEMENT, 4, "ecart", rubrique="S21.G00.50.009", value="10.60",
        details={"S21.G00.50.013": "1554.93", "brut_avant": 200000, "brut_apres": 300000, "mois": "2026-11"},
    )  # fmt: skip
    shown = masked_finding(finding)
    assert shown.value == "•••.••"
    assert shown.details == {"S21.G00.50.013": "•••.••", "mois": "2026-11"}
    sentence = neodes.message(shown, neodes.load_norm("P26V01"), masked=False)
    assert "2 000" not in sentence.replace("\u202f", " ").replace("\u00a0", " ")
