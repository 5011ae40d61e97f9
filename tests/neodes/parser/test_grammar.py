import pytest

from neodes.parser import LineFault, parse_line
from neodes.parser.grammar import windows_reading


@pytest.mark.parametrize("value", ["MARTIN", "N'DIAYE", "a','b", "'", "''", "É", "a  b", "x,y", "12.00-"])
def test_right_lines(value):
    parsed = parse_line(f"S21.G00.30.002,'{value}'")
    assert (parsed.rubrique, parsed.value, parsed.fault) == ("S21.G00.30.002", value, None)


@pytest.mark.parametrize(
    ("line", "rubrique", "value", "fault"),
    [
        ("", "", "", LineFault.LIGNE_VIDE),
        (" \t ", "", "", LineFault.LIGNE_VIDE),
        ("bonjour", "", "bonjour", LineFault.IDENTIFIANT),
        ("S21.G00.30,'1'", "", "S21.G00.30,'1'", LineFault.ILLISIBLE),
        ("S21.G00.30.002", "", "S21.G00.30.002", LineFault.ILLISIBLE),
        ("S21.G00.30.002,", "S21.G00.30.002", "", LineFault.GUILLEMET_OUVRANT),
        ("S21.G00.30.002,'", "S21.G00.30.002", "", LineFault.GUILLEMET_FERMANT),
        ("S21.G00.30.002,'LYON", "S21.G00.30.002", "LYON", LineFault.GUILLEMET_FERMANT),
        ("S21.G00.30.002,LYON'", "S21.G00.30.002", "LYON", LineFault.GUILLEMET_OUVRANT),
        ("S21.G00.30.002,''", "S21.G00.30.002", "", LineFault.VIDE),
        ("S21.G00.30.002,'X' ", "S21.G00.30.002", "X", LineFault.BLANC_FINAL),
        (" S21.G00.30.002,'X'", "S21.G00.30.002", "X", LineFault.IDENTIFIANT),
        ("S21.G00.30.002,'X '", "S21.G00.30.002", "X ", LineFault.BLANC),
        ("S21.G00.30.002,'X\x00Y'", "S21.G00.30.002", "X\x00Y", LineFault.CARACTERE),
        ("S21.G00.30.002,'X\x92Y'", "S21.G00.30.002", "X\x92Y", LineFault.WINDOWS),
        ("S\u0662\u0661.G00.30.002,'X'", "", "S\u0662\u0661.G00.30.002,'X'", LineFault.ILLISIBLE),
    ],
)
def test_damaged_lines_keep_what_can_be_read(line, rubrique, value, fault):
    parsed = parse_line(line)
    assert (parsed.rubrique, parsed.value, parsed.fault) == (rubrique, value, fault)


def test_length_of_a_line():
    assert parse_line("S21.G00.30.002,'" + "X" * 239 + "'").fault is None
    assert parse_line("S21.G00.30.002,'" + "X" * 240 + "'").fault is LineFault.TROP_LONGUE


def test_signs_of_windows():
    assert windows_reading("C\x9cUR") == "CœUR"
    assert windows_reading("COEUR") == ""
    assert windows_reading("A\x81") == ""
    assert windows_reading("C\u0153UR") == ""
