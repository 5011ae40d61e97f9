"""What is due on a demande: no answer, a complement to send, an end that comes; told in the pages and by e-mail.

Every night: what has passed its end ends, and each administrator who wants it gets one mail for what has become due.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from guichet.accounts.enums import MemberRole
from guichet.accounts.mails import Mail, MailLink, tell
from guichet.amorcage.enums import GRANTED, DemandeState
from guichet.amorcage.models import DemandeAmorcage, ReminderMail
from guichet.amorcage.steps import GUICHET, take_step
from guichet.core import journal
from guichet.core.actor import Actor
from guichet.core.tenancy import every_firm, firm_transaction
from guichet.portfolio.models import Etablissement

ANSWER_AFTER = timedelta(days=15)
RENEW_BEFORE = timedelta(days=30)
SLICE = 200

NO_ANSWER, TO_COMPLETE, TO_RENEW = "sans_reponse", "a_completer", "a_renouveler"
WORDS = {
    NO_ANSWER: f"sans réponse depuis {ANSWER_AFTER.days} jours",
    TO_COMPLETE: "complément à envoyer",
    TO_RENEW: f"à renouveler dans les {RENEW_BEFORE.days} jours",
}


def due(kind: str, now: datetime, *, since: date | None = None) -> Q:
    """On `DemandeAmorcage`: what that reminder is about now; `since`: only what has become so after that day."""
    today = timezone.localdate(now)
    asked, ends = now - ANSWER_AFTER, today + RENEW_BEFORE
    late = timedelta(days=(today - since).days) if since else None
    if kind == NO_ANSWER:
        waits = Q(state=DemandeState.DEMANDEE, requested_at__lte=asked)
        return waits & Q(requested_at__gt=asked - late) if late else waits
    if kind == TO_COMPLETE:
        waits = Q(state=DemandeState.COMPLEMENT)
        return waits & Q(changed_at__gt=now - late) if late else waits
    ending = Q(state__in=sorted(GRANTED), ends_on__lte=ends, renewal_asked_at=None)
    return ending & Q(ends_on__gt=ends - late) if late else ending


def choose_mail(*, actor: Actor, wanted: bool, now: datetime) -> None:
    """An administrator asks for the reminders by e-mail, or does without; the first mail tells what is due by then."""
    if not actor.is_administrator or actor.is_partner:
        return
    if wanted:
        ReminderMail.objects.get_or_create(firm_id=actor.firm_id, member_id=actor.member_id)
    else:
        ReminderMail.objects.filter(member_id=actor.member_id).delete()
    verb = "amorcage.relances_voulues" if wanted else "amorcage.relances_arretees"
    journal.record(actor=actor, firm_id=actor.firm_id, verb=verb)


def wants_mail(actor: Actor) -> bool:
    """Whether that member asked for them."""
    return ReminderMail.objects.filter(member_id=actor.member_id).exists()


def go_through_every_firm(now: datetime) -> int:
    """End what has to, then write to who wants it; gives how many demandes ended. Safe to run again."""
    total = 0
    for firm_id in every_firm():
        while ended := _end_slice(firm_id, now):
            total += ended
        remind(firm_id, now)
    return total


def _end_slice(firm_id: UUID, now: datetime) -> int:
    with firm_transaction(firm_id):
        ended = DemandeAmorcage.objects.filter(state__in=sorted(GRANTED), ends_on__lt=timezone.localdate(now))
        keys = list(ended.order_by("pk").values_list("pk", "etablissement_id")[:SLICE])
        held = Etablissement.objects.filter(pk__in=[key for _, key in keys]).order_by("pk")
        list(held.select_for_update(of=("self",), no_key=True).values_list("pk"))
        rows = ended.filter(pk__in=[key for key, _ in keys]).select_related("partner", "etablissement")
        return sum(_end(demande, now) for demande in rows.order_by("pk"))


def _end(demande: DemandeAmorcage, now: datetime) -> int:
    """Past its end; when its renewal waits for an answer, the demande waits with it."""
    said = f"Fin du {demande.ends_on:%d/%m/%Y} atteinte."
    state = DemandeState.DEMANDEE if demande.renewal_asked_at else DemandeState.EXPIREE
    values = {"ends_on": None, "renewal_asked_at": None}
    take_step(demande, state, by=GUICHET, verb="amorcage.expire", now=now, reason=said, values=values)
    return 1


def remind(firm_id: UUID, now: datetime) -> int:
    """One mail to each administrator who wants it, for what has become due since his last one; gives how many."""
    today = timezone.localdate(now)
    with firm_transaction(firm_id):
        wanting = ReminderMail.objects.filter(
            member__is_active=True, member__role=MemberRole.ADMINISTRATOR, member__user__is_active=True
        )
        rows = wanting.filter(Q(sent_on=None) | Q(sent_on__lt=today)).select_related("member__user")
        return sum(_write_to(row, today, now) for row in rows.select_for_update(of=("self",), skip_locked=True))


def _write_to(row: ReminderMail, today: date, now: datetime) -> int:
    """The counts alone: no name and no number leaves by e-mail."""
    counts = {kind: DemandeAmorcage.objects.filter(due(kind, now, since=row.sent_on)).count() for kind in WORDS}
    row.sent_on = today
    row.save(update_fields=("sent_on",))
    lines = [f"{count} {WORDS[kind]}" for kind, count in counts.items() if count]
    if lines:
        tell(_mail(lines), row.member.user)
    return int(bool(lines))


def _mail(lines: Sequence[str]) -> Mail:
    return Mail(
        "Amorçage : des demandes vous attendent",
        ("Voici ce qui est à suivre parmi les demandes d'amorçage de votre cabinet :", " ; ".join(lines) + "."),
        (MailLink("Voir les demandes", settings.GUICHET_BASE_URL + reverse("amorcage:list")),),
        ("Vous recevez ce message parce que vous l'avez demandé ; la page « Amorçage » permet de l'arrêter.",),
    )
