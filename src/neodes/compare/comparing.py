"""The comparison of two files, or of what is known of earlier declarations with a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from neodes.compare.figures import check_figures
from neodes.compare.pair import pairs
from neodes.compare.people import Arrivals, check_people
from neodes.compare.sequence import check_months, check_order
from neodes.compare.snapshot import DeclarationSnapshot
from neodes.controls.base import Finding, FindingGroup
from neodes.controls.groups import Groups


def compare_declarations(
    previous: Sequence[DeclarationSnapshot], current: Sequence[DeclarationSnapshot]
) -> tuple[FindingGroup, ...]:
    """What the declarations of a file say beside those of an earlier one; never anything that blocks."""
    months: dict[str, set[str]] = {}
    for declaration in previous:
        if declaration.monthly:
            months.setdefault(declaration.summary.siret, set()).add(declaration.summary.period)
    known = [declaration.summary for declaration in previous if declaration.monthly]
    return group_findings(
        (*check_order(known, current), *check_months(months, current), *compare_months(previous, current))
    )


def compare_months(
    previous: Iterable[DeclarationSnapshot], current: Sequence[DeclarationSnapshot]
) -> Iterator[Finding]:
    """Each monthly declaration beside that of the month before: individus, contracts, headcount, gross."""
    arrivals = Arrivals.of(current)
    for pair in pairs(previous, current):
        yield from check_people(pair, arrivals)
        yield from check_figures(pair)


def comparable(previous: Iterable[DeclarationSnapshot], current: Iterable[DeclarationSnapshot]) -> bool:
    """Whether two files have an establishment in common, with a month in the second that is not before the first."""
    first: dict[str, str] = {}
    for declaration in previous:
        if declaration.monthly:
            siret, period = declaration.summary.siret, declaration.summary.period
            first[siret] = min(period, first.get(siret, period))
    sirets_and_months = ((each.summary.siret, each.summary.period) for each in current if each.monthly)
    return any(siret in first and first[siret] <= period for siret, period in sirets_and_months)


def group_findings(findings: Iterable[Finding]) -> tuple[FindingGroup, ...]:
    """The findings by declaration, control and reason, with exact counts and the first places."""
    groups = Groups()
    for finding in findings:
        groups.add(finding)
    return groups.result()
