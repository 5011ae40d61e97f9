"""Nature 01: the monthly declaration of an establishment, streamed one person after another."""

from __future__ import annotations

from collections.abc import Iterator

from neodes.generate.context import Context
from neodes.generate.contrat import (
    write_absence,
    write_affiliations,
    write_contrat,
    write_fin,
    write_retraite,
)
from neodes.generate.cotisations import write_bases
from neodes.generate.envoi import write_s20
from neodes.generate.etablissement import write_etablissement
from neodes.generate.hors_paie import write_hors_paie
from neodes.generate.individu import write_anciennete, write_individu, write_penibilite, write_satd
from neodes.generate.pay import Bulletin, bulletin
from neodes.generate.people import Person, holder_at, person_of
from neodes.generate.rares import (
    is_rare,
    write_affiliation_a_tort,
    write_ayant_droit,
    write_bases_a_tort,
    write_temps_partiel_therapeutique,
)
from neodes.generate.totals import totals
from neodes.generate.versement import write_versement
from neodes.generate.worksites import write_worksites
from neodes.generate.writer import BlocWriter

_CHUNK = 64
"""People written between two chunks: about 150 kB."""


def mensuelle(out: BlocWriter, context: Context, ordre: int) -> Iterator[bytes]:
    """Bytes of one monthly declaration."""
    write_s20(out, context, ordre)
    sums = totals(context)
    write_etablissement(out, context, sums)
    for rank, position in enumerate(context.etablissement.positions):
        holder = holder_at(context.etablissement, position, context.month)
        person = person_of(context.etablissement, holder, context.month)
        write_person(out, context, person, bulletin(context, holder))
        if rank % _CHUNK == _CHUNK - 1:
            yield out.take()
    write_worksites(out, context, sums.lieux)
    write_hors_paie(out, context, _first_person(context))
    yield out.take()


def _first_person(context: Context) -> Person | None:
    here = context.etablissement
    if not here.positions:
        return None
    return person_of(here, holder_at(here, here.positions[0], context.month), context.month)


def write_person(out: BlocWriter, context: Context, person: Person, pay: Bulletin) -> None:
    """All blocs of one individu, in the order of the message."""
    write_individu(out, context, person)
    write_penibilite(out, context, person)
    rare = is_rare(context, person.holder)
    for rank, paie in enumerate(pay.paies):
        write_contrat(out, context, person, paie.contrat)
        if paie.absence and paie.absence.arret:
            write_absence(out, context, paie.absence)
        if rare:
            write_temps_partiel_therapeutique(out, context)
        write_fin(out, paie.contrat)
        if paie.absence and not paie.absence.arret:
            write_absence(out, context, paie.absence)
        write_affiliations(out, context, paie.contrat, rank)
        if rare:
            write_ayant_droit(out)
        write_retraite(out)
        if rare:
            write_affiliation_a_tort(out)
    write_versement(out, context, pay)
    write_bases(out, context, pay)
    if rare:
        write_bases_a_tort(out, context, pay.paies[0].contrat)
    write_anciennete(out, context, person)
    write_satd(out, person, pay)
