"""The generator and the engine agree: nothing to say of a valid file, exactly the expected control for a fault."""

import pytest

import neodes
from neodes.controls.base import Severity
from neodes.generate import SECTORS, GenerationSpec, Profile, generate
from neodes.generate.faults import FAULTS, inject
from tests.neodes.generate.test_valid_declarations import CASES, MONTHS

GENERIC = ("LIGNE", "NORME", "ENCODAGE", "/CSL-00", "/USAGE", "/CARD", "/ORDRE", "/PARENT", "/INCONNU", "/CST-11")


def weighty(report):
    assert report.crashes == ()
    return [group for group in report.groups if group.severity is not Severity.INFORMATION]


@pytest.mark.parametrize(("norm", "nature", "kind"), CASES)
def test_the_engine_has_nothing_to_say_of_a_valid_file(norm, nature, kind):
    for sector in SECTORS:
        spec = GenerationSpec(
            norm=norm, month=MONTHS[norm], nature=nature, type_declaration=kind, sector=sector, individus=4, seed=3
        )
        assert weighty(neodes.check_bytes(generate(spec))) == [], sector


@pytest.mark.parametrize("profile", Profile)
def test_the_engine_has_nothing_to_say_of_the_seldom_seen(profile):
    spec = GenerationSpec(month="2026-01", individus=40, profile=profile)
    assert weighty(neodes.check_bytes(generate(spec))) == []


@pytest.mark.parametrize("month", range(1, 13))
@pytest.mark.parametrize("norm", MONTHS)
def test_the_engine_has_nothing_to_say_all_the_year(norm, month):
    """Enough people for what only some firms and months owe."""
    sectors, profiles = list(SECTORS), list(Profile)
    spec = GenerationSpec(
        norm=norm,
        month=f"20{norm[1:3]}-{month:02d}",
        sector=sectors[month % len(sectors)],
        individus=60,
        profile=profiles[month % len(profiles)],
        seed=month,
    )
    assert weighty(neodes.check_bytes(generate(spec))) == []


@pytest.mark.parametrize("name", [name for name, recipe in FAULTS.items() if recipe.control.endswith(GENERIC)])
def test_the_engine_finds_the_expected_control(name):
    fault = inject(name, generate(GenerationSpec(individus=12, seed=2)))
    found = {group.control: group for group in neodes.check_bytes(fault.content).groups}
    assert fault.control in found
    assert fault.line in {place.line for place in found[fault.control].places}
    assert set(found) <= {fault.control, *fault.also}
