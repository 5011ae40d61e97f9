"""Which version of the norm reads a file."""

from __future__ import annotations

import re
from enum import StrEnum

NORM_VERSIONS = ("P24V01", "P25V01", "P26V01", "P27V01")
"""Versions held, oldest first; the value is the one of S10.G00.00.006."""

DEFAULT_VERSION = "P26V01"
"""The version in force (since 21 January 2026), used when a file names none that can be placed in time."""

_SHAPE = re.compile(r"P(\d\d)V(\d\d)", re.ASCII)


class NormMatch(StrEnum):
    """How the version a file names compares with the versions held."""

    EXACTE = "exacte"
    ANCIENNE = "ancienne"
    RECENTE = "recente"
    INCONNUE = "inconnue"
    ABSENTE = "absente"


def nearest_version(declared: str) -> tuple[str, NormMatch]:
    """Version held that is nearest to the declared one, and how they compare.

    Older than all: the oldest; newer than all: the newest; another edition of a year held (`P26V02`):
    that year; not a version at all: the one in force.
    """
    if declared in NORM_VERSIONS:
        return declared, NormMatch.EXACTE
    if not declared.strip():
        return DEFAULT_VERSION, NormMatch.ABSENTE
    shape = _SHAPE.fullmatch(declared.strip().upper())
    if shape is None:
        return DEFAULT_VERSION, NormMatch.INCONNUE
    return _placed_in_time(shape.group(0))


def _placed_in_time(declared: str) -> tuple[str, NormMatch]:
    same_year = [version for version in NORM_VERSIONS if version[:3] == declared[:3]]
    if same_year:
        return same_year[-1], NormMatch.INCONNUE
    if declared < NORM_VERSIONS[0]:
        return NORM_VERSIONS[0], NormMatch.ANCIENNE
    return NORM_VERSIONS[-1], NormMatch.RECENTE
