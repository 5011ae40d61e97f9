"""S21.G00.50 to S21.G00.58: what is paid, from which contract, for how much work."""

from __future__ import annotations

from neodes.generate.context import Context
from neodes.generate.months import jour, montant
from neodes.generate.pay import Bulletin, Paie, is_intemperies
from neodes.generate.writer import BlocWriter

_HEURE, _FORFAIT_JOUR, _JOUR_CALENDAIRE = "10", "20", "40"
_TRAVAIL, _ABSENCE = "01", "02"
_PERIODE_RATTACHEMENT = ("026", "027", "029")


def write_versement(out: BlocWriter, context: Context, pay: Bulletin) -> None:
    """S21.G00.50 and its children up to 58, in the order of the message."""
    _write_head(out, pay)
    for paie in pay.paies:
        _write_remunerations(out, context, paie)
    for paie in pay.paies:
        _write_primes(out, paie)
    for paie in pay.paies:
        _write_titres(out, paie)
    _write_regularisation(out, context, pay)
    _write_nets(out, pay)


def _write_head(out: BlocWriter, pay: Bulletin) -> None:
    out.bloc(
        "S21.G00.50",
        ("001", jour(pay.versement)),
        ("002", montant(pay.net_fiscal)),
        ("004", montant(pay.net_verse)),
        ("006", montant(pay.taux)),
        ("007", "01" if pay.identifiant else "13"),
        ("008", pay.identifiant),
        ("009", montant(pay.pas)),
        ("013", montant(pay.net_fiscal)),
        ("020", "01"),
    )


def _write_remunerations(out: BlocWriter, context: Context, paie: Paie) -> None:
    """Types 001, 002, 003 and 010 for each contract (S21.G00.51.011/CCH-11), hours where there are."""
    indemnites = sum(amount for kind, amount in paie.primes if kind not in _PERIODE_RATTACHEMENT)
    salaire = paie.brut - indemnites
    days_under = "001" if context.spec.norm >= "P26V01" else "002"
    _write_remuneration(out, paie, "001", paie.brut)
    _write_jours(out, context, paie, wanted=days_under == "001")
    _write_remuneration(out, paie, "002", salaire)
    _write_jours(out, context, paie, wanted=days_under == "002")
    _write_activites(out, paie)
    _write_remuneration(out, paie, "003", salaire + paie.retenue)
    _write_remuneration(out, paie, "010", paie.base)
    if paie.heures_sup:
        _write_remuneration(out, paie, "017", paie.sup, paie.heures_sup)
    if is_intemperies(paie):
        _write_remuneration(out, paie, "025", paie.retenue, paie.heures_absence)


def _write_remuneration(out: BlocWriter, paie: Paie, kind: str, amount: int, hours: int | None = None) -> None:
    out.bloc(
        "S21.G00.51",
        ("001", jour(paie.debut)),
        ("002", jour(paie.fin)),
        ("010", paie.contrat.numero),
        ("011", kind),
        ("012", montant(hours) if hours is not None else None),
        ("013", montant(amount)),
    )


def _write_jours(out: BlocWriter, context: Context, paie: Paie, *, wanted: bool) -> None:
    """Calendar days of a month not worked whole: under type 002 until P25V01, then 001 (S21.G00.53.001/CCH-11)."""
    if wanted and (paie.debut, paie.fin) != (context.month.first, context.month.last):
        _write_activite(out, _TRAVAIL, ((paie.fin - paie.debut).days + 1) * 100, _JOUR_CALENDAIRE)


def _write_activites(out: BlocWriter, paie: Paie) -> None:
    if paie.contrat.forfait_jours:
        days = paie.contrat.quotite * ((paie.fin - paie.debut).days + 1) // 31
        _write_activite(out, _TRAVAIL, days, _FORFAIT_JOUR)
        return
    _write_activite(out, _TRAVAIL, paie.heures, _HEURE)
    if paie.heures_absence:
        _write_activite(out, _ABSENCE, paie.heures_absence, _HEURE)


def _write_activite(out: BlocWriter, kind: str, measure: int, unit: str) -> None:
    out.bloc("S21.G00.53", ("001", kind), ("002", montant(measure)), ("003", unit))


def _write_primes(out: BlocWriter, paie: Paie) -> None:
    for kind, amount in paie.primes:
        dated = kind in _PERIODE_RATTACHEMENT
        out.bloc(
            "S21.G00.52",
            ("001", kind),
            ("002", montant(amount)),
            ("003", f"0101{paie.fin.year}" if dated else None),
            ("004", jour(paie.fin) if dated else None),
            ("006", paie.contrat.numero),
        )


def _write_titres(out: BlocWriter, paie: Paie) -> None:
    """Share of the employer in restaurant vouchers (S21.G00.54.001 = 17)."""
    if paie.titres_restaurant:
        out.bloc(
            "S21.G00.54",
            ("001", "17"),
            ("002", montant(paie.titres_restaurant)),
            ("003", jour(paie.debut)),
            ("004", jour(paie.fin)),
        )


def _write_regularisation(out: BlocWriter, context: Context, pay: Bulletin) -> None:
    """Tax of the month before put right (S21.G00.56 of type 01)."""
    if not pay.regularisation:
        return
    before = context.month.shift(-1)
    out.bloc(
        "S21.G00.56",
        ("001", f"{before.number:02d}{before.year}"),
        ("002", "01"),
        ("003", montant(pay.regularisation)),
        ("006", montant(pay.taux)),
        ("007", montant(pay.regularisation_pas)),
        ("010", montant(pay.regularisation)),
    )


def _write_nets(out: BlocWriter, pay: Bulletin) -> None:
    """Overtime exempt from tax, then the montant net social (S21.G00.50.001/CCH-14)."""
    overtime = sum(paie.sup for paie in pay.paies)
    for kind, amount in (("01", overtime), ("03", pay.net_social)):
        if amount or kind == "03":
            out.bloc(
                "S21.G00.58",
                ("003", kind),
                ("004", montant(amount)),
            )
