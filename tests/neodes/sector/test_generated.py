"""Generated files of each sector keep the controls of its trade; each named fault is found, and nothing else is."""

from __future__ import annotations

from functools import cache

import pytest

import neodes
from neodes.generate import GenerationSpec, Profile, generate
from neodes.generate.faults import FaultImpossibleError
from neodes.generate.sector_faults import SECTOR_FAULTS, inject_sector
from neodes.sector.rules import CHECKS
from tests.neodes.sector.samples import SECTORS

WITH_CONTRACTS = (Profile.COMPLET, Profile.DETAILLE)
"""The lightest profile declares no contract of insurance, which the trades ask for."""

ALSO = {"agr_contribution": {"AGR-01"}}
"""Controls that find the same fault a second time."""


@cache
def valid(sector: str, kind: str = "01") -> bytes:
    return generate(GenerationSpec(individus=25, seed=2, sector=sector, month="2026-11", type_declaration=kind))


@pytest.mark.parametrize("profile", WITH_CONTRACTS)
@pytest.mark.parametrize("sector", SECTORS)
def test_a_generated_file_keeps_the_controls_of_its_trade(sector: str, profile: Profile) -> None:
    for seed, month in enumerate(("2024-11", "2025-04", "2026-01", "2026-12")):
        spec = GenerationSpec(individus=30, seed=seed, sector=sector, month=month, profile=profile)
        content = generate(spec)
        for partner in (SECTORS[sector][1], None):
            report = neodes.check_sector(content, partner=partner)
            assert report.groups == ()
            assert {choice.family for choice in report.choices} == {SECTORS[sector][0]}


def test_a_declaration_without_individu_keeps_those_of_the_building_trades() -> None:
    assert neodes.check_sector(valid("btp", "02"), partner="pro-btp").groups == ()


@pytest.mark.parametrize("sector", SECTORS)
def test_nobody_to_cover_needs_no_contract(sector: str) -> None:
    lines = valid(sector, "02").split(b"\r\n")
    content = b"\r\n".join(line for line in lines if not line.startswith(b"S21.G00.15."))
    assert neodes.check_sector(content, partner=SECTORS[sector][1]).groups == ()


def test_nine_employees_may_pay_by_quarter() -> None:
    small = generate(GenerationSpec(individus=9, seed=2, sector="btp", month="2026-11"))
    assert neodes.check_sector(inject_sector("btp_quarter", small), partner="pro-btp").groups == ()


def test_a_mixed_firm_may_pay_its_retirement() -> None:
    content = inject_sector("agr_retirement_paid", valid("agricole"))
    mixed = content.replace(b"S21.G00.40.018,'300'", b"S21.G00.40.018,'200'", 1)
    assert {group.control for group in neodes.check_sector(mixed, partner="agrica").groups} == {"AGR-01"}


def test_a_file_of_no_trade_runs_no_family() -> None:
    report = neodes.check_sector(valid("general"))
    assert report.groups == ()
    assert [(choice.family, choice.clue) for choice in report.choices] == [("", "")]


@pytest.mark.parametrize("name", SECTOR_FAULTS)
def test_a_fault_is_found_and_nothing_else(name: str) -> None:
    fault = SECTOR_FAULTS[name]
    content = inject_sector(name, valid(fault.sector, fault.type_declaration))
    report = neodes.check_sector(content, partner=fault.partner)
    assert {group.control for group in report.groups} == {fault.control, *ALSO.get(name, ())}
    assert all(place.line > 0 for group in report.groups for place in group.places)


def test_every_control_that_runs_has_a_fault() -> None:
    assert {fault.control for fault in SECTOR_FAULTS.values()} == set(CHECKS)


def test_a_file_of_another_sector_may_have_no_room() -> None:
    with pytest.raises(FaultImpossibleError):
        inject_sector("aud_no_base", valid("general"))


@pytest.mark.parametrize("name", SECTOR_FAULTS)
def test_the_total_follows(name: str) -> None:
    fault = SECTOR_FAULTS[name]
    content = inject_sector(name, valid(fault.sector, fault.type_declaration))
    controls = {group.control for group in neodes.check_bytes(content).groups}
    assert not {"S90.G00.90.001/CST-11", "LIGNE"} & controls
