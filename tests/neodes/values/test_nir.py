import pytest

from neodes.values.nir import (
    Nir,
    NirProblem,
    NttProblem,
    is_nir,
    make_ntt,
    nir_key,
    nir_problem,
    ntt_problem,
    parse_nir,
)


def nir(*, sexe="2", annee="69", mois="05", departement="49", commune="588", rang="157"):
    return sexe + annee + mois + departement + commune + rang


def test_parts():
    assert parse_nir("2690549588157") == Nir("2", "69", "05", "49", "588", "157")


@pytest.mark.parametrize(
    ("value", "key"),
    [
        ("2690549588157", "80"),
        ("2550814168025", "38"),
    ],
)
def test_key(value, key):
    assert nir_key(value) == key
    assert (int(value) + int(key)) % 97 == 0


def test_key_of_corsica_replaces_the_letters():
    assert nir_key("177012A004056") == nir_key("1770119004056")
    assert nir_key("177012B004056") == nir_key("1770118004056")
    assert nir_key("177012A004056") != nir_key("177012B004056")


def test_key_is_97_and_never_00():
    value = next(nir(rang=f"{n:03d}") for n in range(1, 999) if int(nir(rang=f"{n:03d}")) % 97 == 0)
    assert nir_key(value) == "97"


def test_key_of_a_wrong_nir_is_refused():
    with pytest.raises(ValueError, match="NIR"):
        nir_key("2690549588")


@pytest.mark.parametrize("month", ["01", "12", "20", "30", "42", "50", "99"])
def test_months_taken(month):
    assert is_nir(nir(mois=month))


@pytest.mark.parametrize("month", ["00", "13", "19", "21", "29", "43", "49"])
def test_months_refused(month):
    assert nir_problem(nir(mois=month)) is NirProblem.MOIS


@pytest.mark.parametrize(("month", "expected"), [("01", 1), ("12", 12), ("20", None), ("31", None), ("99", None)])
def test_month_of_birth(month, expected):
    assert parse_nir(nir(mois=month)).month_of_birth == expected


@pytest.mark.parametrize("departement", ["01", "95", "96", "97", "99", "2A", "2B", "20"])
def test_departements_taken(departement):
    assert is_nir(nir(departement=departement))


def test_born_abroad():
    assert parse_nir(nir(departement="99", commune="352")).born_abroad
    assert not parse_nir(nir()).born_abroad


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        ("", NirProblem.LONGUEUR),
        ("269054958815", NirProblem.LONGUEUR),
        ("269054958815780", NirProblem.LONGUEUR),
        (nir(departement="2C"), NirProblem.CARACTERE),
        (nir(departement="2a"), NirProblem.CARACTERE),
        (nir(commune="5 8"), NirProblem.CARACTERE),
        (nir(commune="5²8"), NirProblem.CARACTERE),
        (nir(sexe="0"), NirProblem.SEXE),
        (nir(sexe="3"), NirProblem.SEXE),
        (nir(sexe="7"), NirProblem.SEXE),
        (nir(departement="00"), NirProblem.DEPARTEMENT),
        (nir(commune="000"), NirProblem.COMMUNE),
        (nir(rang="000"), NirProblem.RANG),
    ],
)
def test_problems(value, problem):
    assert nir_problem(value) is problem
    assert parse_nir(value) is None


def test_conventional_numbers_have_the_right_form():
    assert is_nir("1999999999999")
    assert is_nir("2999999999999")


SIREN = "732829320"


@pytest.mark.parametrize(
    ("value", "siren", "problem"),
    [
        (f"1{SIREN}M", None, None),
        (f"2{SIREN}" + "M" * 30, SIREN, None),
        (f"1{SIREN}", None, NttProblem.LONGUEUR),
        (f"1{SIREN}" + "M" * 31, None, NttProblem.LONGUEUR),
        (f"1{SIREN}A B", None, NttProblem.ESPACE),
        (f"3{SIREN}M1", None, NttProblem.SEXE),
        ("1732829321M1", None, NttProblem.SIREN),
        (f"1{SIREN}M1", "404833048", NttProblem.SIREN),
    ],
)
def test_ntt(value, siren, problem):
    assert ntt_problem(value, siren) is problem


def test_made_ntt():
    assert make_ntt("2", SIREN, "00042") == "2" + SIREN + "00042"
    with pytest.raises(ValueError, match="sexe"):
        make_ntt("4", SIREN, "00042")
