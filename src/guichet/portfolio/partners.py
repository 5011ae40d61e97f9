"""The groupes de protection sociale known at the start, as data; no code depends on one of them.

`codes` are values of S21.G00.15.002 (organisms that carry the contracts), `sirets` of S21.G00.20.001 (retirement
bodies that are paid), `idccs` of S21.G00.11.022, `apets` beginnings of S21.G00.11.002. They only serve to *propose* a
partner, which a person confirms: a doubtful row costs a wrong proposal, nothing else. `family` names the family of
sector controls of neodes, empty for those that are open to every sector; a test holds its tables and these rows
together.

To change a row or add one: change it here and add a migration that calls `load_partners` again. What an operator
changed in the database (`connected`, `active`) is kept.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class PartnerRow:
    """One row; lists are written as words between blanks."""

    code: str
    name: str
    trades: str = ""
    family: str = ""
    codes: str = ""
    sirets: str = ""
    idccs: str = ""
    apets: str = ""

    def values(self) -> dict[str, Any]:
        """The fields of the model `Partner`, but its code."""
        row = asdict(self)
        lists = {
            "prevoyance_codes": row["codes"].split(),
            "retraite_sirets": row["sirets"].split(),
            "idccs": row["idccs"].split(),
            "apet_prefixes": row["apets"].split(),
        }
        return {"name": self.name, "trades": self.trades, "family": self.family, **lists}


PARTNERS = (
    PartnerRow(
        code="pro-btp",
        name="PRO BTP",
        trades="Bâtiment et travaux publics",
        family="btp",
        codes="P0914 P0990 APERP1 ASMAB1",
        sirets="77567053200404 44289241000030",
        idccs="1596 1597 1702 2420 2609 2614 3212",
        apets="412 42 43",
    ),
    PartnerRow(
        code="agrica",
        name="AGRICA",
        trades="Agriculture, coopératives, forêt, organismes agricoles",
        family="agrica",
        codes="P0002 P0223 P1035 P3008 P3009",
        idccs="7001 7002 7004 7005 7010 7018 7020 7024 7025 7027 7028 7501 7502 7503 7508 7513",
        apets="01 02",
    ),
    PartnerRow(
        code="audiens",
        name="AUDIENS",
        trades="Culture, spectacle, audiovisuel, presse",
        family="audiens",
        codes="P0983",
        # The second one is the caisse des Congés spectacles, which Audiens manages.
        sirets="44832375800038 77567608300030",
        idccs="1285 1480 1922 2642 3090 3097 3221 3225 3230 3242",
        apets="5813 5814 5911 5912 5913 5914 592 60 9001 9002 9004",
    ),
    PartnerRow(
        code="irp-auto",
        name="IRP AUTO",
        trades="Services de l'automobile, du cycle et du motocycle",
        family="auto",
        codes="P0958",
        sirets="33213903900017",
        idccs="1090",
        apets="45",
    ),
    PartnerRow(
        code="lourmel",
        name="LOURMEL",
        trades="Industries graphiques",
        family="lourmel",
        codes="P0978 ALOUR1",
        sirets="39911122800017",
        # 614 (sérigraphie) was merged into 184 in 2019; files still name it.
        idccs="0184 0614",
        apets="1811 1812 1813 1814",
    ),
    PartnerRow(
        code="b2v",
        name="B2V",
        trades="Assurance et courtage",
        family="b2v",
        codes="P1330 ABCAC9",
        sirets="48053538400055",
        idccs="1672 2247",
        apets="651 652 6622",
    ),
    PartnerRow(
        code="klesia-carcept",
        name="KLESIA / CARCEPT",
        trades="Transport",
        family="carcept",
        codes="P0971 P0954 P0959 P1016 529168007",
        sirets="30558637200321",
        idccs="0016",
        apets="4939 4941 4942 5229",
    ),
    PartnerRow(
        code="ircem",
        name="IRCEM",
        trades="Emplois de la famille",
        codes="P1003",
        idccs="3239",
        apets="97",
    ),
    PartnerRow(
        code="malakoff-humanis",
        name="MALAKOFF HUMANIS",
        codes="P1030 P0395 784718256 339358681",
        sirets="75320126800012 77567521800132",
    ),
    PartnerRow(code="ag2r", name="AG2R LA MONDIALE", codes="P0942 P0945", sirets="77568291700015"),
    PartnerRow(code="apicil", name="APICIL", codes="P1031", sirets="41759197100011"),
    PartnerRow(code="ipbp", name="IPBP", codes="P0997"),
    PartnerRow(code="kerialis", name="KERIALIS", codes="P0826"),
    PartnerRow(code="ipsec", name="IPSEC", codes="P0675"),
    PartnerRow(code="capssa", name="CAPSSA", codes="P1022"),
    PartnerRow(code="crp-reunion", name="CRP (Caisse réunionnaise de prévoyance)", codes="P1020"),
    PartnerRow(code="rsbp", name="RSBP", codes="P3001"),
    PartnerRow(code="prodigeo", name="PRODIGEO", codes="P3010"),
)


def load_partners(model: Any, *, using: str, rows: Iterable[PartnerRow] = PARTNERS) -> None:
    """Write the rows by their code; `model` is `Partner` as it stands in the migration. Safe to run again."""
    for row in rows:
        model.objects.using(using).update_or_create(code=row.code, defaults=row.values())
