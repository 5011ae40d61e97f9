"""The generic controls, one situation at a time."""

import pytest

import neodes
from neodes.controls.base import PLACES_KEPT, Severity
from tests.neodes.files import check, found, generic, joined, place_of, recounted, valid


def replaced(rubrique, value, rank=0, **options):
    lines = list(valid(**options))
    place = place_of(lines, rubrique, rank)
    lines[place] = f"{rubrique},'{value}'"
    return lines, place + 1


def group_of(report, control):
    return next(group for group in report.groups if group.control == control)


@pytest.mark.parametrize(
    ("rubrique", "value", "reason"),
    [
        ("S21.G00.30.004", "A" * 90, "longueur"),
        ("S21.G00.30.001", "185137591512A", "motif"),
        ("S21.G00.51.013", "beaucoup", "type_numerique"),
        ("S21.G00.51.013", "12.5", "motif"),
        ("S21.G00.40.001", "30022026", "date"),
        ("S21.G00.40.001", "29022023", "date"),
        ("S21.G00.40.001", "0102202", "longueur"),
        ("S21.G00.30.006", "31021980", "date"),
        ("S21.G00.40.007", "98", "code"),
        ("S21.G00.40.007", "1", "code"),
    ],
)
def test_values(rubrique, value, reason):
    lines, line = replaced(rubrique, value)
    report = check(lines)
    assert found(report) == {(f"{rubrique}/CSL-00", line, reason)}
    assert report.groups[0].places[0].value == value
    assert report.count(Severity.BLOQUANT) == 1


@pytest.mark.parametrize("value", ["29022024", "29022000"])
def test_leap_days_exist(value):
    lines, _ = replaced("S21.G00.40.001", value)
    assert found(check(lines)) == set()


@pytest.mark.parametrize("value", ["00001980", "99991980", "00051980", "31001980", "99121980"])
def test_birth_dates_may_be_partly_unknown(value):
    lines, _ = replaced("S21.G00.30.006", value)
    assert generic(check(lines)) == set()


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("S21.G00.30.008,''", "vide"),
        ("S21.G00.30.008,' 4 RUE'", "blanc"),
        ("S21.G00.30.008,'4 RUE '", "blanc"),
        ("S21.G00.30.008,'4\tRUE'", "caractere"),
        ("S21.G00.30.008,'4\x81RUE'", "caractere"),
        ("S21.G00.30.008,'" + "R" * 250 + "'", "trop_longue"),
        ("S21.G00.30.008,4 RUE'", "guillemet_ouvrant"),
        ("S21.G00.30.008,'4 RUE", "guillemet_fermant"),
        ("S21.G00.30.008", "illisible"),
        ("  S21.G00.30.008,'4 RUE'", "identifiant"),
        ("S21.G00.30.008.001,'4 RUE'", "illisible"),
        ("s21.g00.30.008,'4 RUE'", "identifiant"),
    ],
)
def test_form_of_lines(line, reason):
    lines = list(valid())
    place = place_of(lines, "S21.G00.30.008")
    lines[place] = line
    report = check(lines)
    assert ("LIGNE", place + 1, reason) in found(report)
    assert {control for control, _, _ in found(report)} <= {"LIGNE", "S21.G00.30.008/USAGE"}


def test_a_sign_outside_iso_8859_1_in_a_utf8_file():
    lines, line = replaced("S21.G00.30.002", "C\u0153UR")
    report = neodes.check_bytes(joined(lines, encoding="utf-8"))
    assert found(report) == {("FICHIER/ENCODAGE", 0, "utf-8"), ("LIGNE", line, "caractere")}


def test_utf8_file_with_lines_in_another_encoding():
    lines = [line.encode() for line in valid()]
    lines[place_of(valid(), "S21.G00.30.002")] = "S21.G00.30.002,'NOËL'".encode()
    lines[place_of(valid(), "S21.G00.30.002", 1)] = "S21.G00.30.002,'NOËL'".encode("latin-1")
    report = neodes.check_bytes(b"\r\n".join(lines) + b"\r\n")
    assert found(report) == {("FICHIER/ENCODAGE", 0, "encodage")}


def test_tables_warn_when_partial_and_block_when_full():
    lines, line = replaced("S21.G00.40.004", "999z")
    report = check(lines)
    assert found(report) == {("S21.G00.40.004/TABLE", line, "code_absent")}
    assert report.groups[0].severity is Severity.AVERTISSEMENT
    lines, line = replaced("S21.G00.11.002", "0000Z")
    report = check(lines)
    assert found(report) == {("S21.G00.11.002/TABLE", line, "code_absent")}
    assert report.groups[0].severity is Severity.BLOQUANT


