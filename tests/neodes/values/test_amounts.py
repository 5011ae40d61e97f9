import pytest

from neodes.values.amounts import format_cents, parse_cents, parse_hundredths, parse_rate


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("0.00", 0),
        ("-0.00", 0),
        ("0.01", 1),
        ("-0.01", -1),
        ("1234.50", 123450),
        ("-1234.50", -123450),
        ("0001234.50", 123450),
        ("999999999999999.99", 99999999999999999),
        ("1234", None),
        ("1234.5", None),
        ("1234.567", None),
        ("1234,50", None),
        ("+1234.50", None),
        (" 1234.50", None),
        ("1 234.50", None),
        (".50", None),
        ("--1.00", None),
        ("1e3.00", None),
        ("١.00", None),
        ("", None),
    ],
)
def test_cents(value, expected):
    assert parse_cents(value) == expected


@pytest.mark.parametrize("cents", [0, 1, -1, 99, 100, -100, 123450, -123456789])
def test_cents_are_read_as_written(cents):
    assert parse_cents(format_cents(cents)) == cents


def test_cents_below_one_euro_keep_their_sign():
    assert format_cents(-5) == "-0.05"


@pytest.mark.parametrize(
    ("value", "expected"),
    [("151.67", 15167), ("10", 1000), ("-7.00", -700), ("10.5", None), ("10.", None), ("", None)],
)
def test_hundredths(value, expected):
    assert parse_hundredths(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("6.75", 6750),
        ("100.00", 100000),
        ("0.305", 305),
        ("-1.20", -1200),
        ("6.7", None),
        ("6", None),
        ("6.7555", None),
    ],
)
def test_rate(value, expected):
    assert parse_rate(value) == expected
