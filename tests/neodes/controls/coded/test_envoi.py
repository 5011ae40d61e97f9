"""What the declarations of an envoi say of one another is judged once the envoi ends, and once only."""

import pytest

from neodes.controls import parts
from neodes.controls.check import check_chunks
from tests.neodes.controls.test_parts import InThisProcess, both
from tests.neodes.files import check, joined, place_of, recounted, valid

TYPE = "S10.G00.00.008"
NEANT = f"{TYPE}/CCH-11"
CANCELLED = "S20.G00.05.002/CCH-11"


def saying(lines, rubrique, value, rank=0):
    """The same lines with another value of a rubrique."""
    changed = list(lines)
    changed[place_of(lines, rubrique, rank)] = f"{rubrique},'{value}'"
    return changed


def places(report, control):
    """(line, index of the declaration) of the findings of one control."""
    return [
        (place.line, place.declaration) for group in report.groups for place in group.places if group.control == control
    ]


def cancelling(lines, *, rank=1, of=0):
    """The same signalements, where one cancels another one."""
    values = [lines[place_of(lines, f"S20.G00.05.{number}", of)][16:-1] for number in ("007", "004")]
    changed = saying(lines, "S20.G00.05.002", "04", rank)
    changed.insert(place_of(changed, "S20.G00.05.004", rank) + 1, f"S20.G00.05.006,'{''.join(values)}'")
    return recounted(changed)


def test_an_envoi_neant_is_told_by_all_its_declarations():
    neant = valid(type_declaration="02", etablissements=3)
    assert check(neant).groups == ()
    assert places(check(saying(neant, TYPE, "01")), NEANT) == [(place_of(neant, TYPE) + 1, None)]
    made = valid(etablissements=3)
    assert places(check(saying(made, TYPE, "02")), NEANT) == [(place_of(made, TYPE) + 1, None)]


def test_one_declaration_with_individus_is_enough():
    made, neant = valid(individus=1), valid(type_declaration="02")
    last = place_of(neant, "S20.G00.05.001")
    lines = recounted([*made[:-2], *neant[last:-2], made[-2], "S90.G00.90.002,'2'"])
    assert places(check(lines), NEANT) == []
    assert places(check(saying(lines, TYPE, "02")), NEANT) == [(place_of(lines, TYPE) + 1, None)]


def test_a_declaration_and_its_annulation_are_not_sent_together():
    made = valid(nature="07", individus=3)
    assert check(made).groups == ()
    lines = cancelling(made)
    line = place_of(lines, "S20.G00.05.002", 1) + 1
    assert places(check(lines), CANCELLED) == [(line, 1)]
    lines = cancelling(made, rank=0, of=2)
    assert places(check(lines), CANCELLED) == [(place_of(lines, "S20.G00.05.002") + 1, 0)]


def test_it_does_not_depend_on_how_the_file_is_cut_into_pieces():
    data = joined(saying(cancelling(valid(nature="07", individus=3)), TYPE, "02"))
    for size in (40, 300, 2_000):
        report = check_chunks(data[start : start + size] for start in range(0, len(data), size))
        assert {NEANT, CANCELLED} <= {group.control for group in report.groups}
        assert sum(group.count for group in report.groups if group.control in (NEANT, CANCELLED)) == 2


def test_each_envoi_of_a_file_is_judged_by_its_own_declarations():
    made, neant = valid(individus=1), valid(type_declaration="02", etablissements=2)
    assert places(check([*neant, *made]), NEANT) == []
    assert places(check([*made, *saying(neant, TYPE, "01")]), NEANT) == [(len(made) + place_of(neant, TYPE) + 1, None)]
    assert places(check([*saying(neant, TYPE, "01"), *made]), NEANT) == [(place_of(neant, TYPE) + 1, None)]


def test_nothing_is_said_of_an_envoi_that_was_cut():
    neant = saying(valid(type_declaration="02", etablissements=2), TYPE, "01")
    assert places(check(neant[:-2]), NEANT) == []


@pytest.mark.parametrize("fault", ["rien", "S20.G00.05.002,'2'"])
def test_a_line_at_fault_holds_the_control_back(fault):
    lines = saying(valid(type_declaration="02", etablissements=2), TYPE, "01")
    lines[place_of(lines, "S20.G00.05.002", 1)] = fault
    report = check(lines)
    assert places(report, NEANT) == []
    assert NEANT in dict(report.held)
    assert CANCELLED not in dict(report.held)


def test_individus_are_counted_wherever_they_are_read():
    control = "S20.G00.05.002/CCH-16"
    assert control not in {group.control for group in check(valid(individus=1)).groups}
    without_nir = [line for line in valid(individus=1) if not line.startswith("S21.G00.30.001")]
    assert control not in {group.control for group in check(without_nir).groups}
    empty = saying(valid(type_declaration="02"), "S20.G00.05.002", "01")
    assert places(check(empty), control) == [(place_of(empty, "S20.G00.05.002") + 1, 0)]


def test_an_envoi_read_in_parts_is_judged_as_one(tmp_path, monkeypatch):
    monkeypatch.setattr(parts, "SMALLEST_PART", 8_000)
    monkeypatch.setattr(parts, "ProcessPoolExecutor", InThisProcess)
    lines = saying(valid(individus=20, etablissements=3), TYPE, "02")
    whole, in_parts = both(tmp_path, joined(lines), 4)
    assert in_parts == whole
    assert places(whole, NEANT) == [(place_of(lines, TYPE) + 1, None)]


def test_a_file_read_in_parts_and_cut_is_judged_as_by_one_process(tmp_path, monkeypatch):
    monkeypatch.setattr(parts, "SMALLEST_PART", 8_000)
    monkeypatch.setattr(parts, "ProcessPoolExecutor", InThisProcess)
    lines = saying(valid(individus=20, etablissements=3), TYPE, "02")
    lines = [line for line in lines if not line.startswith("S21.G00.70")]
    for end in (-2, -40):
        whole, in_parts = both(tmp_path, joined(lines[:end]), 4)
        assert in_parts == whole
        assert places(whole, NEANT) == []
        assert places(whole, "S21.G00.15.001/CCH-13")
