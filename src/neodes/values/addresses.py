"""Lines of addresses and places (chapter 4.4.9 of the norm): apostrophe, blank, hyphen and point stand alone."""

from __future__ import annotations

import re

_BESIDE = re.compile(r"[ '\-][ '\-.]|\.['\-.]")
_SIGNS = tuple(" '-.")


def is_address_line(value: str) -> bool:
    """None of these signs at either end, nor two side by side, but a point that a blank follows."""
    return bool(value) and not value.startswith(_SIGNS) and not value.endswith(_SIGNS) and not _BESIDE.search(value)
