"""A file beside the controls of the trade of each establishment: findings that warn or inform, and never block.

The DSN is accepted without them: it is the organisme of the trade that would ask. When nobody gave the partner, the
family is guessed from the file, and what it finds only informs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from neodes.controls.base import Finding, FindingGroup, Severity
from neodes.controls.explanations.sectors import COMMON, FAULT, PAGES, SectorPage
from neodes.controls.groups import Groups
from neodes.controls.results import FileReport, SectorChoice
from neodes.sector.choice import choose, family_named
from neodes.sector.rules import CHECKS
from neodes.sector.words import Fault, Place
from neodes.tree.declared import MONTHLY, Etablissement, read_declared
from neodes.values.dates import parse_date


class SectorReport(NamedTuple):
    """Which family ran for each establishment and why, and what was found."""

    choices: tuple[SectorChoice, ...]
    groups: tuple[FindingGroup, ...]


Partners = str | None | Mapping[str, str]
"""One for the whole file, or SIRET → partner for those that are known."""


def check_sector(content: bytes | Iterable[bytes], *, partner: Partners = None) -> SectorReport:
    """The monthly declarations of a file beside the controls of their trade.

    A partner is its code, `aucun`, or None when nobody said: what the file shows then chooses. Never raises on what the
    bytes hold.
    """
    groups, choices = Groups(), dict[str, SectorChoice]()
    for etablissement in read_declared(content):
        day = parse_date(etablissement.month)
        if etablissement.nature != MONTHLY or day is None:
            continue
        given = partner.get(etablissement.siret) if isinstance(partner, Mapping) else partner
        choice = choose(etablissement, given, day)
        choices.setdefault(etablissement.siret, choice)
        for found in _check(etablissement, choice, day, is_given=given is not None):
            groups.add(found)
    return SectorReport(tuple(choices.values()), groups.result())


def with_trades(report: FileReport, content: bytes | Iterable[bytes], *, partner: Partners = None) -> FileReport:
    """The report of a file with the controls of the trade of each establishment too."""
    if not report.readable:
        return report
    found = check_sector(content, partner=partner)
    return replace(report, groups=(*report.groups, *found.groups), sectors=found.choices)


def _check(etablissement: Etablissement, choice: SectorChoice, day: date, *, is_given: bool) -> Iterator[Finding]:
    place = Place(etablissement, day, family_named(choice.family))
    for page in PAGES:
        check = CHECKS.get(page.id)
        if check is not None and page.family in {COMMON, choice.family}:
            severity = page.severity if is_given else Severity.INFORMATION
            yield from (_finding(page, severity, etablissement, fault) for fault in check(place))


def _finding(page: SectorPage, severity: Severity, etablissement: Etablissement, fault: Fault) -> Finding:
    rubrique = fault.rubrique or None
    return Finding(
        page.id,
        severity,
        fault.bloc.line_of(rubrique) if rubrique else fault.bloc.line,
        FAULT,
        rubrique,
        rubrique[:10] if rubrique else None,
        (fault.bloc.get(rubrique) or None) if rubrique else None,
        etablissement.declaration,
        {"precision": fault.about} if fault.about else {},
    )
