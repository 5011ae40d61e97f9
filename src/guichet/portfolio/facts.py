"""The facts of an establishment as a declaration gives them, cleaned: a file may hold anything."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass

from guichet.portfolio.guess import headcount_of, idcc_of
from neodes import DeclarationSummary

TEXT_FACTS = ("apet", "idcc", "voie", "code_postal", "localite")
APET = re.compile(r"[0-9]{4}[A-Z]")
IDCC = re.compile(r"[0-9]{4}")
CODE_POSTAL = re.compile(r"[0-9]{5}")
UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f]+")


@dataclass(frozen=True, slots=True)
class Facts:
    """Empty, or None for the headcount, where the file is silent or holds what cannot be one."""

    apet: str
    idcc: str
    voie: str
    code_postal: str
    localite: str
    headcount: int | None

    def known(self) -> dict[str, object]:
        """Those that the file gives, by field of `Etablissement`."""
        return {name: value for name, value in asdict(self).items() if value not in {"", None}}


def facts_of(declaration: DeclarationSummary) -> Facts:
    """APET 11.002, IDCC 11.022 or 40.017, address 11.003 to .005 and the count of S21.G00.30."""
    adresse = declaration.adresse
    return Facts(
        apet=_matching(APET, declaration.apet),
        idcc=_matching(IDCC, idcc_of(declaration)),
        voie=_text(adresse.voie, 200),
        code_postal=_matching(CODE_POSTAL, adresse.code_postal),
        localite=_text(adresse.localite, 100),
        headcount=headcount_of(declaration),
    )


def _matching(pattern: re.Pattern[str], value: str) -> str:
    value = value.strip().upper()
    return value if pattern.fullmatch(value) else ""


def _text(value: str, length: int) -> str:
    return " ".join(UNPRINTABLE.sub(" ", value).split())[:length].strip()
