"""Filters of the portal: identifiers and figures as payroll people read them."""

from __future__ import annotations

from django import template

register = template.Library()

NARROW_NBSP = "\u202f"
NBSP = "\u00a0"


@register.filter
def siret(value: str) -> str:
    """`12345678900012` → `123 456 789 00012`."""
    return f"{value[:3]}{NBSP}{value[3:6]}{NBSP}{value[6:9]}{NBSP}{value[9:]}" if len(value) == 14 else value


@register.filter
def number(value: int) -> str:
    """`12345` → `12 345`."""
    return f"{value:,}".replace(",", NARROW_NBSP)
