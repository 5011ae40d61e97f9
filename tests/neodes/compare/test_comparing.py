from itertools import pairwise

import pytest

import neodes
from neodes.compare.comparing import comparable
from neodes.generate import GenerationSpec, Profile, generate
from neodes.report.sentences import SENTENCES
from tests.neodes.compare.months import BEFORE, OTHER, SIRET, declarations, month, without_person
from tests.neodes.files import valid

MONTHS = ("2026-09", "2026-10", "2026-11", "2026-12", "2027-01", "2027-02")


@pytest.mark.parametrize("profile", Profile)
@pytest.mark.parametrize("sector", ["general", "btp", "spectacle"])
def test_nothing_is_said_of_people_who_live_from_month_to_month(profile, sector):
    read = [
        neodes.snapshot(
            generate(GenerationSpec(sirets=(SIRET, OTHER), month=period, individus=25, profile=profile, sector=sector))
        ).declarations
        for period in MONTHS
    ]
    assert [neodes.compare_declarations(*months) for months in pairwise(read)] == [()] * (len(MONTHS) - 1)


def test_of_an_original_and_its_replacement_the_last_one_is_compared():
    first, second = without_person(month(BEFORE)), month(BEFORE, type_declaration="03", ordre=2)
    now = without_person(month())
    for previous in ((first, second), (second, first)):
        groups = neodes.compare_declarations(declarations(*previous), declarations(now))
        assert [group.control for group in groups] == ["MOIS/INDIVIDU-DISPARU"]


def test_findings_are_those_of_their_declaration():
    before = declarations(month(BEFORE), month(BEFORE, sirets=(OTHER,)))
    lines = month(sirets=(SIRET, OTHER))
    (group,) = neodes.compare_declarations(before, declarations(without_person(lines, 7)))
    assert group.declaration == 1


@pytest.mark.parametrize(
    ("previous", "current", "expected"),
    [
        (month(BEFORE), month(), True),
        (month(), month(), True),
        (month(), month(BEFORE), False),
        (month(BEFORE, sirets=(OTHER,)), month(), False),
        (valid(nature="04"), month(), False),
    ],
    ids=["before", "same", "after", "another", "signalement"],
)
def test_what_can_be_compared(previous, current, expected):
    assert comparable(declarations(previous), declarations(current)) is expected


def test_every_reason_has_a_sentence():
    told = {key for key in SENTENCES if key[0].startswith("MOIS/") or key[0] == "CID-11"}
    assert len(told) == 10
