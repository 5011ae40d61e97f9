"""The columns of an export: those that an import takes back, and those that only tell.

Apps above offer theirs with `offer` when they are ready: what they know of many establishments, within the rights of
the actor.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from guichet.core.actor import Actor
from guichet.core.rights import Right
from guichet.portfolio.exchange.columns import SIRET, WRITABLE
from guichet.portfolio.models import Etablissement
from guichet.portfolio.queries import etablissements_visible_to

Value = str | int
Load = Callable[[Actor, Sequence[int]], Mapping[int, Value]]
"""From the keys of establishments to what is told of them, for those of which something is."""


@dataclass(frozen=True, slots=True)
class Exported:
    """`write` gives text, or a number; `back`: an import takes it. What `load` gives stands in `beside`."""

    code: str
    title: str
    write: Callable[[Etablissement], Value]
    back: bool = False
    width: int = 16
    load: Load | None = None


def offer(code: str, title: str, load: Load) -> None:
    """Add a column that tells what an app above knows."""
    _COLUMNS[code] = Exported(code, title, _beside(code), load=load)


def exported() -> dict[str, Exported]:
    """All of them but the SIRET, which is always there, by code."""
    return _COLUMNS


def told_titles() -> list[str]:
    """The titles that an import leaves aside."""
    return [column.title for column in _COLUMNS.values() if not column.back]


def _beside(code: str) -> Callable[[Etablissement], Value]:
    def write(row: Etablissement) -> Value:
        value: Value = row.__dict__.get("beside", {}).get(code, "")
        return value

    return write


def _day(name: str) -> Callable[[Etablissement], str]:
    def write(row: Etablissement) -> str:
        value: datetime | None = getattr(row, name)
        return timezone.localtime(value).date().isoformat() if value else ""

    return write


def _of_declarations(field: str) -> Load:
    """Told where the actor may see the declarations, and where there is one."""

    def load(actor: Actor, keys: Sequence[int]) -> Mapping[int, Value]:
        rows = etablissements_visible_to(actor, Right.VOIR_DECLARATIONS)
        return dict(rows.filter(pk__in=keys).exclude(latest_period="").values_list("pk", field))

    return load


FIRST = Exported(SIRET.code, SIRET.title, SIRET.write, back=True, width=18)
_WIDTHS = {"raison_sociale": 40, "partner": 30, "voie": 36, "contact_email": 30, "localite": 24}
_BACK = [
    Exported(column.code, column.title, column.write, back=True, width=_WIDTHS.get(column.code, 16))
    for column in WRITABLE
]
_TOLD = [
    Exported("siren", "SIREN", lambda row: row.siren),
    Exported("etat", "État", lambda row: row.get_state_display()),
    Exported("effectif", "Effectif déclaré", lambda row: "" if row.headcount is None else row.headcount),
    Exported("origine", "Origine", lambda row: row.get_origin_display()),
    Exported("ajout", "Ajouté le", _day("added_at")),
    Exported("retrait", "Retiré le", _day("retired_at")),
    Exported("depot", "Dernier dépôt", _day("last_deposit_at")),
]
_COLUMNS = {column.code: column for column in (*_BACK, *_TOLD)}
offer("mois", "Dernier mois déclaré", _of_declarations("latest_period"))
offer("bloquantes", "Anomalies bloquantes", _of_declarations("latest_bloquants"))
offer("avertissements", "Avertissements", _of_declarations("latest_avertissements"))
