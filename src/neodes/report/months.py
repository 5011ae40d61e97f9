"""The words of a comparison with earlier declarations, each made from the details of a finding; none when they lack."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from neodes.report.order import euros_in_words, month_in_words

Details = Mapping[str, str | int]


def _month(details: Details) -> str:
    return f"en {month_in_words(str(details['mois']))}" if "mois" in details else "ce mois-ci"


def _month_before(details: Details) -> str:
    known = details.get("mois_precedent")
    return f"en {month_in_words(str(known))}" if known else "le mois précédent"


def _missing_months(details: Details) -> str:
    first, last = (month_in_words(str(details.get(key, ""))) for key in ("premier_manquant", "dernier_manquant"))
    if not first:
        return ""
    return f" : {first}" if first == last else f" : {first} à {last}"


def _headcounts(details: Details) -> str:
    return _both(details, details.get("avant"), details.get("apres"))


def _totals(details: Details) -> str:
    cents = details.get("brut_avant"), details.get("brut_apres")
    return _both(details, *(euros_in_words(each) if isinstance(each, int) else None for each in cents))


def _both(details: Details, before: object, after: object) -> str:
    if before is None or after is None:
        return ""
    return f" : {before} {_month_before(details)}, {after} {_month(details)}"


def _between(key: str, before: str, after: str) -> Callable[[Details], str]:
    """The detail between these, nothing without it."""
    return lambda details: f"{before}{details[key]}{after}" if details.get(key) else ""


FIELDS: dict[str, Callable[[Details], str]] = {
    "month": _month,
    "month_before": _month_before,
    "missing_months": _missing_months,
    "headcounts": _headcounts,
    "totals": _totals,
    "number": _between("numero", " ", ""),
    "number_aside": _between("numero", " (contrat ", ")"),
    "number_before": _between("numero_precedent", " (", ")"),
    "start_before": _between("debut_precedent", " (", ")"),
    "order_before": _between("ordre_precedent", " (", ")"),
    "line_before": _between("ligne_precedente", " (ligne ", " du fichier d'alors)"),
}
"""Fields of the sentences whose control starts with `MOIS/`."""
