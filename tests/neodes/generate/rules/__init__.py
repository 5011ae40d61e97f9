"""Relations of the norm that the generator relies on, written from the norm: name of the control → rule."""

from tests.neodes.generate.rules import caracteres, contrat, envoi, etablissement, hors_paie, individu, paie
from tests.neodes.generate.rules.base import RULES

__all__ = ["RULES", "caracteres", "contrat", "envoi", "etablissement", "hors_paie", "individu", "paie"]
