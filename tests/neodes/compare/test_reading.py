import random

import pytest

import neodes
from neodes.generate import GenerationSpec, Profile, generate
from tests.neodes.compare.months import (
    BEFORE,
    NOW,
    OTHER,
    SIRET,
    declarations,
    month,
    under_contract,
    value_of,
    with_line,
    with_value,
)
from tests.neodes.files import joined, place_of


def gross_of(lines):
    """Added up by hand."""
    return sum(
        round(float(following[16:-1]) * 100)
        for place, line in enumerate(lines)
        if line == "S21.G00.51.011,'001'"
        for following in [next(other for other in lines[place:] if other.startswith("S21.G00.51.013"))]
    )


def test_the_declarations_are_those_of_the_check():
    content = generate(GenerationSpec(sirets=(SIRET, OTHER), individus=12, profile=Profile.DETAILLE, seed=2))
    read = neodes.snapshot(content)
    report = neodes.check_bytes(content)
    assert [each.summary for each in read.declarations] == list(report.declarations)
    assert (read.norm, read.lines, read.envoi) == (report.norm, report.lines, report.envoi)


def test_people_contracts_and_gross():
    lines = month()
    (read,) = declarations(lines)
    assert (read.summary.siret, read.summary.period, read.summary.ordre) == (SIRET, NOW, "1")
    assert len(read.individus) == read.summary.individus == 6
    assert read.gross == gross_of(lines) > 0
    first = read.individus[0]
    assert first.nir == value_of(lines, "S21.G00.30.001")
    assert first.line == place_of(lines, "S21.G00.30.001") + 1
    (contrat,) = first.contrats
    assert contrat.identity == (value_of(lines, "S21.G00.40.009"), value_of(lines, "S21.G00.40.001"))
    assert contrat.number_line == place_of(lines, "S21.G00.40.009") + 1
    assert read.line_of("S20.G00.05.004") == place_of(lines, "S20.G00.05.004") + 1


def test_changes_and_ends_are_those_of_their_contract():
    change = ("S21.G00.41.001,'01112026'", "S21.G00.41.014,'ANCIEN'", "S21.G00.41.021,'01012020'")
    end = ("S21.G00.62.001,'15112026'", "S21.G00.62.002,'059'")
    lines = month(individus=3)
    changed = under_contract(lines, [*change, *end], 1)
    first, second, third = declarations(changed)[0].individus
    assert (second.contrats[0].former_numbers, second.contrats[0].former_starts) == (("ANCIEN",), ("01012020",))
    assert [person.contrats[0].ended for person in (first, second, third)] == [False, True, False]
    cancelled = with_value(changed, "S21.G00.62.002", "099")
    assert not declarations(cancelled)[0].individus[1].contrats[0].ended


def test_a_person_without_nir_has_the_ntt():
    lines = month()
    nir = place_of(lines, "S21.G00.30.001", 1)
    lines = with_line(lines, "S21.G00.30.019", ["S21.G00.30.020,'1990001000123'"], 1)
    del lines[nir]
    (read,) = declarations(lines)
    assert len(read.individus) == 6
    assert read.individus[1].ids == ("1990001000123",)
    assert read.individus[1].line == nir + 1


def test_lines_that_cannot_be_read_part_nothing():
    plain = declarations(month())[0]
    lines = month()
    for rubrique in ("S21.G00.40.009", "S21.G00.30.006", "S21.G00.51.012"):
        lines = with_line(lines, rubrique[:-3] + "002", ["", "page 2"], 2)
    (read,) = declarations(lines)
    assert [[each.identity for each in person.contrats] for person in read.individus] == [
        [each.identity for each in person.contrats] for person in plain.individus
    ]
    assert (read.gross, len(read.individus)) == (plain.gross, len(plain.individus))


def test_two_envois_in_one_file():
    content = joined(month(BEFORE)) + joined(month())
    first, second = neodes.snapshot(content).declarations
    assert (first.summary.period, second.summary.period) == (BEFORE, NOW)
    assert [each.ids for each in first.individus] == [each.ids for each in second.individus]
    assert [each.summary for each in (first, second)] == list(neodes.check_bytes(content).declarations)


def test_only_the_individus_asked_for_are_kept():
    content = generate(GenerationSpec(sirets=(SIRET, OTHER), individus=3))
    first, second = neodes.snapshot(content, only={1}).declarations
    assert (len(first.individus), len(second.individus)) == (0, 3)
    assert first.summary.individus == 3


def test_signalements_have_no_individus():
    read = neodes.snapshot(generate(GenerationSpec(nature="04", individus=4)))
    assert [len(each.individus) for each in read.declarations] == [0] * 4
    assert [each.summary.individus for each in read.declarations] == [1] * 4


@pytest.mark.parametrize("size", [1, 100, 5000])
def test_however_the_file_is_cut(size):
    content = joined(month())
    pieces = (content[start : start + size] for start in range(0, len(content), size))
    assert neodes.snapshot(pieces) == neodes.snapshot(content)


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\n", b"rien\n", b"\x00" * 50, b"S10.G00.00.001,'A'\n"])
def test_what_is_no_dsn_is_not_readable(content):
    assert not neodes.snapshot(content).readable


def test_nothing_is_raised_whatever_the_bytes():
    randomness = random.Random(7)
    content = joined(month())
    for _ in range(60):
        lines = content.split(b"\r\n")
        for _ in range(40):
            place = randomness.randrange(len(lines))
            lines[place] = randomness.choice(
                (b"", lines[place][:9], lines[0], lines[-2], b"\x80" * 3, lines[place][::-1])
            )
        randomness.shuffle(lines)
        read = neodes.snapshot(b"\n".join(lines)).declarations
        neodes.compare_declarations(read, neodes.snapshot(content).declarations)
        neodes.compare_declarations(neodes.snapshot(content).declarations, read)
