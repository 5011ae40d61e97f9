"""What must hold in the data of every version, and literal figures of the official tables."""

import re
from collections import Counter

import pytest

from neodes.norm import (
    NORM_VERSIONS,
    Cardinality,
    Usage,
    load_norm,
    table_for,
    table_names,
)
from neodes.norm.named import load_named_controls

every_version = pytest.mark.parametrize("version", NORM_VERSIONS)


@pytest.mark.parametrize(
    ("version", "blocs", "rubriques", "natures", "controls"),
    [
        ("P24V01", 62, 576, 6, 660),
        ("P25V01", 62, 570, 6, 654),
        ("P26V01", 62, 573, 7, 669),
        ("P27V01", 64, 591, 7, 687),
    ],
)
def test_counts(version, blocs, rubriques, natures, controls):
    norm = load_norm(version)
    assert (len(norm.blocs), len(norm.rubriques), len(norm.natures)) == (blocs, rubriques, natures)
    assert len(load_named_controls(version)) == controls


@every_version
def test_identity(version):
    norm = load_norm(version)
    assert norm.version == version
    assert norm.cahier_technique == f"CT20{version[1:3]}"
    assert norm.rubriques["S10.G00.00.006"].codes.keys() == {version}


@every_version
def test_blocs_come_in_the_order_of_the_message_under_a_parent_already_met(version):
    norm = load_norm(version)
    assert [bloc.order for bloc in norm.blocs.values()] == list(range(1, len(norm.blocs) + 1))
    met = set()
    for bloc in norm.blocs.values():
        assert bloc.parent is None or bloc.parent in met, bloc.id
        met.add(bloc.id)
    assert [bloc.id for bloc in norm.blocs.values() if bloc.parent is None] == ["S10.G00.00"]


@every_version
def test_a_bloc_of_a_nature_has_its_parent_in_that_nature(version):
    norm = load_norm(version)
    for bloc in norm.blocs.values():
        assert bloc.cardinality.keys() <= norm.natures.keys()
        assert bloc.cardinality, bloc.id
        if bloc.parent:
            assert bloc.cardinality.keys() <= norm.blocs[bloc.parent].cardinality.keys(), bloc.id


@every_version
def test_rubriques_belong_to_their_bloc_in_ascending_order(version):
    norm = load_norm(version)
    listed = [identifier for bloc in norm.blocs.values() for identifier in bloc.rubriques]
    assert sorted(listed) == list(norm.rubriques)
    for bloc in norm.blocs.values():
        assert list(bloc.rubriques) == sorted(bloc.rubriques)
        assert all(norm.rubriques[identifier].bloc == bloc.id for identifier in bloc.rubriques)


@every_version
def test_types_lengths_patterns_and_codes(version):
    for spec in load_norm(version).rubriques.values():
        assert re.fullmatch(r"S\d\d\.G\d\d\.\d\d\.\d{3}", spec.id)
        assert spec.kind in {"X", "N", "D"}
        assert 1 <= spec.min_len <= spec.max_len, spec.id
        assert spec.label.strip() == spec.label != ""
        if spec.pattern is not None:
            re.compile(spec.pattern, re.ASCII)
        for code in spec.codes or ():
            assert spec.min_len <= len(code) <= spec.max_len, (spec.id, code)


@every_version
def test_a_usage_is_known_for_natures_of_the_version_only(version):
    norm = load_norm(version)
    for spec in norm.rubriques.values():
        assert spec.usage.keys() <= norm.natures.keys()
        for nature, usage in spec.usage.items():
            held = nature in norm.blocs[spec.bloc].cardinality
            assert held or usage in {Usage.ABSENT, Usage.INTERDIT}, (spec.id, nature)


@every_version
def test_every_reference_table_is_known(version):
    norm = load_norm(version)
    named = [spec for spec in norm.rubriques.values() if spec.tables]
    assert len(named) >= 48
    assert all(table_for(spec).name in table_names() for spec in named)


def test_controls_of_the_version_in_force_by_type():
    found = Counter(control.type for control in load_named_controls("P26V01"))
    assert found == {"CCH": 498, "SIG": 59, "CSL": 56, "CRE": 48, "CME": 4, "CST": 3, "CID": 1}


@every_version
def test_only_signals_do_not_block(version):
    for control in load_named_controls(version):
        assert control.blocking == (control.type != "SIG")
        assert control.rubrique in load_norm(version).rubriques
        assert set(control.natures) <= load_norm(version).natures.keys()


def test_facts_read_in_the_official_tables():
    norm = load_norm("P26V01")
    nature = norm.rubriques["S21.G00.40.007"]
    assert (nature.label, nature.name) == ("Nature du contrat", "Contrat.Nature")
    assert (nature.kind, nature.min_len, nature.max_len) == ("X", 2, 2)
    assert "01" in nature.codes
    assert nature.usage["01"] is Usage.OBLIGATOIRE
    individu = norm.blocs["S21.G00.30"]
    assert individu.parent == "S21.G00.11"
    assert individu.cardinality["01"] == Cardinality(0, None)
    assert norm.blocs["S21.G00.06"].cardinality["01"] == Cardinality(1, 1)
    assert "10" not in norm.blocs["S21.G00.50"].cardinality


def test_the_order_of_blocs_is_not_the_one_of_their_numbers():
    blocs = load_norm("P26V01").blocs
    assert blocs["S21.G00.13"].order < blocs["S21.G00.11"].order
    assert blocs["S21.G00.82"].order < blocs["S21.G00.20"].order
    assert blocs["S21.G00.71"].order < blocs["S21.G00.50"].order
