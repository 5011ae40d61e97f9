"""S21.G00.40 to S21.G00.71: the contract, its changes, absences, end, insurance and retirement."""

from __future__ import annotations

from datetime import timedelta

from neodes.generate.context import Context
from neodes.generate.etablissement import INAPTITUDE, PREVOYANCE, SANTE
from neodes.generate.events import Absence
from neodes.generate.identifiers import BIC, iban
from neodes.generate.months import jour, montant
from neodes.generate.pay import is_insured, is_insured_driver
from neodes.generate.people import Contrat, Person
from neodes.generate.worksites import worksite
from neodes.generate.writer import BlocWriter, Value

_NON_CONCERNE = "99"
_CONDUITE = 90
"""First identifier of the affiliations of drivers."""


def write_contrat(out: BlocWriter, context: Context, person: Person, contrat: Contrat) -> None:
    """S21.G00.40, then 41 for each term that changed on the first of the month."""
    out.bloc(
        "S21.G00.40",
        ("001", jour(contrat.debut)),
        *_job(contrat),
        ("009", contrat.numero),
        ("010", jour(contrat.fin_prevue) if contrat.fin_prevue else None),
        *_working_time(contrat),
        *_regimes(context, person, contrat),
        *_sector(context, contrat),
        ("072", "01" if person.boeth else None),
        ("082", "60" if contrat.nature == "01" else None),
        ("084", "01"),
    )
    for rubrique, old in contrat.avant:
        change = jour(context.month.first)
        out.bloc("S21.G00.41", ("001", change), (rubrique, old), ("028", change))


def _job(contrat: Contrat) -> tuple[Value, ...]:
    emploi = contrat.emploi
    return (
        ("002", emploi.statut),
        ("003", "01" if emploi.cadre else "04"),
        ("004", emploi.pcs),
        ("005", emploi.complement),
        ("006", emploi.libelle),
        ("007", contrat.nature),
        ("008", contrat.dispositif),
    )


def _working_time(contrat: Contrat) -> tuple[Value, ...]:
    return (
        ("011", "20" if contrat.forfait_jours else "10"),
        ("012", montant(contrat.reference)),
        ("013", montant(contrat.quotite)),
        ("014", "20" if contrat.quotite < contrat.reference else "10"),
    )


def _regimes(context: Context, person: Person, contrat: Contrat) -> tuple[Value, ...]:
    here = context.etablissement
    regime = "300" if here.sector.agricole else "200"
    several = "02" if len(person.holder.contrats) > 1 else "01"
    return (
        ("016", _NON_CONCERNE),
        ("017", here.idcc(contrat.emploi.idcc)),
        ("018", regime),
        ("019", here.siret if contrat.lieu is None else worksite(here, contrat.lieu)),
        ("020", regime),
        ("021", contrat.motif),
        ("022", here.sector.conges),
        ("024", _NON_CONCERNE),
        ("026", _NON_CONCERNE),
        ("036", several),
        ("037", "01"),
        ("039", regime),
        ("040", here.sector.risque),
    )


def _sector(context: Context, contrat: Contrat) -> tuple[Value, ...]:
    sector = context.etablissement.sector
    agricole = ("01" if contrat.emploi.cadre else "02") if sector.agricole else None
    level = f"NIVEAU {contrat.emploi.statut}" if context.detaille or sector.conges else None
    return (
        ("041", level),
        ("042", agricole),
        ("043", montant(sector.taux_at // 10)),
        ("049", "PLATESV-R-2026-000001" if contrat.objet else None),
        ("050", contrat.objet),
        ("051", "02" if contrat.objet else None),
    )


def write_absence(out: BlocWriter, context: Context, absence: Absence) -> None:
    """S21.G00.60 for a sick leave, else S21.G00.65."""
    if absence.arret:
        write_arret(out, context, absence)
        return
    out.bloc(
        "S21.G00.65",
        ("001", absence.motif),
        ("002", jour(absence.debut)),
        ("003", jour(absence.fin)),
        ("005", montant(absence.jours * 100)),
    )


def write_arret(out: BlocWriter, context: Context, absence: Absence) -> None:
    """S21.G00.60: subrogated one time in two, and over when the month is over."""
    subrogated = absence.jours % 2 == 0
    last_day = absence.debut - timedelta(days=1)
    work_accident = absence.motif in ("04", "05", "06")
    out.bloc(
        "S21.G00.60",
        ("001", absence.motif),
        ("002", jour(last_day)),
        ("003", jour(absence.fin)),
        ("004", "01" if subrogated else "02"),
        ("005", jour(absence.debut) if subrogated else None),
        ("006", jour(absence.fin) if subrogated else None),
        ("007", iban(int(context.etablissement.siren)) if subrogated else None),
        ("008", BIC if subrogated else None),
        ("010", jour(absence.fin + timedelta(days=1)) if context.spec.nature != "04" else None),
        ("011", "01" if context.spec.nature != "04" else None),
        ("012", jour(last_day) if work_accident else None),
    )


def write_fin(out: BlocWriter, contrat: Contrat) -> None:
    """S21.G00.62 of a monthly declaration, when the contract ends in the month."""
    if not contrat.fin:
        return
    usage = contrat.motif == "05"
    out.bloc(
        "S21.G00.62",
        ("001", jour(contrat.fin)),
        ("002", contrat.motif_fin),
        ("006", jour(contrat.fin)),
        ("017", "02" if usage else None),
    )


def write_affiliations(out: BlocWriter, context: Context, contrat: Contrat, rank: int) -> None:
    """S21.G00.70: an identifier for each affiliation of the person (S21.G00.70.012/CCH-11)."""
    if is_insured(context, contrat):
        out.bloc("S21.G00.70", ("012", affiliation(PREVOYANCE, rank)), ("013", PREVOYANCE))
    if context.detaille and rank == 0:
        out.bloc("S21.G00.70", ("012", affiliation(SANTE, rank)), ("013", SANTE))
    if is_insured_driver(context, contrat):
        out.bloc("S21.G00.70", ("012", affiliation(INAPTITUDE, rank)), ("013", INAPTITUDE))


def affiliation(contract: str, rank: int) -> str:
    """Technical identifier of the affiliation of contract number `rank` (from 0) to an insurance contract."""
    return str(_CONDUITE + rank if contract == INAPTITUDE else int(contract) + 2 * rank)


def write_retraite(out: BlocWriter) -> None:
    """S21.G00.71: Agirc-Arrco for all."""
    out.bloc("S21.G00.71", ("002", "RUAA"))
