"""Files that other readers of DSN misread: each row of the comparison is a test here."""

import neodes
from neodes.controls.base import Severity
from tests.neodes.files import check, found, joined, place_of, recounted, valid

NAME = "S21.G00.30.002"
SPECIAL_NAME = "S21.G00.30.018"


def with_value(rubrique, value):
    lines = list(valid())
    place = place_of(lines, rubrique)
    lines[place] = f"{rubrique},'{value}'"
    return lines


def individus(report):
    return [declaration.individus for declaration in report.declarations]


def test_iso_8859_1_is_read_without_guessing():
    lines = with_value("S21.G00.30.002", "NOËL-GÉRÔME")
    report = check(lines)
    assert (report.encoding, found(report)) == ("iso-8859-1", set())
    assert neodes.read_tree(joined(lines)).declarations[0].tree.bloc_at(place_of(lines, NAME) + 1).value(NAME) == (
        "NOËL-GÉRÔME"
    )


def test_utf8_with_and_without_mark_is_read_and_reported():
    lines = with_value(NAME, "NOËL")
    for mark, name in ((b"", "utf-8"), (b"\xef\xbb\xbf", "utf-8-sig")):
        report = neodes.check_bytes(mark + joined(lines, encoding="utf-8"))
        assert report.encoding == name
        assert found(report) == {("FICHIER/ENCODAGE", 0, name)}
        assert report.count(Severity.BLOQUANT) == 0
        assert report.envoi.norm == "P26V01"


def test_apostrophes_and_separators_inside_a_value():
    for value in ("N'DIAYE", "D'ALMEIDA,'X", "a','b"):
        tree = neodes.read_tree(joined(with_value(NAME, value)))
        assert next(bloc for bloc in tree if bloc.id == "S21.G00.30").value(NAME) == value


def test_individu_without_nir_is_not_merged_into_the_previous_one():
    lines = list(valid())
    del lines[place_of(lines, "S21.G00.30.001", 1)]
    report = check(recounted(lines))
    assert individus(report) == [3]
    # Without NIR, a NTT is wanted: the individu is seen for what it is.
    assert {control for control, _, _ in found(report)} == {"S21.G00.30.020/CCH-12"}


def test_two_individus_without_nir_one_after_the_other():
    lines = list(valid(nature="08", individus=1))
    start = place_of(lines, "S21.G00.30.001")
    end = next(place for place in range(start, len(lines)) if not lines[place].startswith("S21.G00.30"))
    person = lines[start + 1 : end]
    report = check([*lines[:start], *person, *person, *lines[end:]])
    assert individus(report) == [2]


def test_repeated_bloc_that_starts_on_a_later_rubrique():
    lines = list(valid())
    place = place_of(lines, "S21.G00.71.002")
    lines[place:place] = ["S21.G00.70.012,'7'", "S21.G00.70.013,'1'", "S21.G00.70.012,'8'", "S21.G00.70.013,'1'"]
    tree = neodes.read_tree(joined(lines))
    first = next(bloc for bloc in tree if bloc.id == "S21.G00.40")
    assert [bloc.value("012") for bloc in first.children("S21.G00.70")][-2:] == ["7", "8"]


def test_several_declarations_in_one_file():
    lines = valid(etablissements=3, individus=(1, 2, 3))
    report = check(lines)
    assert individus(report) == [1, 2, 3]
    assert len({declaration.siret for declaration in report.declarations}) == 3
    ends = [(declaration.first_line, declaration.last_line) for declaration in report.declarations]
    assert [first for first, _ in ends[1:]] == [last + 1 for _, last in ends[:-1]]
    assert ends[-1][1] == len(lines) - 2


def test_orphans_are_reported_and_never_given_to_another_individu():
    lines = list(valid())
    place = place_of(lines, "S21.G00.50.001", 1)
    lines[place + 1 : place + 1] = []
    end = next(p for p in range(place, len(lines)) if not lines[p].startswith("S21.G00.50"))
    lines[end:end] = ["S21.G00.79.001,'10'", "S21.G00.79.004,'2150.00'"]
    report = check(recounted(lines))
    assert found(report) == {("S21.G00.79/PARENT", end + 1, "orphelin")}
    assert individus(report) == [3]
    assert neodes.read_tree(joined(lines)).bloc_at(end + 1).parent is None


