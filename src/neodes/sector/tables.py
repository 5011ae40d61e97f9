"""Codes of the trades, as data with their dates of effect: editable without touching a rule.

Sources: tables of organisms of net-entreprises, national agreements. A doubtful row costs a wrong proposal or a
warning, nothing else: no rule of a trade blocks.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

ALWAYS = date(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class Row:
    """A code, valid from a day to another (None: still)."""

    code: str
    starts_on: date = ALWAYS
    ends_on: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether it is valid that day."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


@dataclass(frozen=True, slots=True)
class Family:
    """A trade: the partner that brings it, and by what it is recognised.

    `organisms` are values of S21.G00.15.002, `retirement` of S21.G00.20.001, `idccs` of S21.G00.11.022, `apets` the
    beginnings of S21.G00.11.002. `main` are the organisms of the prévoyance of the trade.
    """

    code: str
    partner: str
    label: str
    main: tuple[Row, ...]
    organisms: tuple[Row, ...]
    retirement: tuple[Row, ...]
    idccs: tuple[Row, ...]
    apets: tuple[Row, ...]


def rows(text: str) -> tuple[Row, ...]:
    """`"1596 1597 0614<2019-01-23"` → rows; `<` gives the last day."""
    found = []
    for word in text.split():
        code, _, end = word.partition("<")
        found.append(Row(code, ends_on=date.fromisoformat(end) if end else None))
    return tuple(found)


def _family(code: str, partner: str, label: str, **lists: str) -> Family:
    """`organisms` that are also `main` are written once, in `main`."""
    main = rows(lists["main"])
    return Family(
        code,
        partner,
        label,
        main,
        (*main, *rows(lists.get("others", ""))),
        rows(lists.get("retirement", "")),
        rows(lists["idccs"]),
        rows(lists["apets"]),
    )


FAMILIES = (
    _family("btp", "pro-btp", "Bâtiment et travaux publics", main="P0914", others="P0990 APERP1 ASMAB1",
            retirement="77567053200404 44289241000030", idccs="1596 1597 1702 2420 2609 2614 3212", apets="412 42 43"),
    _family("agrica", "agrica", "Agriculture", main="P0002 P0223 P1035", others="P3008 P3009",
            idccs="7001 7002 7004 7005 7010 7018 7020 7024 7025 7027 7028 7501 7502 7503 7508 7513", apets="01 02"),
    _family("audiens", "audiens", "Spectacle, audiovisuel, presse", main="P0983",
            retirement="44832375800038 77567608300030",
            idccs="1285 1480 1922 2642 3090 3097 3221 3225 3230 3242",
            apets="5813 5814 5911 5912 5913 5914 592 60 9001 9002 9004"),
    _family("auto", "irp-auto", "Services de l'automobile", main="P0958", retirement="33213903900017", idccs="1090",
            apets="45"),
    _family("lourmel", "lourmel", "Industries graphiques", main="P0978", others="ALOUR1", retirement="39911122800017",
            idccs="0184 0614<2019-01-23", apets="1811 1812 1813 1814"),
    _family("b2v", "b2v", "Assurance et courtage", main="P1330", others="ABCAC9", retirement="48053538400055",
            idccs="1672 2247", apets="651 652 6622"),
    _family("carcept", "klesia-carcept", "Transport", main="P0971", others="P0954 P0959 P1016 529168007",
            retirement="30558637200321", idccs="0016", apets="4939 4941 4942 5229"),
)  # fmt: skip
"""What most establishments of a trade have comes first in each list."""

BY_CODE = {family.code: family for family in FAMILIES}

GRAPHIC_APETS = rows("1721A 1721B 1721C 1723Z 1729Z 1811Z 1812Z 1813Z 1814Z 2592Z 5819Z 6311Z 7410Z 7420Z")
"""APET that an establishment of the industries graphiques usually has; the list is not closed."""

DRIVERS = rows("641a 641b 643a")
"""PCS-ESE of those who drive."""

IPRIAC = "P0954"
CONGES_SPECTACLES = "77567608300030"
VRP_IDCC = "0804"
"""Convention of the VRP, whom the caisses de congés du bâtiment leave out."""

MANDATAIRE = "80"
"""S21.G00.40.007: mandataire social."""


def family_of_partner(partner: str) -> str:
    """The family that a partner brings; empty for one that is open to every trade."""
    return next((family.code for family in FAMILIES if family.partner == partner), "")


def valid(listed: tuple[Row, ...], day: date) -> frozenset[str]:
    """The codes of a list that hold that day."""
    return frozenset(row.code for row in listed if row.holds_on(day))
