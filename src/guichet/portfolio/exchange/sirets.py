"""Reading a SIRET that went through a spreadsheet: what was lost is explained, what was only disguised is read."""

from __future__ import annotations

import re
from dataclasses import dataclass

from guichet.core.spreadsheets import restored
from neodes import SiretCheck, check_siret

AS_TEXT = "dans le tableur, mettez la colonne au format « Texte » avant d'y coller les SIRET"
_ROUNDED = re.compile(r"\d+(?:[.,]\d+)?[eE][+-]?\d+")
_TRAILING_ZERO = re.compile(r"(\d+)[.,]0+")
_AS_FORMULA = re.compile(r'=\s*"(.*)"')
_DISGUISES = (
    ("'\"`’‘“”«»", "les guillemets ou apostrophes ont été retirés"),
    ("\u00a0\u202f\u2007\u2009", "les espaces insécables ont été retirés"),
    (" \t\r\n", "les espaces ont été retirés"),
    (".-_/", "les points et les tirets ont été retirés"),
    ("\u200b\u200c\u200d\ufeff\u2060", "des caractères invisibles ont été retirés"),
)
MISSING = "Le SIRET manque. Écrivez ses 14 chiffres, ou supprimez la ligne."
LA_POSTE = "SIRET de La Poste, dont la clé ne suit pas la règle commune : relisez-le."


@dataclass(frozen=True, slots=True)
class ReadSiret:
    """`siret` is empty when `problem` tells why it cannot be read; `remarks` tell how it was read.

    `lost_zero`: the digits lack the zeros in front, and `siret` holds what they were, if the key says so.
    """

    siret: str
    problem: str = ""
    remarks: tuple[str, ...] = ()
    lost_zero: bool = False


def read_siret_cell(cell: str) -> ReadSiret:
    """The SIRET of a cell, or what became of it and what to do. Never guesses in silence."""
    if check_siret(cell) is SiretCheck.VALIDE and not cell.endswith("00000"):
        return ReadSiret(cell)  # nearly always
    text, remarks = _undisguised(cell)
    if not text:
        return ReadSiret("", MISSING)
    if _ROUNDED.fullmatch(text):
        return ReadSiret("", _rounded(cell.strip()))
    if not (text.isascii() and text.isdigit()):
        return ReadSiret("", _letters(cell.strip()))
    return _read_digits(text, remarks)


def _undisguised(cell: str) -> tuple[str, list[str]]:
    """Without what spreadsheets and people put around the digits, and what that was."""
    text, remarks = restored(cell).strip(), []
    if formula := _AS_FORMULA.fullmatch(text):
        text = formula[1]
        remarks.append("écrit comme une formule de texte")
    if (number := _TRAILING_ZERO.fullmatch(text)) and _ROUNDED.fullmatch(text) is None:
        text = number[1]
        remarks.append("la décimale « .0 » ajoutée par le tableur a été retirée")
    if _ROUNDED.fullmatch(text):
        return text, remarks
    for signs, remark in _DISGUISES:
        bare = text.translate(dict.fromkeys(map(ord, signs)))
        if bare != text:
            text = bare
            remarks.append(remark)
    return text, remarks


def _read_digits(digits: str, remarks: list[str]) -> ReadSiret:
    if len(digits) == 14:
        return _read_14(digits, remarks)
    if len(digits) == 9:
        return ReadSiret("", f"« {digits} » a 9 chiffres : c'est un SIREN. Ajoutez les 5 chiffres de l'établissement.")
    if len(digits) > 14:
        return ReadSiret("", f"« {digits[:20]} » a {len(digits)} chiffres, un SIRET en a 14. Vérifiez-le.")
    whole = digits.zfill(14)
    if len(digits) >= 10 and check_siret(whole) is SiretCheck.VALIDE:
        told = (
            f"« {digits} » n'a que {len(digits)} chiffres : un tableur a sans doute supprimé le zéro du début. "
            f"Si c'est bien {whole}, écrivez-le ainsi ; {AS_TEXT}."
        )
        return ReadSiret(whole, told, lost_zero=True)
    return ReadSiret("", f"« {digits} » a {len(digits)} chiffres, un SIRET en a 14. Complétez-le.")


def _read_14(digits: str, remarks: list[str]) -> ReadSiret:
    check = check_siret(digits)
    if digits.endswith("00000"):
        return ReadSiret(
            "",
            f"« {digits} » finit par cinq zéros : un tableur a sans doute arrondi le nombre. Reprenez le SIRET "
            f"d'origine ; {AS_TEXT}.",
        )
    if check is SiretCheck.INVALIDE:
        rounded = " Un tableur a pu arrondir ses derniers chiffres." if digits.endswith("000") else ""
        return ReadSiret(
            "",
            f"« {digits} » n'est pas un SIRET : sa clé est fausse.{rounded} Comparez-le à un avis de situation Insee.",
        )
    if check is SiretCheck.LA_POSTE:
        remarks = [*remarks, LA_POSTE]
    return ReadSiret(digits, "", _as_remarks(digits, remarks))


def _as_remarks(digits: str, remarks: list[str]) -> tuple[str, ...]:
    said = [remark for remark in remarks if remark != LA_POSTE]
    read = [f"SIRET lu {digits} : {', '.join(said)}."] if said else []
    return tuple(read + [remark for remark in remarks if remark == LA_POSTE])


def _rounded(cell: str) -> str:
    return (
        f"« {cell[:30]} » est un nombre arrondi par un tableur : les derniers chiffres du SIRET sont perdus. "
        f"Reprenez le SIRET d'origine ; {AS_TEXT}."
    )


def _letters(cell: str) -> str:
    hint = " Vérifiez que la lettre O n'est pas à la place d'un zéro." if "O" in cell.upper() else ""
    return f"« {cell[:30]} » n'est pas un SIRET, qui ne compte que 14 chiffres.{hint} Corrigez-le."
