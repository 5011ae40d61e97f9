"""How declarations follow one another: order numbers, months without a declaration, what is replaced or cancelled."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from neodes.compare.snapshot import DeclarationSnapshot, Slot, month_number, month_of, order_number, slot_of
from neodes.controls import comparison
from neodes.controls.base import Finding, Severity
from neodes.controls.results import DeclarationSummary
from neodes.values.dates import format_main_month

TYPE, ORDRE, MONTH, TARGET = (f"S20.G00.05.00{rank}" for rank in (2, 4, 5, 6))
ANNULE_ET_REMPLACE = ("03", "04", "05")
"""Types that replace or cancel a declaration."""

DATE = 8
"""Characters of the date that S20.G00.05.006 starts with; the order number follows."""


def check_order(known: Iterable[DeclarationSummary], current: Iterable[DeclarationSnapshot]) -> Iterator[Finding]:
    """Order numbers that do not grow inside a main month, after those known and from one to the next in the file."""
    highest: dict[tuple[Slot, str], int] = {}
    for summary in known:
        _raise(highest, summary)
    for declaration in current:
        summary = declaration.summary
        before, number = highest.get((slot_of(summary), summary.period)), order_number(summary)
        if declaration.monthly and before is not None and number is not None and number <= before:
            yield _finding(
                declaration,
                comparison.ORDRE,
                "ordre",
                ORDRE,
                summary.ordre,
                ordre_precedent=before,
                mois=summary.period,
            )
        if declaration.monthly:
            _raise(highest, summary)


def check_months(known: Mapping[str, Collection[str]], current: Iterable[DeclarationSnapshot]) -> Iterator[Finding]:
    """Months skipped: `known` holds the months (`2026-11`) in which each establishment (SIRET) is known to declare."""
    monthly = [declaration for declaration in current if declaration.monthly]
    months = {siret: set(map(month_number, periods)) for siret, periods in known.items()}
    for declaration in monthly:
        months.setdefault(declaration.summary.siret, set()).add(month_number(declaration.summary.period))
    for declaration in monthly:
        month = month_number(declaration.summary.period) or 0
        earlier = [other for other in months[declaration.summary.siret] if other is not None and other < month]
        if earlier and max(earlier) < month - 1:
            yield _skipped(declaration, max(earlier), month)


def _skipped(declaration: DeclarationSnapshot, last: int, month: int) -> Finding:
    months = {
        "mois_precedent": month_of(last),
        "premier_manquant": month_of(last + 1),
        "dernier_manquant": month_of(month - 1),
    }
    value = format_main_month(declaration.summary.period)
    return _finding(declaration, comparison.SAUTE, "saute", MONTH, value, **months)


def check_annulations(known: Iterable[DeclarationSummary], current: Iterable[DeclarationSnapshot]) -> Iterator[Finding]:
    """Declarations that replace or cancel one that is neither known nor before them in the file (CID-11)."""
    slots: set[tuple[Slot, str, str]] = set()
    numbers: set[tuple[str, str, str]] = set()
    for summary in known:
        _receive(summary, slots, numbers)
    for declaration in current:
        summary = declaration.summary
        if summary.type in ANNULE_ET_REMPLACE:
            yield from _unknown_target(declaration, slots, numbers)
        _receive(summary, slots, numbers)


def _receive(
    summary: DeclarationSummary, slots: set[tuple[Slot, str, str]], numbers: set[tuple[str, str, str]]
) -> None:
    slots.add((slot_of(summary), summary.nature, summary.period))
    numbers.add((summary.siret, summary.nature, summary.ordre))


def _unknown_target(
    declaration: DeclarationSnapshot, slots: set[tuple[Slot, str, str]], numbers: set[tuple[str, str, str]]
) -> Iterator[Finding]:
    """A monthly declaration replaces that of its month; a signalement names the one it is about, or says nothing."""
    summary = declaration.summary
    if declaration.monthly:
        if (slot_of(summary), summary.nature, summary.period) not in slots:
            yield _finding(declaration, comparison.ANNULATION, "mois", TYPE, summary.type, mois=summary.period)
    elif summary.remplace and (summary.siret, summary.nature, summary.remplace[DATE:]) not in numbers:
        yield _finding(declaration, comparison.ANNULATION, "identifiant", TARGET, summary.remplace)


def _raise(highest: dict[tuple[Slot, str], int], summary: DeclarationSummary) -> None:
    number, key = order_number(summary), (slot_of(summary), summary.period)
    if number is not None:
        highest[key] = max(number, highest.get(key, number))


def _finding(
    declaration: DeclarationSnapshot, control: str, reason: str, rubrique: str, value: str, **details: str | int
) -> Finding:
    return Finding(
        control=control,
        severity=Severity.AVERTISSEMENT,
        line=declaration.line_of(rubrique),
        reason=reason,
        rubrique=rubrique,
        bloc=rubrique[:10],
        value=value,
        declaration=declaration.summary.index,
        details=details,
    )
