"""What a declaration lets one guess of its establishment: échéance and partner, each with the reason in French.

No database, no clock. A guess is a proposal: a person confirms it, and nothing is refused because of one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from guichet.portfolio.enums import Echeance
from neodes import DeclarationSummary

HEADCOUNT_FOR_THE_5 = 50
MONTHLY = "01"
CANCELS = "04"
MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class EcheanceGuess:
    """`value` is None when the file does not tell."""

    value: Echeance | None
    reason: str


@dataclass(frozen=True, slots=True)
class PartnerClues:
    """By what a partner is recognised: codes of bloc 15, SIRET of bloc 20, IDCC on 4 digits, beginnings of APET."""

    pk: int
    name: str
    prevoyance_codes: frozenset[str] = frozenset()
    retraite_sirets: frozenset[str] = frozenset()
    idccs: frozenset[str] = frozenset()
    apet_prefixes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class PartnerGuess:
    """`partner` is the key of a partner, None when nothing points to one."""

    partner: int | None
    reason: str


def month_in_words(period: str) -> str:
    """`2026-11` → `novembre 2026`; what does not look like a month is given back unchanged."""
    year, _, month = period.partition("-")
    known = month.isdigit() and 1 <= int(month) <= len(MONTHS)
    return f"{MONTHS[int(month) - 1]} {year}" if known else period


def headcount_of(declaration: DeclarationSummary) -> int | None:
    """Individus of the month; None when the declaration does not hold them all.

    An event (nature other than 01) holds the person concerned, a cancellation (type 04) nobody, and a fraction
    (S20.G00.05.003, second digit above 1) only a part.
    """
    if declaration.nature != MONTHLY or declaration.type == CANCELS or _is_part(declaration):
        return None
    return declaration.individus


def guess_echeance(declaration: DeclarationSummary) -> EcheanceGuess:
    """The 5 from 50 people on, else the 15 (CSS art. R133-14), both at noon.

    The file does not say whether pay is deferred (décalage de paie), which moves the 5 to the 15 when Urssaf was told,
    nor how many people the other establishments of the employer have: the reason says what is left to check.
    """
    count, month = declaration.individus, month_in_words(declaration.period)
    if declaration.nature != MONTHLY or declaration.type == CANCELS:
        return EcheanceGuess(None, "La déclaration lue n'est pas une DSN mensuelle : elle ne dit pas l'effectif.")
    said = _said(count, month)
    if count >= HEADCOUNT_FOR_THE_5:
        return EcheanceGuess(Echeance.CINQ, f"{said} : 50 ou plus, donc le 5 ; à confirmer si la paie est décalée.")
    if _is_part(declaration):
        return EcheanceGuess(None, f"{said}, mais le fichier n'est qu'une fraction de la DSN : l'effectif est inconnu.")
    return EcheanceGuess(
        Echeance.QUINZE,
        f"{said} : moins de 50, donc le 15 ; à confirmer si l'entreprise a d'autres établissements.",
    )


def guess_partner(declaration: DeclarationSummary, partners: Iterable[PartnerClues]) -> PartnerGuess:
    """By order: organisms of the contracts (15.002), bodies paid (20.001), IDCC (11.022, else that of most contracts,
    40.017), then APET (11.002). The first clue that points to a partner decides.
    """
    known = tuple(partners)
    for clue in (_by_contracts, _by_payments, _by_idcc, _by_apet):
        guess = clue(declaration, known)
        if guess:
            return guess
    return PartnerGuess(
        None, "Ni les contrats, ni les versements, ni l'IDCC, ni l'APET ne désignent un partenaire connu."
    )


def idcc_of(declaration: DeclarationSummary) -> str:
    """IDCC on 4 digits: that of the establishment, else that of most contracts (the smallest when two are level)."""
    if declaration.idcc:
        return _idcc(declaration.idcc)
    counts: Counter[str] = Counter()
    for idcc, contracts in declaration.idcc_contrats:
        if idcc:
            counts[_idcc(idcc)] += contracts
    return min(counts, key=lambda idcc: (-counts[idcc], idcc), default="")


def _by_contracts(declaration: DeclarationSummary, partners: Sequence[PartnerClues]) -> PartnerGuess | None:
    found = _matches(declaration.organismes, partners, lambda partner: partner.prevoyance_codes)
    return _decide(found, declaration, lambda code, name: f"contrat de l'organisme {code} (bloc 15) : {name}")


def _by_payments(declaration: DeclarationSummary, partners: Sequence[PartnerClues]) -> PartnerGuess | None:
    found = _matches(declaration.destinataires, partners, lambda partner: partner.retraite_sirets)
    return _decide(found, declaration, lambda siret, name: f"versement à l'organisme {siret} (bloc 20) : {name}")


def _by_idcc(declaration: DeclarationSummary, partners: Sequence[PartnerClues]) -> PartnerGuess | None:
    idcc = idcc_of(declaration)
    found = _matches((idcc,), partners, lambda partner: partner.idccs)
    where = "de l'établissement" if declaration.idcc else "du plus grand nombre de contrats"
    return _decide(found, declaration, lambda code, name: f"IDCC {code} {where} : secteur de {name}")


def _by_apet(declaration: DeclarationSummary, partners: Sequence[PartnerClues]) -> PartnerGuess | None:
    apet = declaration.apet
    found = [
        (prefix, partner)
        for length in range(len(apet), 0, -1)
        for prefix in (apet[:length],)
        for partner in partners
        if prefix in partner.apet_prefixes
    ]
    longest = [(apet, partner) for prefix, partner in found if len(prefix) == len(found[0][0])]
    if len(longest) != 1:
        return None
    return _decide(longest, declaration, lambda code, name: f"APET {code} : secteur de {name}, indice faible")


Found = list[tuple[str, PartnerClues]]


def _matches(
    values: Iterable[str], partners: Sequence[PartnerClues], known: Callable[[PartnerClues], frozenset[str]]
) -> Found:
    """One pair (value, partner) a partner, in the order of the file."""
    found: dict[int, tuple[str, PartnerClues]] = {}
    for value in values:
        for partner in partners:
            if value in known(partner):
                found.setdefault(partner.pk, (value, partner))
    return list(found.values())


def _decide(found: Found, declaration: DeclarationSummary, sentence: Callable[[str, str], str]) -> PartnerGuess | None:
    """Among several, the partner of the IDCC, else the first in the file; the reason names the others."""
    if not found:
        return None
    idcc = idcc_of(declaration)
    value, chosen = next(((value, partner) for value, partner in found if idcc in partner.idccs), found[0])
    others = [partner.name for _, partner in found if partner.pk != chosen.pk]
    also = f" ; le fichier désigne aussi {', '.join(others)}" if others else ""
    reason = sentence(value, chosen.name) + also
    return PartnerGuess(chosen.pk, reason[0].upper() + reason[1:] + ".")


def _said(count: int, month: str) -> str:
    when = f" en {month}" if month else ""
    if count == 0:
        return f"Aucun individu déclaré{when}"
    return f"{count} individu{'s' if count > 1 else ''} déclaré{'s' if count > 1 else ''}{when}"


def _is_part(declaration: DeclarationSummary) -> bool:
    return declaration.fraction[1:2] not in {"", "1"}


def _idcc(value: str) -> str:
    return value.strip().zfill(4)
