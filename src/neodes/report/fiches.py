"""Fiches de paramétrage as text and as JSON, and the sentences of what could not be read of them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, is_dataclass
from datetime import date, datetime
from decimal import Decimal

from neodes.fpoc.differences import Difference, Upcoming
from neodes.fpoc.fields import criteria_of, fields_of
from neodes.fpoc.model import Fiche, FichesRead, Remark
from neodes.report.fiche_differences import difference_sentence, upcoming_sentence

REMARKS = {
    "vide": "Le fichier est vide.",
    "trop_gros": "Le fichier est trop gros pour être une fiche : il n'a pas été lu.",
    "interdit": "Le fichier contient une définition de document ou d'entité, qui n'a pas sa place dans une fiche.",
    "xml": "Le fichier n'est pas un XML correct : la lecture s'arrête ligne {line}.",
    "encodage": "Le codage que le fichier annonce n'est pas connu, ou n'est pas le sien.",
    "profondeur": "Le fichier emboîte trop d'éléments pour être une fiche.",
    "racine": "Le fichier commence par « {where} » : ce n'est ni une fiche, ni un lot de fiches.",
    "sans_fiche": "Le lot ne contient aucune fiche.",
    "trop_de_fiches": "Le lot contient trop de fiches ({value}) : les dernières n'ont pas été lues.",
    "sans_contrat": "La fiche {value} ne contient aucun contrat.",
    "inconnu": "{where} n'est pas prévu, et n'a pas été compris{said}.",
    "texte": "{where} contient un texte qui n'est pas prévu, et n'a pas été compris{said}.",
    "repete": "{where} est donné plusieurs fois : seul le premier a été lu.",
    "absent": "{where} manque.",
    "siren": "{where} : « {value} » n'est pas un SIREN.",
    "nic": "{where} : « {value} » n'est pas un NIC (cinq chiffres).",
    "date": "{where} : « {value} » n'est pas une date (JJMMAAAA).",
    "dates": "{where} : le contrat {value} finirait avant d'avoir commencé.",
    "longueur": "{where} : « {value} » est trop long.",
    "code": "{where} : « {value} » n'a pas la forme d'un de ces codes.",
    "valeur": "{where} : « {value} » n'est pas une des valeurs prévues.",
    "taux": "{where} : {value} n'est pas un taux entre 0 et 100.",
    "nombre": "{where} : « {value} » n'est pas un nombre.",
    "critere_vide": "{where} : ce critère ne donne aucune valeur ; les salariés du groupe ne seront pas comparés.",
    "critere": "{where} : ce critère n'a pas de rubrique connue ; les salariés du groupe ne seront pas comparés.",
}
"""One sentence for each reason of a remark; a test walks them."""


def remark_sentence(remark: Remark) -> str:
    """What could not be read, in French."""
    said = f" (« {remark.value} »)" if remark.value else ""
    sentence = REMARKS[remark.reason].format(where=remark.where, value=remark.value, line=remark.line, said=said)
    is_told = not remark.line or "{line}" in REMARKS[remark.reason]
    return sentence if is_told else f"{sentence.removesuffix('.')} (ligne {remark.line})."


def fiches_as_text(read: FichesRead) -> str:
    """Every fiche, contract by contract, each field with the rubrique that must carry it; then the remarks."""
    lines = [line for fiche in read.fiches for line in (*_fiche(fiche), "")]
    if read.remarks:
        lines += ["À savoir de ce fichier :", *(f"  - {remark_sentence(remark)}" for remark in read.remarks), ""]
    return "\n".join(lines)


def fiches_as_json(read: FichesRead, changes: Iterable[Difference] = (), soon: Iterable[Upcoming] = ()) -> str:
    """All that was read, with the level of each fiche and the sentences of the remarks, of what changes and when."""
    fiches = [{**asdict(fiche), "level": fiche.level} for fiche in read.fiches]
    remarks = [{**asdict(remark), "message": remark_sentence(remark)} for remark in read.remarks]
    whole = {
        "lot": read.lot,
        "assureur": read.assureur,
        "fiches": fiches,
        "remarks": remarks,
        "differences": [{**each._asdict(), "message": difference_sentence(each)} for each in changes],
        "upcoming": [{**each._asdict(), "message": upcoming_sentence(each)} for each in soon],
    }
    return json.dumps(whole, ensure_ascii=False, indent=2, default=_plain)


def _fiche(fiche: Fiche) -> Iterator[str]:
    version = f", version {fiche.version}" if fiche.version else ""
    yield f"Fiche {fiche.identifier}{version} (niveau {fiche.level})"
    place = f"établissement {fiche.siret}" if fiche.siret else f"SIREN {fiche.siren}, pour un ensemble d'établissements"
    yield f"  Pour {fiche.entreprise or 'une entreprise sans nom'}, {place}"
    if fiche.producer_name or fiche.producer:
        yield f"  De {fiche.producer_name or fiche.producer}"
    if fiche.message:
        yield f"  {fiche.message}"
    for group in fiche.groups:
        if group.label or group.number:
            yield f"  Groupe {group.label or group.number}"
        for contract in group.contracts:
            yield f"    Contrat {contract.label or contract.reference}"
            yield from (f"      {row.rubrique:14}  {row.label} : {row.value}" for row in fields_of(contract))
        rows = list(criteria_of(group))
        if rows:
            yield "    Salariés concernés"
            yield from (f"      {row.rubrique:14}  {row.label} {row.value}" for row in rows)


def _plain(value: object) -> object:
    """What JSON has no type for."""
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, frozenset):
        return sorted(value)
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    raise TypeError(type(value).__name__)