def test_a_table_that_is_not_held_says_nothing():
    lines, _ = replaced("S21.G00.40.040", "745ZZ")
    assert found(check(lines)) == set()


def test_usage():
    lines = list(valid())
    start = place_of(lines, "S21.G00.40.001")
    del lines[place_of(lines, "S21.G00.40.007")]
    place = place_of(lines, "S21.G00.40.026") + 1
    lines.insert(place, "S21.G00.40.031,'01012020'")
    assert found(check(recounted(lines))) == {
        ("S21.G00.40.007/USAGE", start + 1, "absente"),
        ("S21.G00.40.031/USAGE", place + 1, "interdite"),
    }


def test_doubtful_usages_only_warn():
    """P24V01: the usages are those of the next year."""
    lines = list(valid(norm="P24V01", month="2024-03"))
    del lines[place_of(lines, "S21.G00.40.007")]
    report = check(recounted(lines))
    assert {group.severity for group in report.groups} == {Severity.AVERTISSEMENT}


def test_missing_children_are_counted_under_their_own_parent():
    lines = [line for line in valid() if not line.startswith("S21.G00.71")]
    contracts = [place + 1 for place, line in enumerate(lines) if line.startswith("S21.G00.40.001")]
    report = check(recounted(lines))
    assert found(report) == {("S21.G00.71/CARD", line, "manquant") for line in contracts}


def test_bloc_of_another_nature_is_one_finding_whatever_it_holds():
    """S21.G00.50 and its children do not exist in a signalement arrêt de travail."""
    lines = list(valid(nature="04", individus=1))
    added = ["S21.G00.50.001,'30112026'", "S21.G00.50.002,'1.00'", "S21.G00.51.001,'01112026'", "S21.G00.53.001,'01'"]
    place = len(lines) - 2
    lines[place:place] = added
    assert found(check(recounted(lines))) == {("S21.G00.50/CARD", place + 1, "interdit")}


def test_too_many():
    lines = list(valid())
    start = place_of(lines, "S21.G00.11.001")
    end = next(place for place in range(start, len(lines)) if not lines[place].startswith("S21.G00.11"))
    other = [line.replace("S21.G00.11.001,'", "S21.G00.11.001,'9", 1) for line in lines[start:end]]
    other[0] = "S21.G00.11.001,'00021'"
    lines[end:end] = other
    report = check(recounted(lines))
    assert generic(report) == {("S21.G00.11/CARD", end + 1, "trop")}
    (declaration,) = report.declarations
    assert declaration.autres_sirets == (declaration.siren + "00021",)
    assert declaration.individus == 3


def test_two_lines_that_change_places_are_one_finding():
    lines = list(valid())
    wrong = 0
    for place in range(20, len(lines) - 3):
        if lines[place][:14] == lines[place + 1][:14]:
            continue
        swapped = [*lines[:place], lines[place + 1], lines[place], *lines[place + 2 :]]
        report = check(swapped)
        count = sum(group.count for group in report.groups)
        wrong += count > 1
        assert all(abs(line - place) < 40 for _, line, _ in found(report))
    assert wrong <= 0.1 * len(lines)


def test_establishment_before_its_complement():
    """S21.G00.13 after 11, as its number suggests: one finding, and the individus keep their establishment."""
    lines = list(valid())
    place = place_of(lines, "S21.G00.15.001")
    lines[place:place] = ["S21.G00.13.002,'01'", "S21.G00.13.003,'1.00'", "S21.G00.13.004,'2026'"]
    report = check(recounted(lines))
    assert {(control, reason) for control, _, reason in found(report)} <= {
        ("S21.G00.13/ORDRE", "avant"),
        ("S21.G00.13.001/USAGE", "absente"),
    }
    assert report.declarations[0].individus == 3


def test_workplaces_before_individus_are_one_finding():
    lines = list(valid())
    place = place_of(lines, "S21.G00.30.001")
    bloc = ["S21.G00.85.001,'X1'", "S21.G00.85.002,'4711D'", "S21.G00.85.010,'01'"]
    lines[place:place] = bloc
    report = check(recounted(lines))
    families = [control.rpartition("/")[2] for control, _, _ in found(report)]
    assert families.count("ORDRE") == 1
    assert "PARENT" not in families
    assert report.declarations[0].individus == 3


def test_missing_individu_lines_do_not_make_a_thousand_findings():
    lines = [line for line in valid(individus=40) if not line.startswith("S21.G00.30")]
    report = check(recounted(lines))
    contracts = sum(line.startswith("S21.G00.40.001") for line in lines)
    assert group_of(report, "S21.G00.40/PARENT").count == contracts >= 40
    assert len(group_of(report, "S21.G00.40/PARENT").places) == PLACES_KEPT
    assert {group.reason for group in report.groups} == {"orphelin"}
    assert {group.control for group in report.groups} == {
        "S21.G00.40/PARENT",
        "S21.G00.50/PARENT",
        "S21.G00.86/PARENT",
    }


