"""From the report of the reader to rows: what the file is, its declarations, their establishments, the findings."""

from __future__ import annotations

from datetime import datetime

import neodes
from guichet.core.actor import Actor
from guichet.core.rights import Right
from guichet.deposits import errors, services
from guichet.deposits.cutting import cut_file
from guichet.deposits.enums import DeclarationState, DepositState, Mode
from guichet.deposits.findings import SEVERITIES, count_by_declaration, finding_rows, norm_of
from guichet.deposits.latest import refresh_latest
from guichet.deposits.models import Declaration, Deposit, FindingGroup
from guichet.deposits.queries import author_actor
from guichet.deposits.steps import Details
from guichet.portfolio.errors import InvalidSiret, NoPortfolio, PortfolioError, RightMissing
from guichet.portfolio.models import Etablissement
from guichet.portfolio.queries import etablissements_visible_to
from guichet.portfolio.services import add_from_declaration

FIELDS = {Severity: f"{Severity.value}s" for Severity in SEVERITIES}
"""Severity → the field that counts it."""

_LENGTHS = {"siret": 14, "nature": 2, "type": 2, "period": 7, "ordre": 15, "fraction": 2}
"""Texts of a declaration → what is kept of them: a file may hold anything."""


def keep_report(deposit: Deposit, report: neodes.FileReport, now: datetime) -> Details:
    """What the file is, and its declarations. Refuses what is no DSN, and what its author may not deposit."""
    deposit.mode, deposit.norm, deposit.declared_norm = report.mode, report.norm, report.envoi.norm[:20]
    deposit.encoding, deposit.lines, deposit.crashes = report.encoding, report.lines, len(report.crashes)
    refusal = _refusal(deposit, report)
    if refusal:
        if not report.readable:
            _keep_findings(deposit, report, {})
        services.refuse_deposit(deposit=deposit, reason=refusal, now=now)
        return {}
    deposit.declaration_count = len(report.declarations)
    deposit.state = DepositState.ADDING
    _keep_declarations(deposit, report)
    return {
        "mode": deposit.mode,
        "norme": deposit.norm,
        "lignes": deposit.lines,
        "declarations": len(report.declarations),
    }


def place_declarations(deposit: Deposit, report: neodes.FileReport, now: datetime) -> Details:
    """Tie each declaration to its establishment, added when it is new; by increasing SIRET, so that two deposits
    that bring the same ones never wait for each other.
    """
    author = author_actor(deposit)
    if author is None:
        deposit.declarations.all().delete()
        services.refuse_deposit(deposit=deposit, reason=errors.AUTHOR_GONE, now=now)
        return {}
    rows = list(deposit.declarations.order_by("siret", "index"))
    for row in rows:
        _place(row, report.declarations[row.index], author, deposit_right(deposit.mode), now)
        row.save()
    states = [row.state for row in rows]
    return {
        "ajoutes": sum(row.added_etablissement for row in rows),
        "refusees": states.count(DeclarationState.REFUSED),
        "retires": states.count(DeclarationState.OUTSIDE),
    }


def summarise(deposit: Deposit, report: neodes.FileReport, now: datetime) -> Details:
    """Counts and findings. Of a declaration refused for want of rights nothing stays but its SIRET and its month, by
    which its author is told; when there is no other one, the deposit is refused and its content removed.
    """
    rows = list(deposit.declarations.order_by("index"))
    counts = count_by_declaration(report.groups)
    kept = {row.index: row for row in rows if not _is_refused(row)}
    for row in kept.values():
        for severity, name in FIELDS.items():
            setattr(row, name, counts.get(row.index, {}).get(severity, 0))
    Declaration.objects.bulk_update(kept.values(), list(FIELDS.values()))
    _forget(deposit, [row for row in rows if row.index not in kept])
    if rows and not kept:
        deposit.findings.all().delete()
        services.refuse_deposit(deposit=deposit, reason=_reason_of_all(rows), now=now)
    else:
        _keep_findings(deposit, report, kept)
        if len(kept) < len(rows):
            cut_file(deposit, kept=kept.values(), refused=[row for row in rows if row.index not in kept])
        deposit.held = dict(report.held)
        deposit.state, deposit.finished_at = DepositState.DONE, now
        deposit.save()
        refresh_latest(row.etablissement_id for row in rows if row.etablissement_id)
        services.refresh_archive(deposit.parent_id)
    return {name: getattr(deposit, name) for name in FIELDS.values()}


