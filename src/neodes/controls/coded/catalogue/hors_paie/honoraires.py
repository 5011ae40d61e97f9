"""S89.G00.32, 33, 35 and 43: the fees paid to third parties, declared once a year."""

from __future__ import annotations

from neodes.controls.coded.catalogue.hors_paie.shapes import (
    year_of_declaration,
)
from neodes.controls.coded.catalogue.shapes import french_or_foreign, plausible_birth, town_of
from neodes.controls.coded.conditions import absent, among, both, either, present
from neodes.controls.coded.measures import amount, key
from neodes.controls.coded.relations import some
from neodes.controls.coded.rule import rule

EUROPEAN_UNION = "AT BE BG CY CZ DE DK EE ES FI GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK"
PERSON = both(present("32.002"), present("32.003"))

RULES = (
    rule(
        "32.001/CCH-12",
        then=either(
            some("33", amount("33.002", ">", "0.00")),
            some("35", amount("35.002", ">", "0.00")),
            some("43", amount("43.002", ">", "0.00")),
        ),
        why="Un bénéficiaire n'est déclaré que pour ce qu'il a reçu : avantage, indemnité ou rémunération.",
        do="Ajoutez le montant versé, ou retirez ce bénéficiaire de la déclaration.",
        passes=(
            "32.001=A 33.001=01 33.002=0.01",
            "32.001=A 35.001=01 35.002=0.01",
            "32.001=A 43.001=11 43.002=0.01",
            "32.001=A 33.001=01 33.002=-5.00 43.001=01 43.002=5.00",
            "32.001=A 43.001=01 43.002=-5.00 43.001=02 43.002=5.00",
        ),
        fails=(
            "32.001=A",
            "32.001=A 33.001=01 33.002=-0.01",
            "32.001=A 35.001=01 35.002=0.00 43.001=01 43.002=-1.00",
            "32.001=A 32.001=B 43.001=01 43.002=5.00",
        ),
    ),
    rule(
        "32.003/CCH-11",
        when=present("32.002"),
        then=present("32.003"),
        iff=True,
        why="Une personne physique se déclare avec son nom et son prénom.",
        do="Complétez le nom et le prénom du bénéficiaire ; une entreprise se déclare par sa raison sociale.",
        passes=("32.002=A 32.003=B", "32.006=A"),
        fails=("32.002=A", "32.003=B"),
    ),
    rule(
        "32.003/CCH-12",
        when=either(present("32.002"), present("32.003")),
        then=absent("32.004", "32.005", "32.006"),
        iff=True,
        why="Le bénéficiaire est soit une personne physique, avec nom et prénom, soit une entreprise, avec son "
        "SIRET et sa raison sociale.",
        do="Gardez l'un des deux ensembles, et un seul.",
        passes=("32.002=A 32.003=B", "32.004=000000018 32.005=00002 32.006=A"),
        fails=(
            "32.001=A",
            "32.002=A 32.003=B 32.004=000000018 32.005=00002 32.006=A",
            "32.002=A 32.003=B 32.006=A",
            "32.002=A 32.003=B 32.004=000000018",
        ),
    ),
    rule(
        "32.005/CCH-11",
        when=key("siren", "32.004"),
        then=key("siret", "32.004", "32.005"),
        why="La clé du SIRET décèle la plupart des fautes de frappe dans le NIC.",
        do="Vérifiez le SIRET du bénéficiaire sur sa facture.",
        passes=(
            "32.004=000000018 32.005=00002",
            "32.004=356000000 32.005=00001",
            "32.004=000000018",
            "32.004=000000019 32.005=00002",
            "32.005=00002",
        ),
        fails=("32.004=000000018 32.005=00003", "32.004=000000018 32.005=00001"),
    ),
    rule(
        "32.006/CCH-11",
        then=either(present("32.004", "32.005", "32.006"), absent("32.004", "32.005", "32.006")),
        why="Une entreprise se déclare avec son SIREN, son NIC et sa raison sociale.",
        do="Complétez la fiche du bénéficiaire : le SIREN et le NIC figurent sur ses factures.",
        passes=("32.004=000000018 32.005=00002 32.006=A", "32.002=A 32.003=B"),
        fails=(
            "32.004=000000018 32.005=00002",
            "32.004=000000018 32.006=A",
            "32.005=00002 32.006=A",
            "32.004=000000018",
            "32.006=A",
        ),
    ),
    french_or_foreign("32.011/CCH-12", "32.011", "32.013", "32.014"),
    town_of("32.012/CCH-11", "32.011", "32.012"),
    year_of_declaration("32.017/CCH-11"),
    plausible_birth("32.018/CCH-11", versions="P27V01"),
    rule(
        "32.018/SIG-12",
        when=both(PERSON, among("32.013", EUROPEAN_UNION), some("43", among("43.001", "06 07"))),
        then=present("32.018"),
        iff=True,
        why="Les États de l'Union européenne s'échangent les droits d'auteur et d'inventeur de leurs habitants, "
        "qu'ils reconnaissent à leur date de naissance.",
        do="Renseignez la date de naissance d'un auteur ou d'un inventeur domicilié dans un autre État de l'Union.",
        versions="P27V01",
        passes=(
            "32.002=A 32.003=B 32.013=AT 32.018=12051958 43.001=06",
            "32.002=A 32.003=B 32.013=SK 32.018=12051958 43.001=01 43.001=07",
            "32.002=A 32.003=B 32.013=CH 43.001=06",
            "32.002=A 32.003=B 32.013=AT 43.001=05",
            "32.006=A 32.013=AT 43.001=06",
            "32.002=A 32.003=B 32.011=75011 43.001=06",
        ),
        fails=(
            "32.002=A 32.003=B 32.013=AT 43.001=06",
            "32.002=A 32.003=B 32.013=SK 43.001=07",
            "32.002=A 32.003=B 32.013=CH 32.018=12051958 43.001=06",
            "32.002=A 32.003=B 32.013=AT 32.018=12051958 43.001=08",
            "32.006=A 32.013=AT 32.018=12051958 43.001=06",
            "32.002=A 32.003=B 32.011=75011 32.018=12051958 43.001=06",
        ),
    ),
)
