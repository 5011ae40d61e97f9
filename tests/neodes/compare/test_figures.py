import pytest

import neodes
from neodes.compare.figures import jumps
from neodes.controls.comparison import BRUT_FLOOR, BRUT_PERCENT, EFFECTIF_FLOOR, EFFECTIF_PERCENT
from tests.neodes.compare.months import BEFORE, compared, declarations, month, value_of, with_value
from tests.neodes.files import place_of


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (10, 10 + EFFECTIF_FLOOR, True),
        (10, 9 + EFFECTIF_FLOOR, False),
        (10, 10 - EFFECTIF_FLOOR, True),
        (1, 2, False),
        (0, EFFECTIF_FLOOR, True),
        (100, 100 + EFFECTIF_PERCENT, False),
        (100, 101 + EFFECTIF_PERCENT, True),
        (100, 100 - EFFECTIF_PERCENT, False),
        (100, 99 - EFFECTIF_PERCENT, True),
    ],
)
def test_the_difference_must_reach_the_floor_and_pass_the_share(before, after, told):
    assert jumps(before, after, floor=EFFECTIF_FLOOR, percent=EFFECTIF_PERCENT) is told


def test_headcount():
    before, now = month(BEFORE, individus=10), month(individus=15)
    line = place_of(now, "S20.G00.05.001") + 1
    assert ("MOIS/EFFECTIF", "ecart", line) in compared(before, now)
    assert compared(before, month(individus=14)) == []


def raised(lines, cents):
    """The first gross put up by so many cents."""
    place = place_of(lines, "S21.G00.51.011,'001'")
    amount = next(rank for rank in range(place, len(lines)) if lines[rank].startswith("S21.G00.51.013"))
    total = round(float(lines[amount][16:-1]) * 100) + cents
    return [*lines[:amount], f"S21.G00.51.013,'{total // 100}.{total % 100:02d}'", *lines[amount + 1 :]]


@pytest.mark.parametrize(("more", "told"), [(0, False), (1, True)])
def test_gross_passes_the_share_by_one_cent(more, told):
    before, now = month(BEFORE, individus=12), month(individus=12)
    gross, there = declarations(before)[0].gross, declarations(now)[0].gross
    limit = gross * BRUT_PERCENT // 100
    assert limit > BRUT_FLOOR
    changed = raised(now, gross + limit + more - there)
    assert [control for control, _, _ in compared(before, changed)] == (["MOIS/BRUT"] if told else [])


@pytest.mark.parametrize(("less", "told"), [(0, True), (1, False)])
def test_gross_reaches_the_floor_by_one_cent(less, told):
    before, now = month(BEFORE, individus=1), month(individus=1)
    gross, there = declarations(before)[0].gross, declarations(now)[0].gross
    assert gross * BRUT_PERCENT // 100 < BRUT_FLOOR
    changed = raised(now, gross + BRUT_FLOOR - less - there)
    assert [control for control, _, _ in compared(before, changed)] == (["MOIS/BRUT"] if told else [])


def test_the_amounts_are_in_the_sentence():
    before = month(BEFORE, individus=1)
    now = raised(month(individus=1), 5_000_000)
    (group,) = neodes.compare_declarations(declarations(before), declarations(now))
    sentence = neodes.group_message(group, neodes.load_norm("P26V01"))
    assert "en octobre 2026, " in sentence
    assert f"{declarations(now)[0].gross % 100:02d}\u00a0€ en novembre 2026" in sentence


def test_other_kinds_of_pay_do_not_count():
    now = month()
    rank = next(rank for rank in range(20) if value_of(now, "S21.G00.51.011", rank) not in ("001",))
    assert compared(month(BEFORE), with_value(now, "S21.G00.51.013", "999999.00", rank)) == []
