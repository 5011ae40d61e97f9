import pytest

import neodes
from tests.neodes.compare.months import (
    BEFORE,
    OTHER,
    SIRET,
    compared,
    declarations,
    month,
    of_person,
    under_contract,
    value_of,
    with_line,
    with_value,
    without_person,
)
from tests.neodes.files import place_of

GONE, NUMBER, START = "MOIS/INDIVIDU-DISPARU", "MOIS/CONTRAT-NUMERO", "MOIS/CONTRAT-DEBUT"
END = ("S21.G00.62.001,'31102026'", "S21.G00.62.002,'059'")
CHANGE = "S21.G00.41.001,'01112026'"


def test_who_is_gone_without_an_end_of_contract_is_told_at_the_start_of_the_declaration():
    before, now = month(BEFORE), without_person(month())
    assert compared(before, now) == [(GONE, "individu", place_of(now, "S20.G00.05.001") + 1)]
    (group,) = neodes.compare_declarations(declarations(before), declarations(now))
    (place,) = group.places
    assert place.value == value_of(before, "S21.G00.30.001", 1)
    message = neodes.message(place, neodes.load_norm("P26V01"))
    assert place.value not in message
    assert f"contrat {value_of(before, 'S21.G00.40.009', 1)}" in message
    assert f"en octobre 2026 (ligne {of_person(before, 1)[0] + 1} du fichier d'alors)" in message


def test_who_left_with_an_end_of_contract_is_not_told():
    before = under_contract(month(BEFORE), END, 1)
    assert compared(before, without_person(month())) == []


def test_who_leaves_in_the_month_is_still_there():
    assert compared(month(BEFORE), under_contract(month(), END, 1)) == []


def test_an_end_that_is_taken_back_is_no_end():
    before = with_value(under_contract(month(BEFORE), END, 1), "S21.G00.62.002", "099")
    assert [control for control, _, _ in compared(before, without_person(month()))] == [GONE]


@pytest.mark.parametrize("told", [True, False])
def test_a_nir_that_changes(told):
    before, now = month(BEFORE), month()
    old = value_of(now, "S21.G00.30.001", 1)
    now = with_value(now, "S21.G00.30.001", "2850699999001", 1)
    if told:
        now = with_line(now, "S21.G00.30.019", ["S21.G00.31.001,'01112026'", f"S21.G00.31.008,'{old}'"], 1)
    assert [control for control, _, _ in compared(before, now)] == ([] if told else [GONE])


def test_a_nir_that_comes_beside_the_ntt():
    before, now = month(BEFORE), month()
    place = place_of(before, "S21.G00.30.001", 1)
    ntt = ["S21.G00.30.020,'1990001000123'"]
    before, now = (with_line(lines, "S21.G00.30.019", ntt, 1) for lines in (before, now))
    del before[place]
    assert compared(before, now) == []


def test_who_went_to_another_establishment_of_the_file():
    before = month(BEFORE)
    start, end = of_person(month(), 1)
    moved = month()[start:end]
    there = month(sirets=(OTHER,), seed=9)
    arrival = under_contract(moved, [CHANGE, f"S21.G00.41.012,'{SIRET}'"])
    place = place_of(there, "S21.G00.30.001")
    current = declarations(without_person(month()), there[:place] + arrival + there[place:])
    assert neodes.compare_declarations(declarations(before), current) == ()
    silent = declarations(without_person(month()), there[:place] + moved + there[place:])
    assert [group.control for group in neodes.compare_declarations(declarations(before), silent)] == [GONE]


def test_who_went_to_another_fraction_of_the_establishment():
    before, now = month(BEFORE, fraction="12"), without_person(month(fraction="12"), 1)
    start, end = of_person(month(fraction="12"), 1)
    other = month(fraction="22", seed=8)
    place = place_of(other, "S21.G00.30.001")
    there = declarations(now, other[:place] + month(fraction="12")[start:end] + other[place:])
    assert neodes.compare_declarations(declarations(before), there) == ()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ((), [NUMBER]),
        ((CHANGE, "S21.G00.41.014,'{number}'"), []),
        ((CHANGE, "S21.G00.41.014,'AUTRE'"), [NUMBER]),
        ((CHANGE, "S21.G00.41.021,'{start}'"), [NUMBER]),
    ],
    ids=["silent", "told", "told of another", "told of the start"],
)
def test_a_contract_that_changes_number(change, told):
    now = month()
    values = {"number": value_of(now, "S21.G00.40.009", 1), "start": value_of(now, "S21.G00.40.001", 1)}
    now = with_value(now, "S21.G00.40.009", "NOUVEAU", 1)
    now = under_contract(now, [line.format(**values) for line in change], 1)
    line = place_of(now, "S21.G00.40.009", 1) + 1
    assert compared(month(BEFORE), now) == [(control, "numero", line) for control in told]


@pytest.mark.parametrize("told", [True, False])
def test_a_contract_that_changes_start(told):
    now = month()
    old = value_of(now, "S21.G00.40.001", 1)
    now = with_value(now, "S21.G00.40.001", "01012015", 1)
    if told:
        now = under_contract(now, [CHANGE, f"S21.G00.41.021,'{old}'"], 1)
    line = place_of(now, "S21.G00.40.001", 1) + 1
    assert compared(month(BEFORE), now) == ([] if told else [(START, "debut", line)])


def test_both_change_and_both_are_told():
    now = month()
    old = value_of(now, "S21.G00.40.009", 1), value_of(now, "S21.G00.40.001", 1)
    now = with_value(with_value(now, "S21.G00.40.009", "NOUVEAU", 1), "S21.G00.40.001", "01012015", 1)
    told = [CHANGE, f"S21.G00.41.014,'{old[0]}'", CHANGE, f"S21.G00.41.021,'{old[1]}'"]
    assert compared(month(BEFORE), under_contract(now, told, 1)) == []
    line = of_person(now, 1)[0] + 1
    assert compared(month(BEFORE), now) == [(GONE, "contrat", line)]


def test_a_new_contract_after_the_end_of_the_first():
    now = with_value(with_value(month(), "S21.G00.40.009", "NOUVEAU", 1), "S21.G00.40.001", "01112026", 1)
    ended = under_contract(month(BEFORE), END, 1)
    assert compared(ended, now) == []
    assert [reason for _, reason, _ in compared(month(BEFORE), now)] == ["contrat"]


def test_one_of_two_contracts_that_is_gone():
    second = ("S21.G00.40.001,'01022024'", "S21.G00.40.009,'DEUX'")
    before = under_contract(month(BEFORE), second, 1)
    assert [reason for _, reason, _ in compared(before, month())] == ["contrat"]
    assert compared(before, under_contract(month(), second, 1)) == []


def test_counts_are_exact_beyond_the_places_kept():
    before, now = month(BEFORE, individus=60), month(type_declaration="02")
    groups = neodes.compare_declarations(declarations(before), declarations(now))
    gone = next(group for group in groups if group.control == GONE)
    assert (gone.count > 40, len(gone.places)) == (True, neodes.PLACES_KEPT)
    assert f"Et {gone.count - 1} autres cas." in neodes.group_message(gone, neodes.load_norm("P26V01"))


@pytest.mark.parametrize(
    "previous",
    [month("2026-09"), month(), month("2026-12"), month(BEFORE, sirets=(OTHER,)), month(BEFORE, fraction="12")],
    ids=["two months before", "same month", "later", "another establishment", "a fraction"],
)
def test_only_the_month_before_of_the_same_establishment_is_looked_at(previous):
    told = compared(previous, without_person(month()))
    assert [control for control, _, _ in told if control == GONE] == []
