"""What is done to many establishments at once, in a few statements however many there are.

Each function takes rows that the actor may act on, changes those that differ, writes a line of journal for each where
its history shows it, and gives how many changed. Run again, it changes nothing more.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import connection
from django.db.models import Case, F, Func, Q, Value, When

from guichet.core import journal
from guichet.core.actor import Actor
from guichet.core.rights import Right
from guichet.portfolio.actions import Action, ActionRefused, Change, Rows
from guichet.portfolio.enums import Echeance, EtablissementState
from guichet.portfolio.filters import KEPT, NONE
from guichet.portfolio.models import Etablissement, Partner, SubPortfolio
from guichet.portfolio.naming import read_tag, remember_tag
from guichet.portfolio.signals import etablissements_completed, etablissements_retired

TAGS_MAX = 20
PARTNER_KNOWN = Q(partner__isnull=False) | Q(without_partner=True)
COMPLETE = PARTNER_KNOWN & Q(echeance__isnull=False) & ~Q(raison_sociale="")

_OTHERS = {"partner": "echeance IS NOT NULL", "echeance": "(partner_id IS NOT NULL OR without_partner)"}
"""What else must be known, when that was just answered."""

_ANSWER = """
UPDATE portfolio_etablissement SET {columns},
  state = CASE WHEN state = 'a_completer' AND raison_sociale <> '' AND {others} THEN 'actif' ELSE state END,
  completed_at = CASE WHEN state = 'a_completer' AND raison_sociale <> '' AND {others} THEN %s ELSE completed_at END
