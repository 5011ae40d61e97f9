import pytest

from neodes.values.addresses import is_address_line


@pytest.mark.parametrize(
    "value",
    [
        "PARIS",
        "SAINT-ETIENNE",
        "L'HAY-LES-ROSES",
        "ST. DENIS",
        "ST.DENIS",
        "12 RUE DE L'EAU",
        "LYON 3E (69)",
        "N'DJAMENA",
    ],
)
def test_right_lines(value):
    assert is_address_line(value)


@pytest.mark.parametrize("value", ["", *(f"{sign}A" for sign in "' -."), *(f"A{sign}" for sign in "' -.")])
def test_signs_at_the_ends(value):
    assert not is_address_line(value)


@pytest.mark.parametrize("second", "' -.")
@pytest.mark.parametrize("first", "' -.")
def test_signs_side_by_side(first, second):
    assert is_address_line(f"A{first}{second}B") is ((first, second) == (".", " "))


def test_a_point_and_a_blank_before_another_sign():
    assert not is_address_line("A. -B")
