"""Reading the box of a partner: what firms addressed to it, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Aggregate, Count, DurationField, ExpressionWrapper, F, Q, QuerySet
from django.db.models.functions import TruncMonth

from guichet.amorcage.enums import GRANTED, DemandeState
from guichet.amorcage.models import Document, InboxEvent, InboxRequest, PartnerRule
from guichet.core.actor import Actor

TO_ANSWER = Q(state=DemandeState.DEMANDEE) | Q(renewal_asked_at__isnull=False)
MONTHS = 12


def requests_visible_to(actor: Actor) -> QuerySet[InboxRequest]:
    """All that was addressed to the partner of that actor; nothing for anybody else."""
    requests = InboxRequest.objects.filter(firm_id=actor.firm_id)
    return requests if actor.is_partner else requests.none()


def rules_visible_to(actor: Actor) -> QuerySet[PartnerRule]:
    """What the partner grants by itself."""
    rules = PartnerRule.objects.filter(firm_id=actor.firm_id)
    return rules.select_related("author__user") if actor.is_partner else rules.none()


def history_of_request(request: InboxRequest) -> list[InboxEvent]:
    """Every step, the latest first."""
    return list(request.events.select_related("author__user").order_by("-at", "-pk"))


def documents_visible_to(actor: Actor) -> QuerySet[Document]:
    """The questions of the partner and what was answered."""
    documents = Document.objects.filter(firm_id=actor.firm_id, request__in=requests_visible_to(actor))
    return documents.select_related("author__user", "file", "request")


def declarants_granted(firm_id: UUID, siren: str) -> list[UUID]:
    """The firms that the partner granted something to for that entreprise; in the context of the partner."""
    granted = InboxRequest.objects.filter(firm_id=firm_id, siren=siren, state__in=sorted(GRANTED))
    return list(granted.order_by("declarant_id").values_list("declarant_id", flat=True).distinct())


@dataclass(frozen=True, slots=True)
class MonthCount:
    """How many came in a month, and what became of them since."""

    month: datetime
    received: int
    granted: int
    refused: int


@dataclass(frozen=True, slots=True)
class Statistics:
    """What the partner answers, in figures."""

    by_state: dict[DemandeState, int]
    by_month: list[MonthCount]
    median: timedelta | None
    answered: int


def statistics_of(actor: Actor) -> Statistics:
    """Three queries, whatever there is."""
    requests = requests_visible_to(actor)
    times = requests.filter(answered_at__isnull=False).aggregate(
        median=Median(ExpressionWrapper(F("answered_at") - F("requested_at"), output_field=DurationField())),
        answered=Count("pk"),
    )
    return Statistics(counts_of(requests), _by_month(requests), times["median"], times["answered"])


def counts_of(requests: QuerySet[InboxRequest]) -> dict[DemandeState, int]:
    """How many stand in each state that a partner may see; zero is said too."""
    counted = dict(requests.order_by().values_list("state").annotate(count=Count("pk")))
    hidden = {DemandeState.PROPOSEE, DemandeState.REPORTEE, DemandeState.DECLINEE}
    return {state: counted.get(state.value, 0) for state in DemandeState if state not in hidden}


class Median(Aggregate):
    """The median of a duration."""

    template = "percentile_cont(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = DurationField()


def _by_month(requests: QuerySet[InboxRequest]) -> list[MonthCount]:
    granted, refused = Q(state__in=sorted(GRANTED)), Q(state=DemandeState.REFUSEE)
    months = requests.order_by().annotate(month=TruncMonth("requested_at")).values("month")
    rows = months.annotate(
        received=Count("pk"), granted=Count("pk", filter=granted), refused=Count("pk", filter=refused)
    )
    return [MonthCount(**row) for row in rows.order_by("-month")[:MONTHS]]
