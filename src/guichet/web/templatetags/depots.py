"""Tags and filters of the pages of deposits: `{% load depots %}`."""

from __future__ import annotations

from django import template
from django.template.defaultfilters import date as in_words
from django.utils.dateparse import parse_date

register = template.Library()


@register.filter
def month(period: str) -> str:
    """`2026-11` → « novembre 2026 »; anything else is given back."""
    try:
        day = parse_date(f"{period}-01")
    except ValueError:
        return period
    return in_words(day, "F Y") if day else period
