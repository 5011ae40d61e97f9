"""Checks written as functions find what their closures find, in whole files, right or wrong."""

import random

import pytest

import neodes
from neodes.controls.check import knowledge_of
from neodes.controls.coded import scan
from neodes.generate import GenerationSpec, Profile, generate
from neodes.generate.sectors import SECTORS
from tests.neodes.controls.test_against_the_reference import MUTATIONS
from tests.neodes.files import joined


def report(data, monkeypatch, often):
    """What is found when checks are written after that many occurrences."""
    monkeypatch.setattr(scan, "OFTEN", often)
    knowledge_of.cache_clear()
    return neodes.check_bytes(data)


@pytest.mark.parametrize("sector", SECTORS)
@pytest.mark.parametrize("month", ["2026-01", "2026-11"])
def test_right_files(sector, month, monkeypatch):
    data = generate(GenerationSpec(individus=12, sector=sector, month=month, profile=Profile.DETAILLE, seed=3))
    assert report(data, monkeypatch, often=1) == report(data, monkeypatch, often=10**9)


@pytest.mark.parametrize("seed", range(25))
def test_damaged_files(seed, monkeypatch):
    randomness = random.Random(seed)
    spec = GenerationSpec(individus=12, seed=seed % 5, profile=Profile.DETAILLE, sector=list(SECTORS)[seed % 8])
    lines = generate(spec).decode("iso-8859-1").split("\r\n")[:-1]
    for _ in range(12):
        randomness.choice(MUTATIONS)(lines, randomness)
        place = randomness.choice([rank for rank, line in enumerate(lines) if line[14:16] == ",'"])
        same = [line for line in lines if line[:14] == lines[place][:14]]
        lines[place] = randomness.choice(same)
    data = joined(lines)
    assert report(data, monkeypatch, often=1) == report(data, monkeypatch, often=10**9)
