"""The generated files are right in form and meet the rules of the norm that they rely on."""

import pytest

from neodes.generate import COMBINATIONS, SECTORS, GenerationSpec, Profile, generate
from tests.neodes.generate.reading import form_faults, read
from tests.neodes.generate.rules import RULES

MONTHS = {"P24V01": "2024-04", "P25V01": "2025-12", "P26V01": "2026-11", "P27V01": "2027-01"}

CASES = [
    (norm, nature, kind)
    for nature, types in COMBINATIONS.items()
    for kind in types
    for norm in MONTHS
    if nature != "10" or norm >= "P26V01"
]


def faults(content):
    found = read(content)
    broken = {control: lines for control, check in RULES.items() if (lines := list(check(found))[:3])}
    return form_faults(found), broken


@pytest.mark.parametrize(("norm", "nature", "kind"), CASES)
def test_every_combination_is_valid_in_every_sector(norm, nature, kind):
    for sector in SECTORS:
        spec = GenerationSpec(
            norm=norm,
            month=MONTHS[norm],
            nature=nature,
            type_declaration=kind,
            sector=sector,
            individus=4,
            profile=Profile.DETAILLE,
            seed=3,
        )
        assert faults(generate(spec)) == ([], {}), sector


@pytest.mark.parametrize("profile", Profile)
@pytest.mark.parametrize("sector", SECTORS)
def test_every_profile_is_valid(profile, sector):
    assert faults(generate(GenerationSpec(sector=sector, individus=80, profile=profile, seed=11))) == ([], {})


@pytest.mark.parametrize("month", range(1, 13))
def test_every_month_is_valid(month):
    sector = list(SECTORS)[month % len(SECTORS)]
    spec = GenerationSpec(month=f"2026-{month:02d}", sector=sector, individus=80, profile=Profile.DETAILLE)
    assert faults(generate(spec)) == ([], {})


@pytest.mark.parametrize("norm", MONTHS)
def test_the_seldom_seen_is_valid_and_there(norm):
    spec = GenerationSpec(norm=norm, month=f"20{norm[1:3]}-01", individus=8, profile=Profile.DETAILLE, seed=4)
    content = generate(spec)
    assert faults(content) == ([], {})
    blocs = {node.id for node in read(content).nodes}
    expected = {"S21.G00.16", "S21.G00.66", "S21.G00.72", "S21.G00.73", "S21.G00.83", "S21.G00.84", "S21.G00.95"}
    assert expected <= blocs
    assert {f"S89.G00.{number}" for number in (32, 33, 35, 43, 67, 87, 88, 89, 91, 92, 93)} <= blocs


def test_a_file_of_several_firms_is_valid():
    spec = GenerationSpec(etablissements=6, sirens=2, individus=(1, 2, 60, 1, 15, 4))
    assert faults(generate(spec)) == ([], {})


@pytest.mark.parametrize(
    ("rubrique", "old", "new", "control"),
    [
        (b"S10.G00.00.008", b"01", b"02", "S10.G00.00.008/CCH-11"),
        (b"S21.G00.22.005", b".", b"0.", "S21.G00.22 = sum of 23 = payment to the caisse"),
        (b"S21.G00.15.004", b"01", b"02", "S21.G00.15.001/CCH-13, CCH-14"),
        (b"S21.G00.58.003", b"03", b"01", "S21.G00.50.001/CCH-13, CCH-14, 50.003/CCH-12"),
        (b"S21.G00.86.003", b"1", b"99", "S21.G00.86.001/CCH-12 to CCH-14, 86.003/CCH-11, CCH-12, 86.005/CCH-11"),
        (b"S90.G00.90.001", b"'\r", b"0'\r", "S90.G00.90.001/CST-11, S90.G00.90.002/CST-11"),
    ],
)
def test_rules_see_a_wrong_value(rubrique, old, new, control):
    lines = generate(GenerationSpec(individus=30)).splitlines(keepends=True)
    place = next(i for i, line in enumerate(lines) if line.startswith(rubrique) and old in line[16:])
    lines[place] = lines[place][:16] + lines[place][16:].replace(old, new, 1)
    assert control in faults(b"".join(lines))[1]
