"""Natures 04, 05, 07, 08 and 10: one declaration for one person and one event of the month."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from neodes.generate.context import Context
from neodes.generate.contrat import (
    write_absence,
    write_affiliations,
    write_arret,
    write_contrat,
    write_retraite,
)
from neodes.generate.cotisations import write_bases
from neodes.generate.draw import Draw
from neodes.generate.envoi import write_s20
from neodes.generate.etablissement import write_adhesions, write_entreprise, write_identity
from neodes.generate.events import Absence
from neodes.generate.identifiers import BIC, iban
from neodes.generate.individu import write_anciennete, write_individu
from neodes.generate.months import jour
from neodes.generate.pay import bulletin, is_insured
from neodes.generate.people import Contrat, Person, holder_at, person_of
from neodes.generate.totals import Totals
from neodes.generate.versement import write_versement
from neodes.generate.worksites import write_worksites
from neodes.generate.writer import BlocWriter

_DAY = timedelta(days=1)
_NOTICE = timedelta(days=30)
_MOTIFS_ARRET = ("01", "06", "02", "01", "04", "03")
_LICENCIEMENT, _RUPTURE_CONVENTIONNELLE, _DEMISSION = "020", "043", "059"
_PREAVIS_EFFECTUE, _SANS_PREAVIS = "01", "90"
_PERIODE_ESSAI_DAYS = "60"


def write_signalement(out: BlocWriter, context: Context, position: int, ordre: int) -> None:
    """The declaration of the person who holds that position, on the first of his contracts."""
    holder = holder_at(context.etablissement, position, context.month)
    person = person_of(context.etablissement, replace(holder, contrats=holder.contrats[:1]), context.month)
    write_s20(out, context, ordre)
    write_entreprise(out, context)
    write_identity(out, context)
    _EVENTS[context.spec.nature](out, context, person)
    lieu = person.holder.contrats[0].lieu
    if lieu is not None:
        write_worksites(out, context, (lieu,))


def _write_adhesions(out: BlocWriter, context: Context, person: Person) -> None:
    """Insurance contracts that the person is affiliated to, no other (S20.G00.05.001/CCH-13)."""
    affilie = is_insured(context, person.holder.contrats[0])
    write_adhesions(out, context, Totals(people=1, affilies=int(affilie)))


def _arret(out: BlocWriter, context: Context, person: Person) -> None:
    """Natures 04 and 05: a sick leave begins, or ended before the file was made."""
    contrat = person.holder.contrats[0]
    _write_adhesions(out, context, person)
    write_individu(out, context, person)
    write_contrat(out, context, person, contrat)
    debut = max(context.month.day(3 + person.holder.position % 9), contrat.debut + _DAY)
    motif = _MOTIFS_ARRET[person.holder.position % len(_MOTIFS_ARRET)]
    write_arret(out, context, Absence(True, motif, debut, debut + (1 + person.holder.position % 4) * _DAY))


def _fin(out: BlocWriter, context: Context, person: Person) -> None:
    """Nature 07: the contract ends in the month, with its last pay."""
    contrat = _ended(context, person)
    person = replace(person, holder=replace(person.holder, contrats=(contrat,)))
    pay = bulletin(context, person.holder)
    paie = pay.paies[0]
    _write_adhesions(out, context, person)
    write_individu(out, context, person)
    write_contrat(out, context, person, contrat)
    if paie.absence and paie.absence.arret:
        write_absence(out, context, paie.absence)
    _write_fin_detaillee(out, context, contrat)
    if paie.absence and not paie.absence.arret:
        write_absence(out, context, paie.absence)
    write_affiliations(out, context, contrat, 0)
    write_retraite(out)
    write_versement(out, context, pay)
    write_bases(out, context, pay)
    write_anciennete(out, context, person)


def _ended(context: Context, person: Person) -> Contrat:
    contrat = person.holder.contrats[0]
    if contrat.fin:
        return contrat
    draw = Draw(context.etablissement.seed, context.etablissement.siret, person.holder.matricule, "fin")
    motif = draw.pick((_DEMISSION, _RUPTURE_CONVENTIONNELLE, _LICENCIEMENT))
    if contrat.nature == "02":
        motif = "081" if contrat.apprenti else "031"
    return replace(contrat, fin=context.month.day(draw.between(21, 28)), motif_fin=motif)


def _write_fin_detaillee(out: BlocWriter, context: Context, contrat: Contrat) -> None:
    """S21.G00.62 and 63 of a FCTU: dates by motive of the end (S21.G00.62.003 to .005)."""
    fin = contrat.fin or context.month.last
    motif = contrat.motif_fin
    announced = max(contrat.debut, fin - _NOTICE)
    notified = motif in (_LICENCIEMENT, _DEMISSION)
    out.bloc(
        "S21.G00.62",
        ("001", jour(fin)),
        ("002", motif),
        ("003", jour(announced) if notified else None),
        ("004", jour(announced) if motif == _RUPTURE_CONVENTIONNELLE else None),
        ("005", jour(announced) if motif == _LICENCIEMENT else None),
        ("006", jour(fin)),
        ("008", "02"),
        ("016", "01" if context.complet and not contrat.apprenti else None),
        ("020", jour(context.month.first)),
    )
    _write_preavis(out, announced + _DAY if notified else None, fin)


def _write_preavis(out: BlocWriter, debut: date | None, fin: date) -> None:
    out.bloc(
        "S21.G00.63",
        ("001", _PREAVIS_EFFECTUE if debut else _SANS_PREAVIS),
        ("002", jour(debut) if debut else None),
        ("003", jour(fin) if debut else None),
    )


def _embauche(out: BlocWriter, context: Context, person: Person) -> None:
    """Nature 08: a person comes in the month, and his rate of PAS and insurance are asked for."""
    contrat = replace(person.holder.contrats[0], debut=context.month.first)
    person = replace(person, holder=replace(person.holder, contrats=(contrat,)))
    if context.detaille:
        account = iban(int(context.etablissement.siren))
        out.bloc("S21.G00.12", ("001", "01"), ("002", BIC), ("003", account))
    _write_adhesions(out, context, person)
    write_individu(out, context, person)
    write_contrat(out, context, person, contrat)
    write_affiliations(out, context, contrat, 0)
    write_anciennete(out, context, person)


def _dpae(out: BlocWriter, context: Context, person: Person) -> None:
    """Nature 10: the person is hired on the first of the next month.

    The bloc keeps to what the nature needs: a unit of working time would call for an activity, a statut catégoriel for
    a retirement bloc, neither of which a DPAE has (S21.G00.40.011/CCH-15, S21.G00.40.003/CCH-16).
    """
    contrat = person.holder.contrats[0]
    debut = context.month.shift(1).first
    write_individu(out, context, person)
    out.bloc(
        "S21.G00.40",
        ("001", jour(debut)),
        ("007", contrat.nature),
        ("008", contrat.dispositif if contrat.apprenti else None),
        ("009", contrat.numero),
        ("010", jour(context.month.shift(8).last) if contrat.nature == "02" else None),
        ("021", contrat.motif),
        ("082", _PERIODE_ESSAI_DAYS),
        ("083", "0830"),
    )


_EVENTS: dict[str, Callable[[BlocWriter, Context, Person], None]] = {
    "04": _arret,
    "05": _arret,
    "07": _fin,
    "08": _embauche,
    "10": _dpae,
}
