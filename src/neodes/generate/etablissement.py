"""S21.G00.06 to S21.G00.44: the firm, the establishment, its insurance contracts, what it owes and pays."""

from __future__ import annotations

from datetime import date

from neodes.generate.context import Context
from neodes.generate.envoi import address
from neodes.generate.establishments import FRANCHE_EFFECTIF, Etablissement
from neodes.generate.identifiers import BIC, iban
from neodes.generate.months import jour, montant, part
from neodes.generate.rares import write_changement_adhesion
from neodes.generate.totals import Totals
from neodes.generate.writer import BlocWriter

PREVOYANCE, SANTE, INAPTITUDE = "1", "2", "3"
"""Technical identifiers of the insurance contracts (S21.G00.15.005)."""

CONGES_SPECTACLES = "77567608300030"
_REFERENCES = {PREVOYANCE: "PREV", SANTE: "SANTE", INAPTITUDE: "CONDUITE"}

_OETH_FROM, _OETH_MONTH, _TAXES_MONTH = 20, 4, 12
_OETH_DUE = 1_200_00
_DEPLAFONNE, _PLAFONNE = "920", "921"
_TAUX_DEPLAFONNE, _TAUX_PLAFONNE = 13_260, 15_450
_PRELEVEMENT = "05"


def contract_reference(etablissement: Etablissement, contract: str) -> str:
    """Reference of an insurance contract (S21.G00.15.001)."""
    return f"{_REFERENCES[contract]}-{etablissement.siren}-{contract}"


def write_etablissement(out: BlocWriter, context: Context, sums: Totals) -> None:
    """Everything that comes before the first individu."""
    write_entreprise(out, context)
    if context.complet:
        _write_oeth(out, context)
    write_identity(out, context)
    write_adhesions(out, context, sums)
    if context.complet:
        _write_cotisations_etablissement(out, context)
    if not context.spec.sans_individu:
        _write_versements(out, context, sums)
    _write_bordereau(out, context, sums)
    if context.complet and context.month.number == _TAXES_MONTH:
        _write_taxes(out, context, sums)


def write_entreprise(out: BlocWriter, context: Context) -> None:
    """S21.G00.06."""
    here = context.etablissement
    out.bloc(
        "S21.G00.06",
        ("001", here.siren),
        ("002", here.siege),
        ("003", here.activity.apet),
        *address(("004", "005", "006"), here.voie, here.place.code_postal, here.place.localite),
        ("009", str(here.size)),
        ("015", here.idcc()),
    )


def write_identity(out: BlocWriter, context: Context) -> None:
    """S21.G00.11."""
    here = context.etablissement
    out.bloc(
        "S21.G00.11",
        ("001", here.nic),
        ("002", here.activity.apet),
        *address(("003", "004", "005"), here.voie, here.place.code_postal, here.place.localite),
        ("008", str(here.size)),
        ("017", "01"),
        ("022", here.idcc()),
    )


def write_adhesions(out: BlocWriter, context: Context, sums: Totals) -> None:
    """S21.G00.15: one covers nobody (code 02) exactly when nobody refers to it (CCH-13, CCH-14).

    The signalement of one person names only the contracts that cover him.
    """
    here = context.etablissement
    if context.complet and (sums.affilies or context.spec.nature == "01"):
        _write_adhesion(out, here, PREVOYANCE, here.sector.prevoyance, sums.affilies)
        write_changement_adhesion(out, context)
    if context.detaille:
        _write_adhesion(out, here, SANTE, here.sector.sante, sums.people)
    if here.sector.inaptitude and sums.conducteurs:
        _write_adhesion(out, here, INAPTITUDE, here.sector.inaptitude, sums.conducteurs)


def _write_adhesion(out: BlocWriter, here: Etablissement, contract: str, code: str, covered: int) -> None:
    out.bloc(
        "S21.G00.15",
        ("001", contract_reference(here, contract)),
        ("002", code),
        ("004", "01" if covered else "02"),
        ("005", contract),
    )


def _write_oeth(out: BlocWriter, context: Context) -> None:
    if _owes_oeth(context):
        out.bloc("S21.G00.13", ("002", "01"), ("003", "1.50"), ("004", str(context.month.year - 1)))


def _owes_oeth(context: Context) -> bool:
    return context.etablissement.size >= _OETH_FROM and context.month.number == _OETH_MONTH


def _write_cotisations_etablissement(out: BlocWriter, context: Context) -> None:
    """Annual contribution of the OETH: gross, net and due go together (S21.G00.82.002/CCH-22 to CCH-24).

    Until P25V01 the net one is told before and after its capping.
    """
    if not _owes_oeth(context):
        return
    year = context.month.year - 1
    for code in ("065", "066", "068") if context.spec.norm >= "P26V01" else ("065", "066", "067", "068"):
        out.bloc(
            "S21.G00.82",
            ("001", montant(_OETH_DUE)),
            ("002", code),
            ("003", f"0101{year}"),
            ("004", f"3112{year}"),
            ("005", context.etablissement.urssaf),
        )


