"""A fiche as a tagged PDF, the same each time for the same version. What it says goes to the template as values."""

from __future__ import annotations

import json
from pathlib import Path

import typst

import neodes
from guichet.fiches.models import FicheParametrage

TEMPLATE = Path(__file__).with_name("fiche.typ")


def fiche_pdf(row: FicheParametrage, fiche: neodes.Fiche) -> bytes:
    """Every contract with its fields and the rubriques that must carry them, in the fonts of the program."""
    about = {
        "title": row.title,
        "siren": row.siren,
        "nic": row.nic,
        "producer": row.producer_name or row.producer,
        "level": f"{row.level} – {row.get_level_display()}",
        "version": row.rank,
        "received": f"{row.received_at:%d/%m/%Y}",
        "message": fiche.message,
        "contracts": [
            {"title": contract.label or contract.reference or "Contrat", "fields": neodes.fields_of(contract)}
            for contract in fiche.contracts
        ],
    }
    return typst.compile(
        TEMPLATE,
        format="pdf",
        sys_inputs={"fiche": json.dumps(about, ensure_ascii=False)},
        pdf_standards="ua-1",
        timestamp=row.received_at.replace(microsecond=0),
        ignore_system_fonts=True,
    )
