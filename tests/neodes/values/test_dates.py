from datetime import date

import pytest

from neodes.values.dates import BirthDate, format_date, format_main_month, main_month, parse_birth_date, parse_date


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("01012026", date(2026, 1, 1)),
        ("31122026", date(2026, 12, 31)),
        ("29022024", date(2024, 2, 29)),
        ("29022000", date(2000, 2, 29)),
        ("29022026", None),
        ("29021900", None),
        ("31042026", None),
        ("00012026", None),
        ("01002026", None),
        ("01132026", None),
        ("32012026", None),
        ("01010000", None),
        ("1012026", None),
        ("010120260", None),
        ("01/01/26", None),
        ("+1012026", None),
        (" 1012026", None),
        ("0101202²", None),
        ("", None),
    ],
)
def test_date(value, expected):
    assert parse_date(value) == expected


def test_a_date_is_written_as_it_is_read():
    assert format_date(date(2026, 3, 5)) == "05032026"
    assert parse_date(format_date(date(1999, 12, 31))) == date(1999, 12, 31)


@pytest.mark.parametrize(
    ("value", "expected"),
    [("01012026", "2026-01"), ("01122025", "2025-12"), ("02012026", None), ("01132026", None), ("", None)],
)
def test_main_month(value, expected):
    assert main_month(value) == expected


def test_main_month_is_written_as_it_is_read():
    assert format_main_month("2026-02") == "01022026"
    with pytest.raises(ValueError, match="month"):
        format_main_month("2026-13")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("14071985", BirthDate(1985, 7, 14)),
        ("00071985", BirthDate(1985, 7, None)),
        ("99071985", BirthDate(1985, 7, None)),
        ("14001985", BirthDate(1985, None, 14)),
        ("14991985", BirthDate(1985, None, 14)),
        ("00001985", BirthDate(1985, None, None)),
        ("99991985", BirthDate(1985, None, None)),
        ("31991985", BirthDate(1985, None, 31)),
        ("00131985", None),
        ("32991985", None),
        ("30021985", None),
        ("29021985", None),
        ("29021984", BirthDate(1984, 2, 29)),
        ("1407198", None),
        ("14/07/85", None),
    ],
)
def test_birth_date(value, expected):
    assert parse_birth_date(value) == expected
