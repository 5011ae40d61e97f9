"""Reading deposits, always through what the actor may see."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

import neodes
from guichet.accounts.models import Member
from guichet.core.actor import Actor
from guichet.core.rights import Right
from guichet.delegations.queries import actor_of
from guichet.deposits.enums import DeclarationState, DepositState, Mode
from guichet.deposits.models import Declaration, Deposit, FindingGroup
from guichet.portfolio.models import Etablissement
from guichet.portfolio.queries import etablissements_visible_to

MENSUELLE = "01"
"""Nature of the monthly declaration."""

PENDING = [state for state in DepositState if not state.is_final]
UNANSWERED = [DepositState.REFUSED, DepositState.FAILED]
COUNTS = ("bloquants", "avertissements", "informations", "declaration_count")


def deposits_visible_to(actor: Actor, right: Right = Right.VOIR_DECLARATIONS) -> QuerySet[Deposit]:
    """Deposits that hold a declaration within the scope of that right, and the actor's own."""
    deposits = Deposit.objects.filter(firm_id=actor.firm_id)
    if not actor.can(right):
        return deposits.none()
    if _sees_all(actor, right):
        return deposits
    seen = _in_scope(actor, right)
    return deposits.filter(
        Q(author_id=actor.member_id)
        | Exists(seen.filter(deposit=OuterRef("pk")))
        | Exists(seen.filter(deposit__parent=OuterRef("pk")))
    )


def declarations_visible_to(actor: Actor, right: Right = Right.VOIR_DECLARATIONS) -> QuerySet[Declaration]:
    """Declarations of establishments in scope; those without establishment only to their author and to who sees all."""
    declarations = Declaration.objects.filter(firm_id=actor.firm_id)
    if not actor.can(right):
        return declarations.none()
    if _sees_all(actor, right):
        return declarations
    own = Q(etablissement=None, deposit__author_id=actor.member_id)
    return declarations.filter(Q(etablissement__in=etablissements_visible_to(actor, right)) | own)


def findings_visible_to(actor: Actor, right: Right = Right.VOIR_DECLARATIONS) -> QuerySet[FindingGroup]:
    """Findings on those declarations, and on the files as a whole of the deposits the actor sees."""
    findings = FindingGroup.objects.filter(firm_id=actor.firm_id)
    if not actor.can(right):
        return findings.none()
    if _sees_all(actor, right):
        return findings
    return findings.filter(
        Q(declaration__in=declarations_visible_to(actor, right))
        | Q(declaration=None, deposit__in=deposits_visible_to(actor, right))
    )


def with_visible_counts(deposits: QuerySet[Deposit], actor: Actor) -> QuerySet[Deposit]:
    """Adds `seen_bloquants` …: the exact counts, without those of declarations that the actor may not see."""
    if _sees_all(actor, Right.VOIR_DECLARATIONS):
        return deposits.annotate(**{f"seen_{name}": F(name) for name in COUNTS})
    visible = declarations_visible_to(actor).values("pk")
    hidden = Declaration.objects.filter(
        Q(deposit=OuterRef("pk")) | Q(deposit__parent=OuterRef("pk")), firm_id=actor.firm_id
    ).exclude(pk__in=visible)
    counted = hidden.exclude(state=DeclarationState.REFUSED)
    sums = {name: _sum(counted, Sum(name)) for name in COUNTS[:3]}
    sums["declaration_count"] = _sum(hidden, Sum(Value(1)))
    return deposits.annotate(**{f"seen_{name}": F(name) - sums[name] for name in COUNTS})


def same_content(actor: Actor, sha256: str) -> Deposit | None:
    """An earlier deposit of the very same bytes whose report answers for this one too; None when there is none.

    One that was refused, wholly or in part, or that failed, does not count: it may go better this time. One that the
    actor may not see does not either, or he would learn of it.
    """
    mine = Q(author_id=actor.member_id) | Q(pk__in=deposits_visible_to(actor).values("pk"))
    refused = Declaration.objects.filter(state=DeclarationState.REFUSED)
    return (
        Deposit.objects.filter(mine, firm_id=actor.firm_id, sha256=sha256, duplicate_of=None)
        .exclude(state__in=UNANSWERED)
        .exclude(Exists(refused.filter(deposit=OuterRef("pk"))))
        .exclude(Exists(refused.filter(deposit__parent=OuterRef("pk"))))
        .exclude(
            Exists(Deposit.objects.filter(parent=OuterRef("pk"), state__in=[DepositState.REFUSED, DepositState.FAILED]))
        )
        .order_by("received_at", "pk")
        .first()
    )


