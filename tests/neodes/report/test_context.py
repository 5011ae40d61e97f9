import time

import pytest

from neodes.report.context import CHUNK, context_lines

LINES = (
    b"S10.G00.00.006,'P26V01'",
    b"S21.G00.30.001,'2690549588157'",
    b"S21.G00.30.002,'N'DIAY\xc9'",
    b"S21.G00.40.007,'01'",
    b"S21.G00.99.001,'x'",
    b"MARTIN 3 rue",
    b"S21.G00.30.002,'DUPONT",
    b"S90.G00.90.002,'1'",
)
CRLF = b"\r\n".join(LINES) + b"\r\n"


def test_lines_around_with_labels():
    lines = context_lines(CRLF, 4, radius=1)
    assert [(line.number, line.rubrique, line.faulty) for line in lines] == [
        (3, "S21.G00.30.002", False),
        (4, "S21.G00.40.007", True),
        (5, "S21.G00.99.001", False),
    ]
    assert [line.label for line in lines] == ["Nom de famille", "Nature du contrat", ""]
    assert lines[1].value == "01"


def test_personal_values_are_hidden_unless_asked():
    hidden = context_lines(CRLF, 2, radius=1)
    assert [line.value for line in hidden] == ["P26V01", "2••••••••••57", "N•••"]
    clear = context_lines(CRLF, 2, radius=1, mask=False)
    assert [line.value for line in clear] == ["P26V01", "2690549588157", "N'DIAYÉ"]


def test_lines_without_form_show_their_shape_only():
    garbage, cut = context_lines(CRLF, 6, radius=1)[1:]
    assert garbage.value == "•••••• • •••"
    assert cut.value == "S21.G00.30.002,'••••••"
    assert context_lines(CRLF, 6, radius=0, mask=False)[0].value == "MARTIN 3 rue"


@pytest.mark.parametrize("data", [b"\n".join(LINES), b"\n".join(LINES) + b"\n", CRLF, CRLF[:-2], b"\r".join(LINES)])
def test_first_and_last_line_whatever_the_line_end(data):
    assert [line.number for line in context_lines(data, 1)] == [1, 2, 3, 4]
    last = context_lines(data, 8)
    assert [line.number for line in last] == [5, 6, 7, 8]
    assert last[-1].value == "1"


@pytest.mark.parametrize("line", [0, -1, 9, 1000])
def test_a_line_outside_the_file_has_no_context(line):
    assert context_lines(CRLF, line) == ()
    assert context_lines(b"", line) == ()


@pytest.mark.parametrize("encoding", ["iso-8859-1", "utf-8", "utf-8-sig"])
def test_the_encoding_of_the_file_is_followed(encoding):
    data = CRLF.decode("latin-1").encode(encoding)
    first, _, name = context_lines(data, 2, radius=1, mask=False)
    assert (first.rubrique, name.value) == ("S10.G00.00.006", "N'DIAYÉ")


def test_signs_of_windows_are_read():
    assert context_lines(b"S21.G00.40.006,'c\x9cur \x80'", 1, radius=0, mask=False)[0].value == "cœur €"


def test_only_line_feeds_end_lines():
    data = b"S21.G00.40.006,'a\x85b\x0cc'\nS21.G00.40.007,'01'"
    assert [line.value for line in context_lines(data, 1, radius=1)] == ["a…b\x0cc", "01"]


@pytest.mark.parametrize("line", [1, CHUNK // 20, CHUNK // 20 + 1, 100_000, 200_000])
def test_lines_are_counted_right_across_chunks(line):
    data = b"".join(b"S21.G00.40.009,'%06d'\n" % number for number in range(1, 200_001))
    (found,) = context_lines(data, line, radius=0)
    assert found.value == f"{line:06d}"


def test_a_big_file_is_not_parsed_to_show_its_last_lines():
    data = b"S21.G00.40.007,'01'\r\n" * 1_000_000
    start = time.process_time()
    assert len(context_lines(data, 999_999)) == 5
    assert time.process_time() - start < 0.5
