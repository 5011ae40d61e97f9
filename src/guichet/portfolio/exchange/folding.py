"""Names compared as people do: without case, accents, blanks nor signs."""

from __future__ import annotations

import unicodedata

BLANKS = " \t\r\n\u00a0\u202f"
"""What is taken off both ends of a cell; the database is asked the same."""


def folded(text: str) -> str:
    """Letters and digits alone, in lower case and without accents."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in plain if character.isalnum())
