import re
from collections import Counter

import pytest

from neodes.controls.base import Severity, Status
from neodes.controls.coded.catalogue import NOT_RUN
from neodes.controls.coded.compiling import rules_of_version
from neodes.controls.explanations.formats import PATTERNS, format_in_words
from neodes.controls.families import family_of
from neodes.controls.registry import NOT_WRITTEN, all_controls, find_control
from neodes.norm import NORM_VERSIONS, Coverage, load_norm, table_for
from neodes.norm.named import load_named_controls

NORM = load_norm("P26V01")
every_version = pytest.mark.parametrize("version", NORM_VERSIONS)


@every_version
def test_every_control_is_declared_once_with_its_four_parts(version):
    found = all_controls(load_norm(version))
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
    listed = {control.id for control in all_controls(load_norm(version))}
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
        ("S21.G00.30.002/CSL-11", Status.STABLE, Severity.BLOQUANT, "civilité"),
        ("S21.G00.40.001/SIG-14", Status.STABLE, Severity.AVERTISSEMENT, "dernier jour du mois principal"),
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
        ("S21.G00.40.040/CRE-11", "la table des risques d'accident du travail (RAT) n'est pas détenue."),
        ("S10.G00.01.002/CRE-11", "substitution (OES) n'est pas détenue."),
        ("S21.G00.06.001/CME-11", "il demande le répertoire Sirene de l'Insee"),
        ("S20.G00.05.001/CST-11", "de machine à machine"),
    ],
)
def test_a_control_that_does_not_run_says_why(identifier, reason):
    control = find_control(identifier, NORM)
    assert control.status is Status.NON_EXECUTE
    assert reason in control.reason_not_run
    assert control.reason_not_run in control.explanation.que_faire
    assert control.verified_as is None


@pytest.mark.parametrize(
    ("identifier", "verifying", "severity"),
    [
        ("S21.G00.11.002/CRE-11", "S21.G00.11.002/TABLE", Severity.BLOQUANT),
        ("S21.G00.15.002/CRE-11", "S21.G00.15.002/TABLE", Severity.AVERTISSEMENT),
        ("S89.G00.87.005/CSL-12", "S89.G00.87.005/CSL-00", Severity.BLOQUANT),
        ("S21.G00.30.006/CSL-11", "S21.G00.30.006/CSL-00", Severity.BLOQUANT),
    ],
)
def test_a_control_that_another_verifies_is_run(identifier, verifying, severity):
    control = find_control(identifier, NORM)
    assert (control.status, control.severity, control.reason_not_run) == (Status.STABLE, severity, None)
    assert control.verified_as == verifying
    assert verifying in control.explanation.verifie
    assert verifying in control.explanation.que_faire


@every_version
def test_what_verifies_another_control_runs_itself_and_blocks_no_more(version):
    found = {control.id: control for control in all_controls(load_norm(version))}
    verified = [control for control in found.values() if control.verified_as]
    assert verified
    for control in verified:
        verifying = found[control.verified_as]
        assert (verifying.status, verifying.verified_as) == (Status.STABLE, None), control.id
        assert control.severity is verifying.severity
        assert set(control.natures) <= set(verifying.natures), control.id


@every_version
def test_every_control_of_form_table_or_platform_runs_or_says_why(version):
    left = [
        control.id
        for control in all_controls(load_norm(version))
        if control.reason_not_run == NOT_WRITTEN and re.search(r"/(CSL|CRE|CME|CID|CST)-", control.id)
    ]
    assert left == []


@every_version
def test_what_is_said_not_to_run_is_named_by_the_norm_once_and_does_not_run(version):
    found = {control.id: control for control in all_controls(load_norm(version))}
    said = [control for control in NOT_RUN if not control.versions or version in control.versions]
    ids = [control.id for control in said]
    assert len(ids) == len(set(ids))
    assert not set(ids) & set(rules_of_version(version).rules)
    for control in said:
        assert control.id not in found or found[control.id].reason_not_run == control.reason
        assert control.reason[0].islower(), control.id
        assert control.reason.endswith("."), control.id


def test_what_is_said_not_to_run_exists_somewhere():
    known = {named.id for version in NORM_VERSIONS for named in load_named_controls(version)}
    assert {control.id for control in NOT_RUN} <= known


@every_version
def test_a_look_up_that_does_not_run_lacks_its_table(version):
    norm = load_norm(version)
    for control in NOT_RUN:
        rubrique, _, kind = control.id.partition("/")
        if kind.startswith("CRE") and rubrique in norm.rubriques:
            table = table_for(norm.rubriques[rubrique])
            assert table is None or table.coverage is Coverage.MISSING, control.id


def test_signals_do_not_block():
    severities = Counter(control.severity for control in all_controls(NORM) if "/SIG-" in control.id)
    assert severities == {Severity.AVERTISSEMENT: 59}
