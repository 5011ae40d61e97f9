"""Reading a SIRET that a person wrote."""

from __future__ import annotations

from guichet.portfolio.errors import InvalidSiret
from neodes import SiretCheck, check_siret


def read_siret(text: str) -> str:
    """The 14 digits, without the blanks, dots and dashes between them. Raises `InvalidSiret`."""
    siret = "".join(character for character in text if not character.isspace() and character not in ".-")
    if check_siret(siret) is SiretCheck.INVALIDE:
        raise InvalidSiret
    return siret


def siret_warning(siret: str) -> str:
    """What to look at again although the SIRET is accepted, in French; empty when there is nothing."""
    if check_siret(siret) is SiretCheck.LA_POSTE:
        return (
            "Ce SIRET est celui d'un établissement de La Poste, dont la clé ne suit pas la règle commune : "
            "nous n'avons pas pu le vérifier entièrement. Relisez-le."
        )
    return ""
