"""Valid synthetic declarations: same specification, same bytes; fictitious people and firms only."""

from neodes.generate.emission import generate, generate_chunks
from neodes.generate.sectors import SECTORS
from neodes.generate.spec import COMBINATIONS, Emetteur, GenerationError, GenerationSpec, Profile

__all__ = [
    "COMBINATIONS",
    "SECTORS",
    "Emetteur",
    "GenerationError",
    "GenerationSpec",
    "Profile",
    "generate",
    "generate_chunks",
]
