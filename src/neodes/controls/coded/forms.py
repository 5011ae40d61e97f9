"""The word of the catalogue on how a value is written: names, e-mail addresses, numbers of contracts …"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from neodes.controls.coded.measures import REMEMBERED
from neodes.controls.coded.occurrence import Occurrence
from neodes.controls.coded.terms import At, Condition, Verdict, full, named
from neodes.norm import Norm
from neodes.values.addresses import is_address_line
from neodes.values.contract_numbers import is_contract_number, is_job_title
from neodes.values.emails import is_contact_email, is_person_email
from neodes.values.identities import is_contact_name, is_family_name, is_identity

_ENDS = "ne commence ni par un trait d'union ni par un espace, ne finit ni par un de ces signes ni par une apostrophe"
_APART = "n'a jamais deux espaces, traits d'union ou apostrophes qui se touchent, sauf après une apostrophe initiale"
_UNTITLED = "ne débute pas par une civilité (M, MR, MME, MONSIEUR, MADAME)"
_EMAIL = (
    "est une adresse mél faite de lettres sans accent, de chiffres, de points, de traits d'union et de tirets bas, "
    "avec une arobase et, derrière elle, un point entre deux lettres ou chiffres ; ce qui précède et ce qui suit "
    "l'arobase commence et finit par une lettre ou un chiffre, le domaine n'a pas de tiret bas"
)

FORMS: dict[str, tuple[Callable[[str], bool], str]] = {
    "contact": (is_contact_name, f"{_ENDS} et {_APART}"),
    "identity": (is_identity, f"{_ENDS}, {_APART} et {_UNTITLED}"),
    "family name": (
        is_family_name,
        f"{_ENDS}, {_APART} ou le double tiret mis une fois entre deux noms, et {_UNTITLED}",
    ),
    "place": (
        is_address_line,
        "ne commence ni ne finit par une apostrophe, un espace, un trait d'union ou un point, et n'a jamais deux de "
        "ces signes qui se touchent, sauf un point suivi d'un espace",
    ),
    "contact email": (
        is_contact_email,
        f"{_EMAIL}, et deux signes parmi le point, le trait d'union et le tiret bas ne se touchent pas",
    ),
    "email": (is_person_email, f"{_EMAIL}, et deux points ne se touchent pas"),
    "contract number": (
        lru_cache(maxsize=REMEMBERED)(is_contract_number),
        "n'emploie que des lettres sans accent, des chiffres, l'espace (sauf aux bouts), - . @ / _ "
        "et les minuscules à é è ê ë ï ô ç",
    ),
    "job title": (
        is_job_title,
        "commence par une lettre ou un chiffre et ne répète aucun caractère trois fois de suite ; les chiffres sont "
        "libres, et la lettre « i » peut se suivre trois fois",
    ),
}


class Form(Condition):
    """The value is written as it must be; `kind` is one of `FORMS`."""

    def __init__(self, kind: str, rubrique: str) -> None:
        self.kind = kind
        self.rubriques = full((rubrique,))

    def compile(self, at: At, *, absent: bool) -> Verdict:
        read, right = at.reader(self.rubriques[0]), FORMS[self.kind][0]
        if read is None:
            return absent

        def test(occurrence: Occurrence) -> bool:
            value = read(occurrence)
            return absent if value is None else right(value)

        return test

    def words(self, norm: Norm) -> str:
        return f"la rubrique {named(norm, self.rubriques[0])} {FORMS[self.kind][1]}"


form = Form
