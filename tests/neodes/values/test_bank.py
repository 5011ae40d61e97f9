import pytest

from neodes.values.bank import has_right_bban, is_iban, is_rib

FRENCH = "FR1420041010050500013M02606"
MONEGASQUE = "MC5811222000010123456789030"


@pytest.mark.parametrize(
    "value",
    [FRENCH, MONEGASQUE, "GB82WEST12345698765432", "DE89370400440532013000", "BE68539007547034", "NO9386011117947"],
)
def test_right_iban(value):
    assert is_iban(value)
    assert has_right_bban(value)


@pytest.mark.parametrize(
    "value",
    [
        "",
        "FR",
        "FR14",
        "FR1420041010050500013M02607",
        "FR1520041010050500013M02606",
        FRENCH.lower(),
        f"{FRENCH} ",
        "1234567890123456",
    ],
)
def test_wrong_iban(value):
    assert not is_iban(value)


@pytest.mark.parametrize("value", ["FR1420041010050500013M02606", "GB82WEST12345698765432"])
def test_one_key_alone_is_right(value):
    assert [f"{key:02d}" for key in range(100) if is_iban(value[:2] + f"{key:02d}" + value[4:])] == [value[2:4]]


@pytest.mark.parametrize("rank", range(27))
def test_a_changed_digit_is_found(rank):
    changed = FRENCH[:rank] + ("7" if FRENCH[rank] != "7" else "8") + FRENCH[rank + 1 :]
    assert not is_iban(changed)


def test_right_rib():
    assert is_rib(FRENCH[4:])
    assert is_rib(MONEGASQUE[4:])


@pytest.mark.parametrize(
    "value",
    [
        "",
        "20041010050500013M02607",
        "20041010050500013N02606",
        "2004101005050013M02606",
        "20041010050500013m02606",
        "00000000000000000000000",
    ],
)
def test_wrong_rib(value):
    assert not is_rib(value)


@pytest.mark.parametrize(
    ("letters", "digit"),
    [("AJ", 1), ("BKS", 2), ("CLT", 3), ("DMU", 4), ("ENV", 5), ("FOW", 6), ("GPX", 7), ("HQY", 8), ("IRZ", 9)],
)
def test_letters_stand_for_digits(letters, digit):
    key = next(f"{key:02d}" for key in range(1, 98) if is_rib(f"1000020000{digit}0000000000{key:02d}"))
    assert all(is_rib(f"1000020000{letter}0000000000{key}") for letter in letters)


def test_the_bban_of_another_country_is_not_judged():
    assert has_right_bban("GB00WEST12345698765432")
    assert not has_right_bban("FR1420041010050500013M02607")
    assert not has_right_bban("MC5811222000010123456789031")
    assert not has_right_bban("FR14200410100505")