def _write_versements(out: BlocWriter, context: Context, sums: Totals) -> None:
    """S21.G00.20 and their 55: Urssaf or MSA, prévoyance, Agirc-Arrco, Congés spectacles, DGFiP."""
    here, sector = context.etablissement, context.etablissement.sector
    _write_versement(out, context, here.urssaf, bordereau_total(context, sums))
    organismes = {PREVOYANCE: sector.prevoyance, SANTE: sector.sante, INAPTITUDE: sector.inaptitude or ""}
    for code in dict.fromkeys(organismes.values()):
        due = [(contract, amount) for contract, amount in _contracts(context, sums) if organismes[contract] == code]
        _write_prevoyance(out, context, code, due)
    if not sector.agricole:
        _write_versement(out, context, sector.retraite, max(0, sums.retraite))
    if sums.spectacle:
        _write_versement(out, context, CONGES_SPECTACLES, sums.spectacle)
    _write_versement(out, context, "DGFIP", max(0, sums.pas), entite="DGFIP_PAS")
    for identifier, amount in sums.satd:
        _write_versement(out, context, "DGFIP", amount, entite="DGFIP_SATD", identifiant=identifier)


def _contracts(context: Context, sums: Totals) -> list[tuple[str, int]]:
    found = [(PREVOYANCE, sums.prevoyance)] if sums.affilies else []
    if context.detaille:
        found.append((SANTE, sums.sante))
    return [*found, (INAPTITUDE, sums.inaptitude)] if sums.conducteurs else found


def _write_prevoyance(out: BlocWriter, context: Context, code: str, due: list[tuple[str, int]]) -> None:
    """A payment to an insurer is the sum of its composants (S21.G00.20.005/CCH-12)."""
    if not due:
        return
    _write_versement(out, context, code, sum(amount for _, amount in due))
    for contract, amount in due:
        out.bloc(
            "S21.G00.55",
            ("001", montant(amount)),
            ("003", contract_reference(context.etablissement, contract)),
            ("004", f"{context.month.year}M{context.month.number:02d}"),
        )


def _write_versement(
    out: BlocWriter,
    context: Context,
    organisme: str,
    amount: int,
    *,
    entite: str | None = None,
    identifiant: str | None = None,
) -> None:
    month, here = context.month, context.etablissement
    out.bloc(
        "S21.G00.20",
        ("001", organisme),
        ("002", entite),
        ("003", BIC),
        ("004", iban(int(here.siren))),
        ("005", montant(amount)),
        ("006", jour(month.first)),
        ("007", jour(month.last)),
        ("010", _PRELEVEMENT),
        ("011", jour(_payment_day(context))),
        ("014", identifiant),
    )


def _payment_day(context: Context) -> date:
    """The 5 of the month after from 50 people, the 15 below."""
    return context.month.shift(1).day(5 if context.etablissement.size >= FRANCHE_EFFECTIF else 15)


def _write_bordereau(out: BlocWriter, context: Context, sums: Totals) -> None:
    """S21.G00.22 and 23; the total is the sum of the lines, reductions counting as negative amounts."""
    month = context.month
    out.bloc(
        "S21.G00.22",
        ("001", context.etablissement.urssaf),
        ("003", jour(month.first)),
        ("004", jour(month.last)),
        ("005", montant(bordereau_total(context, sums))),
    )
    for code, qualifiant, assiette, amount in _lines(context, sums):
        out.bloc(
            "S21.G00.23",
            ("001", code),
            ("002", qualifiant),
            ("004", montant(assiette)),
            ("005", montant(amount)),
        )


def bordereau_total(context: Context, sums: Totals) -> int:
    """What the establishment owes to its caisse."""
    return sum(amount for *_, amount in _lines(context, sums))


def _lines(context: Context, sums: Totals) -> list[tuple[str, str, int, int]]:
    """(CTP, qualifiant, assiette, amount), those that are not nil."""
    gross = sums.deplafonne + sums.apprentis
    fnal = ("236", _DEPLAFONNE, gross, 500)
    if context.etablissement.size < FRANCHE_EFFECTIF:
        fnal = ("332", _PLAFONNE, sums.plafonne + sums.apprentis_plafonne, 100)
    rated = [
        ("100", _DEPLAFONNE, sums.deplafonne, _TAUX_DEPLAFONNE + context.etablissement.sector.taux_at),
        ("100", _PLAFONNE, sums.plafonne, _TAUX_PLAFONNE),
        ("726", _DEPLAFONNE, sums.apprentis, 12_860),
        ("726", _PLAFONNE, sums.apprentis_plafonne, 8_550),
        ("260", _DEPLAFONNE, sums.csg, 9_700),
        ("772", _DEPLAFONNE, sums.deplafonne, 4_000),
        ("423", _DEPLAFONNE, sums.apprentis, 4_000),
        ("937", _DEPLAFONNE, gross, 250),
        fnal,
        ("027", _DEPLAFONNE, gross, 16),
        ("959", _DEPLAFONNE, gross, 550),
        ("992", _DEPLAFONNE, gross, 590),
    ]
    lines = [(code, kind, assiette, part(assiette, rate)) for code, kind, assiette, rate in rated if assiette]
    if sums.reduction:
        lines.append(("671", _DEPLAFONNE, sums.deplafonne, -sums.reduction))
    if context.complet and _owes_oeth(context):
        lines.append(("730", _DEPLAFONNE, _OETH_DUE, _OETH_DUE))
    return lines


def _write_taxes(out: BlocWriter, context: Context, sums: Totals) -> None:
    """S21.G00.44 of December: taxe d'apprentissage, formation, and PEEC from 50 people."""
    year = str(context.month.year)
    out.bloc("S21.G00.44", ("001", "001"), ("003", year))
    if context.etablissement.size >= FRANCHE_EFFECTIF:
        out.bloc("S21.G00.44", ("001", "005"), ("002", montant(sums.deplafonne)), ("003", year))
    out.bloc("S21.G00.44", ("001", "007"), ("003", year))
