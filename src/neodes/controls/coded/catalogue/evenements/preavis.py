"""S21.G00.63: notices."""

from __future__ import annotations

from datetime import timedelta

from neodes.controls.coded.catalogue.evenements.shapes import asked_by, in_order
from neodes.controls.coded.conditions import among, either, only, other_than
from neodes.controls.coded.measures import date, sortable
from neodes.controls.coded.occurrence import Occurrence
from neodes.controls.coded.relations import check
from neodes.controls.coded.rule import rule
from neodes.values.dates import parse_date

FIN, PREAVIS = "S21.G00.62", "S21.G00.63"
MOTIF, KIND, START, END = f"{FIN}.002", f"{PREAVIS}.001", f"{PREAVIS}.002", f"{PREAVIS}.003"

DATED = "01 02 03 10 50 51 60 61"
"""Types of notice that have dates: all but « pas de clause de préavis »."""
PAP_MOTIF, PAP_NOTICE = "114", "61"
LONGEST = 3
"""Months of notice that the CSP and the PAP take over."""

FICHE = "Vérifiez les dates du préavis dans la fin de contrat du salarié."
TYPE = "Vérifiez le motif de la fin et le type de préavis."

Period = tuple[str, str]
"""First and last day, sortable."""


def _period(notice: Occurrence) -> Period | None:
    first, last = notice.get(START), notice.get(END)
    return (sortable(first), sortable(last)) if first and last else None


def _whole(notice: Occurrence) -> Period | None:
    """From the first day of all the notices of the contract to their last day."""
    periods = [period for other in notice.up(FIN).below(PREAVIS) if (period := _period(other))]
    return (min(first for first, _ in periods), max(last for _, last in periods)) if periods else None


def _limit(first: str) -> str:
    """The same day three months later, be there such a day or not (text dates compare all the same)."""
    months = int(first[:4]) * 12 + int(first[4:6]) - 1 + LONGEST
    return f"{months // 12:04d}{months % 12 + 1:02d}{first[6:]}"


def _is_longer(period: Period | None) -> bool:
    """Whether the notice is longer than three months, however one counts them."""
    return period is not None and period[1] > _limit(period[0])


def _is_within(period: Period | None) -> bool:
    """Whether the notice is of three months at most, however one counts them: its last day is the eve or before."""
    return period is not None and period[1] < _limit(period[0])


def _pap_notice_is_right(notice: Occurrence) -> bool:
    motif, kind = notice.up(FIN).get(MOTIF), notice.get(KIND)
    if motif != PAP_MOTIF:
        return kind != PAP_NOTICE
    if kind == PAP_NOTICE:
        return not _is_longer(_period(notice))
    return not _is_within(_whole(notice))


def _follows(notice: Occurrence) -> bool:
    """Whether the notice starts the day after the one that comes before it in time, if there is one.

    Where a notice lacks a date that it must have, nobody knows what follows what.
    """
    mine = _period(notice)
    if mine is None:
        return True
    notices = tuple(notice.up(FIN).below(PREAVIS))
    if any(other.get(KIND) in DATED.split() and not _period(other) for other in notices):
        return True
    others = [other for other in notices if _period(other)]
    others.sort(key=lambda other: _period(other) or mine)
    place = others.index(notice)
    if place == 0:
        return True
    before, start = parse_date(others[place - 1].get(END) or ""), parse_date(notice.get(START) or "")
    return before is None or start is None or before + timedelta(days=1) == start


