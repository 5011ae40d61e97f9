"""Relations of the norm that the generator relies on, written from the norm: name of the control → rule."""

from tests.neodes.generate.rules import contrat, envoi, etablissement, hors_paie, individu, paie
from tests.neodes.generate.rules.base import RULES

__all__ = ["RULES", "contrat", "envoi", "etablissement", "hors_paie", "individu", "paie"]
