"""What a partner lets through by itself: the rules of its administrators."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from stdnum.fr import siren, siret

from guichet.amorcage.enums import RuleKind
from guichet.amorcage.errors import BadAnswer
from guichet.amorcage.models import PartnerRule
from guichet.amorcage.months import LONGEST
from guichet.core import journal
from guichet.core.actor import Actor


def add_rule(*, actor: Actor, kind: RuleKind, value: str, label: str, months: int) -> PartnerRule:
    """Grant what comes from that firm (its SIRET) or about that entreprise (its SIREN). Raises `AmorcageError`."""
    _require_administrator(actor)
    value = "".join(value.split())
    number = siret if kind == RuleKind.CABINET else siren
    if not (number.is_valid(value) and value.isascii() and value.isdigit()):
        name = "SIRET : il compte 14" if kind == RuleKind.CABINET else "SIREN : il compte 9"
        raise BadAnswer(f"Ce numéro n'est pas un {name} chiffres, dont une clé. Vérifiez votre saisie.")
    if not 1 <= months <= LONGEST:
        raise BadAnswer(f"La durée accordée va de 1 à {LONGEST} mois : corrigez-la.")
    rule = _create(actor, kind=kind, value=value, label=label.replace("\x00", "").strip()[:200], months=months)
    _note(actor, "partenaire.regle_ajoutee", rule)
    return rule


def remove_rule(*, actor: Actor, rule: PartnerRule) -> None:
    """What comes from now on waits for a person again; what was granted stays. Raises `AmorcageError`."""
    _require_administrator(actor)
    _note(actor, "partenaire.regle_retiree", rule)
    rule.delete()


def _require_administrator(actor: Actor) -> None:
    if not (actor.is_partner and actor.is_administrator):
        raise BadAnswer("Seul un administrateur du compte du partenaire peut changer ses règles.")


def _create(actor: Actor, **values: object) -> PartnerRule:
    try:
        with transaction.atomic():
            return PartnerRule.objects.create(firm_id=actor.firm_id, author_id=actor.member_id, **values)
    except IntegrityError as error:
        raise BadAnswer("Cette règle existe déjà. Retirez-la d'abord pour en changer la durée.") from error


def _note(actor: Actor, verb: str, rule: PartnerRule) -> None:
    details = {"regle": rule.kind, "mois": rule.months}
    journal.record(actor=actor, firm_id=actor.firm_id, verb=verb, subject=rule.value, details=details)
