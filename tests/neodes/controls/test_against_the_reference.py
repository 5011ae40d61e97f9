"""The engine and the plain reader find the same in hundreds of damaged files, however these are cut into pieces."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import neodes
from neodes.controls.check import check_chunks
from neodes.controls.coded.scan import CODED
from tests.neodes.controls.reference import Reader, by_control
from tests.neodes.files import joined, valid

VALUES = ("", "98", "31022019", "2150,00", " LEADING", "TRAIL ", "C\x8cUR", "A\x85B", "X" * 300, "0", "12.5", "P1030")
LINES = ("", "   ", "export page 2", "S21.G00.99.001,'01'", "S21.G00.40.099,'01'", "S21.G00.79.001,'10'", "S21;X,'")


def first_of_declaration(lines):
    return 2 + max(place for place, line in enumerate(lines) if line.startswith("S20.G00.05"))


def same_place(lines, randomness):
    """Any line behind S20.G00.05 and before S90: the envelope has its own tests."""
    return randomness.randrange(first_of_declaration(lines), len(lines) - 2)


def delete(lines, randomness):
    del lines[same_place(lines, randomness)]


def duplicate(lines, randomness):
    place = same_place(lines, randomness)
    lines.insert(place, lines[place])


def swap(lines, randomness):
    place = same_place(lines, randomness)
    lines[place], lines[place - 1] = lines[place - 1], lines[place]


def move(lines, randomness):
    line = lines.pop(same_place(lines, randomness))
    lines.insert(same_place(lines, randomness), line)


def revalue(lines, randomness):
    place = same_place(lines, randomness)
    lines[place] = f"{lines[place][:16]}{randomness.choice(VALUES)}'"


def insert(lines, randomness):
    lines.insert(same_place(lines, randomness), randomness.choice(LINES))


def unquote(lines, randomness):
    place = same_place(lines, randomness)
    lines[place] = randomness.choice((lines[place][:-1], lines[place].replace("'", "", 1), lines[place] + "  "))


def remove_bloc(lines, randomness):
    start = end = same_place(lines, randomness)
    while end < len(lines) - 2 and lines[end][:10] == lines[start][:10]:
        end += 1
    del lines[start:end]


def rotate_blocs(lines, randomness):
    """A whole bloc goes to another place."""
    start = end = same_place(lines, randomness)
    while end < len(lines) - 2 and lines[end][:10] == lines[start][:10]:
        end += 1
    moved = lines[start:end]
    del lines[start:end]
    place = same_place(lines, randomness)
    lines[place:place] = moved


MUTATIONS = (delete, duplicate, swap, move, revalue, insert, unquote, remove_bloc, rotate_blocs)


def mutated(seed, mutations=None):
    randomness = random.Random(seed)
    lines = list(valid(individus=randomness.choice((1, 3, 6)), seed=seed % 7))
    for _ in range(mutations or randomness.choice((1, 1, 2, 5, 12))):
        randomness.choice(MUTATIONS)(lines, randomness)
    return lines


def engine(data, **options):
    report = neodes.check_bytes(data, **options)
    assert report.crashes == ()
    return {(g.control, g.reason): (g.count, [p.line for p in g.places]) for g in merged(report.groups)}


def merged(groups):
    """One group for each (control, reason): LIGNE may have several, by declaration and severity.

    The controls of the catalogue, which the reference does not know, are left out.
    """

    class Merged:
        def __init__(self, control, reason, members):
            self.control, self.reason = control, reason
            self.count = sum(member.count for member in members)
            self.places = sorted((p for member in members for p in member.places), key=lambda place: place.line)

    keys = sorted({(group.control, group.reason) for group in groups if group.reason != CODED})
    return [Merged(*key, [group for group in groups if (group.control, group.reason) == key]) for key in keys]


def assert_same(lines):
    expected = by_control(Reader(lines).read())
    found = engine(joined(lines))
    assert {key: count for key, (count, _) in found.items()} == {key: len(at) for key, at in expected.items()}
    for key, (count, places) in found.items():
        assert set(places) <= set(expected[key])
        if count <= 20:
            assert places == expected[key]


@pytest.mark.parametrize("seed", range(400))
def test_same_findings(seed):
    assert_same(mutated(seed))


def test_nothing_in_a_valid_file():
    assert Reader(list(valid(individus=20))).read() == []
    assert engine(joined(valid(individus=20))) == {}


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10**6), size=st.sampled_from((7, 64, 300, 1000, 5000)))
def test_findings_do_not_depend_on_how_a_file_is_cut(seed, size):
    data = joined(mutated(seed, mutations=3))
    whole = neodes.check_bytes(data)
    assert check_chunks(data[start : start + size] for start in range(0, len(data), size)) == whole


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_findings_do_not_depend_on_what_was_read_before(seed):
    lines = mutated(seed)
    first = engine(joined(lines))
    assert engine(joined(valid(individus=6))) == {}
    assert engine(joined(lines)) == first


@pytest.mark.parametrize("seed", range(60))
def test_individus_passed_over_at_once_are_judged_as_one_by_one(seed):
    """Many individus in small pieces: those already met are not looked at again."""
    randomness = random.Random(seed)
    lines = list(valid(individus=30, seed=seed % 4))
    for _ in range(randomness.choice((1, 3, 10, 30))):
        randomness.choice(MUTATIONS)(lines, randomness)
    if seed % 3 == 0:
        lines = [line for line in lines if not line.startswith("S21.G00.30.001") or randomness.random() > 0.4]
    data = joined(lines)
    whole = neodes.check_bytes(data)
    for size in (900, 3_000, 9_000):
        assert check_chunks(data[start : start + size] for start in range(0, len(data), size)) == whole
    assert_same(lines)
