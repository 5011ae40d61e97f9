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
    add("--reel", action="store_true", help="écrire un envoi réel au lieu d'un envoi de test")
    add_norm(parser)


def run(options: argparse.Namespace) -> int:
    from neodes.generate import GenerationError

    try:
        spec = _spec(options)
        if options.anomalie is not None:
            return _write_faulty(options.anomalie, spec, options.sortie)
        return _write(spec, options.sortie)
    except GenerationError as error:
        print(f"neodes generate : {error}", file=sys.stderr)
    except OSError as error:
        print(f"neodes generate : {options.sortie} n'a pas pu être écrit ({error.strerror}).", file=sys.stderr)
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
    if target is None:
        sys.stdout.buffer.write(fault.content)
    else:
        Path(target).write_bytes(fault.content)
    place = f"ligne {fault.line}" if fault.line else "fichier entier"
    print(f"{fault.label} : {fault.control}, {place}.", file=sys.stderr)
    return 0
