"""The pay of a month in integer cents: everything a declaration says of it is derived here, once.

Rates and ceilings are plausible rather than exact: what matters is that every amount follows from the others.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from neodes.generate.context import Context
from neodes.generate.draw import Draw
from neodes.generate.events import INTEMPERIES, Absence, absence_of, period
from neodes.generate.months import Month, part
from neodes.generate.people import TEMPS_PLEIN, Contrat, Holder

_PMSS = {2024: 3864_00, 2025: 3925_00, 2026: 4005_00}
_SMIC = {2024: 11_65, 2025: 11_88, 2026: 12_02}
_LAST_KNOWN = 2026

SALARIE_PLAFONNE, SALARIE_DEPLAFONNE, CSG_DEDUCTIBLE, CSG_AUTRE = 6_900, 400, 6_800, 2_900
RETRAITE_T1, RETRAITE_T2, PATRONAL_T1, PATRONAL_T2 = 10_020, 24_290, 6_010, 14_570
SALARIE_T1, SALARIE_T2, APEC = 4_010, 9_720, 60
PREVOYANCE, SALARIE_PREVOYANCE = 1_500, 400
INAPTITUDE, CONGES_SPECTACLES = 700, 15_700
SANTE, SALARIE_SANTE = 44_00, 20_00
ABATTEMENT_CSG = 98_250


@dataclass(frozen=True, slots=True)
class Paie:
    """Pay of one contract for the days `debut` to `fin`; hours in hundredths, amounts in cents.

    `affilie`: to the insurance contract of the establishment, `inapte`: to that of the drivers.
    """

    contrat: Contrat
    debut: date
    fin: date
    absence: Absence | None
    heures: int
    heures_absence: int
    base: int
    retenue: int
    heures_sup: int
    sup: int
    primes: tuple[tuple[str, int], ...]
    titres_restaurant: int
    brut: int
    plafond: int
    smic: int
    reduction: int
    affilie: bool
    inapte: bool

    @property
    def plafonnee(self) -> int:
        """Brut up to the ceiling."""
        return min(self.brut, self.plafond)

    @property
    def tranche2(self) -> int:
        """Brut above the ceiling."""
        return max(0, self.brut - self.plafond)

    @property
    def csg(self) -> int:
        """Base of CSG and CRDS; none for an apprentice."""
        return 0 if self.contrat.apprenti else part(self.brut, ABATTEMENT_CSG)

    @property
    def retraite(self) -> int:
        """Agirc-Arrco, both shares."""
        return part(self.plafonnee, RETRAITE_T1) + part(self.tranche2, RETRAITE_T2)

    @property
    def apec(self) -> int:
        """Apec, for cadres."""
        return part(self.brut, APEC) if self.contrat.emploi.cadre else 0

    @property
    def prevoyance(self) -> int:
        """Prévoyance, both shares."""
        return part(self.brut, PREVOYANCE) if self.affilie else 0

    @property
    def inaptitude(self) -> int:
        """Insurance of drivers against being unfit to drive."""
        return part(self.brut, INAPTITUDE) if self.inapte else 0

    @property
    def spectacle(self) -> int:
        """Contribution to the Congés spectacles, for an intermittent."""
        return part(self.brut, CONGES_SPECTACLES) if self.contrat.objet else 0

    @property
    def reduction_retraite(self) -> int:
        """Share of the réduction générale that falls on the retirement contributions."""
        return self.reduction * 601 // 3194

    @property
    def salarie(self) -> int:
        """Deductions that lower taxable pay."""
        if self.contrat.apprenti:
            return 0
        return (
            part(self.plafonnee, SALARIE_PLAFONNE)
            + part(self.brut, SALARIE_DEPLAFONNE)
            + part(self.csg, CSG_DEDUCTIBLE)
            + part(self.plafonnee, SALARIE_T1)
            + part(self.tranche2, SALARIE_T2)
            + (part(self.brut, SALARIE_PREVOYANCE) if self.affilie else 0)
        )


@dataclass(frozen=True, slots=True)
class Bulletin:
    """What an individu is paid in the month, tax included; `taux` in hundredths of a per cent."""

    paies: tuple[Paie, ...]
    versement: date
    net_fiscal: int
    net_social: int
    net_verse: int
    taux: int
    identifiant: str | None
    pas: int
    regularisation: int
    satd: int

    @property
    def regularisation_pas(self) -> int:
        """Tax given back for the month before (not positive)."""
        return -part(-self.regularisation, self.taux * 10)


def plafond_mensuel(month: Month) -> int:
    """Monthly ceiling of social security."""
    return _PMSS[max(2024, min(month.year, _LAST_KNOWN))]


def bulletin(context: Context, holder: Holder) -> Bulletin:
    """The pay of a holder in the month of the declaration."""
    etablissement, month = context.etablissement, context.month
    absence = absence_of(etablissement, holder, month)
    draw = Draw(etablissement.seed, etablissement.siret, holder.matricule, month.index, "paie")
    paies = tuple(
        _paie(context, contrat, absence if rank == 0 else None, draw) for rank, contrat in enumerate(holder.contrats)
    )
    net_fiscal = sum(paie.brut - paie.salarie for paie in paies)
    other = sum(part(paie.csg, CSG_AUTRE) for paie in paies) + (SALARIE_SANTE if context.detaille else 0)
    taux, identifiant = _taux(context, holder)
    pas = part(net_fiscal, taux * 10)
    settled = holder.contrats[0].debut < month.first and pas > 20_00
    regularisation = -50_00 if settled and draw.chance(8) else 0
    back = part(-regularisation, taux * 10)
    return Bulletin(
        paies=paies,
        versement=month.last,
        net_fiscal=net_fiscal,
        net_social=net_fiscal - other,
        net_verse=net_fiscal - other - pas + back,
        taux=taux,
        identifiant=identifiant,
        pas=pas,
        regularisation=regularisation,
        satd=75_00 if context.complet and settled and draw.chance(4) else 0,
    )


def _taux(context: Context, holder: Holder) -> tuple[int, str | None]:
    """Rate of PAS: one by person and year, given by the DGFiP, or the neutral scale."""
    etablissement = context.etablissement
    draw = Draw(etablissement.seed, etablissement.siret, holder.matricule, context.month.year, "taux")
    if holder.contrats[0].apprenti:
        return 0, None
    given = draw.chance(870)
    taux = draw.pick((0, 0, 110, 240, 350, 480, 590, 740, 890, 1060, 1390))
    return taux, (str(10**9 + draw.below(9 * 10**9)) if given else None)


def _paie(context: Context, contrat: Contrat, absence: Absence | None, draw: Draw) -> Paie:
    month = context.month
    debut, fin = period(contrat, month)
    days, of = (fin - debut).days + 1, month.last.day
    full = contrat.salaire * contrat.quotite // contrat.reference
    base = full * days // of
    retenue = full * absence.jours // of if absence else 0
    hours = _hours(contrat, days, of)
    missed = min(absence.jours * 7_00, hours) if absence else 0
    heures_sup = _overtime(context, contrat, absence, draw)
    sup = contrat.salaire * 125 * heures_sup // (100 * TEMPS_PLEIN)
    primes = _primes(contrat, context, base)
    brut = base - retenue + sup + sum(amount for _, amount in primes)
    plafond = plafond_mensuel(month) * days // of * contrat.quotite // contrat.reference
    smic = _SMIC[max(2024, min(month.year, _LAST_KNOWN))] * hours // 100
    return Paie(
        contrat=contrat,
        debut=debut,
        fin=fin,
        absence=absence,
        heures=hours - missed,
        heures_absence=missed,
        base=base,
        retenue=retenue,
        heures_sup=heures_sup,
        sup=sup,
        primes=primes,
        titres_restaurant=9 * days * 300 // of if context.detaille and draw.chance(250) else 0,
        brut=brut,
        plafond=plafond,
        smic=smic,
        reduction=_reduction(brut, smic),
        affilie=is_insured(context, contrat),
        inapte=is_insured_driver(context, contrat),
    )


def is_insured(context: Context, contrat: Contrat) -> bool:
    """Whether the insurance contract of the establishment covers him."""
    return context.complet and (not contrat.apprenti or context.etablissement.sector.apprentis_affilies)


def is_insured_driver(context: Context, contrat: Contrat) -> bool:
    """Whether the insurance of drivers covers him; it is declared each month, and not in the signalements."""
    insured = context.complet and context.etablissement.sector.inaptitude is not None
    return insured and context.spec.nature == "01" and contrat.emploi.conducteur


def _hours(contrat: Contrat, days: int, of: int) -> int:
    """Hours of the period, in hundredths; a cadre au forfait counts as full time."""
    monthly = TEMPS_PLEIN if contrat.forfait_jours else contrat.quotite
    return monthly * days // of


def _overtime(context: Context, contrat: Contrat, absence: Absence | None, draw: Draw) -> int:
    usual = contrat.quotite == TEMPS_PLEIN and not contrat.apprenti and not absence
    return draw.between(2, 12) * 100 if context.complet and usual and draw.chance(220) else 0


def _primes(contrat: Contrat, context: Context, base: int) -> tuple[tuple[str, int], ...]:
    """(type of S21.G00.52, amount): thirteenth month in December, indemnities at the end of a contract."""
    found = []
    if context.month.number == 12 and contrat.nature == "01":
        found.append(("026", base // 2 + 1))
    if contrat.fin:
        if contrat.motif_fin == "031" and contrat.motif != "05":
            found.append(("011", base // 10 + 1))
        elif contrat.motif_fin in ("043", "020"):
            found.append(("001" if contrat.motif_fin == "043" else "007", 1_200_00))
        if not context.etablissement.sector.conges:
            found.append(("020", base // 10 + 1))
    return tuple(found)


def _reduction(brut: int, smic: int) -> int:
    """Réduction générale, below 1.6 times the SMIC (coefficient in ten-thousandths)."""
    if brut <= 0 or brut * 10 >= smic * 16:
        return 0
    coefficient = min(3194, 3194 * (1600 * smic // brut - 1000) // 600)
    return brut * coefficient // 10_000


def is_intemperies(paie: Paie) -> bool:
    """Hours lost to bad weather, declared apart (S21.G00.51.011 = 025)."""
    return paie.absence is not None and paie.absence.motif == INTEMPERIES
