"""Guesses: the value and the words of the reason, clue by clue."""

from __future__ import annotations

import pytest

from guichet.portfolio.guess import (
    PartnerClues,
    guess_echeance,
    guess_partner,
    headcount_of,
    idcc_of,
    month_in_words,
)
from guichet.portfolio.partners import PARTNERS
from tests.guichet.declarations import declaration

ALL = [
    PartnerClues(
        pk=number,
        name=row.name,
        prevoyance_codes=frozenset(row.codes.split()),
        retraite_sirets=frozenset(row.sirets.split()),
        idccs=frozenset(row.idccs.split()),
        apet_prefixes=frozenset(row.apets.split()),
    )
    for number, row in enumerate(PARTNERS)
]
KEYS = {row.code: number for number, row in enumerate(PARTNERS)}


def guessed(**values):
    guess = guess_partner(declaration(**values), ALL)
    code = next((code for code, key in KEYS.items() if key == guess.partner), None)
    return code, guess.reason


@pytest.mark.parametrize(
    ("individus", "value", "reason"),
    [
        (
            63,
            5,
            "63 individus déclarés en novembre 2026 : 50 ou plus, donc le 5 ; à confirmer si la paie est décalée.",
        ),
        (
            50,
            5,
            "50 individus déclarés en novembre 2026 : 50 ou plus, donc le 5 ; à confirmer si la paie est décalée.",
        ),
        (
            49,
            15,
            "49 individus déclarés en novembre 2026 : moins de 50, donc le 15 ; "
            "à confirmer si l'entreprise a d'autres établissements.",
        ),
        (
            1,
            15,
            "1 individu déclaré en novembre 2026 : moins de 50, donc le 15 ; "
            "à confirmer si l'entreprise a d'autres établissements.",
        ),
        (
            0,
            15,
            "Aucun individu déclaré en novembre 2026 : moins de 50, donc le 15 ; "
            "à confirmer si l'entreprise a d'autres établissements.",
        ),
    ],
)
def test_echeance_by_headcount(individus, value, reason):
    guess = guess_echeance(declaration(individus=individus))
    assert (guess.value, guess.reason) == (value, reason)


@pytest.mark.parametrize("values", [{"nature": "04"}, {"nature": "07"}, {"type": "04"}, {"nature": ""}])
def test_what_does_not_hold_everyone_tells_no_echeance(values):
    event = declaration(individus=80, **values)
    assert guess_echeance(event).value is None
    assert "n'est pas une DSN mensuelle" in guess_echeance(event).reason
    assert headcount_of(event) is None


def test_a_fraction_tells_the_5_but_never_the_15():
    assert guess_echeance(declaration(fraction="12", individus=60)).value == 5
    small = guess_echeance(declaration(fraction="22", individus=20))
    assert small.value is None
    assert "fraction" in small.reason
    assert headcount_of(declaration(fraction="12", individus=60)) is None


def test_a_month_that_cannot_be_read_is_left_out():
    assert guess_echeance(declaration(period="", individus=3)).reason.startswith("3 individus déclarés : moins de 50")
    assert month_in_words("2026-08") == "août 2026"
    assert month_in_words("2026-13") == "2026-13"


def test_contracts_come_first():
    code, reason = guessed(organismes=("P0914",), destinataires=("44832375800038",), idcc="1090", apet="4941A")
    assert code == "pro-btp"
    assert reason == "Contrat de l'organisme P0914 (bloc 15) : PRO BTP."


def test_then_payments():
    code, reason = guessed(organismes=("P9999",), destinataires=("DGFIP", "44832375800038"), idcc="1090")
    assert code == "audiens"
    assert reason == "Versement à l'organisme 44832375800038 (bloc 20) : AUDIENS."


def test_then_the_idcc_of_the_establishment():
    code, reason = guessed(idcc="1090", idcc_contrats=(("0016", 30),), apet="4941A")
    assert code == "irp-auto"
    assert reason == "IDCC 1090 de l'établissement : secteur de IRP AUTO."


def test_else_the_idcc_of_most_contracts():
    code, reason = guessed(idcc_contrats=(("1090", 2), ("16", 30)), apet="4120B")
    assert code == "klesia-carcept"
    assert reason == "IDCC 0016 du plus grand nombre de contrats : secteur de KLESIA / CARCEPT."


def test_then_the_apet_and_it_says_it_is_weak():
    code, reason = guessed(apet="4120B")
    assert code == "pro-btp"
    assert reason == "APET 4120B : secteur de PRO BTP, indice faible."


def test_the_longest_beginning_of_apet_wins():
    wide = PartnerClues(1, "Large", apet_prefixes=frozenset({"59"}))
    narrow = PartnerClues(2, "Précis", apet_prefixes=frozenset({"5911"}))
    assert guess_partner(declaration(apet="5911A"), [wide, narrow]).partner == 2
    assert guess_partner(declaration(apet="5920Z"), [wide, narrow]).partner == 1


def test_two_partners_level_on_the_apet_decide_nothing():
    level = [PartnerClues(key, f"P{key}", apet_prefixes=frozenset({"59"})) for key in (1, 2)]
    assert guess_partner(declaration(apet="5911A"), level).partner is None


def test_among_several_contracts_the_idcc_decides_and_the_others_are_named():
    code, reason = guessed(organismes=("P0942", "P0914"), idcc="1597")
    assert code == "pro-btp"
    assert reason == "Contrat de l'organisme P0914 (bloc 15) : PRO BTP ; le fichier désigne aussi AG2R LA MONDIALE."


def test_among_several_contracts_without_idcc_the_first_of_the_file_decides():
    code, reason = guessed(organismes=("P0942", "P0914"))
    assert code == "ag2r"
    assert "désigne aussi PRO BTP" in reason


def test_nothing_points_to_anyone():
    code, reason = guessed(apet="6920Z", idcc="0787")
    assert code is None
    assert reason.startswith("Ni les contrats")


def test_no_clue_at_all_and_no_partner_at_all():
    assert guessed(apet="")[0] is None
    assert guess_partner(declaration(organismes=("P0914",)), []).partner is None


def test_idcc_is_padded_and_ties_are_settled():
    assert idcc_of(declaration(idcc="16")) == "0016"
    assert idcc_of(declaration(idcc_contrats=(("1090", 3), ("0016", 3)))) == "0016"
    assert idcc_of(declaration(idcc_contrats=(("", 9), ("1090", 1)))) == "1090"
    assert idcc_of(declaration()) == ""


def test_every_row_is_found_by_each_of_its_codes():
    for row in PARTNERS:
        assert {guessed(organismes=(code,), apet="")[0] for code in row.codes.split()} <= {row.code}
        assert {guessed(destinataires=(siret,), apet="")[0] for siret in row.sirets.split()} <= {row.code}
        assert {guessed(idcc=idcc, apet="")[0] for idcc in row.idccs.split()} <= {row.code}
        assert {guessed(apet=prefix.ljust(4, "1") + "A")[0] for prefix in row.apets.split()} <= {row.code}


def test_rows_are_well_formed():
    assert len({row.code for row in PARTNERS}) == len(PARTNERS)
    for row in PARTNERS:
        assert all(len(siret) == 14 and siret.isdigit() for siret in row.sirets.split())
        assert all(len(idcc) == 4 and idcc.isdigit() for idcc in row.idccs.split())
        assert all(len(prefix) <= 5 for prefix in row.apets.split())
