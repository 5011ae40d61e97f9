import pytest

from neodes.values.identities import has_civility, is_contact_name, is_family_name, is_identity

RIGHT = [
    "MARTIN",
    "Martin",
    "D",
    "MARTIN-DUPONT",
    "DE LA TOUR D'AUVERGNE",
    "JEAN-PAUL MARIE",
    "'T HOOFT",
    "' HOOFT",
    "SN",
    "sp",
    "NOËL",
    "MADAMET",
    "MMES DUPONT",
    "M'BAYE",
    "JEAN M PAUL",
    "DUPONT MME",
    "M. DUPONT",
]
WRONG = [
    "",
    "'",
    "-",
    "-MARTIN",
    " MARTIN",
    "MARTIN-",
    "MARTIN'",
    "MARTIN ",
    "MARTIN  DUPONT",
    "MARTIN -DUPONT",
    "MARTIN- DUPONT",
    "D''ARTAGNAN",
    "D' ARTAGNAN",
    "VAN 'T HOOFT",
    "MARTIN-'T HOOFT",
    "A---B",
    "MARTIN--",
    "--MARTIN",
    "A--B--C",
    "A- -B",
    "A--B -C",
    "A --B",
    "A'--B",
    "A-- B",
]
TITLES = ["M DUPONT", "m dupont", "MR MARTIN", "MME DUPONT", "Mme Dupont", "MONSIEUR X", "madame X"]
DOUBLE = ["DUBOIS--BEAUREGARD", "DUBOIS DE LACIME DES NOUES--BEAUREGARD DE SAINT HAON", "A--B", "A--'T B", "'T A--B"]


@pytest.mark.parametrize("value", RIGHT)
def test_right_names(value):
    assert is_contact_name(value)
    assert is_identity(value)
    assert is_family_name(value)


@pytest.mark.parametrize("value", WRONG)
def test_wrong_names(value):
    assert not is_contact_name(value)
    assert not is_identity(value)
    assert not is_family_name(value)


@pytest.mark.parametrize("value", TITLES)
def test_a_title_is_for_contacts_only(value):
    assert has_civility(value)
    assert is_contact_name(value)
    assert not is_identity(value)
    assert not is_family_name(value)


@pytest.mark.parametrize("value", DOUBLE)
def test_two_hyphens_are_for_family_names_only(value):
    assert is_family_name(value)
    assert not is_identity(value)
    assert not is_contact_name(value)


def test_a_long_name_is_judged_at_once():
    assert not is_family_name("A " * 40_000 + " ")
    assert is_family_name("A " * 40_000 + "A")