def test_declaration_without_individu_does_not_ask_for_one():
    assert found(check(valid(type_declaration="02"))) == set()
    lines = list(valid(nature="07", type_declaration="04", individus=1))
    assert found(check(lines)) == set()


def test_groups_are_by_declaration():
    lines = list(valid(etablissements=2, individus=2))
    for rank in range(4):
        lines[place_of(lines, "S21.G00.40.007", rank)] = "S21.G00.40.007,'98'"
    report = check(lines)
    assert [(group.declaration, group.count) for group in report.groups] == [(0, 2), (1, 2)]


def test_versions():
    cases = {"P21V01": ("ancienne", "P24V01"), "P26V02": ("inconnue", "P26V01"), "P31V01": ("recente", "P27V01")}
    for declared, (reason, used) in cases.items():
        lines, line = replaced("S10.G00.00.006", declared)
        report = check(lines)
        assert (report.norm, report.envoi.norm) == (used, declared)
        assert ("S10.G00.00.006/NORME", line, reason) in found(report)
    lines = [line for line in valid() if not line.startswith("S10.G00.00.006")]
    assert ("S10.G00.00.006/NORME", 0, "absente") in found(check(recounted(lines)))


def test_a_forced_version_replaces_the_one_of_the_file():
    report = check(valid(), norm="P27V01")
    assert report.norm == "P27V01"
    assert not any(control.endswith("/NORME") for control, _, _ in found(report))
    with pytest.raises(neodes.UnknownNormError):
        neodes.check_bytes(b"", norm="P99V99")


def test_two_envois_one_after_the_other():
    report = check([*valid(), *valid(seed=6)])
    assert found(report) == {("S10.G00.00/CARD", len(valid()) + 1, "trop")}
    assert len(report.declarations) == 2


def test_no_envelope():
    lines = [line for line in valid() if line.startswith("S2")]
    report = check(lines)
    controls = {control for control, _, _ in found(report)}
    assert controls == {
        "S10.G00.00/CARD", "S10.G00.01/CARD", "S10.G00.02/CARD", "S10.G00.00.006/NORME", "FICHIER/TRONQUE",
    }  # fmt: skip
    assert report.declarations[0].individus == 3


def test_nature_that_the_norm_does_not_have():
    lines, line = replaced("S20.G00.05.001", "02")
    report = check(lines)
    assert found(report) == {("S20.G00.05.001/CSL-00", line, "code")}


def test_file_cut_in_the_middle_of_a_line():
    data = joined(valid())
    cut = data.index(b"S21.G00.51.013") + 10
    report = neodes.check_bytes(data[:cut])
    assert {group.control for group in report.groups} == {"LIGNE", "FICHIER/TRONQUE"}
    assert group_of(report, "FICHIER/TRONQUE").reason == "derniere_ligne"


def test_a_line_of_s20_astray_does_not_start_a_declaration():
    lines = list(valid())
    place = place_of(lines, "S20.G00.07.001")
    lines[place - 1], lines[place] = lines[place], lines[place - 1]
    report = check(lines)
    assert len(report.declarations) == 1
    assert {control.rpartition("/")[2] for control, _, _ in found(report)} == {"ORDRE"}
    assert sum(group.count for group in report.groups) == 1


def test_second_declaration_that_lacks_its_first_line():
    lines = list(valid(etablissements=2, individus=1))
    del lines[place_of(lines, "S20.G00.05.001", 1)]
    report = check(recounted(lines))
    assert len(report.declarations) == 2
    assert [declaration.individus for declaration in report.declarations] == [1, 1]


def test_summary():
    report = check(valid(individus=4))
    envoi, (declaration,) = report.envoi, report.declarations
    assert (report.mode, envoi.type_envoi, envoi.point_depot) == ("test", "01", "01")
    assert declaration.siret == declaration.siren + declaration.nic
    assert (declaration.nature, declaration.type, declaration.period) == ("01", "01", "2026-11")
    assert declaration.apet
    assert declaration.adresse.code_postal
    assert sum(count for _, count in declaration.idcc_contrats) >= 4
    assert declaration.organismes
    assert set(declaration.organismes) <= set(declaration.destinataires) | set(declaration.organismes)


def test_totals_that_are_not_numbers_or_endless():
    for value in ("9" * 5_000, "douze", "-1"):
        lines, _ = replaced("S90.G00.90.001", value)
        assert not any(control.endswith("CST-11") for control, _, _ in found(check(lines)))
