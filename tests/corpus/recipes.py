"""What the files of the corpus are: every nature, type, sector and version, the seasons of the year, every fault."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from neodes.generate import COMBINATIONS, SECTORS, GenerationSpec, Profile, generate
from neodes.generate.faults import FAULTS, inject

MONTHS = {"P24V01": "2024-11", "P25V01": "2025-11", "P26V01": "2026-11", "P27V01": "2027-02"}
PLAIN = GenerationSpec(individus=2, seed=7)


def recipes() -> Iterator[tuple[str, bytes]]:
    """Name and content of each file."""
    for name, spec in specs():
        yield name, generate(spec)
    for fault in FAULTS:
        found = inject(fault, generate(GenerationSpec(individus=12, profile=Profile.DETAILLE, seed=2)))
        yield f"anomalie-{fault.replace('_', '-')}", found.content


def specs() -> Iterator[tuple[str, GenerationSpec]]:
    """The valid ones."""
    for nature, kinds in COMBINATIONS.items():
        for kind in kinds:
            yield f"nature-{nature}-type-{kind}", replace(PLAIN, nature=nature, type_declaration=kind)
    for sector in SECTORS:
        yield f"secteur-{sector}", replace(PLAIN, sector=sector, profile=Profile.DETAILLE)
    for norm, month in MONTHS.items():
        yield f"norme-{norm}", replace(PLAIN, norm=norm, month=month)
    for month in ("01", "04", "12"):
        yield f"mois-{month}", replace(PLAIN, month=f"2026-{month}", profile=Profile.DETAILLE, individus=(25,))
    yield "deux-etablissements", replace(PLAIN, etablissements=2, sirens=1)
    yield "fraction-2-sur-2", replace(PLAIN, fraction="22", individus=4)
