"""SIRETs that spreadsheets mangled, files of every make, layouts recognised by their shape."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest
import xlsxwriter

from guichet.portfolio.exchange import workbooks
from guichet.portfolio.exchange.columns import Words, joined_names, split_names
from guichet.portfolio.exchange.errors import FileRefused
from guichet.portfolio.exchange.files import LINES_MAX, read_table
from guichet.portfolio.exchange.layouts import layout_of
from guichet.portfolio.exchange.lines import lines_of
from guichet.portfolio.exchange.sirets import read_siret_cell
from guichet.portfolio.exchange.templates import EXAMPLE_SIRET, template_file
from tests.guichet.cast import SIRET_ONE, SIRET_TWO

POSTE = "35600000049837"
ZERO = "01234567400019"


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("", "manque"),
        (" \u00a0", "manque"),
        ("1,23457E+13", "nombre arrondi"),
        ("1.23457e+13", "nombre arrondi"),
        ("9,9E+13", "nombre arrondi"),
        (SIRET_ONE[:-5] + "00000", "arrondi"),
        (SIRET_ONE[:9], "SIREN"),
        (SIRET_ONE[:12], "12 chiffres"),
        (SIRET_ONE + "0", "15 chiffres"),
        (SIRET_ONE[:-1] + "9", "clé est fausse"),
        (SIRET_ONE.replace("0", "O"), "lettre O"),
        ("abc", "n'est pas un SIRET"),
        ("-1", "chiffres"),
        ("#N/A", "n'est pas un SIRET"),
        ("٠" * 14, "n'est pas un SIRET"),
    ],
)
def test_what_was_lost_is_explained(cell: str, words: str) -> None:
    read = read_siret_cell(cell)
    assert read.siret == ""
    assert words in read.problem
    assert read.problem.endswith(".")


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        (SIRET_ONE, ""),
        ("990 000 119 00018", "les espaces"),
        ("990\u00a0000\u202f119\u00a000018", "insécables"),
        (f"'{SIRET_ONE}", "apostrophes"),
        (f'"{SIRET_ONE}"', "guillemets"),
        (f'="{SIRET_ONE}"', "formule"),
        (f"{SIRET_ONE}.0", ".0"),
        (f"{SIRET_ONE},00", ".0"),
        ("990.000.119-00018", "points"),
        (f"\ufeff{SIRET_ONE}\u200b", "invisibles"),
        (POSTE, "La Poste"),
    ],
)
def test_what_was_only_disguised_is_read_and_told(cell: str, words: str) -> None:
    read = read_siret_cell(cell)
    assert (read.siret, read.problem) == (POSTE if cell == POSTE else SIRET_ONE, "")
    assert words in " ".join(read.remarks)
    assert bool(read.remarks) is bool(words)


def test_a_lost_zero_is_told_and_put_back_only_when_asked() -> None:
    read = read_siret_cell(ZERO[1:])
    assert (read.siret, read.lost_zero) == (ZERO, True)
    assert ZERO in read.problem
    rows = [["SIRET"], [ZERO[1:]]]
    plain, restored = (list(lines_of(rows, layout_of(rows), Words(), restore_zeros=asked)) for asked in (False, True))
    assert (plain[0].siret, bool(plain[0].problem)) == ("", True)
    assert (restored[0].siret, restored[0].problem, bool(restored[0].remarks)) == (ZERO, "", True)


TEXT = 'SIRET;Dénomination\r\n99000011900018;"Été; à l’œuvre"\r\n'


@pytest.mark.parametrize(
    ("content", "form"),
    [
        (TEXT.encode(), "UTF-8"),
        (TEXT.encode("utf-8-sig"), "UTF-8"),
        (TEXT.encode("cp1252"), "Windows-1252"),
        (TEXT.encode("utf-16"), "UTF-16"),
        (TEXT.replace(";D", "\tD").replace('8;"', '8\t"').encode(), "tabulation"),
        (TEXT.replace(";D", ",D").replace('8;"', '8,"').encode(), "virgule"),
        (TEXT.replace("\r\n", "\n").encode(), "point-virgule"),
        (TEXT.replace("\r\n", "\r").encode(), "point-virgule"),
    ],
)
def test_every_make_of_csv(content: bytes, form: str) -> None:
    table = read_table(content)
    assert form in table.form
    assert list(table.rows) == [["SIRET", "Dénomination"], [SIRET_ONE, "Été; à l’œuvre"]]


def book(*rows: tuple[object, ...], visible: bool = True) -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as workbook:
        first = workbook.add_worksheet("Cachée")
        workbook.add_worksheet("Vide")
        sheet = workbook.add_worksheet("Liste")
        sheet.activate()
        first.write(0, 0, "rien")
        if visible:
            first.hide()
        for line, row in enumerate(rows):
            sheet.write_row(line, 0, row)
    return target.getvalue()


def test_a_workbook_with_numbers_for_sirets() -> None:
    table = read_table(book(("SIRET", "Échéance", "Date"), (99000011900018, 5.0, True), (1.5, "", "x")))
    assert table.form == "Classeur XLSX"
    assert list(table.rows) == [["SIRET", "Échéance", "Date"], [SIRET_ONE, "5", "1"], ["1.5", "", "x"]]


def rezipped(content: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return target.getvalue()


FAR = [b'<c r="XFD1048576"><v>1</v></c>', b"<c r='XFD1048576'><v>1</v></c>", b'<x:c\n s="1" r="XFD1048576"/>']


@pytest.mark.parametrize("far", FAR)
def test_a_cell_a_million_rows_away_does_not_fill_the_memory(far: bytes) -> None:
    content = rezipped(
        book(("SIRET",), (SIRET_ONE,)),
        lambda name, xml: xml.replace(b"</sheetData>", b"<row>" + far + b"</row></sheetData>"),
    )
    with pytest.raises(FileRefused, match="démesuré"):
        read_table(content)


def test_cells_that_do_not_say_their_place_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbooks, "CELLS_MAX", 5_000)
    rows = b"<row>" + b"<c/>" * 100 + b"</row>" + b"<row/>" * 100
    content = rezipped(book(("SIRET",)), lambda name, xml: xml.replace(b"</sheetData>", rows + b"</sheetData>"))
    with pytest.raises(FileRefused, match="démesuré"):
        read_table(content)


def test_what_unfolds_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbooks, "UNFOLDED_MAX", 3_000_000)
    content = rezipped(book(("SIRET",)), lambda name, xml: xml + b" " * 4_000_000 if "sheet" in name else xml)
    assert len(content) < 60_000
    with pytest.raises(FileRefused, match="démesuré"):
        read_table(content)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "vide"),
        (b"\xef\xbb\xbf\r\n \x00", "vide"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, ".xls"),
        (b"PK\x03\x04" + b"x" * 600, "abîmé"),
        (book(("SIRET",))[:-200], "abîmé"),
        (
            rezipped(book(("SIRET",)), lambda name, xml: xml.decode().encode("utf-16") if "sheet3" in name else xml),
            "abîmé",
        ),
        (book(), "aucune ligne"),
        (b'SIRET;Nom\n"' + b"x" * 200_000, "démesurée"),
        (b"SIRET\n" + b"1\n" * (LINES_MAX + 2), "plus de"),
        (b";" * 300, "colonnes"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_reason(content: bytes, words: str) -> None:
    with pytest.raises(FileRefused, match=words):
        list(read_table(content).rows)


@pytest.mark.parametrize(
    ("rows", "name", "sirets"),
    [
        ([["siret", "nom"], [SIRET_ONE, "x"]], "Colonnes de Guichet", [SIRET_ONE]),
        ([["Dénomination", "N° SIRET", "Autre"], ["x", SIRET_ONE, "y"]], "Colonnes de Guichet", [SIRET_ONE]),
        (
            [["SIRET", "Effectif déclaré"], [SIRET_ONE, "1"], [SIRET_TWO, "0"]],
            "Colonnes de Guichet",
            [SIRET_ONE, SIRET_TWO],
        ),
        ([[SIRET_ONE], [SIRET_TWO]], "Liste de SIRET", [SIRET_ONE, SIRET_TWO]),
        ([["Mes clients"], [SIRET_ONE], [], [SIRET_TWO]], "Liste de SIRET", [SIRET_ONE, SIRET_TWO]),
        ([[SIRET_ONE, "1"], [SIRET_TWO, "1"]], "Droits en masse de net-entreprises", [SIRET_ONE, SIRET_TWO]),
        (
            [["SIRET", "DSN"], [SIRET_ONE, "1"], [SIRET_TWO, "0"]],
            "Droits en masse de net-entreprises",
            [SIRET_ONE],
        ),
        (
            # The declarant first, the same on every row.
            [
                ["Siret déclarant", "Nom", "Etablissement", "DSN", "DPAE"],
                [SIRET_TWO, "Perrin", SIRET_ONE, "1", ""],
                [SIRET_TWO, "Leroux", SIRET_ONE, "1", "0"],
                [SIRET_TWO, "Perrin", "99000100000019", "0", "1"],
            ],
            "Droits en masse de net-entreprises",
            [SIRET_ONE, "99000100000019"],
        ),
    ],
)
def test_layouts_are_recognised(rows: list[list[str]], name: str, sirets: list[str]) -> None:
    layout = layout_of(rows)
    lines = list(lines_of(rows, layout, Words(), restore_zeros=False))
    assert layout.name == name
    assert [line.siret for line in lines if not line.problem and not line.skipped] == sirets
    assert [line.problem for line in lines if line.problem] == []


@pytest.mark.parametrize("rows", [[], [["Nom"], ["x"]], [["a", "b"], ["1", "0"]], [[SIRET_ONE, "Boulangerie"]]])
def test_without_sirets_a_file_is_refused(rows: list[list[str]]) -> None:
    with pytest.raises(FileRefused, match="SIRET"):
        layout_of(rows)


def test_a_title_that_stands_twice() -> None:
    with pytest.raises(FileRefused, match="Deux colonnes"):
        layout_of([["SIRET", "Nom", "Dénomination"], [SIRET_ONE, "a", "b"]])


def test_what_is_not_taken_is_named() -> None:
    layout = layout_of([["SIRET", "Chiffre d'affaires", "SIREN", ""], [SIRET_ONE, "1", "2", "3"]])
    assert layout.ignored == ("Chiffre d'affaires",)


def test_line_numbers_are_those_of_the_spreadsheet() -> None:
    rows = [[""], ["SIRET"], [""], [SIRET_ONE], ["x"]]
    lines = lines_of(rows, layout_of(rows), Words(), restore_zeros=False)
    assert [line.number for line in lines] == [4, 5]


@pytest.mark.parametrize("names", [[], ["a"], ["a, b", 'c"d', "e;f"], ["'", "=x"]])
def test_names_in_one_cell_come_back(names: list[str]) -> None:
    assert split_names(joined_names(names)) == names


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_template_is_one_of_our_files(form: str) -> None:
    rows = list(read_table(template_file(form)).rows)
    (line,) = lines_of(rows, layout_of(rows), Words(), restore_zeros=False)
    assert (line.siret, line.problem) == (EXAMPLE_SIRET, "")
    assert len(line.values) == 13
