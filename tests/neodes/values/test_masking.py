import re

import pytest

from neodes.norm import NORM_VERSIONS, load_norm
from neodes.values.masking import SENSITIVE, mask, mask_unknown

LOOKS_PERSONAL = re.compile(
    r"\bNIR\b|répertoire|technique temporaire|\bnoms?\b|prénom|naissance|\bIBAN\b|\bBIC\b|\bmél\b|téléphonique|\bfax\b"
    r"|matricule|voie|code postal|localité|code pays|distribution|localisation|insee (de la )?commune"
    r"|identifiant de la satd",
    re.IGNORECASE,
)
PUBLIC_BLOCS = {
    "S10.G00.00": "the payroll software",
    "S10.G00.01": "the sender, an entreprise",
    "S21.G00.06": "an entreprise",
    "S21.G00.11": "an etablissement",
    "S21.G00.85": "a place of work",
}
PUBLIC_RUBRIQUES = {
    "S21.G00.23.006": "commune of a versement mobilité",
    "S21.G00.81.005": "commune of a versement mobilité",
}


def personal_rubriques():
    for version in NORM_VERSIONS:
        for spec in load_norm(version).rubriques.values():
            if LOOKS_PERSONAL.search(spec.label):
                yield spec.id


@pytest.mark.parametrize("rubrique", sorted(set(personal_rubriques())))
def test_every_rubrique_that_looks_personal_was_looked_at(rubrique):
    person_in_place_of_work = "S21.G00.85.013" <= rubrique <= "S21.G00.85.017"
    in_clear = (rubrique[:10] in PUBLIC_BLOCS and not person_in_place_of_work) or rubrique in PUBLIC_RUBRIQUES
    assert (rubrique in SENSITIVE) is not in_clear


def test_every_sensitive_rubrique_exists_in_some_version():
    known = set().union(*(load_norm(version).rubriques for version in NORM_VERSIONS))
    assert known >= SENSITIVE


@pytest.mark.parametrize(
    ("rubrique", "value", "shown"),
    [
        ("S21.G00.30.001", "2690549588157", "2••••••••••57"),
        ("S21.G00.30.020", "1732829320M42", "1••••••••••42"),
        ("S21.G00.30.019", "42", "••"),
        ("S21.G00.30.002", "MARTIN", "M•••"),
        ("S21.G00.30.004", "Zoé", "Z•••"),
        ("S21.G00.30.006", "14071985", "••••••••"),
        ("S21.G00.30.007", "ANGERS", "•••"),
        ("S21.G00.30.008", "3 RUE DES LILAS", "•••"),
        ("S21.G00.30.009", "49000", "•••••"),
        ("S21.G00.20.004", "FR7630006000011234567890189", "FR76" + "•" * 23),
        ("S21.G00.30.018", "zoe.martin@example.org", "z•••@example.org"),
        ("S21.G00.30.018", "zoe.martin", "•••"),
        ("S10.G00.02.005", "0241000000", "••••••••00"),
        ("S10.G00.02.005", "12", "•••"),
        ("S21.G00.40.007", "01", "01"),
        ("S21.G00.11.003", "3 RUE DES LILAS", "3 RUE DES LILAS"),
        ("S21.G00.30.002", "", ""),
    ],
)
def test_mask(rubrique, value, shown):
    assert mask(rubrique, value) == shown


def test_a_text_of_no_rubrique_keeps_only_its_shape():
    assert mask_unknown("PONT-É, 12'") == "••••-•, ••'"
