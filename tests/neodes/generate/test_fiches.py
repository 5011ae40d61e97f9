"""The fiches of a generated declaration agree with it, at each level; each named fault is found, and nothing else."""

from __future__ import annotations

from functools import cache

import pytest

from neodes.controls.explanations.fiches import PAGES
from neodes.fpoc.checking import FicheOf, check_beside, check_fiches
from neodes.fpoc.model import Fiche
from neodes.fpoc.reading import read_fiches
from neodes.fpoc.writing import write_fiches
from neodes.generate import SECTORS, GenerationSpec, Profile, generate
from neodes.generate.faults import FaultImpossibleError
from neodes.generate.fiche_faults import FICHE_FAULTS, inject_beside
from neodes.generate.fiches import LEVELS, fiches_of

ONLY_SAID = {"FP-16"}
"""A fiche of level 1 is clean, and says that it is short."""


@cache
def declaration(sector: str = "general", profile: Profile = Profile.DETAILLE, month: str = "2026-11") -> bytes:
    return generate(GenerationSpec(individus=30, sector=sector, profile=profile, month=month, seed=3))


def found(content: bytes, fiches: tuple[Fiche, ...]) -> set[tuple[str, str]]:
    groups = check_fiches(content, [FicheOf(fiche) for fiche in fiches])
    return {(group.control, group.reason) for group in groups}


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("sector", SECTORS)
def test_they_agree_in_every_sector_and_at_every_level(sector: str, level: str) -> None:
    fiches = fiches_of(declaration(sector), level)
    assert {fiche.level for fiche in fiches} == {level}
    assert {control for control, _ in found(declaration(sector), fiches)} <= (ONLY_SAID if level == "1" else set())


@pytest.mark.parametrize("month", ["2024-03", "2025-12", "2026-01", "2026-04"])
def test_they_agree_in_every_month(month: str) -> None:
    content = declaration(month=month)
    assert found(content, fiches_of(content)) == set()


def test_several_establishments_have_each_their_own() -> None:
    content = generate(GenerationSpec(etablissements=3, sirens=2, individus=4, profile=Profile.DETAILLE, seed=1))
    fiches = fiches_of(content)
    assert len({fiche.siret for fiche in fiches}) == 3
    assert len({fiche.siren for fiche in fiches}) == 2
    assert found(content, fiches) == set()


def test_they_are_written_and_read_again() -> None:
    fiches = fiches_of(declaration())
    read = read_fiches(write_fiches(fiches, lot="ESSAI"))
    assert (read.fiches, read.remarks) == (fiches, ())


def test_a_declaration_without_contracts_has_no_fiche() -> None:
    assert fiches_of(declaration(profile=Profile.LEGER)) == ()
    with pytest.raises(FaultImpossibleError):
        inject_beside("fiche_oc", declaration(profile=Profile.LEGER))


@pytest.mark.parametrize("profile", [Profile.COMPLET, Profile.DETAILLE])
@pytest.mark.parametrize("name", FICHE_FAULTS)
def test_each_fault_is_found(name: str, profile: Profile) -> None:
    fault = inject_beside(name, declaration(profile=profile))
    report = check_beside(fault.content, [FicheOf(fiche) for fiche in fault.fiches])
    said = {(group.control, group.reason) for group in report.groups}
    assert (fault.control, fault.reason) in said or (not fault.reason and fault.control in {one for one, _ in said})
    fiche_controls = {control for control, _ in said if control.startswith("FP-")}
    assert fiche_controls <= {fault.control, *fault.also}


def test_every_control_has_a_fault() -> None:
    named = {recipe.control for recipe in FICHE_FAULTS.values()}
    for page in PAGES:
        of_the_norm = {control for control in named if page.reason_not_run and control in page.reason_not_run}
        assert page.id in named or of_the_norm, page.id


def test_a_month_that_ends_a_quarter_has_no_place_for_a_quarterly_contract() -> None:
    with pytest.raises(FaultImpossibleError):
        inject_beside("fiche_quarter", declaration(month="2025-12"))