def declarations_of(actor: Actor, etablissement: Etablissement) -> QuerySet[Declaration]:
    """What was deposited for an establishment, the latest month first."""
    return (
        declarations_visible_to(actor)
        .filter(etablissement=etablissement)
        .select_related("deposit", "deposit__author__user")
        .order_by("-period", "-deposit__received_at", "index")
    )


def months_of(actor: Actor, etablissement: Etablissement, *, since: str) -> list[Declaration]:
    """The last monthly declaration kept of each month since that one, in order; one query."""
    rows = declarations_visible_to(actor).filter(etablissement=etablissement, nature=MENSUELLE, period__gte=since)
    kept = rows.filter(state=DeclarationState.KEPT, deposit__state=DepositState.DONE).select_related("deposit")
    return list(kept.order_by("period", "-deposit__received_at", "-pk").distinct("period"))


def accepted_before(deposit: Deposit) -> QuerySet[Declaration]:
    """What the firm had accepted when it deposited this, in the order it came: nothing in it blocks.

    The files of one archive came together: none is before another. For the machine alone: what it finds is shown to
    those who see the establishment.
    """
    blocking = FindingGroup.objects.filter(
        deposit=OuterRef("deposit"), declaration=None, severity=neodes.Severity.BLOQUANT.value
    )
    before = _declared_beside(deposit).filter(deposit__received_at__lt=deposit.received_at)
    if deposit.parent_id:
        before = before.exclude(deposit__parent=deposit.parent_id)
    accepted = before.filter(bloquants=0).exclude(Exists(blocking))
    return accepted.select_related("deposit__stored_file").order_by("deposit__received_at", "deposit", "index")


def months_declared(deposit: Deposit, sirets: Collection[str]) -> dict[str, set[str]] | None:
    """SIRET → months of the monthly declarations of other deposits, accepted or not.

    None while files that came before, or in the same archive, wait for their turn: they may hold any month.
    """
    others = Deposit.objects.filter(firm_id=deposit.firm_id, state__in=PENDING, is_archive=False)
    came = Q(received_at__lte=deposit.received_at)
    together = Q(parent=deposit.parent_id) if deposit.parent_id else Q(pk__in=[])
    if others.filter(came | together).exclude(pk=deposit.pk).exists():
        return None
    rows = _declared_beside(deposit).filter(nature=MENSUELLE, siret__in=sirets).exclude(period="")
    months: dict[str, set[str]] = {}
    for siret, period in rows.order_by().values_list("siret", "period").distinct():
        months.setdefault(siret, set()).add(period)
    return months


def _declared_beside(deposit: Deposit) -> QuerySet[Declaration]:
    """A real file is beside real ones only, a test beside both."""
    modes = [Mode.TEST, Mode.REEL] if deposit.mode == Mode.TEST else [Mode.REEL]
    rows = Declaration.objects.filter(firm_id=deposit.firm_id, state=DeclarationState.KEPT)
    return rows.filter(deposit__state=DepositState.DONE, deposit__mode__in=modes).exclude(deposit=deposit)


def author_actor(deposit: Deposit) -> Actor | None:
    """The author with the rights of today; None when the author is not an active member any more."""
    if deposit.author_id is None:
        return None
    members = Member.objects.filter(pk=deposit.author_id, is_active=True, user__is_active=True)
    member = members.select_related("firm", "user").first()
    return actor_of(member) if member else None


class Author(NamedTuple):
    """Someone who deposited."""

    id: int
    name: str


def authors_of(deposits: QuerySet[Deposit]) -> list[Author]:
    """Who deposited those, by name."""
    members = Member.objects.filter(pk__in=deposits.order_by().values("author_id")).select_related("user")
    found = [Author(member.pk, member.user.get_full_name()) for member in members]
    return sorted(found, key=lambda author: author.name.casefold())


def _sees_all(actor: Actor, right: Right) -> bool:
    return actor.can(right) and not actor.scope(right)


def _in_scope(actor: Actor, right: Right) -> QuerySet[Declaration]:
    return Declaration.objects.filter(firm_id=actor.firm_id, etablissement__in=etablissements_visible_to(actor, right))


def _sum(rows: QuerySet[Declaration], total: Sum) -> Coalesce:
    """The sum over the rows that refer to the outer query, 0 when there are none."""
    grouped = rows.order_by().values("firm_id").annotate(total=total).values("total")
    return Coalesce(Subquery(grouped), 0)
