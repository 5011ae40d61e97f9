"""What every part of a declaration needs to know."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from neodes.generate.establishments import Etablissement
from neodes.generate.months import Month
from neodes.generate.spec import GenerationSpec, Profile


@dataclass(frozen=True, slots=True)
class Context:
    """One declaration: the specification, its establishment, its month and the day its file is made."""

    spec: GenerationSpec
    etablissement: Etablissement
    month: Month
    made: date

    @property
    def complet(self) -> bool:
        """More is written than what is required: insurance contract, contributions, annual declarations."""
        return self.spec.profile is not Profile.LEGER

    @property
    def rares(self) -> bool:
        """The seldom seen is written too: in January, in the richest profile."""
        return self.detaille and self.spec.nature == "01" and self.month.number == 1

    @property
    def detaille(self) -> bool:
        """All that can be is written: health contract, CSG and unemployment bases, vouchers, e-mails."""
        return self.spec.profile is Profile.DETAILLE
