"""« Vouliez-vous dire … ? » for what a person typed almost right."""

from __future__ import annotations

from collections.abc import Iterable


def suggestion(typed: str, known: Iterable[str]) -> str:
    """` Vouliez-vous dire … ?` with up to three close names, empty when none is close."""
    from difflib import get_close_matches

    close = get_close_matches(typed, list(known), n=3, cutoff=0.6)
    return f" Vouliez-vous dire {' ou '.join(f'« {name} »' for name in close)} ?" if close else ""
