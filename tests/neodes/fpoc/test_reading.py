"""The XML of fiches: what is known is read, what is not is told, and nothing raises."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from neodes.fpoc.model import Component, Contract, Criterion, Fiche, Group
from neodes.fpoc.reading import read_fiches
from neodes.fpoc.vocabulary import COMPONENTS, CRITERIA, SPECIFIC, SPECIFIC_CODES
from neodes.fpoc.writing import write_fiches
from neodes.report.fiches import REMARKS, fiches_as_json, fiches_as_text, remark_sentence
from tests.neodes.fpoc.samples import CONTRACT, FICHE, SIREN, criterion, fiche

EVERYTHING = replace(
    CONTRACT,
    delegate="G12AB3",
    ends_on=date(2026, 12, 31),
    change="02",
    former_reference="ANCIENNE",
    former_oc="P0001",
    former_delegate="D12AB3",
    option="OPT1",
    option_label="Confort",
    former_option="OPT0",
    population="CAD",
    population_label="Cadres",
    former_population="ENS",
    components=(
        *(Component(name, code, rate=Decimal("1.25")) for name, code in COMPONENTS.items()),
        *(Component(SPECIFIC, code, "Forfait", amount=Decimal("12.50")) for code in SPECIFIC_CODES),
    ),
)


@pytest.mark.parametrize("each", [
    FICHE,
    fiche(EVERYTHING),
    fiche(CONTRACT, nic="00013"),
    fiche(CONTRACT, criteria=(criterion("01", "02"), criterion(excluded=("99",)))),
    fiche(replace(CONTRACT, components=())),
    Fiche("VIDE", SIREN, groups=(Group(contracts=(Contract("R", "P1030", starts_on=date(2026, 1, 1)),)),)),
])  # fmt: skip
@pytest.mark.parametrize("lot", ["", "LOT-1"])
def test_what_is_written_is_read(each: Fiche, lot: str) -> None:
    read = read_fiches(write_fiches([each], lot=lot))
    assert (read.fiches, read.remarks, read.lot) == ((each,), (), lot)


def test_every_criterion_and_component_is_known() -> None:
    criteria = tuple(Criterion(name, rubrique, frozenset({"01"})) for name, rubrique in CRITERIA.items())
    read = read_fiches(write_fiches([fiche(EVERYTHING, criteria=criteria)]))
    assert read.fiches[0].groups[0].criteria == criteria
    assert not read.fiches[0].groups[0].is_partial
    assert [each.code for each in read.fiches[0].contracts[0].components] == [*COMPONENTS.values(), *SPECIFIC_CODES]


def test_the_levels() -> None:
    assert fiche(replace(CONTRACT, components=())).level == "1"
    assert FICHE.level == "2A"
    assert fiche(CONTRACT, criteria=(criterion("01"),)).level == "2B"


def test_utf_8_and_any_case_are_read() -> None:
    text = write_fiches([FICHE]).decode("iso-8859-1").replace("ISO-8859-1", "UTF-8")
    assert read_fiches(text.encode("utf-8")).fiches == (FICHE,)
    assert read_fiches(text.replace("FICHE ", "Fiche ").replace("/FICHE", "/Fiche").encode()).fiches == (FICHE,)


XML = write_fiches([FICHE]).decode("iso-8859-1")


@pytest.mark.parametrize(("old", "new", "reason"), [
    ("<Message>", "<Couleur>rouge</Couleur><Message>", "inconnu"),
    ("<Message>", "<Message>Un.</Message><Message>", "repete"),
    ('SIREN="000001016"', 'SIREN="000001017"', "siren"),
    ('SIREN="000001016"', 'SIREN="000001016" NIC="1"', "nic"),
    ('SIREN="000001016"', 'SIREN="000001016" Taille="9"', "inconnu"),
    ('CodeOC="P1030"', 'CodeOC="X1030"', "code"),
    ('CodeOC="P1030"', "", "absent"),
    ('ReferenceContrat="PREV-000001016-1"', "", "absent"),
    ('ReferenceContrat="PREV-000001016-1"', f'ReferenceContrat="{"R" * 31}"', "longueur"),
    ('DateDebutValidite="01012026"', 'DateDebutValidite="32012026"', "date"),
    ('DateDebutValidite="01012026"', "", "absent"),
    ('DateDebutValidite="01012026"', 'DateDebutValidite="01012026" DateFinValidite="01012025"', "dates"),
    ('Periodicite="Mensuel"', 'Periodicite="Hebdomadaire"', "valeur"),
    ("<BrutPrev>", "<Inconnu>1</Inconnu><BrutPrev>", "inconnu"),
    ("<BrutPrev>", '<BrutPrev Devise="EUR">', "inconnu"),
    ("<ElementsDeCalculAttendus>", '<ElementsDeCalculAttendus Mode="1">', "inconnu"),
    ("<ElementsDeCalculAttendus>", "<ElementsDeCalculAttendus>voir le contrat", "texte"),
    ("</Message>", "</Message>à suivre", "texte"),
    ("<BrutPrev>", '<BaseMontantSpecifique ValeurCodeNature="99"/><BrutPrev>', "code"),
    ("<Taux>1.5<", "<Taux>150<", "taux"),
    ("<Taux>1.5<", "<Taux>beaucoup<", "nombre"),
    ("<Taux>1.5<", "<Taux>NaN<", "nombre"),
    ("</GROUPE>", "<CriteresSalaries><Age/></CriteresSalaries></GROUPE>", "critere"),
    ("</GROUPE>", "<CriteresSalaries><NatureContrat/></CriteresSalaries></GROUPE>", "critere_vide"),
    ("<ParametresContrats", "<!-- x --><ParametresContrats", None),
])  # fmt: skip
def test_what_is_not_known_is_told_and_the_rest_is_read(old: str, new: str, reason: str | None) -> None:
    assert old in XML
    read = read_fiches(XML.replace(old, new, 1).encode("iso-8859-1", "xmlcharrefreplace"))
    assert [remark.reason for remark in read.remarks] == ([reason] if reason else [])
    assert read.fiches[0].identifier == "FICHE-1"
    assert len(read.fiches[0].contracts) == 1


def test_each_remark_has_its_line() -> None:
    strange = XML.replace("<Message>", '<Couleur code="3"/>\n<Message>', 1).replace("01012026", "32012026")
    lines = strange.splitlines()
    read = read_fiches(strange.encode("iso-8859-1", "xmlcharrefreplace"))
    assert [(each.reason, lines[each.line - 1][:8], each.value) for each in read.remarks] == [
        ("inconnu", "<Couleur", "code=3"),
        ("date", "<Paramet", "32012026"),
    ]
    assert remark_sentence(read.remarks[0]).endswith(f"(« code=3 ») (ligne {read.remarks[0].line}).")


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><FICHE>&b;</FICHE>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/hostname">]><FICHE><Message>&f;</Message></FICHE>'


@pytest.mark.parametrize(("data", "reason"), [
    (b"", "vide"),
    (b" \r\n", "vide"),
    (b"\x89PNG\r\n\x1a\n\x00\x00", "xml"),
    (write_fiches([FICHE])[:-30], "xml"),
    (BOMB.encode(), "interdit"),
    (OUTSIDE.encode(), "interdit"),
    (b"<!DOCTYPE FICHE SYSTEM 'http://exemple.test/x.dtd'><FICHE/>", "interdit"),
    (b'<?xml version="1.0" encoding="inconnu-9"?><FICHE/>', "encodage"),
    (b"<DSN/>", "racine"),
    (b"<a>" * 5_000 + b"</a>" * 5_000, "racine"),
    (b"<FICHE>" * 5_000 + b"</FICHE>" * 5_000, "profondeur"),
    (b"<LotFicheParam><IdLot>1</IdLot></LotFicheParam>", "sans_fiche"),
])  # fmt: skip
def test_what_is_no_fiche_is_refused_in_words(data: bytes, reason: str) -> None:
    read = read_fiches(data)
    assert not read.is_readable
    (remark,) = read.remarks
    assert remark.reason in {reason, "profondeur"}
    assert remark_sentence(remark).endswith(".")


def test_nothing_outside_the_file_is_read() -> None:
    assert "hostname" not in repr(read_fiches(OUTSIDE.encode()))


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400))
def test_no_bytes_raise(data: bytes) -> None:
    read = read_fiches(data)
    assert read.fiches or read.remarks


NAMES = (
    "FICHE",
    "GROUPE",
    "ParametresContrats",
    "Contrat",
    "Organisme",
    "BrutPrev",
    "Taux",
    "CriteresSalaries",
    "Autre",
)
TREES = st.recursive(
    st.builds(lambda name, text: (name, text, []), st.sampled_from(NAMES), st.text(max_size=8)),
    lambda inner: st.tuples(st.sampled_from(NAMES), st.text(max_size=8), st.lists(inner, max_size=4)),
    max_leaves=20,
)


@settings(max_examples=200, deadline=None)
@given(TREES)
def test_no_tree_raises_and_all_of_it_can_be_shown(tree: tuple[str, str, list[object]]) -> None:
    root = ElementTree.Element("FICHE", {"IdentifiantFiche": "1"})
    root.append(_element(tree))
    try:
        data = ElementTree.tostring(root)
    except ValueError:
        return
    read = read_fiches(data)
    assert fiches_as_text(read)
    assert fiches_as_json(read)


def _element(tree: tuple[str, str, list[object]]) -> ElementTree.Element:
    name, text, children = tree
    element = ElementTree.Element(name)
    element.text = "".join(letter for letter in text if letter.isprintable())
    element.extend([_element(child) for child in children])  # type: ignore[arg-type]
    return element


def test_every_reason_has_a_sentence() -> None:
    import inspect
    import re

    from neodes.fpoc import elements, reading

    text = inspect.getsource(reading) + inspect.getsource(elements)
    used = set(re.findall(r'(?:self\.note|Remark|Left)\("(\w+)"', text))
    assert used == set(REMARKS)
