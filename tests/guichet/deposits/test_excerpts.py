"""Lines around a place, read while the file streams by."""

from __future__ import annotations

import random

import pytest

import neodes
from guichet.deposits.excerpts import excerpts
from guichet.deposits.masking import without_amount
from tests.guichet.deposits.samples import SIRET_NEW, SIRET_ONE, dsn

NORM = neodes.load_norm("P26V01")
CONTENT = dsn(SIRET_ONE, SIRET_NEW, individus=10)
LINES = CONTENT.count(b"\n")


def masked_lines(content: bytes, line: int) -> tuple[neodes.ContextLine, ...]:
    """What the library gives, amounts hidden too."""
    return tuple(map(without_amount, neodes.context_lines(content, line, 3, True, NORM)))


def cut(content: bytes, size: int) -> list[bytes]:
    return [content[place : place + size] for place in range(0, len(content), size)]


@pytest.mark.parametrize("size", [7, 100, 4096, 1 << 18])
@pytest.mark.parametrize("line", [1, 2, 4, 100, LINES - 1, LINES])
def test_the_same_as_in_one_piece(size: int, line: int) -> None:
    found = excerpts(cut(CONTENT, size), [line], norm=NORM)
    assert found[line].lines == masked_lines(CONTENT, line)


@pytest.mark.parametrize(
    "content",
    [CONTENT.replace(b"\r\n", b"\n"), CONTENT.replace(b"\r\n", b"\r"), CONTENT[:-2]],
    ids=["lf", "cr", "open"],
)
def test_other_line_ends(content: bytes) -> None:
    for line in (1, 50, LINES):
        found = excerpts(cut(content, 1000), [line], norm=NORM)
        assert found[line].lines == masked_lines(content, line)


def test_many_at_once() -> None:
    wanted = random.Random(3).sample(range(1, LINES), 60)
    found = excerpts(cut(CONTENT, 512), wanted, norm=NORM)
    assert {line: found[line].lines for line in wanted} == {line: masked_lines(CONTENT, line) for line in wanted}


def test_no_line_beyond_the_file_nor_for_the_file_as_a_whole() -> None:
    assert excerpts([CONTENT], [0, LINES + 1, LINES + 2, 10**9], norm=NORM) == {}
    assert excerpts([], [1], norm=NORM) == {}


def test_reading_stops_behind_the_last_line() -> None:
    def endless() -> object:
        yield CONTENT
        raise AssertionError("read too far")

    assert list(excerpts(endless(), [5], norm=NORM)) == [5]


def test_hidden_lines_are_left_out() -> None:
    found = excerpts([CONTENT], [20], norm=NORM, hidden=[(18, 19), (22, 400)])
    assert [line.number for line in found[20].lines] == [17, 20, 21]
    assert [line.faulty for line in found[20].lines] == [False, True, False]


def test_masked_unless_asked() -> None:
    report = neodes.check_bytes(dsn(SIRET_ONE, faults=("bad_nir",)))
    line = report.groups[0].places[0].line
    content = dsn(SIRET_ONE, faults=("bad_nir",))
    masked = excerpts([content], [line], norm=NORM)[line]
    clear = excerpts([content], [line], norm=NORM, masked=False)[line]
    assert "185137591512A" not in str(masked)
    assert "185137591512A" in str(clear)


def test_veiled_lines_stay_masked_among_those_in_clear() -> None:
    amount = (
        CONTENT.split(b"\r\n").index(next(line for line in CONTENT.split(b"\r\n") if b"S21.G00.51.013" in line)) + 1
    )
    clear = excerpts([CONTENT], [amount], norm=NORM, masked=False)[amount]
    veiled = excerpts([CONTENT], [amount], norm=NORM, masked=False, veiled=[(amount, amount)])[amount]
    assert [line.value for line in veiled.lines if line.faulty] == ["•••.••"]
    assert [line for line in veiled.lines if not line.faulty] == [line for line in clear.lines if not line.faulty]