def deposit_right(mode: str) -> Right:
    """The right that a file of that mode asks for; one that does not say is taken for a real one."""
    return Right.DEPOSER_TEST if mode == Mode.TEST else Right.DEPOSER_REEL


def _refusal(deposit: Deposit, report: neodes.FileReport) -> str:
    """Why the file is not taken, empty when it is."""
    if not report.readable:
        return f"{neodes.group_message(report.groups[0], norm_of(report.norm))} Il n'est pas conservé."
    author = author_actor(deposit)
    if author is None:
        return errors.AUTHOR_GONE
    if author.can(deposit_right(report.mode)):
        return ""
    return {Mode.TEST: errors.TEST_NOT_ALLOWED, Mode.REEL: errors.REEL_NOT_ALLOWED}.get(
        Mode(report.mode), errors.REEL_UNSAID
    )


def _keep_declarations(deposit: Deposit, report: neodes.FileReport) -> None:
    """As many rows as declarations, one by index; those of an earlier control are brought up to date."""
    deposit.declarations.filter(index__gte=len(report.declarations)).delete()
    rows = [_declaration(deposit, summary) for summary in report.declarations]
    fields = [*_LENGTHS, "individus", "first_line", "last_line", "state", "reason", "etablissement"]
    Declaration.objects.bulk_create(
        rows, batch_size=1000, update_conflicts=True, unique_fields=["deposit", "index"], update_fields=fields
    )


def _declaration(deposit: Deposit, summary: neodes.DeclarationSummary) -> Declaration:
    texts = {name: getattr(summary, name)[:length].replace("\x00", "") for name, length in _LENGTHS.items()}
    return Declaration(
        firm_id=deposit.firm_id,
        deposit=deposit,
        index=summary.index,
        individus=summary.individus,
        first_line=summary.first_line,
        last_line=summary.last_line,
        **texts,
    )


def _place(row: Declaration, summary: neodes.DeclarationSummary, author: Actor, right: Right, now: datetime) -> None:
    row.state, row.reason, row.etablissement = DeclarationState.KEPT, "", None
    try:
        _require_scope(author, right, summary.siret)
        added = add_from_declaration(actor=author, declaration=summary, now=now)
    except (InvalidSiret, NoPortfolio) as error:
        row.state, row.reason = DeclarationState.REFUSED, str(error)
    except PortfolioError:
        row.state, row.reason = DeclarationState.REFUSED, errors.NOT_YOURS
    else:
        row.etablissement = added.etablissement
        row.added_etablissement = row.added_etablissement or added.created
        if added.retired:
            row.state, row.reason = DeclarationState.OUTSIDE, errors.RETIRED


def _require_scope(author: Actor, right: Right, siret: str) -> None:
    """An establishment of the portfolio must be within the scope of the right to deposit itself."""
    there = Etablissement.objects.filter(firm_id=author.firm_id, siret=siret)
    if there.exists() and not etablissements_visible_to(author, right).filter(siret=siret).exists():
        raise RightMissing


def _is_refused(row: Declaration) -> bool:
    """Refused for want of rights. One whose SIRET cannot exist is nobody's: its findings tell how to correct it."""
    return row.state == DeclarationState.REFUSED and row.reason != str(InvalidSiret())


def _forget(deposit: Deposit, rows: list[Declaration]) -> None:
    """Blank what a declaration holds. Its lines are known still: they are those that nobody is shown."""
    blank = dict.fromkeys(("nature", "type", "ordre", "fraction"), "")
    counts = dict.fromkeys(("individus", *FIELDS.values()), 0)
    deposit.declarations.filter(pk__in=[row.pk for row in rows]).update(**blank, **counts)


def _reason_of_all(rows: list[Declaration]) -> str:
    """An account of the kind entreprise is told so; the others, that nothing in the file is theirs."""
    alone = str(NoPortfolio())
    return alone if all(row.reason == alone for row in rows) else errors.NOTHING_YOURS


def _keep_findings(deposit: Deposit, report: neodes.FileReport, kept: dict[int, Declaration]) -> None:
    deposit.findings.all().delete()
    rows = finding_rows(deposit, report.groups, kept)
    FindingGroup.objects.bulk_create(rows, batch_size=1000)
    for severity, name in FIELDS.items():
        setattr(deposit, name, sum(row.count for row in rows if row.severity == severity.value))