WHERE id = ANY(%s) RETURNING id, coalesce(completed_at = %s, false)
"""


def read_partner(actor: Actor, value: str) -> Change:
    """The code of a partner on offer, or « aucun »."""
    partner = None if value == NONE else Partner.objects.filter(active=True, code=value).first()
    if partner is None and value != NONE:
        raise ActionRefused("Choisissez un groupe de protection sociale dans la liste.")
    said = f"Groupe de protection sociale : {partner.name if partner else 'aucun, ou un autre organisme'}"
    return Change(said, lambda rows, now: set_partner(actor=actor, rows=rows, partner=partner, now=now))


def read_echeance(actor: Actor, value: str) -> Change:
    """`5` or `15`."""
    if value not in {str(day.value) for day in Echeance}:
        raise ActionRefused("Choisissez le 5 ou le 15.")
    day = Echeance(int(value))
    return Change(f"Échéance {day.label}", lambda rows, now: set_echeance(actor=actor, rows=rows, day=day, now=now))


def read_group(actor: Actor, value: str) -> Change:
    """The key of a groupe of the firm, or « aucun »."""
    group = None
    if value != NONE:
        known = value.isascii() and value.isdigit() and len(value) < 16
        groups = SubPortfolio.objects.filter(firm_id=actor.firm_id)
        group = groups.filter(pk=int(value)).first() if known else None
        if group is None:
            raise ActionRefused("Ce groupe n'existe plus. Choisissez-en un dans la liste.")
    said = f"Groupe : {group.name}" if group else "Aucun groupe"
    return Change(said, lambda rows, _: rows.filter(KEPT).exclude(sub_portfolio=group).update(sub_portfolio=group))


def read_new_tag(actor: Actor, value: str) -> Change:
    """An étiquette to put on, new or not."""
    tag = read_tag(value)
    return Change(f"Ajout de l'étiquette « {tag} »", lambda rows, _: add_tag(actor=actor, rows=rows, tag=tag))


def read_old_tag(actor: Actor, value: str) -> Change:
    """An étiquette to take off."""
    tag = read_tag(value)
    return Change(f"Retrait de l'étiquette « {tag} »", lambda rows, _: remove_tag(rows=rows, tag=tag))


def read_removal(actor: Actor, value: str) -> Change:
    """Nothing to choose."""
    return Change("Retrait du portefeuille", lambda rows, now: retire(actor=actor, rows=rows, now=now))


def read_restoration(actor: Actor, value: str) -> Change:
    """Nothing to choose."""
    return Change("Remise dans le portefeuille", lambda rows, now: restore(actor=actor, rows=rows, now=now))


ACTIONS = (
    Action("partenaire", "Choisir le groupe de protection sociale", Right.MODIFIER, read_partner),
    Action("echeance", "Choisir l'échéance", Right.MODIFIER, read_echeance),
    Action("groupe", "Ranger dans un groupe", Right.MODIFIER, read_group),
    Action("etiqueter", "Ajouter une étiquette", Right.MODIFIER, read_new_tag),
    Action("desetiqueter", "Enlever une étiquette", Right.MODIFIER, read_old_tag),
    Action("retirer", "Retirer du portefeuille", Right.RETIRER, read_removal, danger=True),
    Action("remettre", "Remettre dans le portefeuille", Right.AJOUTER, read_restoration, undoes=True),
)


def set_partner(*, actor: Actor, rows: Rows, partner: Partner | None, now: datetime) -> int:
    """The partner that a person chose for all of them; None stands for « aucun, ou un autre organisme »."""
    same = Q(partner=partner) if partner else Q(without_partner=True)
    keys = _hold(rows.filter(KEPT).exclude(same))
    answers = {"partner_id": partner.pk if partner else None, "without_partner": partner is None}
    _answer(actor, keys, answers, field="partner", now=now)
    etablissements_completed.send(sender=Etablissement, actor=actor, keys=list(keys), now=now)
    return len(keys)


def set_echeance(*, actor: Actor, rows: Rows, day: Echeance, now: datetime) -> int:
    """The échéance that a person chose for all of them."""
    keys = _hold(rows.filter(KEPT).exclude(echeance=day))
    completed = _answer(actor, keys, {"echeance": day.value}, field="echeance", now=now)
    etablissements_completed.send(sender=Etablissement, actor=actor, keys=completed, now=now)
    return len(keys)


def add_tag(*, actor: Actor, rows: Rows, tag: str) -> int:
    """One more tag, unless it is there or there are `TAGS_MAX` of them."""
    remember_tag(firm_id=actor.firm_id, name=tag)
    room = rows.filter(KEPT, tags__len__lt=TAGS_MAX) | rows.filter(KEPT, tags=[])
    return room.exclude(tags__contains=[tag]).update(tags=_tags("array_append", tag))


def remove_tag(*, rows: Rows, tag: str) -> int:
    """One tag less."""
    return rows.filter(tags__contains=[tag]).update(tags=_tags("array_remove", tag))


def retire(*, actor: Actor, rows: Rows, now: datetime) -> int:
    """Out of the portfolio; `now` is the mark by which the removal is undone."""
    keys = _hold(rows.filter(KEPT))
    _of(keys).update(state=EtablissementState.RETIRE, retired_at=now)
    _tell(actor, keys, "etablissement.retire", {})
    etablissements_retired.send(sender=Etablissement, actor=actor, keys=list(keys), now=now)
    return len(keys)


def restore(*, actor: Actor, rows: Rows, now: datetime) -> int:
    """Back as they were, to be completed where something is missing."""
    keys = _hold(rows.filter(state=EtablissementState.RETIRE))
    state = Case(When(COMPLETE, then=Value(EtablissementState.ACTIF)), default=Value(EtablissementState.A_COMPLETER))
    _of(keys).update(state=state, retired_at=None)
    _tell(actor, keys, "etablissement.remis", {})
    etablissements_completed.send(sender=Etablissement, actor=actor, keys=list(keys), now=now)
    return len(keys)


def _hold(rows: Rows) -> dict[int, str]:
    """Key → SIRET, held until the end of the transaction; always in the same order, so that nobody waits for ever."""
    held = rows.select_for_update(of=("self",), no_key=True).order_by("pk")
    return dict(held.values_list("pk", "siret"))


def _of(keys: dict[int, str] | Sequence[int]) -> Rows:
    return Etablissement.objects.filter(pk__among=keys)


def _answer(
    actor: Actor, keys: dict[int, str], answers: Mapping[str, int | bool | None], *, field: str, now: datetime
) -> list[int]:
    """Write the answers and the history of each; those for which nothing is missing any more become active.

    Gives the keys of these. One statement, for it writes every index of the table.
    """
    columns = ", ".join(f"{column} = %s" for column in answers)
    statement = _ANSWER.format(columns=columns, others=_OTHERS[field])
    with connection.cursor() as cursor:
        cursor.execute(statement, [*answers.values(), now, list(keys), now])
        completed = [key for key, is_completed in cursor.fetchall() if is_completed]
    done = set(completed)
    for verb, those in (
        ("etablissement.complete", {key: siret for key, siret in keys.items() if key in done}),
        ("etablissement.modifie", {key: siret for key, siret in keys.items() if key not in done}),
    ):
        _tell(actor, those, verb, {"champs": [field]})
    return completed


def _tell(actor: Actor, keys: dict[int, str], verb: str, details: dict[str, object]) -> None:
    journal.record_many(
        actor=actor, firm_id=actor.firm_id, verb=verb, subjects=list(keys.values()), details={**details, "lot": True}
    )


def _tags(function: str, tag: str) -> Func:
    return Func(F("tags"), Value(tag), function=function)
