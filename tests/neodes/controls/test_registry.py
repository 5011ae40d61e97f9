from collections import Counter

import pytest

from neodes.controls.base import Severity, Status
from neodes.controls.explanations.formats import PATTERNS, format_in_words
from neodes.controls.families import family_of
from neodes.controls.registry import controls, find_control
from neodes.norm import NORM_VERSIONS, load_norm
from neodes.norm.named import load_named_controls

NORM = load_norm("P26V01")
every_version = pytest.mark.parametrize("version", NORM_VERSIONS)


@every_version
def test_every_control_is_declared_once_with_its_four_parts(version):
    found = controls(load_norm(version))
    assert len({control.id for control in found}) == len(found)
    for control in found:
        page = control.explanation
        for part in (page.verifie, page.pourquoi, page.que_faire):
            assert part[0] == part[0].upper(), control.id
            assert part.endswith((".", "…")), control.id
            assert "« »" not in part, control.id
        assert page.references, control.id
        assert (control.status is Status.NON_EXECUTE) is (control.reason_not_run is not None)


@every_version
def test_every_control_named_by_the_norm_is_listed(version):
    listed = {control.id for control in controls(load_norm(version))}
    assert listed >= {named.id for named in load_named_controls(version)}


@every_version
def test_every_pattern_is_put_in_words(version):
    for spec in load_norm(version).rubriques.values():
        assert spec.pattern is None or spec.pattern in PATTERNS, spec.id


@pytest.mark.parametrize(
    ("rubrique", "words"),
    [
        ("S21.G00.40.001", "une date JJMMAAAA (jour, mois, année), de 1900 à 2099 (8 caractères)"),
        ("S21.G00.40.007", "un code de la liste « Nature du contrat » (2 caractères)"),
        ("S21.G00.30.002", "de 1 à 80 caractères"),
        ("S21.G00.06.001", "des chiffres seulement, pas tous à zéro (9 caractères)"),
    ],
)
def test_the_expected_form_in_words(rubrique, words):
    assert format_in_words(NORM.rubriques[rubrique]) == words


@pytest.mark.parametrize(
    ("identifier", "family"),
    [("S21.G00.40.007/CSL-00", "CSL-00"), ("LIGNE", "LIGNE"), ("FICHIER/VIDE", "FICHIER/VIDE")],
)
def test_family(identifier, family):
    assert family_of(identifier) == family


@pytest.mark.parametrize(
    ("identifier", "status", "severity", "words"),
    [
        ("S21.G00.40.007/CSL-00", Status.STABLE, Severity.BLOQUANT, "Codes admis : 01 ("),
        ("S21.G00.40.001/CSL-00", Status.STABLE, Severity.BLOQUANT, "exister dans le calendrier"),
        ("S21.G00.30.002/USAGE", Status.STABLE, Severity.BLOQUANT, "obligatoire dans"),
        ("S21.G00.11.002/TABLE", Status.STABLE, Severity.BLOQUANT, "NAF rév. 2"),
        ("S21.G00.15.002/TABLE", Status.STABLE, Severity.AVERTISSEMENT, "incomplète"),
        ("S21.G00.40.040/TABLE", Status.NON_EXECUTE, Severity.AVERTISSEMENT, "n'est pas détenue"),
        ("S21.G00.71/CARD", Status.STABLE, Severity.BLOQUANT, "sous « Contrat"),
        ("S21.G00.79/PARENT", Status.STABLE, Severity.BLOQUANT, "S21.G00.78"),
        ("S21.G00.70/ORDRE", Status.STABLE, Severity.BLOQUANT, "à sa place"),
        ("S90.G00.90.001/CST-11", Status.STABLE, Severity.BLOQUANT, "celles du bloc S90 comprises"),
        ("LIGNE", Status.STABLE, Severity.BLOQUANT, "apostrophes"),
        ("S10.G00.00.006/NORME", Status.STABLE, Severity.BLOQUANT, "P24V01, P25V01, P26V01, P27V01"),
        ("S21.G00.99/INCONNU", Status.STABLE, Severity.BLOQUANT, "Le bloc S21.G00.99 doit exister"),
        ("S21.G00.40.999/INCONNU", Status.STABLE, Severity.BLOQUANT, "La rubrique S21.G00.40.999"),
        ("S21.G00.06.001/CME-11", Status.NON_EXECUTE, Severity.BLOQUANT, "répertoire des entreprises"),
    ],
)
def test_controls_are_found_and_explained(identifier, status, severity, words):
    control = find_control(identifier, NORM)
    assert (control.status, control.severity) == (status, severity)
    assert words in control.explanation.verifie


@pytest.mark.parametrize("identifier", ["", "S21", "S21.G00.40.007", "S21.G00.40.007/INCONNU", "S21.G00.40/INCONNU"])
def test_what_is_not_a_control_is_not_found(identifier):
    assert find_control(identifier, NORM) is None


@pytest.mark.parametrize(
    ("identifier", "reason"),
    [
        ("S21.G00.40.040/CRE-11", "la table « Risques accident du travail » (RAT) n'est pas détenue."),
        ("S21.G00.11.002/CRE-11", "déjà vérifié sous l'identifiant S21.G00.11.002/TABLE."),
        ("S89.G00.87.005/CSL-12", "déjà vérifié sous l'identifiant S89.G00.87.005/CSL-00."),
        ("S21.G00.06.001/CME-11", "il demande le répertoire Sirene de l'Insee."),
        ("S20.G00.05.006/CID-11", "il demande la plate-forme qui reçoit les déclarations."),
        ("S21.G00.30.001/CCH-11", "pas encore écrit dans cette version."),
    ],
)
def test_a_control_that_does_not_run_says_why(identifier, reason):
    assert find_control(identifier, NORM).reason_not_run == reason


def test_signals_do_not_block():
    severities = Counter(control.severity for control in controls(NORM) if "/SIG-" in control.id)
    assert severities == {Severity.AVERTISSEMENT: 59}
