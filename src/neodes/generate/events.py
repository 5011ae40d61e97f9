"""What happens to a contract in a month: sick leave, unpaid leave, bad-weather stoppage."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from neodes.generate.draw import Draw
from neodes.generate.establishments import Etablissement
from neodes.generate.months import Month
from neodes.generate.people import Contrat, Holder

_WINTER = (12, 1, 2)
INTEMPERIES = "507"
CONGES_DE_LA_CAISSE = "200"


@dataclass(frozen=True, slots=True)
class Absence:
    """Days not worked, `debut` to `fin` included; `motif` of S21.G00.60 when `arret`, else of S21.G00.65."""

    arret: bool
    motif: str
    debut: date
    fin: date

    @property
    def jours(self) -> int:
        """Calendar days."""
        return (self.fin - self.debut).days + 1


def period(contrat: Contrat, month: Month) -> tuple[date, date]:
    """Days of the month covered by the contract."""
    return max(contrat.debut, month.first), min(contrat.fin or month.last, month.last)


def absence_of(etablissement: Etablissement, holder: Holder, month: Month) -> Absence | None:
    """The absence of the holder in the month, on his first contract, or None (93 months in a hundred)."""
    roll = Draw(etablissement.seed, etablissement.siret, holder.matricule, month.index, "absence").below(1000)
    if roll >= 72:
        return None
    start, end = period(holder.contrats[0], month)
    debut = start + timedelta(days=2 + roll % 7)
    fin = debut + timedelta(days=roll % 5)
    if fin >= end:
        return None
    if roll < 45:
        return Absence(True, ("01", "01", "01", "06")[roll % 4], debut, fin)
    winter = etablissement.sector.conges and month.number in _WINTER
    unpaid = CONGES_DE_LA_CAISSE if etablissement.sector.conges else "501"
    return Absence(False, INTEMPERIES if winter else unpaid, debut, fin)