RULES = (
    rule(
        "63.001/CCH-11",
        when=among("62.002", "034 035"),
        then=only("63.001", "60 90"),
        why="La fin d'une période d'essai ne donne lieu qu'à un délai de prévenance.",
        do=TYPE,
        passes=(
            "nature=07 62.002=034 63.001=60",
            "nature=07 62.002=035 63.001=90",
            "nature=07 62.002=036 63.001=01",
            "nature=07 62.002=033 63.001=02",
        ),
        fails=(
            *(f"nature=07 62.002=034 63.001={kind}" for kind in ("01", "10", "61")),
            "nature=07 62.002=035 63.001=01",
            "nature=07 62.002=035 63.001=90 63.001=51",
        ),
    ),
    rule(
        "63.001/CCH-12",
        when=among("62.002", "043 110"),
        then=only("63.001", "90"),
        why="Une rupture conventionnelle ne donne pas lieu à un préavis.",
        do=TYPE,
        passes=(
            "nature=07 62.002=043 63.001=90",
            "nature=07 62.002=110 63.001=90",
            "nature=07 62.002=111 63.001=51",
            "nature=07 62.002=039 63.001=01",
        ),
        fails=(
            "nature=07 62.002=043 63.001=01",
            "nature=07 62.002=043 63.001=60",
            "nature=07 62.002=110 63.001=61",
        ),
    ),
    rule(
        "63.001/CCH-13",
        when=among("62.002", "026"),
        then=only("63.001", "10 90"),
        why="Qui accepte un contrat de sécurisation professionnelle quitte l'entreprise sans préavis.",
        do=TYPE,
        versions="P25V01 P26V01 P27V01",
        passes=(
            "nature=07 62.002=026 63.001=10",
            "nature=07 62.002=026 63.001=90",
            "nature=07 62.002=025 63.001=01",
            "nature=07 62.002=117 63.001=02",
        ),
        fails=(
            "nature=07 62.002=026 63.001=01",
            "nature=07 62.002=026 63.001=61",
            "nature=07 62.002=026 63.001=02 63.002=01012026 63.003=30062026",
        ),
    ),
    rule(
        "63.001/CCH-13",
        when=among("62.002", "026"),
        then=either(
            only("63.001", "10"),
            check(
                lambda notice: _whole(notice) is not None and not _is_within(_whole(notice)),
                "le préavis dure plus de trois mois",
                "63.001",
                "63.002",
                "63.003",
            ),
        ),
        why="Qui accepte un contrat de sécurisation professionnelle quitte l'entreprise sans préavis, "
        "sauf pour la part du préavis qui dépasse trois mois.",
        do=TYPE,
        versions="P24V01",
        passes=(
            "nature=07 62.002=026 63.001=10 63.002=01012026 63.003=31032026",
            "nature=07 62.002=026 63.001=02 63.002=01012026 63.003=02042026",
            "nature=07 62.002=026 63.001=02 63.002=01012026 63.003=01042026",
            "nature=07 62.002=026 63.001=10 63.002=01012026 63.003=31032026 63.001=02 63.002=01042026 63.003=30042026",
            "nature=07 62.002=025 63.001=01 63.002=01012026 63.003=31012026",
        ),
        fails=(
            "nature=07 62.002=026 63.001=02 63.002=01012026 63.003=31032026",
            "nature=07 62.002=026 63.001=61 63.002=01122025 63.003=28022026",
            "nature=07 62.002=026 63.001=90",
        ),
    ),
    rule(
        "63.001/CCH-14",
        then=check(
            _pap_notice_is_right,
            "le type de préavis 61 est celui d'une entrée en parcours d'accompagnement personnalisé (motif 114) "
            "dont le préavis ne dépasse pas trois mois, et de nulle autre fin",
            "63.001",
            "62.002",
            "63.002",
            "63.003",
        ),
        why="Qui entre en parcours d'accompagnement personnalisé quitte l'entreprise sans préavis, "
        "sauf pour la part du préavis qui dépasse trois mois.",
        do=TYPE,
        passes=(
            "nature=07 62.002=114 63.001=61 63.002=01012026 63.003=31032026",
            "nature=07 62.002=114 63.001=61 63.002=30112025 63.003=28022026",
            "nature=07 62.002=114 63.001=61 63.002=01012026 63.003=01042026",
            "nature=07 62.002=114 63.001=02 63.002=01012026 63.003=01042026",
            "nature=07 62.002=114 63.001=02 63.002=01012026 63.003=02042026",
            "nature=07 62.002=114 63.001=90",
            "nature=07 62.002=114 63.001=61 63.002=01012026 63.003=31032026 63.001=02 63.002=01042026 63.003=30042026",
            "nature=07 62.002=059 63.001=01 63.002=01012026 63.003=31032026",
            "nature=07 62.002=113 63.001=90",
        ),
        fails=(
            "nature=07 62.002=114 63.001=02 63.002=01012026 63.003=31032026",
            "nature=07 62.002=114 63.001=01 63.002=15112025 63.003=14022026",
            "nature=07 62.002=114 63.001=61 63.002=01012026 63.003=02042026",
            "nature=07 62.002=114 63.001=61 63.002=30112025 63.003=01032026",
            "nature=07 62.002=113 63.001=61 63.002=01012026 63.003=31012026",
            "nature=07 62.002=026 63.001=61",
        ),
    ),
    asked_by(
        "63.002/CCH-11",
        "63.001",
        DATED,
        "01012026",
        besides="90",
        iff=True,
        why="Un préavis a des dates, sauf s'il n'y a pas de clause de préavis.",
        do="Vérifiez le type de préavis, et renseignez ou retirez sa date de début.",
    ),
    rule(
        "63.002/CCH-13",
        when=other_than("63.001", "90"),
        then=date("63.002", ">=", "62.003"),
        why="Le préavis commence à la notification de la rupture ou plus tard.",
        do=FICHE,
        passes=(
            "nature=07 62.003=01022026 63.001=01 63.002=01022026",
            "nature=07 62.003=01022026 63.001=90 63.002=31012026",
            "nature=07 62.003=01022026 63.001=01",
            "nature=07 63.001=01 63.002=31012026",
        ),
        fails=(
            "nature=07 62.003=01022026 63.001=01 63.002=31012026",
            "nature=07 62.003=01022026 63.001=61 63.002=31012026",
        ),
    ),
    rule(
        "63.002/CCH-14",
        when=other_than("63.001", "90"),
        then=date("63.002", ">=", "62.005"),
        why="Le préavis ne commence pas avant que la procédure de licenciement soit engagée.",
        do=FICHE,
        passes=(
            "nature=07 62.005=31012026 63.001=01 63.002=01022026",
            "nature=07 62.005=31012026 63.001=01 63.002=31012026",
            "nature=07 62.005=31012026 63.001=90 63.002=30012026",
            "nature=07 62.005=31012026 63.001=01",
            "nature=07 63.001=01 63.002=31012026",
        ),
        fails=(
            "nature=07 62.005=31012026 63.001=01 63.002=30012026",
            "nature=07 62.005=31012026 63.001=61 63.002=30012026",
        ),
    ),
    rule(
        "63.002/CCH-15",
        then=check(
            _follows,
            "les périodes de préavis se suivent, chacune à partir du lendemain de la fin de la précédente",
            "63.002",
            "63.003",
        ),
        why="Un préavis en plusieurs parties est continu : un jour n'y est ni compté deux fois, ni oublié.",
        do=FICHE,
        passes=(
            "nature=07 63.001=01 63.002=01012026 63.003=31012026 63.001=02 63.002=01022026 63.003=28022026",
            "nature=07 63.001=02 63.002=01022026 63.003=28022026 63.001=01 63.002=01012026 63.003=31012026",
            "nature=07 63.001=01 63.002=01012026 63.003=31012026",
            "nature=07 63.001=90 63.001=01 63.002=01012026 63.003=31012026",
            "nature=07 63.001=01 63.002=01012026 63.001=02 63.002=01042026 63.003=30042026",
            "nature=07 63.001=01 63.002=01012026 63.003=31012026 63.001=02 63.002=01022026 "
            "63.001=03 63.002=01032026 63.003=31032026",
            "30.001=1 63.002=01012026 63.003=31012026 30.001=2 63.002=01012026 63.003=31012026",
            "40.009=1 63.002=01012026 63.003=31012026 +40 63.002=01012026 63.003=31012026",
        ),
        fails=(
            "nature=07 63.001=01 63.002=01012026 63.003=31012026 63.001=02 63.002=02022026 63.003=28022026",
            "nature=07 63.001=01 63.002=01012026 63.003=31012026 63.001=02 63.002=31012026 63.003=28022026",
            "nature=07 63.001=01 63.002=01012026 63.003=31012026 63.001=02 63.002=01012026 63.003=31012026",
            "nature=07 63.001=02 63.002=02022026 63.003=28022026 63.001=01 63.002=01012026 63.003=31012026",
        ),
    ),
    in_order(
        "63.002/CCH-16",
        "63.002",
        ">=",
        "40.001",
        why="Le préavis tient au contrat qui est déclaré.",
        do=FICHE,
    ),
    in_order(
        "63.003/CCH-13",
        "63.003",
        ">=",
        "63.002",
        why="Un préavis ne peut pas finir avant d'avoir commencé.",
        do=FICHE,
    ),
    asked_by(
        "63.003/CCH-14",
        "63.001",
        DATED,
        "01012026",
        besides="90",
        iff=True,
        why="Un préavis a des dates, sauf s'il n'y a pas de clause de préavis.",
        do="Vérifiez le type de préavis, et renseignez ou retirez sa date de fin.",
    ),
)
