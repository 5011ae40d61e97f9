"""Valid synthetic declarations: same specification, same bytes; fictitious people and firms only."""

from neodes.generate.emission import generate, generate_chunks
from neodes.generate.fiche_faults import FICHE_FAULTS, FicheFault, inject_beside
from neodes.generate.fiches import fiches_of
from neodes.generate.sectors import SECTORS
from neodes.generate.spec import COMBINATIONS, Emetteur, GenerationError, GenerationSpec, Profile

__all__ = [
    "COMBINATIONS",
    "FICHE_FAULTS",
    "SECTORS",
    "Emetteur",
    "FicheFault",
    "GenerationError",
    "GenerationSpec",
    "Profile",
    "fiches_of",
    "generate",
    "generate_chunks",
    "inject_beside",
]