def test_blank_lines_keep_the_numbers_of_the_others():
    lines = list(valid())
    lines[30:30] = ["", "   "]
    lines[place_of(lines, "S21.G00.40.007")] = "S21.G00.40.007,'98'"
    place = place_of(lines, "S21.G00.40.007") + 1
    report = check(lines)
    assert found(report) == {
        ("LIGNE", 31, "ligne_vide"),
        ("LIGNE", 32, "ligne_vide"),
        ("S21.G00.40.007/CSL-00", place, "code"),
    }
    assert report.count(Severity.BLOQUANT) == 1


def test_a_line_that_means_nothing_is_reported_and_the_rest_is_read():
    lines = list(valid())
    lines.insert(40, "export du logiciel de paie")
    report = check(lines)
    assert found(report) == {("LIGNE", 41, "identifiant")}
    assert individus(report) == [3]


def test_missing_closing_quote():
    lines = list(valid())
    place = place_of(lines, "S21.G00.30.010")
    lines[place] = lines[place][:-1]
    assert found(check(lines)) == {("LIGNE", place + 1, "guillemet_fermant")}


def test_trailing_blanks_do_not_enter_the_value():
    lines = list(valid())
    place = place_of(lines, NAME)
    name = lines[place][16:-1]
    lines[place] += "  "
    report = check(lines)
    assert found(report) == {("LIGNE", place + 1, "guillemet_fermant")}
    assert report.count(Severity.BLOQUANT) == 0
    assert neodes.read_tree(joined(lines)).bloc_at(place + 1).value(NAME) == name


def test_the_byte_0x85_is_a_character_and_not_a_line_end():
    lines = with_value(NAME, "MARTIN\x85")
    place = place_of(lines, NAME)
    report = check(lines)
    assert report.lines == len(lines)
    assert found(report) == {("FICHIER/ENCODAGE", place + 1, "windows-1252")}
    assert report.encoding == "windows-1252"
    assert report.groups[0].places[0].value == "MARTIN…"
    for separator in ("\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\u00a0", "\x81"):
        assert check(with_value(NAME, f"A{separator}B")).lines == len(lines)


def test_missing_total_and_wrong_totals():
    lines = list(valid())
    assert found(check(lines[:-2])) == {("FICHIER/TRONQUE", 0, "s90_absent")}
    lines[-2:] = ["S90.G00.90.001,'7'", "S90.G00.90.002,'3'"]
    report = check(lines)
    assert found(report) == {
        ("S90.G00.90.001/CST-11", len(lines) - 1, "total"),
        ("S90.G00.90.002/CST-11", len(lines), "total"),
    }
    assert [group.places[0].details["expected"] for group in report.groups] == [len(lines), 1]


def test_bad_date_amount_and_code_are_all_found_at_once():
    lines = list(valid())
    for rubrique, value in (("S21.G00.40.001", "31022019"), ("S21.G00.51.013", "12,5"), ("S21.G00.40.007", "98")):
        lines[place_of(lines, rubrique)] = f"{rubrique},'{value}'"
    assert {(control, reason) for control, _, reason in found(check(lines))} == {
        ("S21.G00.40.001/CSL-00", "date"),
        ("S21.G00.51.013/CSL-00", "type_numerique"),
        ("S21.G00.40.007/CSL-00", "code"),
    }


def test_unknown_bloc_and_what_it_holds_are_one_finding():
    lines = list(valid())
    place = place_of(lines, "S21.G00.50.001")
    lines[place:place] = [f"S21.G00.99.00{rank},'x'" for rank in range(1, 6)]
    assert found(check(recounted(lines))) == {("S21.G00.99/INCONNU", place + 1, "bloc")}


def test_line_ends():
    lines = valid()
    for end, name in (("\n", "LF"), ("\r\n", "CRLF"), ("\r", "CR")):
        report = neodes.check_bytes(joined(lines, end=end))
        assert (report.line_end, report.lines, report.groups) == (name, len(lines), ())


def test_mixed_line_ends_and_a_missing_last_one():
    lines = valid()
    for first, second in (("\n", "\r\n"), ("\r\n", "\n")):
        data = joined(lines[:50], end=first) + joined(lines[50:], end=second)
        report = neodes.check_bytes(data)
        assert (report.line_end, report.lines, report.groups) == ("mixte", len(lines), ())
        assert neodes.check_bytes(data.rstrip(b"\r\n")).groups == ()
    assert neodes.check_bytes(joined(lines)[:-2]) == neodes.check_bytes(joined(lines))
