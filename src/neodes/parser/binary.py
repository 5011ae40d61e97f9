"""Files that are not text at all: one finding instead of thousands."""

from __future__ import annotations

from enum import StrEnum

HEAD = 1 << 13
"""How much of a file is looked at, in bytes."""

MOST_CONTROLS = 0.1
"""Share of control characters above which the head of a file cannot be a text."""

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "pdf"),
    (b"\xd0\xcf\x11\xe0", "office"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"Rar!", "rar"),
    (b"7z\xbc\xaf", "7z"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_CONTROLS = bytes(byte for byte in (*range(32), 127) if byte not in b"\t\n\r\x0c\x1a")


class Binary(StrEnum):
    """How a file that is not text was recognised."""

    SIGNATURE = "signature"
    CONTENT = "content"


def recognise_binary(head: bytes) -> tuple[Binary, str] | None:
    """What the first bytes of a file are when they are not text: how it is known, and its format (or empty)."""
    for signature, name in _SIGNATURES:
        if head.startswith(signature):
            return Binary.SIGNATURE, name
    sample = head[:HEAD]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    if controls > MOST_CONTROLS * len(sample):
        return Binary.CONTENT, ""
    return None
