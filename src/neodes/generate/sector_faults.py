"""Single faults of each trade, put into a valid file of its sector: what a control of the trade must find.

A file of another sector, or too small, may have no room for one of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from neodes.controls.coded.names import rubrique_id
from neodes.generate.faults import FaultImpossibleError

Lines = list[str]
Edit = Callable[[Lines], None]


@dataclass(frozen=True, slots=True)
class SectorFault:
    """How a fault is made: `sector` and `type_declaration` of the generator, partner under which `control` finds it."""

    sector: str
    partner: str
    control: str
    label: str
    edit: Edit
    type_declaration: str = "01"


def inject_sector(name: str, content: bytes) -> bytes:
    """The valid file `content` of the sector of the fault `name`, with that fault in it, S90 put right.

    Raises KeyError for an unknown name and `FaultImpossibleError` when the file has no place for it.
    """
    lines = content.decode("iso-8859-1").split("\r\n")
    SECTOR_FAULTS[name].edit(lines)
    count = sum(1 for line in lines if line)
    place = _first(lines, "S90.G00.90.001")
    lines[place] = f"S90.G00.90.001,'{count}'"
    return "\r\n".join(lines).encode("iso-8859-1")


def _first(lines: Lines, start: str, after: int = 0) -> int:
    for place in range(after, len(lines)):
        if lines[place].startswith(start):
            return place
    raise FaultImpossibleError(start)


def _set(short: str, value: str, new: str) -> Edit:
    """The first line `short` of that value (any, when empty) gets another."""

    def edit(lines: Lines) -> None:
        lines[_first(lines, _start(short, value))] = _line(short, new)

    return edit


def _remove(short: str, value: str = "", *, near: tuple[str, str] | None = None) -> Edit:
    """Take off the first line of that value; `near`: the first one behind such a line."""

    def edit(lines: Lines) -> None:
        after = _first(lines, _line(*near)) if near else 0
        del lines[_first(lines, _start(short, value), after)]

    return edit


def _everywhere(short: str, value: str, new: str) -> Edit:
    """All the lines of that value get another."""

    def edit(lines: Lines) -> None:
        old = _start(short, value)
        _first(lines, old)
        lines[:] = [_line(short, new) if line.startswith(old) else line for line in lines]

    return edit


def _add(before: str, *new: tuple[str, str]) -> Edit:
    """Lines put before the first one of a bloc."""

    def edit(lines: Lines) -> None:
        place = _first(lines, f"S21.G00.{before}.")
        lines[place:place] = [_line(*each) for each in new]

    return edit


def _without_bloc(bloc: str) -> Edit:
    """Take off every bloc of a type."""

    def edit(lines: Lines) -> None:
        _first(lines, f"S21.G00.{bloc}.")
        lines[:] = [line for line in lines if not line.startswith(f"S21.G00.{bloc}.")]

    return edit


def _remove_before(short: str, marker: tuple[str, str]) -> Edit:
    """Take off the last line `short` that stands before a line, in the same bloc."""

    def edit(lines: Lines) -> None:
        place = _first(lines, _line(*marker))
        while not lines[place].startswith(_start(short, "")):
            place -= 1
            if not lines[place].startswith(_start(short, "")[:11]):
                raise FaultImpossibleError(short)
        del lines[place]

    return edit


def _both(*edits: Edit) -> Edit:
    """Several edits, one after the other."""

    def edit(lines: Lines) -> None:
        for each in edits:
            each(lines)

    return edit


def _behind(short: str, *new: tuple[str, str]) -> Edit:
    """Lines put behind the first one of a rubrique."""

    def edit(lines: Lines) -> None:
        place = _first(lines, _start(short, "")) + 1
        lines[place:place] = [_line(*each) for each in new]

    return edit


def _line(short: str, value: str) -> str:
    return f"{rubrique_id(short)},'{value}'"


def _start(short: str, value: str) -> str:
    return _line(short, value) if value else f"{rubrique_id(short)},'"


_OF = {
    "btp": "pro-btp",
    "agricole": "agrica",
    "spectacle": "audiens",
    "auto": "irp-auto",
    "graphique": "lourmel",
    "assurance": "b2v",
    "transport": "klesia-carcept",
}
"""Sector of the generator → code of the partner."""

_USAGE = ("40.021", "05")
_WITHOUT_PEOPLE = frozenset(["btp_neant_no_caisse"])
"""Those of a declaration without individu."""

_RECIPES: tuple[tuple[str, str, str, str, Edit], ...] = (
    ("btp", "G-01", "no_idcc", "Convention de l'établissement absente", _remove("11.022")),
    ("btp", "G-02", "no_apet", "Activité de l'établissement absente", _remove("11.002")),
    ("btp", "G-04", "other_retirement", "Retraite complémentaire rare", _set("71.002", "", "IRCANTEC")),
    ("btp", "BTP-01", "btp_idcc", "Convention d'un autre métier", _set("11.022", "", "1486")),
    ("btp", "BTP-02", "btp_category", "Ouvrier déclaré cadre", _set("40.002", "07", "04")),
    ("btp", "BTP-03", "btp_no_contract", "Contrat d'un autre assureur", _everywhere("15.002", "P0914", "P1030")),
    ("btp", "BTP-04", "btp_no_caisse", "Caisse de congés absente d'un contrat", _remove("40.022")),
    ("btp", "BTP-05", "btp_two_caisses", "Deux caisses de congés", _set("40.022", "", "02")),
    ("btp", "BTP-07", "btp_no_base", "Base de congés payés absente", _set("78.001", "20", "22")),
    ("btp", "BTP-09", "btp_two_weathers", "Deux bases d'intempéries", _set("78.001", "34", "35")),
    ("btp", "BTP-10", "btp_special_base", "Base dérogatoire", _set("78.001", "34", "36")),
    ("btp", "BTP-12", "btp_no_job", "Métier absent", _remove("40.005")),
    ("btp", "BTP-12", "btp_no_class", "Classification absente", _remove("40.041")),
    ("btp", "BTP-13", "btp_unpaid", "Congé déclaré sans solde", _add(
        "70", ("65.001", "501"), ("65.002", "02112026"), ("65.003", "03112026"))),
    ("btp", "BTP-06", "btp_neant_no_caisse", "Caisse absente d'une déclaration sans salarié", _remove("08.001")),
    ("btp", "BTP-14", "btp_caisse_paid", "Versement à la caisse de congés", _add(
        "20", ("20.001", "01"), ("20.005", "10.00"))),
    ("btp", "BTP-17", "btp_quarter", "Versement trimestriel", _set("55.004", "", "2026T03")),
    ("agricole", "AGR-03", "agr_retirement_paid", "Versement à une institution Agirc-Arrco", _add(
        "20", ("20.001", "77568291700015"), ("20.005", "10.00"))),
    ("spectacle", "AUD-06", "aud_usage_tax", "Taxe d'un contrat d'usage sans tel contrat", _set(
        "81.001", "131", "908")),
    ("transport", "TRA-05", "tra_no_base", "Base de congés payés absente", _behind("40.020", ("40.022", "38"))),
    ("agricole", "AGR-01", "agr_regime", "Régime général", _set("40.020", "300", "200")),
    ("agricole", "AGR-02", "agr_depot", "Point de dépôt du régime général", _set("00.007", "02", "01")),
    ("agricole", "AGR-04", "agr_contribution", "Cotisation agricole hors du régime", _both(
        _set("40.018", "300", "200"), _set("81.001", "131", "051"))),
    ("agricole", "AGR-05", "agr_apecita", "Statut APECITA absent d'un cadre", _remove(
        "40.042", near=("40.003", "01"))),
    ("agricole", "AGR-06", "agr_no_contract", "Aucun contrat d'assurance", _without_bloc("15")),
    ("spectacle", "AUD-01", "aud_no_object", "Numéro d'objet absent", _remove("40.050")),
    ("spectacle", "AUD-02", "aud_no_licence", "Licence absente", _remove("40.049")),
    ("spectacle", "AUD-02", "aud_no_status", "Statut d'organisateur absent", _remove("40.051")),
    ("spectacle", "AUD-03", "aud_no_job", "Profession du spectacle absente", _remove_before("40.005", _USAGE)),
    ("spectacle", "AUD-04", "aud_no_base", "Base des congés spectacles absente", _set("78.001", "27", "22")),
    ("spectacle", "AUD-04", "aud_no_due", "Cotisation aux congés spectacles absente", _set("81.001", "066", "040")),
    ("spectacle", "AUD-04", "aud_no_payment", "Versement aux congés spectacles absent", _set(
        "20.001", "77567608300030", "44832375800038")),
    ("spectacle", "AUD-05", "aud_no_contract", "Contrat d'un autre assureur", _everywhere(
        "15.002", "P0983", "P1030")),
    ("auto", "AUTO-01", "auto_idcc", "Convention d'un autre métier", _set("11.022", "1090", "1486")),
    ("auto", "AUTO-04", "auto_no_contract", "Aucun contrat d'assurance", _without_bloc("15")),
    ("graphique", "LOU-01", "lou_idcc", "Ancienne convention", _set("11.022", "0184", "0614")),
    ("graphique", "LOU-02", "lou_apet", "Activité d'un autre métier", _set("11.002", "1812Z", "4711D")),
    ("graphique", "LOU-03", "lou_not_insured", "Salarié non affilié", _remove("70.013")),
    ("assurance", "B2V-01", "b2v_idcc", "Convention d'un autre métier", _set("11.022", "1672", "1486")),
    ("transport", "TRA-01", "tra_no_contract", "Contrat d'un autre assureur", _everywhere(
        "15.002", "P0971", "P1030")),
    ("transport", "TRA-02", "tra_no_ipriac", "Conducteurs sans assurance", _set("15.002", "P0954", "P1030")),
)  # fmt: skip

SECTOR_FAULTS: Mapping[str, SectorFault] = {
    name: SectorFault(sector, _OF[sector], control, label, edit, "02" if name in _WITHOUT_PEOPLE else "01")
    for sector, control, name, label, edit in _RECIPES
}
"""By name."""
