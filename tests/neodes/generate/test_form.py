"""Every combination the generator offers is right in form and structure."""

import pytest

from neodes.generate import COMBINATIONS, SECTORS, GenerationSpec, Profile, generate
from tests.neodes.generate.reading import form_faults, read

MONTHS = {"P24V01": "2024-04", "P25V01": "2025-12", "P26V01": "2026-11", "P27V01": "2027-01"}


def combinations():
    for nature, types in COMBINATIONS.items():
        for kind in types:
            for norm in MONTHS:
                if nature != "10" or norm >= "P26V01":
                    yield norm, nature, kind


@pytest.mark.parametrize("sector", SECTORS)
@pytest.mark.parametrize(("norm", "nature", "kind"), list(combinations()))
def test_no_fault_of_form(norm, nature, kind, sector):
    spec = GenerationSpec(
        norm=norm,
        month=MONTHS[norm],
        nature=nature,
        type_declaration=kind,
        sector=sector,
        etablissements=2,
        individus=12,
        profile=Profile.DETAILLE,
    )
    content = generate(spec)
    assert form_faults(content) == []
    assert read(content).nature == nature


@pytest.mark.parametrize("profile", Profile)
@pytest.mark.parametrize("sector", SECTORS)
@pytest.mark.parametrize("month", ["2026-01", "2026-02", "2026-04", "2026-12"])
def test_no_fault_of_form_whatever_the_month_and_profile(profile, sector, month):
    spec = GenerationSpec(month=month, sector=sector, individus=60, profile=profile, seed=7)
    assert form_faults(generate(spec)) == []
