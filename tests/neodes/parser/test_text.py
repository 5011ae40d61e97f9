from hypothesis import given
from hypothesis import strategies as st

from neodes.parser import TextReader, pieces_of, recognise_binary
from neodes.parser.text import HEAD

CONTENT = b"S21.G00.30.002,'MARTIN'\r\n" * 400


@given(st.lists(st.binary(max_size=40), max_size=30))
def test_pieces_hold_all_the_bytes_and_end_with_a_line(chunks):
    pieces = list(pieces_of(chunks))
    assert b"".join(pieces) == b"".join(chunks)
    assert all(piece.endswith(b"\n") for piece in pieces[:-1])


def test_the_first_piece_is_long_enough_to_tell_what_the_file_is():
    pieces = list(pieces_of(CONTENT[start : start + 10] for start in range(0, len(CONTENT), 10)))
    assert HEAD <= len(pieces[0]) < HEAD + 64
    assert all(len(piece) <= 40 for piece in pieces[1:])


def lines_of(*pieces):
    reader = TextReader()
    return [line for piece in pieces for line in reader.split(reader.decode(piece))], reader


def test_line_ends_are_those_of_the_file():
    assert lines_of(b"a\r\nb\x85\x0b\x0cc\r\n")[0] == ["a", "b\x85\x0b\x0cc"]
    assert lines_of(b"a\nb\n\nc")[0] == ["a", "b", "", "c"]
    assert lines_of(b"a\rb\r")[0] == ["a", "b"]
    lines, reader = lines_of(b"a\r\nb")
    assert (lines, reader.ended) == (["a", "b"], False)


def test_encodings():
    assert lines_of(b"abc\r\n")[1].encoding == ""
    assert lines_of("é\r\n".encode("latin-1"))[1].encoding == "iso-8859-1"
    assert lines_of("é\r\n".encode())[1].encoding == "utf-8"
    lines, reader = lines_of(b"\xef\xbb\xbfa\r\n", "é\r\n".encode())
    assert (lines, reader.encoding, reader.bom) == (["a", "é"], "utf-8-sig", True)


def test_lines_in_two_encodings():
    for first, second in (("utf-8", "latin-1"), ("latin-1", "utf-8")):
        lines, reader = lines_of("é\r\n".encode(first), "è\r\n".encode(second))
        assert lines == ["é", "è"]
        assert reader.mixed_encodings
    mixed = "é\r\n".encode() * 3 + "è\r\n".encode("latin-1")
    assert lines_of(mixed)[0] == ["é", "é", "é", "è"]


def test_binary_files():
    assert recognise_binary(CONTENT) is None
    assert recognise_binary("É\x92".encode("latin-1") * 100) is None
    assert recognise_binary(b"%PDF-1.4")[1] == "pdf"
    assert recognise_binary(b"\x00\x01\x02" * 50) is not None
