import pytest

from neodes.values.siren import (
    SiretCheck,
    check_siret,
    is_siren,
    is_siren_of_siret,
    is_siret,
    luhn_key,
    luhn_sum,
    make_siren,
    make_siret,
)


@pytest.mark.parametrize("value", ["732829320", "356000000", "404833048", "000000018"])
def test_right_siren(value):
    assert is_siren(value)


@pytest.mark.parametrize(
    "value",
    ["", "73282932", "7328293200", "732829321", "000000000", "73282932O", " 32829320", "73282932²", "٧٣٢٨٢٩٣٢٠"],
)
def test_wrong_siren(value):
    assert not is_siren(value)


def test_every_wrong_key_is_refused():
    assert [digit for digit in "0123456789" if is_siren("73282932" + digit)] == ["0"]


def test_two_neighbours_swapped_are_found():
    assert not is_siren("723829320")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("73282932000074", SiretCheck.VALIDE),
        ("73282932000075", SiretCheck.INVALIDE),
        ("7328293200007", SiretCheck.INVALIDE),
        ("732829320000740", SiretCheck.INVALIDE),
        ("7328293200007A", SiretCheck.INVALIDE),
        ("00000000000000", SiretCheck.INVALIDE),
        ("35600000000048", SiretCheck.VALIDE),
        ("35600000000057", SiretCheck.INVALIDE),
        ("35600000009075", SiretCheck.LA_POSTE),
        ("35600000000001", SiretCheck.LA_POSTE),
        ("35600000000002", SiretCheck.INVALIDE),
        ("35600000000056", SiretCheck.LA_POSTE),
    ],
)
def test_siret(value, expected):
    assert check_siret(value) is expected
    assert is_siret(value) is (expected is not SiretCheck.INVALIDE)


def test_a_siret_needs_a_right_siren_first():
    wrong = "732829321"
    siret = wrong + "0001"
    siret += luhn_key(siret)
    assert luhn_sum(siret) % 10 == 0
    assert check_siret(siret) is SiretCheck.INVALIDE


@pytest.mark.parametrize("number", [0, 1, 7, 42, 9999])
def test_made_numbers_are_right(number):
    siren = make_siren("12345678")
    assert is_siren(siren)
    assert check_siret(make_siret(siren, number)) is SiretCheck.VALIDE


@pytest.mark.parametrize(("siren", "number"), [("123", 1), ("732829320", -1), ("732829320", 10000), ("73282932A", 1)])
def test_impossible_siret_is_refused(siren, number):
    with pytest.raises(ValueError, match="SIREN"):
        make_siret(siren, number)


def test_impossible_siren_is_refused():
    with pytest.raises(ValueError, match="eight digits"):
        make_siren("1234567")


def test_the_siren_of_a_siret_is_judged_by_itself():
    assert is_siren_of_siret("73282932000075")
    assert not is_siren_of_siret("73282932100074")
