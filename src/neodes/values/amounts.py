"""Amounts, quantities and rates of the norm: a point and two decimals, counted in integers, never in floats."""

from __future__ import annotations

import re

_AMOUNT = re.compile(r"(-?)([0-9]+)\.([0-9]{2})", re.ASCII)
_QUANTITY = re.compile(r"(-?)([0-9]+)(?:\.([0-9]{2}))?", re.ASCII)
_RATE = re.compile(r"(-?)([0-9]+)\.([0-9]{2})([0-9]?)", re.ASCII)


def parse_cents(value: str) -> int | None:
    """`-1234.50` → -123450 (cents); None when it has not exactly two decimals, or has a sign +, a blank, a comma."""
    match = _AMOUNT.fullmatch(value)
    return None if match is None else _signed(match[1], match[2] + match[3])


def format_cents(cents: int) -> str:
    """-123450 → `-1234.50`."""
    sign = "-" if cents < 0 else ""
    return f"{sign}{abs(cents) // 100}.{abs(cents) % 100:02d}"


def parse_hundredths(value: str) -> int | None:
    """Quantity with no or two decimals (`151.67`, `10`) → hundredths; None for any other form."""
    match = _QUANTITY.fullmatch(value)
    return None if match is None else _signed(match[1], match[2] + (match[3] or "00"))


def parse_rate(value: str) -> int | None:
    """Rate in percent with two or three decimals → thousandths of a percent (`6.75` → 6750); None otherwise."""
    match = _RATE.fullmatch(value)
    return None if match is None else _signed(match[1], match[2] + match[3] + (match[4] or "0"))


def _signed(sign: str, digits: str) -> int:
    return -int(digits) if sign else int(digits)
