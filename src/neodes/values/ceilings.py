"""The monthly ceiling of social security (PMSS), by date of effect. A line more each January; no rule to change."""

from __future__ import annotations

from datetime import date

PMSS: tuple[tuple[date, int], ...] = (
    (date(2023, 1, 1), 3_666),
    (date(2024, 1, 1), 3_864),
    (date(2025, 1, 1), 3_925),
    (date(2026, 1, 1), 4_005),
)
"""First day → euros, the latest last."""

KNOWN_UNTIL = date(2026, 12, 31)
"""Last day of the last line."""


def pmss(on: date) -> int | None:
    """Euros that day; None before the first line and after the last: nothing is guessed."""
    if on > KNOWN_UNTIL:
        return None
    return next((euros for start, euros in reversed(PMSS) if start <= on), None)
