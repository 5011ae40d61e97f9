"""Bytes → pieces of text, each a whole number of lines; encodings and line ends are recognised, never guessed at.

The norm asks for ISO-8859-1, with CRLF or LF (chapter 3.4). A file is UTF-8 when its first sign beyond ASCII can be
read so: an accent in ISO-8859-1 practically never can.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

PIECE = 1 << 17
"""Bytes asked for at once: large enough for the loops in C, small enough to keep memory flat."""

HEAD = 1 << 12
"""Bytes of the first piece at least, if the file has as many: it tells what the file is."""

UTF8_BOM = b"\xef\xbb\xbf"
LATIN1 = "iso-8859-1"
UTF8 = "utf-8"
UTF8_SIG = "utf-8-sig"


def chunks_of(data: bytes) -> Iterator[bytes]:
    """A file in memory, by chunks."""
    for start in range(0, len(data), PIECE):
        yield data[start : start + PIECE]


def pieces_of(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes cut after a line end (`\\n`, or `\\r` in a file without any `\\n`); the last may lack one."""
    held: list[bytes] = []
    wanted = HEAD
    for chunk in chunks:
        wanted -= len(chunk)
        cut = chunk.rfind(b"\n") + 1
        if not cut or wanted > 0:
            held.append(chunk)
            continue
        yield b"".join((*held, chunk[:cut]))
        held = [chunk[cut:]] if cut < len(chunk) else []
    rest = b"".join(held)
    if rest:
        yield rest


class TextReader:
    """Decodes pieces one after the other and remembers what it learnt of the file.

    `encoding` is empty as long as all is ASCII, then `iso-8859-1`, `utf-8` or `utf-8-sig`; `mixed_encodings` says
    that some lines are in the other one. `line_end` is the first one met: `\\r\\n`, `\\n` or `\\r`;
    `ended` tells whether the last piece had one.
    """

    def __init__(self) -> None:
        self.encoding = ""
        self.line_end = ""
        self.bom = False
        self.mixed_encodings = False
        self.ended = True
        self._first = True

    def decode(self, piece: bytes) -> str:
        """Text of the piece, without its last line end."""
        if self._first:
            piece = self._start(piece)
        text = piece.decode("ascii") if piece.isascii() else self._beyond_ascii(piece)
        return self._without_last_end(text)

    def split(self, text: str) -> list[str]:
        """Lines of a piece, on the line end of the file only: other separators are characters like any other."""
        return text.split(self.line_end)

    def split_mixed(self, text: str) -> list[str]:
        """Lines of a piece that mixes CRLF and LF."""
        return text.removesuffix("\r").replace("\r\n", "\n").split("\n")

    def agrees(self, later: TextReader) -> bool:
        """Whether one reader would have read both parts of a file as two did."""
        both = self.encoding and later.encoding and self.encoding.removesuffix("-sig") != later.encoding
        return not both and self.line_end == later.line_end

    def absorb(self, later: TextReader) -> None:
        """Take over what another reader learnt of the next part of the file."""
        self.encoding = self.encoding or later.encoding
        self.mixed_encodings |= later.mixed_encodings
        self.ended = later.ended

    def _start(self, piece: bytes) -> bytes:
        self._first = False
        if piece.startswith(UTF8_BOM):
            self.bom, self.encoding = True, UTF8_SIG
            piece = piece[len(UTF8_BOM) :]
        end = piece.find(b"\n")
        if end < 0 and b"\r" in piece:
            self.line_end = "\r"
        else:
            self.line_end = "\r\n" if end > 0 and piece[end - 1 : end] == b"\r" else "\n"
        return piece

    def _without_last_end(self, text: str) -> str:
        for end in (self.line_end, "\n"):
            if text.endswith(end):
                self.ended = True
                return text[: -len(end)]
        self.ended = False
        return text

    def _beyond_ascii(self, piece: bytes) -> str:
        """The first sign beyond ASCII tells the encoding of the file; a piece wholly in the other one is read in it."""
        try:
            text = piece.decode("utf-8")
        except UnicodeDecodeError as error:
            return self._not_utf8(piece, piece[: error.start])
        self.encoding = self.encoding or UTF8
        self.mixed_encodings |= self.encoding == LATIN1
        return text

    def _not_utf8(self, piece: bytes, valid: bytes) -> str:
        if not self.encoding:
            self.encoding = LATIN1 if valid.isascii() else UTF8
        if self.encoding == LATIN1:
            return piece.decode("latin-1")
        self.mixed_encodings = True
        return "\n".join(map(_decode_line, piece.split(b"\n")))


def _decode_line(line: bytes) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("latin-1")
