import pytest

from neodes.norm import (
    DEFAULT_VERSION,
    NORM_VERSIONS,
    NormMatch,
    UnknownNormError,
    load_norm,
    nearest_version,
)


@pytest.mark.parametrize("version", NORM_VERSIONS)
def test_a_version_held_is_exact(version):
    assert nearest_version(version) == (version, NormMatch.EXACTE)


@pytest.mark.parametrize(
    ("declared", "expected"),
    [
        ("P23V01", ("P24V01", NormMatch.ANCIENNE)),
        ("P01V01", ("P24V01", NormMatch.ANCIENNE)),
        ("P28V01", ("P27V01", NormMatch.RECENTE)),
        ("P99V99", ("P27V01", NormMatch.RECENTE)),
        ("P24V02", ("P24V01", NormMatch.INCONNUE)),
        ("P26V02", ("P26V01", NormMatch.INCONNUE)),
        ("p26v01", ("P26V01", NormMatch.INCONNUE)),
        ("P26V1", (DEFAULT_VERSION, NormMatch.INCONNUE)),
        ("bonjour", (DEFAULT_VERSION, NormMatch.INCONNUE)),
        ("", (DEFAULT_VERSION, NormMatch.ABSENTE)),
        ("   ", (DEFAULT_VERSION, NormMatch.ABSENTE)),
    ],
)
def test_another_version_gets_the_nearest_one(declared, expected):
    assert nearest_version(declared) == expected


def test_loading_a_version_that_is_not_held_is_refused():
    with pytest.raises(UnknownNormError, match="P23V01"):
        load_norm("P23V01")


def test_a_version_is_loaded_once():
    assert load_norm("P26V01") is load_norm("P26V01")
