"""The partners of the portal and the trades of neodes say the same: families, organisms, conventions, activities."""

from __future__ import annotations

from datetime import date

import pytest

from guichet.portfolio.guess import PartnerClues, guess_partner
from guichet.portfolio.partners import PARTNERS, PartnerRow
from neodes import check_bytes, check_sector, family_of_partner
from neodes.generate import GenerationSpec, generate
from neodes.sector.tables import BY_CODE, FAMILIES, Row
from tests.neodes.sector.samples import SECTORS

ROWS = {row.code: row for row in PARTNERS}
CLUES = [
    PartnerClues(
        pk=number,
        name=row.name,
        prevoyance_codes=frozenset(row.codes.split()),
        retraite_sirets=frozenset(row.sirets.split()),
        idccs=frozenset(row.idccs.split()),
        apet_prefixes=frozenset(row.apets.split()),
    )
    for number, row in enumerate(PARTNERS)
]


def codes(rows: tuple[Row, ...]) -> set[str]:
    """The codes of a table, those of the past too: files of the past are deposited."""
    return {row.code for row in rows}


@pytest.mark.parametrize("row", PARTNERS, ids=lambda row: row.code)
def test_a_partner_brings_the_family_that_neodes_knows(row: PartnerRow) -> None:
    assert row.family == family_of_partner(row.code)
    assert row.family in {"", *BY_CODE}


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.code)
def test_a_family_is_recognised_by_the_same_codes(family) -> None:
    row = ROWS[family.partner]
    assert set(row.codes.split()) == codes(family.organisms)
    assert set(row.sirets.split()) == codes(family.retirement)
    assert set(row.idccs.split()) == codes(family.idccs)
    assert set(row.apets.split()) == codes(family.apets)


def test_a_table_of_today_holds_something() -> None:
    assert all(row.holds_on(date(2026, 1, 1)) for family in FAMILIES for row in family.main)


@pytest.mark.parametrize("sector", SECTORS)
def test_the_portal_guesses_the_partner_whose_family_runs(sector: str) -> None:
    content = generate(GenerationSpec(individus=3, seed=1, sector=sector))
    (declaration,) = check_bytes(content).declarations
    (choice,) = check_sector(content).choices
    guess = guess_partner(declaration, CLUES)
    assert guess.partner is not None
    assert (PARTNERS[guess.partner].code, PARTNERS[guess.partner].family) == (SECTORS[sector][1], choice.family)
    assert choice.family == SECTORS[sector][0]
    assert choice.value in guess.reason
