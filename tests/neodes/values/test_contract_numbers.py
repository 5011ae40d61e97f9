import pytest

from neodes.values.contract_numbers import is_contract_number, is_job_title


@pytest.mark.parametrize("value", ["00001", "aZ9-", "A B.C@D/E_F", "àéèêëïôç", "-1-", "."])
def test_right_contract_numbers(value):
    assert is_contract_number(value)


@pytest.mark.parametrize(
    "value", ["", " 0001", "0001 ", "00+01", "É0001", "0001ù", "0001â", "00'01", "0001\n", "n°1", "0\\1"]
)
def test_wrong_contract_numbers(value):
    assert not is_contract_number(value)


@pytest.mark.parametrize(
    "value",
    [
        "COMPTABLE",
        "Écuyer",
        "employé",
        "1ER VENDEUR",
        "CADRE III",
        "cadre iii",
        "IiI",
        "Aaa",
        "ZONE 10000",
        "C++",
        "A  B",
        "x",
    ],
)
def test_right_job_titles(value):
    assert is_job_title(value)


@pytest.mark.parametrize(
    "value",
    [
        "",
        "-COMPTABLE",
        "'A",
        ".A",
        "(A)",
        "COMPTAAABLE",
        "AAA",
        "XXXX",
        "CADRE IIII",
        "iiii",
        "A   B",
        "A...",
        "VENDEUR ---",
    ],
)
def test_wrong_job_titles(value):
    assert not is_job_title(value)
