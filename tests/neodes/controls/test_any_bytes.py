"""Whatever the bytes, there is a report, no exception and no crash."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import neodes
from tests.neodes.files import joined, valid
from tests.neodes.fuzzing import examples

RUBRIQUES = ("S10.G00.00.006", "S20.G00.05.001", "S21.G00.06.001", "S21.G00.11.001", "S21.G00.30.001", "S21.G00.30.002",
             "S21.G00.40.007", "S21.G00.50.001", "S21.G00.78.001", "S21.G00.81.001", "S90.G00.90.001", "S21.G00.99.001",
             "S21.G00.40.099", "S89.G00.91.001")  # fmt: skip
LINES = st.one_of(
    st.builds("{},'{}'".format, st.sampled_from(RUBRIQUES), st.text(max_size=12)),
    st.text(max_size=30),
    st.sampled_from(valid()),
)


def check(data):
    report = neodes.check_bytes(data)
    assert report.crashes == ()
    assert all(group.count >= len(group.places) > 0 for group in report.groups)
    assert report.readable or len(report.groups) == 1
    neodes.read_tree(data)
    return report


@settings(max_examples=examples(150), deadline=None)
@given(st.binary(max_size=400))
def test_bytes(data):
    check(data)


@settings(max_examples=examples(150), deadline=None)
@given(st.lists(LINES, max_size=60), st.sampled_from(("\r\n", "\n", "\r")), st.sampled_from(("utf-8", "latin-1")))
def test_lines(lines, end, encoding):
    check(end.join(lines).encode(encoding, "replace"))


@settings(max_examples=examples(100), deadline=None)
@given(st.data())
def test_bytes_changed_in_a_valid_file(data):
    content = bytearray(joined(valid(individus=1)))
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(content) - 1))
        content[place : place + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=4))
    check(bytes(content))


@pytest.mark.parametrize(
    ("content", "control", "reason"),
    [
        (b"", "FICHIER/VIDE", "vide"),
        (b"\r\n \r\n", "FICHIER/VIDE", "vide"),
        (b"\xef\xbb\xbf", "FICHIER/VIDE", "vide"),
        (b"%PDF-1.7\n...", "FICHIER/BINAIRE", "signature"),
        (b"\x89PNG\r\n\x1a\n", "FICHIER/BINAIRE", "signature"),
        ("S10.G00.00.001,'X'\r\n".encode("utf-16"), "FICHIER/BINAIRE", "signature"),
        (bytes(range(256)) * 40, "FICHIER/BINAIRE", "content"),
        (b"nom;prenom\r\nMARTIN;Zoe\r\n" * 500, "FICHIER/BINAIRE", "sans_dsn"),
    ],
)
def test_what_is_not_a_dsn_is_one_finding(content, control, reason):
    report = check(content)
    assert not report.readable
    assert [(group.control, group.reason, group.count) for group in report.groups] == [(control, reason, 1)]


def test_a_file_of_one_endless_line():
    report = check(b"S21.G00.30.001,'" + b"x" * 2_000_000)
    assert {group.control for group in report.groups} >= {"LIGNE"}


def test_an_individu_without_end():
    lines = list(valid(individus=1))
    place = lines.index(next(line for line in lines if line.startswith("S21.G00.51.013")))
    again = next(line for line in lines if line.startswith("S21.G00.86.001"))
    lines[place + 1 : place + 1] = [again] * 60_000
    report = check(joined(lines))
    assert report.lines == len(lines)
    assert max(group.count for group in report.groups) >= 40_000
    assert report.declarations[0].individus == 1
