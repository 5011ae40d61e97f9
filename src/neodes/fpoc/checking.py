"""A file beside the fiches of its contracts: controls FP-01 to FP-17, as findings that warn and never block.

A fiche may be late, and a DSN is accepted without it: what the organisme would send back is an error of its own report.
What no fiche speaks of is not judged.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from neodes.controls import fiches as ids
from neodes.controls.base import Finding, FindingGroup, Severity
from neodes.controls.check import check_bytes
from neodes.controls.groups import Groups
from neodes.controls.results import FileReport
from neodes.fpoc.adhesions import check_adhesions
from neodes.fpoc.amounts import check_amounts
from neodes.fpoc.model import Fiche
from neodes.fpoc.people import check_people
from neodes.fpoc.situation import Situation
from neodes.fpoc.vocabulary import DELEGATE, OC
from neodes.tree.declared import MONTHLY, Etablissement, read_declared
from neodes.values.dates import parse_date

LAST_YEAR = 9998
"""A month beyond is a slip of the keyboard, and there is no day after the last one."""


@dataclass(frozen=True, slots=True)
class FicheOf:
    """A fiche and the establishments it is for; None: those of its SIREN, or the one it names."""

    fiche: Fiche
    sirets: frozenset[str] | None = None

    def covers(self, etablissement: Etablissement) -> bool:
        """Whether it speaks of that establishment."""
        if self.sirets is not None:
            return etablissement.siret in self.sirets
        return etablissement.siret == self.fiche.siret if self.fiche.siret else etablissement.siren == self.fiche.siren


def check_fiches(content: bytes | Iterable[bytes], fiches: Sequence[FicheOf]) -> tuple[FindingGroup, ...]:
    """What the monthly declarations of a file say beside these fiches, grouped; never raises on what the bytes hold."""
    groups = Groups()
    etablissements = [each for each in read_declared(content) if each.nature == MONTHLY]
    for found in _check_all(etablissements, fiches):
        groups.add(found)
    return groups.result()


def check_beside(content: bytes, fiches: Sequence[FicheOf], *, path: str = "", norm: str | None = None) -> FileReport:
    """The report of a file with all its controls, those of the fiches too. Raises `UnknownNormError`."""
    report = check_bytes(content, path=path, norm=norm)
    return replace(report, groups=(*report.groups, *check_fiches(content, fiches))) if report.readable else report


def _check_all(etablissements: Sequence[Etablissement], fiches: Sequence[FicheOf]) -> Iterator[Finding]:
    for given in fiches:
        yield from _check_fiche(given, etablissements)
    for etablissement in etablissements:
        month = _month_of(etablissement)
        mine = [given.fiche for given in fiches if given.covers(etablissement)]
        if month is not None and mine:
            yield from _check_etablissement(Situation.of(etablissement, mine, *month))


def _check_fiche(given: FicheOf, etablissements: Sequence[Etablissement]) -> Iterator[Finding]:
    """What is to be said of the fiche itself: it is read by people too."""
    fiche = given.fiche
    about = {"fiche": fiche.identifier, "entreprise": fiche.entreprise or fiche.siren}
    for contract in fiche.contracts:
        for reason, code, form in (("oc", contract.oc, OC), ("delegataire", contract.delegate, DELEGATE)):
            if code and not form.fullmatch(code):
                yield Finding(ids.CODES, Severity.AVERTISSEMENT, 0, reason, value=code, details=about)
    if fiche.level == "1":
        yield Finding(ids.LEVEL, Severity.INFORMATION, 0, "niveau", details=about)
    if etablissements and not any(given.covers(each) for each in etablissements):
        same = any(each.siren == fiche.siren for each in etablissements)
        reason = "nic" if same else "siren"
        yield Finding(
            ids.OTHER_CLIENT, Severity.INFORMATION, 0, reason, value=fiche.siret or fiche.siren, details=about
        )


def _check_etablissement(situation: Situation) -> Iterator[Finding]:
    yield from check_adhesions(situation)
    yield from check_people(situation)
    yield from check_amounts(situation)


def _month_of(etablissement: Etablissement) -> tuple[date, date] | None:
    """First and last day of the main month declared; None when it is no month."""
    first = parse_date(etablissement.month)
    if first is None or first.year > LAST_YEAR:
        return None
    first = first.replace(day=1)
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
