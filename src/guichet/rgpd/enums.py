"""What is kept for a time, and the bounds of that time."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models


class Kept(models.TextChoices):
    """What the retention of a firm is about; each is a field `<value>_months` of `RetentionPolicy`."""

    FILES = "files", "Fichiers déposés"
    REPORTS = "reports", "Comptes rendus"
    JOURNAL = "journal", "Journal"


@dataclass(frozen=True, slots=True)
class Bounds:
    """Months: what the portal does by itself, and between what an administrator chooses."""

    default: int
    shortest: int
    longest: int


BOUNDS = {
    Kept.FILES: Bounds(default=36, shortest=3, longest=72),
    Kept.REPORTS: Bounds(default=36, shortest=12, longest=72),
    Kept.JOURNAL: Bounds(default=36, shortest=12, longest=72),
}

CEILING = 72
"""Months after which nothing that was deposited is kept, even what would still be useful."""
