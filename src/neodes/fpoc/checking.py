"""A file beside the fiches of its contracts: controls FP-01 to FP-17, as findings that warn and never block.

A fiche may be late, and a DSN is accepted without it: what the organisme would send back is an error of its own report.
What no fiche speaks of is not judged.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from neodes.controls import fiches as ids
from neodes.controls.base import Finding, FindingGroup, Severity
from neodes.controls.check import check_bytes
from neodes.controls.groups import Groups
from neodes.controls.paths import check_member, inside
from neodes.controls.results import FileReport
from neodes.fpoc.amounts import check_amounts
from neodes.fpoc.model import Contract, Fiche
from neodes.fpoc.people import check_people
from neodes.fpoc.situation import Situation, finding
from neodes.fpoc.vocabulary import DELEGATE, OC
from neodes.parser import archive_kind, open_members
from neodes.tree.declared import MONTHLY, Bloc, Etablissement, read_declared
from neodes.values.dates import parse_date


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


def check_path_beside(path: str | Path, fiches: Sequence[FicheOf], *, norm: str | None = None) -> Iterator[FileReport]:
    """The same for a file on disk, or for each member of an archive. Raises `OSError`, `UnknownNormError`."""
    file = Path(path)
    with file.open("rb") as stream:
        kind = archive_kind(stream.read(4))
    if not kind:
        yield check_beside(file.read_bytes(), fiches, path=str(path), norm=norm)
        return
    for member in open_members(file, file.name):
        name = inside(path, member, kind)
        if member.error is None:
            yield check_beside(member.data, fiches, path=name, norm=norm)
        else:
            yield check_member(member, path=name, norm=norm)


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
    for adhesion in situation.etablissement.adhesions:
        yield from _check_adhesion(situation, adhesion)
    yield from _undeclared(situation)
    yield from check_people(situation)
    yield from check_amounts(situation)


def _check_adhesion(situation: Situation, adhesion: Bloc) -> Iterator[Finding]:
    """FP-01, FP-02: the reference, then the organisme, then the délégataire."""
    reference, oc, delegate = (adhesion.get(f"S21.G00.15.00{rank}") for rank in (1, 2, 3))
    same = [each for each in situation.active if each.reference == reference]
    if any(each.oc == oc for each in same):
        expected = {each.delegate for each in same if each.oc == oc and each.delegate}
        if expected and delegate not in expected:
            yield finding(
                situation,
                ids.ADHESION,
                "delegataire",
                adhesion,
                "S21.G00.15.003",
                attendu=_listed(expected),
                crm="EADH04",
            )
    elif same:
        expected = {each.oc for each in same}
        yield finding(
            situation, ids.ADHESION, "oc", adhesion, "S21.G00.15.002", attendu=_listed(expected), crm="EADH03"
        )
    else:
        yield from _unknown_reference(situation, adhesion, reference, oc)


def _unknown_reference(situation: Situation, adhesion: Bloc, reference: str, oc: str) -> Iterator[Finding]:
    heir = next((each for each in situation.active if reference in {each.former_reference} - {""}), None)
    if heir is not None:
        since = f"{heir.starts_on:%d/%m/%Y}" if heir.starts_on else ""
        yield finding(
            situation,
            ids.REPLACED,
            "reference",
            adhesion,
            "S21.G00.15.001",
            attendu=heir.reference,
            depuis=since,
            crm="EADH02",
        )
    elif any(each.reference == reference and each.oc == oc for each in situation.contracts):
        yield finding(situation, ids.ADHESION, "perime", adhesion, "S21.G00.15.001", crm="EADH02")
    elif expected := {each.reference for each in situation.active if each.oc == oc}:
        yield finding(
            situation, ids.ADHESION, "reference", adhesion, "S21.G00.15.001", attendu=_listed(expected), crm="EADH02"
        )


def _undeclared(situation: Situation) -> Iterator[Finding]:
    """FP-03: contracts of the fiches, one by organisme and reference, that the month does not declare."""
    told = {bloc.get("S21.G00.15.001") for bloc in situation.etablissement.adhesions}
    missing: dict[tuple[str, str], Contract] = {}
    for each in situation.active:
        if each.reference and not told & {each.reference, each.former_reference}:
            missing.setdefault((each.oc, each.reference), each)
    for contract in missing.values():
        yield finding(
            situation,
            ids.UNDECLARED,
            "absent",
            situation.etablissement,
            contrat=contract.reference,
            organisme=contract.oc,
        )


def _month_of(etablissement: Etablissement) -> tuple[date, date] | None:
    """First and last day of the main month declared; None when it is no month."""
    first = parse_date(etablissement.month)
    if first is None:
        return None
    first = first.replace(day=1)
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def _listed(values: Iterable[str]) -> str:
    return " ou ".join(sorted(values))
