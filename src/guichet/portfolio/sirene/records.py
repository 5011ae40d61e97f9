"""What the register says of an establishment, cleaned: it proposes, a person decides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from guichet.portfolio.facts import APET, CODE_POSTAL, UNPRINTABLE

HIDDEN = {"[ND]", "ND"}
"""What stands in place of what a person asked not to be told."""


class Unavailable(Exception):
    """The register does not answer, or not in a way we understand; the message is for the log, never for a page."""


@dataclass(frozen=True, slots=True)
class SireneRecord:
    """Empty where the register is silent."""

    siret: str
    denomination: str = ""
    voie: str = ""
    code_postal: str = ""
    localite: str = ""
    apet: str = ""

    def facts(self) -> dict[str, str]:
        """Those that it gives, by field of `Etablissement`, the dénomination left out."""
        names = ("voie", "code_postal", "localite", "apet")
        return {name: value for name in names if (value := getattr(self, name))}


def denomination_of(unit: Mapping[str, object]) -> str:
    """Of a legal unit: its name, or that of the person."""
    said = _text(unit, "denominationUniteLegale", 200)
    if said:
        return said
    first = _text(unit, "prenomUsuelUniteLegale", 80) or _text(unit, "prenom1UniteLegale", 80)
    last = _text(unit, "nomUsageUniteLegale", 100) or _text(unit, "nomUniteLegale", 100)
    return " ".join(filter(None, (first, last)))[:200] if last else ""


def record_of(siret: str, denomination: str, row: Mapping[str, object]) -> SireneRecord:
    """From the address of the register, whose names are the same in the API and in the files."""
    names = ("numeroVoie", "indiceRepetition", "typeVoie", "libelleVoie")
    voie = " ".join(filter(None, (_text(row, f"{name}Etablissement", 100) for name in names)))
    code, apet = (_text(row, f"{name}Etablissement", 10) for name in ("codePostal", "activitePrincipale"))
    apet = apet.replace(".", "").upper()
    return SireneRecord(
        siret,
        denomination
        or _text(row, "denominationUsuelleEtablissement", 200)
        or _text(row, "enseigne1Etablissement", 200),
        voie[:200],
        code if CODE_POSTAL.fullmatch(code) else "",
        _text(row, "libelleCommuneEtablissement", 100),
        apet if APET.fullmatch(apet) else "",
    )


def _text(row: Mapping[str, object], name: str, length: int) -> str:
    value = row.get(name)
    text = " ".join(UNPRINTABLE.sub(" ", str(value)).split()) if isinstance(value, str | int) else ""
    return "" if text in HIDDEN else text[:length].strip()
