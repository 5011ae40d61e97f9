"""Summaries of declarations as the reader gives them, to feed the portfolio without a file."""

from __future__ import annotations

from typing import Any

from neodes import Adresse, DeclarationSummary

SIRET_NEW = "99000100000019"


def declaration(**values: Any) -> DeclarationSummary:
    """A monthly DSN of November 2026 with 12 individus, for an establishment the cast does not have."""
    siret = values.pop("siret", SIRET_NEW)
    plain: dict[str, Any] = {
        "index": 0, "nature": "01", "type": "01", "fraction": "11", "ordre": "1", "period": "2026-11",
        "date_fichier": None, "remplace": "", "siren": siret[:9], "nic": siret[9:], "siret": siret,
        "apen": "4120B", "apet": "6920Z", "idcc": "", "adresse": Adresse("12 RUE DES LILAS", "69003", "LYON"),
        "individus": 12, "organismes": (), "destinataires": (), "idcc_contrats": (), "autres_sirets": (),
        "first_line": 1, "last_line": 10,
    }  # fmt: skip
    return DeclarationSummary(**{**plain, **values})
