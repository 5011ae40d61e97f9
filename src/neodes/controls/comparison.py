"""What the comparison of declarations looks for: ids and thresholds. `neodes.compare` judges, the pages explain."""

from __future__ import annotations

INDIVIDU = "MOIS/INDIVIDU-DISPARU"
NUMERO = "MOIS/CONTRAT-NUMERO"
DEBUT = "MOIS/CONTRAT-DEBUT"
EFFECTIF = "MOIS/EFFECTIF"
BRUT = "MOIS/BRUT"
ORDRE = "MOIS/ORDRE"
SAUTE = "MOIS/SAUTE"
ANNULATION = "S20.G00.05.006/CID-11"
"""The only one that the norm names; the receiving platform alone can settle it."""

EFFECTIF_FLOOR = 5
"""Individus: a smaller difference says nothing, were it half of a small establishment."""

EFFECTIF_PERCENT = 25
"""Share of the month before that the difference must pass."""

BRUT_FLOOR = 10_000_00
"""Cents: a smaller difference says nothing."""

BRUT_PERCENT = 60
"""Share of the month before that the difference must pass: a thirteenth month for all is beyond it, and is told."""
