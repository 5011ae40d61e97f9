"""`neodes generate`: valid declarations of fictitious firms and people, for tests and demonstrations."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from neodes.cli.arguments import Parser, add_norm

if TYPE_CHECKING:
    from neodes.generate import GenerationSpec

IMPOSSIBLE = 2
LOT = "ESSAI"
BESIDE = "fiche_"
"""How the names of the faults between a declaration and its fiches start."""


def configure(parser: Parser) -> None:
    add = parser.chosen.add_argument
    add("-o", "--sortie", metavar="FICHIER", help="fichier à écrire (sinon, la sortie standard)")
    add("--individus", type=int, default=10, metavar="N", help="individus par établissement (10)")
    add("--etablissements", type=int, default=1, metavar="N", help="nombre d'établissements (1)")
    add("--sirets", nargs="+", default=[], metavar="SIRET", help="établissements nommés, au lieu de leur nombre")
    add("--secteur", default="general", metavar="SECTEUR", help="secteur d'activité (general)")
    add("--mois", default="2026-11", metavar="AAAA-MM", help="mois principal déclaré (2026-11)")
    add("--nature", default="01", metavar="NN", help="nature de la déclaration (01)")
    add("--type", default="01", metavar="NN", dest="kind", help="type de la déclaration (01)")
    add("--profil", default="complet", metavar="PROFIL", help="leger, complet ou detaille (complet)")
    add("--graine", type=int, default=0, metavar="N", help="même graine, même fichier (0)")
    add("--anomalie", metavar="NOM", help="mettre une anomalie connue dans le fichier")
    add("--fiches", metavar="XML", help="écrire aussi le lot de fiches de paramétrage qui s'accorde avec le fichier")
    add("--niveau", default="2B", metavar="NIVEAU", help="niveau de ces fiches : 1, 2A ou 2B (2B)")
    add("--reel", action="store_true", help="écrire un envoi réel au lieu d'un envoi de test")
    add_norm(parser)


def run(options: argparse.Namespace) -> int:
    from neodes.generate import GenerationError

    try:
        spec = _spec(options)
        if (options.anomalie or "").startswith(BESIDE):
            return _write_faulty_beside(options.anomalie, spec, options)
        if options.fiches is not None:
            _write_fiches(spec, options.fiches, options.niveau)
        if options.anomalie is not None:
            return _write_faulty(options.anomalie, spec, options.sortie)
        return _write(spec, options.sortie)
    except GenerationError as error:
        print(f"neodes generate : {error}", file=sys.stderr)
    except OSError as error:
        name = error.filename or options.sortie or "la sortie"
        print(f"neodes generate : {name} n'a pas pu être écrit ({error.strerror}).", file=sys.stderr)
        if isinstance(error, BrokenPipeError):
            raise
    return IMPOSSIBLE


def _spec(options: argparse.Namespace) -> GenerationSpec:
    from neodes.generate import GenerationError, GenerationSpec, Profile

    try:
        profile = Profile(options.profil)
    except ValueError:
        choices = ", ".join(profile.value for profile in Profile)
        raise GenerationError(f"« {options.profil} » n'est pas un profil : choisissez {choices}.") from None
    return GenerationSpec(
        norm=options.norm,
        month=options.mois,
        etablissements=options.etablissements,
        individus=options.individus,
        sirets=tuple(options.sirets),
        sector=options.secteur,
        nature=options.nature,
        type_declaration=options.kind,
        seed=options.graine,
        mode="reel" if options.reel else "test",
        profile=profile,
    )


def _write(spec: GenerationSpec, target: str | None) -> int:
    from neodes.generate import generate_chunks

    if target is None:
        for chunk in generate_chunks(spec):
            sys.stdout.buffer.write(chunk)
        return 0
    with Path(target).open("wb") as stream:
        for chunk in generate_chunks(spec):
            stream.write(chunk)
    return 0


def _write_faulty(name: str, spec: GenerationSpec, target: str | None) -> int:
    """The file with one fault in it; what the fault is and where goes to the error output."""
    from neodes.cli.suggestions import suggestion
    from neodes.generate import GenerationError, generate
    from neodes.generate.faults import FAULTS, FaultImpossibleError, inject

    if name not in FAULTS:
        known = ", ".join(FAULTS)
        raise GenerationError(f"l'anomalie « {name} » n'existe pas.{suggestion(name, FAULTS)} Anomalies : {known}.")
    try:
        fault = inject(name, generate(spec))
    except FaultImpossibleError:
        raise GenerationError(f"ce fichier n'a pas de place pour l'anomalie « {name} ».") from None
    _write_content(fault.content, target)
    place = f"ligne {fault.line}" if fault.line else "fichier entier"
    print(f"{fault.label} : {fault.control}, {place}.", file=sys.stderr)
    return 0


def _write_content(content: bytes, target: str | None) -> None:
    if target is None:
        sys.stdout.buffer.write(content)
    else:
        Path(target).write_bytes(content)


def _write_fiches(spec: GenerationSpec, target: str, level: str) -> None:
    from neodes.fpoc.writing import write_fiches
    from neodes.generate import GenerationError, generate
    from neodes.generate.fiches import LEVELS, fiches_of

    if level not in LEVELS:
        raise GenerationError(f"« {level} » n'est pas un niveau de fiche : choisissez {', '.join(LEVELS)}.")
    fiches = fiches_of(generate(spec), level)
    if not fiches:
        raise GenerationError("ce fichier ne déclare aucun contrat : prenez le profil complet ou detaille.")
    Path(target).write_bytes(write_fiches(fiches, lot=LOT))


def _write_faulty_beside(name: str, spec: GenerationSpec, options: argparse.Namespace) -> int:
    """The file and its fiches, with one fault between them."""
    from neodes.cli.suggestions import suggestion
    from neodes.fpoc.writing import write_fiches
    from neodes.generate import FICHE_FAULTS, GenerationError, generate, inject_beside
    from neodes.generate.faults import FaultImpossibleError

    if name not in FICHE_FAULTS:
        hint, known = suggestion(name, FICHE_FAULTS), ", ".join(FICHE_FAULTS)
        raise GenerationError(f"l'anomalie « {name} » n'existe pas.{hint} Anomalies : {known}.")
    if options.fiches is None:
        raise GenerationError(f"l'anomalie « {name} » demande d'écrire aussi les fiches : ajoutez --fiches FICHES.xml.")
    try:
        fault = inject_beside(name, generate(spec))
    except FaultImpossibleError:
        raise GenerationError(f"ce fichier n'a pas de place pour l'anomalie « {name} ».") from None
    Path(options.fiches).write_bytes(write_fiches(fault.fiches, lot=LOT))
    _write_content(fault.content, options.sortie)
    print(f"{fault.label} : {fault.control}.", file=sys.stderr)
    return 0
