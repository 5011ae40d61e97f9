"""NIR, the registration number of a person (13 characters without its key), and NTT, its temporary stand-in.

S AA MM DD CCC NNN: sex, year and month of birth, departement, commune or country, rank in the register of births
(data type Identifiant_Nir_13 of the norm; decree 82-103 of 22 January 1982). The norm also takes the conventional
`1999999999999` and `2999999999999` in the pattern, and refuses them by S21.G00.30.001/CCH-13.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from neodes.values.siren import SIREN_LENGTH, all_digits, is_siren

NIR_LENGTH = 13
NTT_MIN, NTT_MAX = 11, 40
CONVENTIONAL = ("1999999999999", "2999999999999")


class NirProblem(StrEnum):
    """The first part of a NIR that does not hold."""

    LONGUEUR = "longueur"
    CARACTERE = "caractere"
    SEXE = "sexe"
    MOIS = "mois"
    DEPARTEMENT = "departement"
    COMMUNE = "commune"
    RANG = "rang"


class NttProblem(StrEnum):
    """The first part of a NTT that does not hold (S21.G00.30.020/CSL-11, CSL-12 and CCH-13)."""

    LONGUEUR = "longueur"
    ESPACE = "espace"
    SEXE = "sexe"
    SIREN = "siren"


@dataclass(frozen=True, slots=True)
class Nir:
    """Parts of a NIR, as text; `departement` is `2A` or `2B` for Corsica since 1976."""

    sexe: str
    annee: str
    mois: str
    departement: str
    commune: str
    rang: str

    @property
    def month_of_birth(self) -> int | None:
        """1 to 12, or None for the pseudo months of incomplete birth records (20, 30 to 42, 50 to 99)."""
        month = int(self.mois)
        return month if month <= 12 else None

    @property
    def born_abroad(self) -> bool:
        """Departement 99: the commune is then the country of birth."""
        return self.departement == "99"


def nir_problem(value: str) -> NirProblem | None:
    """What is wrong with a NIR of 13 characters, None when its form is right."""
    if len(value) != NIR_LENGTH:
        return NirProblem.LONGUEUR
    if value in CONVENTIONAL:
        return None
    if not all_digits(_corsica_as_digits(value), NIR_LENGTH):
        return NirProblem.CARACTERE
    return _part_problem(value)


def _part_problem(value: str) -> NirProblem | None:
    if value[0] not in "12":
        return NirProblem.SEXE
    if not _month_holds(int(value[3:5])):
        return NirProblem.MOIS
    if value[5:7] == "00":
        return NirProblem.DEPARTEMENT
    if value[7:10] == "000":
        return NirProblem.COMMUNE
    return NirProblem.RANG if value[10:] == "000" else None


def _month_holds(month: int) -> bool:
    """01 to 12; 20, 30 to 42 and 50 to 99 stand for birth records without a month."""
    return 1 <= month <= 12 or month == 20 or 30 <= month <= 42 or 50 <= month <= 99


def _corsica_as_digits(value: str) -> str:
    """2A counts as 19 and 2B as 18 in the key."""
    replaced = {"2A": "19", "2B": "18"}.get(value[5:7])
    return value if replaced is None else value[:5] + replaced + value[7:]


def is_nir(value: str) -> bool:
    """Whether the 13 characters have the form of a NIR."""
    return nir_problem(value) is None


def parse_nir(value: str) -> Nir | None:
    """Parts of a NIR, None when its form is wrong."""
    if not is_nir(value):
        return None
    return Nir(value[0], value[1:3], value[3:5], value[5:7], value[7:10], value[10:])


def nir_key(value: str) -> str:
    """Key of two digits (01 to 97) of a NIR. Raises `ValueError` when the NIR has not the right form."""
    if not is_nir(value):
        raise ValueError("not a NIR of 13 characters")
    return f"{97 - int(_corsica_as_digits(value)) % 97:02d}"


def ntt_problem(value: str, siren: str | None = None) -> NttProblem | None:
    """What is wrong with a NTT: sex, SIREN of the employer (compared with `siren` when given), free part."""
    if not NTT_MIN <= len(value) <= NTT_MAX:
        return NttProblem.LONGUEUR
    if " " in value:
        return NttProblem.ESPACE
    if value[0] not in "12":
        return NttProblem.SEXE
    held = value[1 : 1 + SIREN_LENGTH]
    wrong = held != siren if siren is not None else not is_siren(held)
    return NttProblem.SIREN if wrong else None


def make_ntt(sexe: str, siren: str, matricule: str) -> str:
    """NTT of a person known by its matricule. Raises `ValueError` when the parts cannot make one."""
    ntt = f"{sexe}{siren}{matricule}"
    if (problem := ntt_problem(ntt, siren)) is not None:
        raise ValueError(f"these parts do not make a NTT: {problem.value}")
    return ntt
