"""Sums over the people of an establishment, needed before the first of them is written."""

from __future__ import annotations

from dataclasses import dataclass, field

from neodes.generate.context import Context
from neodes.generate.hors_paie import pension_pas
from neodes.generate.pay import SANTE, Bulletin, Paie, bulletin
from neodes.generate.people import Holder, holder_at


@dataclass(slots=True)
class Totals:
    """Cents, except `people`, `affilies`, `conducteurs`.

    `satd` lists (identifier, amount), `lieux` the worksites in use.
    """

    people: int = 0
    affilies: int = 0
    deplafonne: int = 0
    plafonne: int = 0
    apprentis: int = 0
    apprentis_plafonne: int = 0
    csg: int = 0
    reduction: int = 0
    retraite: int = 0
    pas: int = 0
    prevoyance: int = 0
    sante: int = 0
    conducteurs: int = 0
    inaptitude: int = 0
    spectacle: int = 0
    satd: list[tuple[str, int]] = field(default_factory=list)
    lieux: set[int] = field(default_factory=set)

    def add(self, context: Context, holder: Holder, pay: Bulletin) -> None:
        """Count one person."""
        self.people += 1
        self.pas += pay.pas + pay.regularisation_pas
        if pay.satd:
            self.satd.append((satd_identifier(holder), pay.satd))
        for paie in pay.paies:
            self._add_contract(paie)
        if context.detaille:
            self.sante += SANTE

    def _add_contract(self, paie: Paie) -> None:
        if paie.contrat.lieu is not None:
            self.lieux.add(paie.contrat.lieu)
        if paie.contrat.apprenti:
            self.apprentis += paie.brut
            self.apprentis_plafonne += paie.plafonnee
        else:
            self.deplafonne += paie.brut
            self.plafonne += paie.plafonnee
        self.affilies += paie.affilie
        self.csg += paie.csg
        self.reduction += paie.reduction - paie.reduction_retraite
        self.retraite += paie.retraite + paie.apec - paie.reduction_retraite
        self.prevoyance += paie.prevoyance
        self.conducteurs += paie.inapte
        self.inaptitude += paie.inaptitude
        self.spectacle += paie.spectacle


def satd_identifier(holder: Holder) -> str:
    """Reference of a saisie administrative à tiers détenteur."""
    return f"SATD{holder.matricule}"


def totals(context: Context) -> Totals:
    """Sums for the establishment: the people are made again when they are written, none is kept."""
    found = Totals(pas=0 if context.spec.sans_individu else pension_pas(context))
    for position in context.etablissement.positions:
        holder = holder_at(context.etablissement, position, context.month)
        found.add(context, holder, bulletin(context, holder))
    return found
