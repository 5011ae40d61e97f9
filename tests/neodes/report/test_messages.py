import re

import pytest

from neodes.norm import load_norm
from neodes.report.messages import group_message, message, shown_value
from neodes.report.sentences import SENTENCES
from tests.neodes.report.samples import CODES, NIR, TABLE, finding

NORM = load_norm("P26V01")


def sentence(control, reason, masked=True, **more):
    return message(finding(control, reason, **more), NORM, masked=masked)


SUBJECT_OF = {
    "NORME": ("S10.G00.00.006", "S10.G00.00"),
    "INCONNU": ("S21.G00.40.999", "S21.G00.40"),
    "TABLE": ("S21.G00.15.002", "S21.G00.15"),
    "CARD": (None, "S21.G00.71"),
    "PARENT": (None, "S21.G00.79"),
    "CST-11": ("S90.G00.90.001", "S90.G00.90"),
}


@pytest.mark.parametrize(("family", "reason"), SENTENCES)
def test_every_reason_has_a_whole_sentence_even_without_details(family, reason):
    rubrique, bloc = SUBJECT_OF.get(family, ("S21.G00.40.007", "S21.G00.40"))
    control = family if "/" in family or family == "LIGNE" else f"{rubrique or bloc}/{family}"
    for details in ({}, {"nature": "01", "found": 3, "max": 1, "expected": "S21.G00.30"}):
        text = sentence(control, reason, rubrique=rubrique, bloc=bloc, value="99", details=details)
        assert text[0].isupper() or text.startswith("S")
        assert text.endswith("."), text
        assert not re.search(r"[{}]|«  »|  |\(\)| \.", text), text


@pytest.mark.parametrize(
    ("control", "reason", "more", "expected"),
    [
        (
            "S21.G00.40.007/CSL-00",
            "code",
            {"rubrique": "S21.G00.40.007", "value": "99"},
            "S21.G00.40.007 = 99 : ce code n'existe pas dans la liste « Nature du contrat ».",
        ),
        (
            "S21.G00.40.001/CSL-00",
            "date",
            {"rubrique": "S21.G00.40.001", "value": "31022026"},
            "S21.G00.40.001 = 31022026 : cette date n'existe pas dans le calendrier. « Date de début du contrat »"
            " attend une date JJMMAAAA (jour, mois, année), de 1900 à 2099 (8 caractères).",
        ),
        (
            "S10.G00.00.001/CSL-00",
            "longueur",
            {"rubrique": "S10.G00.00.001", "value": "A" * 21},
            f"S10.G00.00.001 = {'A' * 21} : la valeur compte 21 caractères ; il en faut de 1 à 20.",
        ),
        (
            "S21.G00.40.001/USAGE",
            "absente",
            {"rubrique": "S21.G00.40.001", "bloc": "S21.G00.40", "details": {"nature": "01"}},
            "La rubrique S21.G00.40.001 « Date de début du contrat » est obligatoire dans « Contrat (contrat de "
            "travail, convention, mandat) » (S21.G00.40) en nature 01 « DSN mensuelle » : elle manque.",
        ),
        (
            "S21.G00.11/CARD",
            "trop",
            {"bloc": "S21.G00.11", "details": {"nature": "01", "found": 2}},
            "Le bloc « Etablissement » (S21.G00.11) apparaît 2 fois sous « Entreprise » (S21.G00.06) en nature 01 "
            "« DSN mensuelle » : il est admis une seule fois.",
        ),
        (
            "S21.G00.70/ORDRE",
            "avant",
            {"bloc": "S21.G00.70", "details": {"expected": "S21.G00.71"}},
            "Le bloc « Affiliation Prévoyance » (S21.G00.70) vient trop tard : sa place est avant "
            "« Retraite complémentaire » (S21.G00.71).",
        ),
        (
            "S90.G00.90.001/CST-11",
            "total",
            {"rubrique": "S90.G00.90.001", "value": "2150", "details": {"expected": 2149}},
            "S90.G00.90.001 = 2150 : « Nombre total de rubriques » annonce 2150, mais le fichier en compte 2149.",
        ),
        (
            "S10.G00.00.006/NORME",
            "ancienne",
            {"rubrique": "S10.G00.00.006", "value": "P21V01"},
            "S10.G00.00.006 = P21V01 : cette version de la norme est trop ancienne. Le fichier a été contrôlé avec "
            "P26V01.",
        ),
        (
            "S21.G00.99/INCONNU",
            "bloc",
            {"bloc": "S21.G00.99"},
            "Le bloc S21.G00.99 n'existe pas dans la norme P26V01.",
        ),
    ],
)
def test_sentences(control, reason, more, expected):
    assert sentence(control, reason, **more) == expected


def test_an_incomplete_table_says_so():
    assert "le code peut être bon" in group_message(TABLE, NORM)


def test_an_unknown_reason_still_names_the_control():
    text = sentence("S21.G00.40.001/CCH-99", "autre", rubrique="S21.G00.40.001", value="01012026")
    assert text == "S21.G00.40.001 = 01012026 : le contrôle S21.G00.40.001/CCH-99 n'est pas respecté."


def test_personal_values_are_hidden_unless_asked():
    assert "285137591512A" not in group_message(NIR, NORM)
    assert "2••••••••••2A" in group_message(NIR, NORM)
    assert "285137591512A" in group_message(NIR, NORM, masked=False)
    assert shown_value(NIR.places[0]) == "2••••••••••2A"


def test_a_group_says_when_its_places_hold_other_values():
    assert group_message(CODES, NORM).endswith("Les autres lignes portent d'autres valeurs.")


def test_a_long_value_is_cut():
    text = sentence("S10.G00.00.001/CSL-00", "longueur", rubrique="S10.G00.00.001", value="A" * 300)
    assert "A" * 60 + "…" in text
    assert "A" * 61 not in text
    assert "300 caractères" in text


def test_braces_in_a_value_are_only_text():
    text = sentence("S10.G00.00.001/CSL-00", "motif", rubrique="S10.G00.00.001", value="{norm.version}")
    assert "= {norm.version} :" in text
