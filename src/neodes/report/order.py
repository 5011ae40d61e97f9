"""The order in which findings are shown, that in which to repair; and the words of what surrounds them."""

from __future__ import annotations

from collections.abc import Iterable

from neodes.controls.base import FindingGroup, Severity
from neodes.controls.results import DeclarationSummary, FileReport
from neodes.norm import DEFAULT_VERSION, NORM_VERSIONS, Norm, load_norm

SEVERITIES = (Severity.BLOQUANT, Severity.AVERTISSEMENT, Severity.INFORMATION)
MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)


FILE, NORM, STRUCTURE, PRESENCE, VALUES, COHERENCE, MONTHS_APART, TOTALS = range(8)
_STAGES = {
    "LIGNE": FILE,
    "NORME": NORM,
    "INCONNU": STRUCTURE,
    "CARD": STRUCTURE,
    "PARENT": STRUCTURE,
    "ORDRE": STRUCTURE,
    "USAGE": PRESENCE,
    "CSL": VALUES,
    "CRE": VALUES,
    "TABLE": VALUES,
    "CST": TOTALS,
}


def order_of_repair(groups: Iterable[FindingGroup]) -> list[FindingGroup]:
    """What blocks first; then what spoils the rest: the file and its lines, the version of the norm, the structure,
    what is missing or too much, the values, how they agree, how they agree with the month before. Totals come last:
    they come right when the rest does. Then by line.
    """
    return sorted(groups, key=_repair_key)


def _repair_key(group: FindingGroup) -> tuple[int, int, int, str]:
    return SEVERITIES.index(group.severity), stage_of(group.control), group.places[0].line, group.control


def stage_of(control: str) -> int:
    """When a finding of this control is to be looked at: what comes first may be the cause of what comes later."""
    if control.startswith("FICHIER/"):
        return FILE
    if control.startswith("MOIS/"):
        return MONTHS_APART
    return _STAGES.get(control.rpartition("/")[2].partition("-")[0], COHERENCE)


def held_in_words(held: Iterable[tuple[str, int]]) -> str:
    """What could not be judged because of other findings, empty when all was."""
    kept = list(held)
    if not kept:
        return ""
    controls, times = counted(len(kept), "contrôle"), sum(count for _, count in kept)
    if len(kept) == 1:
        told = "n'a pas pu être fait partout", "il dépend de données", "il le sera"
    else:
        told = "n'ont pas pu être faits partout", "ils dépendent de données", "ils le seront"
    how_often = counted(times, "fois", "fois")
    return f"{controls} {told[0]} ({how_often}), car {told[1]} en anomalie : {told[2]} après correction."


def norm_of(report: FileReport) -> Norm:
    """The tables that judged the file; those in force for a file that could not be read."""
    return load_norm(report.norm if report.norm in NORM_VERSIONS else DEFAULT_VERSION)


def counted(count: int, singular: str, plural: str | None = None) -> str:
    """« 1 anomalie », « 2 049 anomalies » (a no-break space between thousands)."""
    number = f"{count:,}".replace(",", "\u202f")
    return f"{number} {singular if count < 2 else plural or singular + 's'}"


def severity_in_words(severity: Severity, count: int) -> str:
    """« 3 bloquantes », « 1 avertissement » …"""
    if severity is Severity.BLOQUANT:
        return counted(count, "anomalie bloquante", "anomalies bloquantes")
    return counted(count, severity.value)


def month_in_words(period: str) -> str:
    """`2026-01` → « janvier 2026 »; anything else is given back."""
    year, dash, month = period.partition("-")
    if not dash or not month.isdigit() or not 1 <= int(month) <= len(MONTHS):
        return period
    return f"{MONTHS[int(month) - 1]} {year}"


def euros_in_words(cents: int) -> str:
    """`-1234567` → « -12 345,67 € » (no-break spaces)."""
    euros = f"{abs(cents) // 100:,}".replace(",", "\u202f")
    return f"{'-' if cents < 0 else ''}{euros},{abs(cents) % 100:02d}\u00a0€"


def siret_in_words(siret: str) -> str:
    """`73282932000074` → « 732 829 320 00074 »."""
    return f"{siret[:3]} {siret[3:6]} {siret[6:9]} {siret[9:]}".strip() if len(siret) == 14 else siret


def declaration_in_words(declaration: DeclarationSummary, norm: Norm) -> str:
    """« 732 829 320 00074, DSN mensuelle, janvier 2026, 12 individus »."""
    parts = (
        siret_in_words(declaration.siret) or "SIRET inconnu",
        norm.natures.get(declaration.nature, f"nature {declaration.nature}" if declaration.nature else ""),
        month_in_words(declaration.period),
        counted(declaration.individus, "individu"),
    )
    return ", ".join(part for part in parts if part)
