"""One version of a fiche into its rows: which fiche it is a version of, its contracts, what it covers."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from xml.etree.ElementTree import tostring

from defusedxml.ElementTree import fromstring
from django.db import connection
from django.utils import timezone

import neodes
from guichet.core.files import register_file, write_file
from guichet.fiches.enums import Source
from guichet.fiches.models import FicheContract, FicheEtablissement, FicheParametrage
from guichet.portfolio.models import Etablissement

NAME_MAX = 120


@dataclass(frozen=True, slots=True)
class Brought:
    """How a fiche comes in: whose account, by whom, when, under which name of file."""

    firm_id: UUID
    source: Source
    now: datetime
    author_id: int | None = None
    partner_id: int | None = None
    file_name: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """A version, new or known already."""

    fiche: FicheParametrage
    is_new: bool


def keep(fiche: neodes.Fiche, content: bytes, brought: Brought) -> Kept:
    """Write the version and make it the current one, unless that very content is there, or a later version."""
    _one_at_a_time(brought.firm_id)
    same = FicheParametrage.objects.filter(firm_id=brought.firm_id, siren=fiche.siren)
    known = same.filter(file__sha256=hashlib.sha256(content).hexdigest()).first()
    if known is not None:
        return Kept(known, is_new=False)
    before = _version_before(fiche, brought)
    stored = register_file(write_file(brought.firm_id, [content]))
    values = {"series": before.series, "rank": before.rank + 1} if before else {}
    if before:
        FicheParametrage.objects.filter(pk=before.pk).update(is_current=False)
    row = FicheParametrage.objects.create(
        firm_id=brought.firm_id, file=stored, **_values(fiche), **_of(brought, before), **values
    )
    _keep_contracts(row, fiche)
    if before:
        cover(row, before.covered.values_list("etablissement_id", flat=True), told=before.is_covered)
    return Kept(row, is_new=True)


def _one_at_a_time(firm_id: UUID) -> None:
    """Until the end of the transaction nobody else brings a fiche to that firm: the second sees the versions made."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 2))", [f"fiches:{firm_id}"])


def cover(fiche: FicheParametrage, keys: object, *, told: bool) -> None:
    """Make it cover exactly those establishments."""
    fiche.covered.all().delete()
    FicheEtablissement.objects.bulk_create(
        FicheEtablissement(firm_id=fiche.firm_id, fiche=fiche, etablissement_id=key)
        for key in keys  # type: ignore[attr-defined]  # any iterable of keys
    )
    if fiche.is_covered != told:
        fiche.is_covered = told
        fiche.save(update_fields=["is_covered"])


def cover_by_itself(fiche: FicheParametrage, followed: list[Etablissement]) -> None:
    """What needs no choice: the establishment it names, or the only one of the SIREN."""
    named = [each for each in followed if not fiche.nic or each.siret == fiche.siren + fiche.nic]
    if not fiche.is_covered and len(named) == 1:
        cover(fiche, [named[0].pk], told=True)


def apart(content: bytes, read: neodes.FichesRead) -> list[bytes]:
    """The XML of each fiche of a file: who sees one of them has nothing to learn of the others."""
    if len(read.fiches) == 1 and not read.lot:
        return [content]
    root = fromstring(content, forbid_dtd=True)
    found = [each for each in root if str(each.tag).rpartition("}")[2].lower() == "fiche"]
    return [tostring(each, encoding="iso-8859-1", xml_declaration=True) for each in found]


def _version_before(fiche: neodes.Fiche, brought: Brought) -> FicheParametrage | None:
    """The current version of the same fiche: same identifier, or a contract in common."""
    current = FicheParametrage.objects.filter(
        firm_id=brought.firm_id, siren=fiche.siren, nic=fiche.nic, producer=fiche.producer[:40], is_current=True
    )
    told = {(each.oc, each.reference) for each in fiche.contracts}
    told |= {(each.former_oc or each.oc, each.former_reference) for each in fiche.contracts if each.former_reference}
    for row in current.order_by("pk"):
        if fiche.identifier and row.identifier == fiche.identifier[:80]:
            return row
        if told & set(row.contracts.values_list("organisme", "reference")):
            return row
    return None


def _values(fiche: neodes.Fiche) -> dict[str, object]:
    starts = [each.starts_on for each in fiche.contracts if each.starts_on]
    ends = [each.ends_on for each in fiche.contracts]
    return {
        "siren": fiche.siren,
        "nic": fiche.nic,
        "entreprise": fiche.entreprise[:200],
        "identifier": fiche.identifier[:80],
        "producer": fiche.producer[:40],
        "producer_name": fiche.producer_name[:200],
        "level": fiche.level,
        "established_at": timezone.make_aware(fiche.created_at) if fiche.created_at else None,
        "starts_on": min(starts, default=None),
        "ends_on": max((day for day in ends if day), default=None) if ends and None not in ends else None,
    }


def _of(brought: Brought, before: FicheParametrage | None) -> dict[str, object]:
    return {
        "source": brought.source,
        "received_at": brought.now,
        "author_id": brought.author_id,
        "partner_id": brought.partner_id or (before.partner_id if before else None),
        "file_name": brought.file_name[-NAME_MAX:].replace("\x00", ""),
    }


def _keep_contracts(row: FicheParametrage, fiche: neodes.Fiche) -> None:
    FicheContract.objects.bulk_create(
        FicheContract(
            firm_id=row.firm_id,
            fiche=row,
            place=place,
            organisme=contract.oc[:20],
            reference=contract.reference[:60],
            option=contract.option[:60],
            population=contract.population[:60],
            label=contract.label[:120],
            starts_on=contract.starts_on,
            ends_on=contract.ends_on,
        )
        for place, contract in enumerate(fiche.contracts)
    )
