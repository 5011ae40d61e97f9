"""Proposing what the register says, beside what a person wrote and never over it.

The dénomination is proposed on the fiche; the address and the APET fill what is empty and that nobody corrected.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

import structlog
from django.db.models import Q

from guichet.core import journal
from guichet.core.tenancy import every_firm, firm_transaction
from guichet.portfolio.enums import EtablissementState
from guichet.portfolio.models import Etablissement
from guichet.portfolio.sirene.records import SireneRecord, Unavailable
from guichet.portfolio.sirene.sources import Source

MISSING = Q(raison_sociale="", denomination_proposee="") | Q(voie="") | Q(localite="") | Q(apet="")
log = structlog.get_logger(__name__)


def fill_from(source: Source, *, now: datetime) -> int:
    """Ask the register about what lacks something, in all firms; gives how many establishments it told of.

    Each is asked once. When the register is down nothing happens: they are asked about the next time.
    """
    asked = _to_ask(source.limit)
    if not asked:
        return 0
    try:
        found = source.fetch(sorted({siret for sirets in asked.values() for siret in sirets}))
    except Unavailable as error:
        log.warning("sirene.unavailable", reason=str(error))
        return 0
    return sum(fill_firm(firm_id, sirets, found, now=now) for firm_id, sirets in asked.items())


def fill_firm(firm_id: UUID, sirets: list[str], found: Mapping[str, SireneRecord], *, now: datetime) -> int:
    """Write what was found for one firm, in one transaction; gives how many changed."""
    with firm_transaction(firm_id):
        rows = Etablissement.objects.filter(siret__in=sirets, sirene_at=None).order_by("pk")
        held = list(rows.select_for_update(of=("self",), no_key=True))
        told = [row for row in held if row.siret in found and _take(row, found[row.siret])]
        for row in held:
            row.sirene_at = now
        Etablissement.objects.bulk_update(
            held,
            ["denomination_proposee", "voie", "code_postal", "localite", "apet", "from_sirene", "sirene_at"],
            batch_size=1_000,
        )
        journal.record_many(
            actor=None, firm_id=firm_id, verb="etablissement.sirene", subjects=[row.siret for row in told]
        )
    return len(told)


def _to_ask(limit: int) -> dict[UUID, list[str]]:
    asked: dict[UUID, list[str]] = {}
    for firm_id in every_firm():
        if limit <= 0:
            break
        with firm_transaction(firm_id):
            rows = Etablissement.objects.filter(MISSING, sirene_at=None).exclude(state=EtablissementState.RETIRE)
            sirets = list(rows.order_by("-added_at", "pk").values_list("siret", flat=True)[:limit])
        if sirets:
            asked[firm_id] = sirets
            limit -= len(sirets)
    return asked


def _take(row: Etablissement, record: SireneRecord) -> bool:
    """Fill what is empty; whether something was."""
    changed = False
    if record.denomination and not row.raison_sociale:
        row.denomination_proposee, changed = record.denomination, True
    free = {
        name: value for name, value in record.facts().items() if not getattr(row, name) and name not in row.corrected
    }
    if {"voie", "code_postal", "localite"} & set(free) and (row.voie or row.code_postal or row.localite):
        # Half an address of one source and half of another would be nowhere.
        free = {name: value for name, value in free.items() if name == "apet"}
    for name, value in free.items():
        setattr(row, name, value)
    row.from_sirene = sorted({*row.from_sirene, *free})
    return changed or bool(free)
