"""What may be shown of a value to who may not see personal data: `neodes.mask`, and amounts hidden too.

An amount is a number of the norm (kind N) but those looked at and left in clear below: years, ranks, counts, rates and
working times that do not tell what a person is paid. A value that looks like an amount or a NIR is hidden wherever it
stands: it may have been written into the wrong rubrique.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

import neodes

DOT = "•"
HIDDEN = DOT * 3

IN_CLEAR = frozenset({
    "S20.G00.05.003", "S20.G00.05.004", "S21.G00.06.009", "S21.G00.11.008", "S21.G00.13.003", "S21.G00.13.004",
    "S21.G00.23.003", "S21.G00.34.003", "S21.G00.40.012", "S21.G00.40.013", "S21.G00.40.023", "S21.G00.40.043",
    "S21.G00.40.054", "S21.G00.40.055", "S21.G00.40.068", "S21.G00.40.075", "S21.G00.40.082", "S21.G00.40.083",
    "S21.G00.41.007", "S21.G00.41.017", "S21.G00.41.022", "S21.G00.41.031", "S21.G00.41.032", "S21.G00.41.043",
    "S21.G00.41.051", "S21.G00.44.003", "S21.G00.50.003", "S21.G00.51.014", "S21.G00.51.015", "S21.G00.51.016",
    "S21.G00.51.019", "S21.G00.51.020", "S21.G00.53.002", "S21.G00.62.011", "S21.G00.62.018", "S21.G00.65.005",
    "S21.G00.81.007", "S21.G00.81.008", "S89.G00.32.017", "S89.G00.67.005", "S89.G00.89.006", "S90.G00.90.001",
    "S90.G00.90.002",
})  # fmt: skip
"""Numbers looked at and shown to all: a test walks those of every version and fails when one is new."""

TOTALS = frozenset({"brut_avant", "brut_apres"})
"""Details of a comparison that are amounts, in cents: left out, for one person may be all the staff."""

ENVELOPE = ("S10.", "S20.", "S90.")
"""What is said of the sender and of the file."""

_LOOKS_PERSONAL = re.compile(r"-?\d+[.,]\d{2}|[1-478]\d{4}[0-9AB]{2}\d{6}(?:\d{2})?", re.ASCII)


@cache
def amounts() -> frozenset[str]:
    """The rubriques of every version whose value is an amount."""
    numbers = {
        rubrique
        for version in neodes.NORM_VERSIONS
        for rubrique, spec in neodes.load_norm(version).rubriques.items()
        if spec.kind == "N"
    }
    return frozenset(numbers - IN_CLEAR)


def mask(rubrique: str, value: str) -> str:
    """What may be shown of a value as the file has it."""
    shown = neodes.mask(rubrique, value)
    return hide_amount(rubrique, value) if shown == value else shown


def hide_amount(rubrique: str, value: str) -> str:
    """The same for a value whose personal part is masked already; done twice, it changes nothing more."""
    if not value:
        return value
    misplaced = not rubrique.startswith(ENVELOPE) and _LOOKS_PERSONAL.fullmatch(value)
    return _hidden(value) if rubrique in amounts() or (misplaced and rubrique not in IN_CLEAR) else value


def without_amount(line: neodes.ContextLine) -> neodes.ContextLine:
    """The same line as it may be shown; what personal rubriques hold is masked already."""
    return replace(line, value=hide_amount(line.rubrique, line.value)) if line.rubrique else line


def masked_finding(finding: neodes.Finding) -> neodes.Finding:
    """The same finding without an amount in its value or its details, whenever it was stored."""
    value = hide_amount(finding.rubrique, finding.value) if finding.rubrique and finding.value else finding.value
    details = {key: _detail(key, value) for key, value in finding.details.items() if key not in TOTALS}
    return replace(finding, value=value, details=details)


def masked_group(group: neodes.FindingGroup) -> neodes.FindingGroup:
    """The same for each place."""
    return replace(group, places=tuple(masked_finding(place) for place in group.places))


def _detail(key: str, value: str | int) -> str | int:
    """A detail named after a rubrique is a value of it."""
    return hide_amount(key, value) if isinstance(value, str) else value


def _hidden(value: str) -> str:
    """`-2150.00` → `-•••.••`: the sign and what follows the point keep their shape, the size does not show."""
    sign, digits = ("-", value[1:]) if value.startswith("-") else ("", value)
    whole, point, rest = re.fullmatch(r"([^.,]*)([.,]?)(.*)", digits, re.S).groups()  # type: ignore[union-attr]
    return f"{sign}{HIDDEN if whole else ''}{point}" + re.sub(r"[^\W_]", DOT, rest)
