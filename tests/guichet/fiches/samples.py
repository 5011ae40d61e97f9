"""Fiches for the portal: their rows alone, or the XML that agrees with a generated declaration."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

import neodes
from guichet.accounts.models import Member
from guichet.core.models import StoredFile
from guichet.core.tenancy import enter_firm
from guichet.fiches.enums import Level, Source
from guichet.fiches.models import FicheContract, FicheEtablissement, FicheParametrage
from guichet.portfolio.models import Etablissement
from neodes.fpoc.model import Component, Group

OC = "P1030"


def fiche_of(member: Member, etablissement: Etablissement) -> FicheParametrage:
    """A row with one contract that covers that establishment, and whose file is gone."""
    stored = StoredFile.objects.create(
        firm_id=member.firm_id, location=f"{member.firm_id}/{uuid4().hex}", size=1, sha256="0" * 64,
        key_version=1, wrapped_key=b"",
    )  # fmt: skip
    row = FicheParametrage.objects.create(
        firm_id=member.firm_id, siren=etablissement.siren, entreprise="Essai", level=Level.CONTRACTS,
        source=Source.CABINET, author=member, file=stored, is_covered=True,
    )  # fmt: skip
    FicheContract.objects.create(firm_id=member.firm_id, fiche=row, place=0, organisme=OC, reference="PREV-1")
    FicheEtablissement.objects.create(firm_id=member.firm_id, fiche=row, etablissement=etablissement)
    return row


def contract(siren: str, **values: Any) -> neodes.Contract:
    """The contract that the generator declares for that SIREN."""
    plain: dict[str, Any] = {
        "reference": f"PREV-{siren}-1", "oc": OC, "label": "Prévoyance", "starts_on": date(2026, 1, 1),
        "periodicity": "Mensuel", "components": (Component("BrutPrev", "10", rate=Decimal("1.5")),),
    }  # fmt: skip
    return neodes.Contract(**{**plain, **values})


def fiche(siren: str, *contracts: neodes.Contract, **values: Any) -> neodes.Fiche:
    """The fiche of these contracts (by default the one of the generator)."""
    plain = neodes.Fiche(identifier="FICHE-1", siren=siren, entreprise="Essai SA", producer=OC, producer_name="Essai")
    groups = (Group("1", "Ensemble", contracts or (contract(siren),)),)
    return replace(plain, groups=groups, **values)


def xml(*fiches: neodes.Fiche, lot: str = "") -> bytes:
    """As a producer writes them."""
    return neodes.write_fiches(fiches, lot=lot)


def enter(member: Member) -> None:
    """The context of the firm of that member."""
    enter_firm(member.firm_id)
